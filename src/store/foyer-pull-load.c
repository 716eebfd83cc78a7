/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-pull-load.h"

#include "foyer-conflict.h"
#include "foyer-queue-store.h"
#include "foyer-row-sql.h"
#include "foyer-transaction-private.h"

static void
bind_id (sqlite3_stmt *statement, int parameter, const FoyerUuid *id)
{
  sqlite3_bind_blob (statement, parameter, id->bytes, sizeof id->bytes, SQLITE_STATIC);
}

/**
 * foyer_pull_load_mark:
 * @transaction: a transaction
 * @event_id: the event that is loaded anew
 * @type: a type of row
 * @key: a row that the server has
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_pull_load_mark (FoyerTransaction *transaction,
                      const FoyerUuid *event_id,
                      const FoyerRowType *type,
                      gint64 key,
                      GError **error)
{
  static const char sql[] =
      "INSERT OR IGNORE INTO load_marks (event_id, row_type, key) VALUES (?1, ?2, ?3)";
  sqlite3_stmt *statement =
      foyer_database_prepare (foyer_transaction_get_db (transaction), sql, error);

  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, event_id);
  sqlite3_bind_int (statement, 2, type->number);
  sqlite3_bind_int64 (statement, 3, key);
  return foyer_transaction_run (transaction, statement, error);
}

/* Living rows of the event that the server was told of once, and that it did not send. */
static GArray *
find_unmarked (FoyerDatabase *db,
               const FoyerUuid *event_id,
               const FoyerRowType *type,
               GError **error)
{
  sqlite3_stmt *statement =
      foyer_database_prepare (db, foyer_row_sql (type, FOYER_ROW_SQL_UNMARKED), error);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  int code;

  if (statement == NULL)
    return NULL;
  bind_id (statement, 1, event_id);
  sqlite3_bind_int (statement, 2, type->number);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      gint64 key = sqlite3_column_int64 (statement, 0);

      g_array_append_val (keys, key);
    }
  return code == SQLITE_DONE ? g_steal_pointer (&keys) : NULL;
}

static gboolean
end_type (FoyerTransaction *transaction,
          FoyerPending *pending,
          gint64 server_key,
          const FoyerUuid *event_id,
          gboolean is_told_again,
          const FoyerRowType *type,
          GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (GArray) keys = find_unmarked (db, event_id, type, error);

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    {
      gint64 key = g_array_index (keys, gint64, i);

      if (foyer_pending_find (pending, type, key) != NULL)
        continue;
      /* What is contradicted is said by the server alone. */
      if (is_told_again && type != &FOYER_CONFLICT_TYPE
              ? !foyer_queue_store_tell_again (db, server_key, event_id, type, key, key, TRUE,
                                               error)
              : !foyer_transaction_mark (transaction, type, key, key, TRUE, error))
        return FALSE;
    }
  return keys != NULL;
}

/**
 * foyer_pull_load_end:
 * @transaction: a transaction
 * @pending: what is not told yet
 * @server_key: the server
 * @event_id: the event that was loaded anew
 * @is_told_again: whether what the server has no more is told again, or goes
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_pull_load_end (FoyerTransaction *transaction,
                     FoyerPending *pending,
                     gint64 server_key,
                     const FoyerUuid *event_id,
                     gboolean is_told_again,
                     GError **error)
{
  static const char sql[] = "DELETE FROM load_marks WHERE event_id = ?1";
  sqlite3_stmt *statement;

  for (const FoyerRowType *const *type = foyer_row_types (); *type != NULL; type++)
    if (foyer_row_type_find (*type, "event_id") != NULL &&
        !end_type (transaction, pending, server_key, event_id, is_told_again, *type, error))
      return FALSE;
  statement = foyer_database_prepare (foyer_transaction_get_db (transaction), sql, error);
  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, event_id);
  return foyer_transaction_run (transaction, statement, error);
}
