/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-work.h"

#include "foyer-changes.h"
#include "foyer-conflict.h"
#include "foyer-event.h"
#include "foyer-pending.h"
#include "foyer-queue-store.h"
#include "foyer-row-store.h"
#include "foyer-server-store.h"
#include "foyer-transaction-private.h"

#include <glib/gi18n-lib.h>

/**
 * foyer_event_work_free:
 * @self: (transfer full) (nullable): work on an event that is gone
 */
void
foyer_event_work_free (FoyerEventWork *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->kinds);
  g_free (self);
}

/* A row that waits; its event is known when it is looked at. */
typedef struct
{
  const FoyerRowType *type;
  gint64 key;
} Waiting;

static void
note (FoyerEventWork *self, const FoyerRowType *type, gint64 updated_at)
{
  FoyerQueueKind *kind = NULL;

  for (guint i = 0; i < self->kinds->len && kind == NULL; i++)
    if (((FoyerQueueKind *) g_ptr_array_index (self->kinds, i))->type == type)
      kind = g_ptr_array_index (self->kinds, i);
  if (kind == NULL)
    {
      kind = g_new0 (FoyerQueueKind, 1);
      kind->type = type;
      kind->oldest = updated_at;
      g_ptr_array_add (self->kinds, kind);
    }
  kind->n_rows++;
  kind->oldest = MIN (kind->oldest, updated_at);
  self->time = MAX (self->time, updated_at);
}

/* Counts the row when it is one of the event. */
static void
look_at (FoyerEventWork *self, FoyerDatabase *db, const FoyerRowType *type, gint64 key)
{
  g_autoptr (FoyerRow) row = foyer_row_store_get (db, type, key, NULL);
  const FoyerColumn *column = foyer_row_type_find (type, "event_id");
  const FoyerUuid *id = NULL;

  /* What was settled of it is of no use without it. */
  if (row == NULL || type == &FOYER_CONFLICT_TYPE)
    return;
  if (column != NULL)
    id = &FOYER_COLUMN_FIELD (row, column, FoyerUuid);
  else if (type == &FOYER_EVENT_TYPE)
    id = &row->id;
  if (id != NULL && foyer_uuid_equal (id, &self->event_id))
    note (self, type, row->updated_at);
}

static gboolean
add_waiting (GArray *all, FoyerDatabase *db, const FoyerServer *server, GError **error)
{
  gint64 position = foyer_journal_get_position (db, error);
  g_autoptr (FoyerPending) pending =
      position >= 0 ? foyer_pending_read (db, server->key, server->pushed_set, position, error)
                    : NULL;
  g_autoptr (GPtrArray) rows = pending != NULL ? foyer_pending_list (pending, db, error) : NULL;
  g_autoptr (GPtrArray) problems =
      rows != NULL ? foyer_queue_store_problems (db, server->key, error) : NULL;

  if (problems == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const FoyerPendingRow *row = g_ptr_array_index (rows, i);

      g_array_append_val (all, ((Waiting){ row->type, row->key }));
    }
  for (guint i = 0; i < problems->len; i++)
    {
      const FoyerPushProblem *problem = g_ptr_array_index (problems, i);

      g_array_append_val (all, ((Waiting){ problem->type, problem->key }));
    }
  return TRUE;
}

/**
 * foyer_event_work_find:
 * @db: a connection
 * @server_key: the server that it lies on
 * @event_id: an event
 * @error: return location
 *
 * Costs as much as the queue is long.
 *
 * Returns: (transfer full) (nullable): what was done here and not told, or was refused; %NULL
 * without error when there is nothing
 */
FoyerEventWork *
foyer_event_work_find (FoyerDatabase *db,
                       gint64 server_key,
                       const FoyerUuid *event_id,
                       GError **error)
{
  g_autoptr (FoyerServer) server = foyer_server_store_get (db, server_key, error);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Waiting));
  g_autoptr (FoyerEventWork) self = NULL;

  if (server == NULL || !add_waiting (all, db, server, error))
    return NULL;
  self = g_new0 (FoyerEventWork, 1);
  self->event_id = *event_id;
  self->server_key = server_key;
  self->kinds = g_ptr_array_new_with_free_func (g_free);
  self->time = FOYER_NONE;
  for (guint i = 0; i < all->len; i++)
    {
      const Waiting *waiting = &g_array_index (all, Waiting, i);

      look_at (self, db, waiting->type, waiting->key);
    }
  return self->kinds->len > 0 ? g_steal_pointer (&self) : NULL;
}

static gboolean
is_gone (FoyerDatabase *db, const FoyerHostedEvent *hosted)
{
  g_autoptr (FoyerEvent) event =
      foyer_row_store_find (db, &FOYER_EVENT_TYPE, &hosted->event_id, NULL);

  if (event == NULL)
    return FALSE;
  return hosted->is_gone || event->row.deleted_at != FOYER_NONE;
}

static gboolean
add_gone (GPtrArray *list, FoyerDatabase *db, const FoyerServer *server, GError **error)
{
  g_autoptr (GPtrArray) events = foyer_server_store_events (db, server->key, error);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const FoyerHostedEvent *hosted = g_ptr_array_index (events, i);
      g_autoptr (GError) failure = NULL;
      FoyerEventWork *work;

      if (!is_gone (db, hosted))
        continue;
      work = foyer_event_work_find (db, server->key, &hosted->event_id, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (work != NULL)
        g_ptr_array_add (list, work);
    }
  return events != NULL;
}

/**
 * foyer_event_work_list:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerEventWork): events that are gone from their server
 * while something of them waits; %NULL with error
 */
GPtrArray *
foyer_event_work_list (FoyerDatabase *db, GError **error)
{
  g_autoptr (GPtrArray) servers = foyer_server_store_list (db, error);
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_event_work_free);

  if (servers == NULL)
    return NULL;
  for (guint i = 0; i < servers->len; i++)
    if (!add_gone (list, db, g_ptr_array_index (servers, i), error))
      return NULL;
  return g_steal_pointer (&list);
}

/* Nobody is told of it any more, so nobody refuses it either. */
static gboolean
forget (FoyerDatabase *db, GPtrArray *problems, const FoyerUuid *event_id, GError **error)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const FoyerPushProblem *problem = g_ptr_array_index (problems, i);

      if (foyer_uuid_equal (&problem->event_id, event_id) &&
          !foyer_queue_store_clear (db, problem->type, problem->key, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
part_from_server (FoyerTransaction *transaction, const FoyerUuid *event_id, GError **error)
{
  static const char sql[] = "DELETE FROM hosted_events WHERE event_id = ?1";
  sqlite3_stmt *statement =
      foyer_database_prepare (foyer_transaction_get_db (transaction), sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  return foyer_transaction_run (transaction, statement, error);
}

/**
 * foyer_event_work_keep:
 * @db: a connection that writes
 * @event_id: an event that is gone from its server
 * @error: return location
 *
 * With all that is here of it, and alive again when it was deleted.
 *
 * Returns: %FALSE with error; then nothing was changed
 */
gboolean
foyer_event_work_keep (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "keep-event", error);
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  if (transaction == NULL)
    return FALSE;
  event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, event_id, error);
  if (event == NULL || (event->row.deleted_at != FOYER_NONE &&
                        !foyer_transaction_restore (transaction, event, error)))
    return FALSE;
  problems = foyer_queue_store_problems (db, 0, error);
  return problems != NULL && forget (db, problems, event_id, error) &&
         part_from_server (transaction, event_id, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

/**
 * foyer_event_work_let_go:
 * @db: a connection that writes
 * @event_id: an event that is gone from its server
 * @error: return location
 *
 * Returns: %FALSE with error; then nothing was changed
 */
gboolean
foyer_event_work_let_go (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  g_autoptr (GPtrArray) problems = foyer_queue_store_problems (db, 0, error);

  if (problems == NULL || !foyer_server_store_wipe_event (db, event_id, error))
    return FALSE;
  return forget (db, problems, event_id, error);
}
