/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-push-note.h"

#include "foyer-held-values.h"
#include "foyer-journal.h"
#include "foyer-queue-store.h"
#include "foyer-server-store.h"

static gboolean
has_problems (FoyerDatabase *db)
{
  static const char sql[] = "SELECT 1 FROM push_problems LIMIT 1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, NULL);
  gboolean is_there;

  if (statement == NULL)
    return TRUE;
  is_there = foyer_database_step (db, statement, NULL) == SQLITE_ROW;
  sqlite3_reset (statement);
  return is_there;
}

static gboolean
is_any_refused (const FoyerPushBatch *batch)
{
  for (guint i = 0; i < batch->items->len; i++)
    if (((FoyerPushItem *) g_ptr_array_index (batch->items, i))->status == FOYER_TOLD_REFUSED)
      return TRUE;
  return FALSE;
}

/* What it was before is what the server has, unless that is known better. */
static gboolean
set_aside (FoyerTransaction *transaction,
           gint64 server_key,
           gint64 position,
           const FoyerPushItem *item,
           GError **error)
{
  const FoyerPendingRow *pending = &item->pending;
  FoyerPushProblem problem = { .type = pending->type,
                               .key = pending->key,
                               .server_key = server_key,
                               .change_set = position,
                               .is_new = pending->is_new,
                               .is_marked = pending->is_marked,
                               .columns = pending->columns,
                               .base = item->base,
                               .code = item->code,
                               .message = item->message };

  return foyer_queue_store_set_aside (foyer_transaction_get_db (transaction), &problem, error) &&
         (pending->base == NULL || pending->is_new ||
          foyer_held_values_keep (transaction, pending->base, pending->key, pending->columns, FALSE,
                                  error));
}

/**
 * foyer_push_note:
 * @db: a connection that writes
 * @server_key: the server
 * @position: up to where the journal was read when the rows were
 * @batch: rows with what became of them
 * @error: return location
 *
 * Returns: %FALSE with error; then nothing was changed
 */
gboolean
foyer_push_note (FoyerDatabase *db,
                 gint64 server_key,
                 gint64 position,
                 FoyerPushBatch *batch,
                 GError **error)
{
  g_autoptr (FoyerTransaction) transaction = NULL;
  gboolean is_cleared = has_problems (db);

  if (!is_cleared && !is_any_refused (batch))
    return TRUE;
  transaction = foyer_transaction_begin (db, FOYER_KIND_PULL, error);
  if (transaction == NULL)
    return FALSE;
  for (guint i = 0; i < batch->items->len; i++)
    {
      const FoyerPushItem *item = g_ptr_array_index (batch->items, i);

      if (item->status == FOYER_TOLD_REFUSED
              ? !set_aside (transaction, server_key, position, item, error)
              : is_cleared && !item->pending.is_follower &&
                    !foyer_queue_store_clear (db, item->pending.type, item->pending.key, error))
        return FALSE;
    }
  return foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

/**
 * foyer_push_note_silent:
 * @db: a connection that writes
 * @rows: (element-type FoyerPendingRow): rows of which there was nothing to tell
 * @error: return location
 *
 * What was set aside of them is settled by that.
 *
 * Returns: %FALSE with error; then nothing was changed
 */
gboolean
foyer_push_note_silent (FoyerDatabase *db, GPtrArray *rows, GError **error)
{
  g_autoptr (FoyerTransaction) transaction = NULL;

  if (rows->len == 0 || !has_problems (db))
    return TRUE;
  transaction = foyer_transaction_begin (db, FOYER_KIND_PULL, error);
  if (transaction == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const FoyerPendingRow *row = g_ptr_array_index (rows, i);

      if (!foyer_queue_store_clear (db, row->type, row->key, error))
        return FALSE;
    }
  return foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

/**
 * foyer_push_note_all:
 * @db: a connection that writes
 * @server_key: the server
 * @position: up to where the journal was told
 * @error: return location
 *
 * Returns: %FALSE with error; then nothing was changed
 */
gboolean
foyer_push_note_all (FoyerDatabase *db, gint64 server_key, gint64 position, GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, FOYER_KIND_PULL, error);

  return transaction != NULL && foyer_queue_store_told (db, server_key, error) &&
         foyer_server_store_set_pushed (db, server_key, position, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}
