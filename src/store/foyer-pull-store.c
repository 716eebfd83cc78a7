/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-pull-store.h"

#include "foyer-changes.h"
#include "foyer-event.h"
#include "foyer-held-values.h"
#include "foyer-journal.h"
#include "foyer-pull-load.h"
#include "foyer-queue-store.h"
#include "foyer-row-sql.h"
#include "foyer-row-store.h"
#include "foyer-server-store.h"
#include "foyer-transaction-private.h"

#include <glib/gi18n-lib.h>

struct _FoyerPullStore
{
  FoyerDatabase *db; /* (owned) */
  gint64 server_key;
  FoyerTransaction *transaction; /* (owned) (nullable) */
  FoyerPending *pending;         /* (owned) (nullable) */
  gint64 position; /* of the journal when pending was read, or what was written here since */
  FoyerUuid event_id;
  FoyerLoad load;
  gboolean has_held;
};

/**
 * foyer_pull_store_new:
 * @db: a connection that writes
 * @server_key: the server whose rows come
 *
 * Returns: (transfer full): what takes them
 */
FoyerPullStore *
foyer_pull_store_new (FoyerDatabase *db, gint64 server_key)
{
  FoyerPullStore *self = g_new0 (FoyerPullStore, 1);

  self->db = g_object_ref (db);
  self->server_key = server_key;
  self->position = -1;
  return self;
}

/* All of it before the first transaction, as a queue may be long; and within each, while nobody
 * else writes, what came in between. */
static gboolean
read_pending (FoyerPullStore *self, GError **error)
{
  gint64 position = foyer_journal_get_position (self->db, error);
  g_autoptr (FoyerServer) server = NULL;

  if (position < 0)
    return FALSE;
  if (self->pending != NULL)
    {
      if (position != self->position &&
          !foyer_pending_read_on (self->pending, self->db, position, error))
        return FALSE;
      self->position = position;
      return TRUE;
    }
  server = foyer_server_store_get (self->db, self->server_key, error);
  if (server == NULL)
    return FALSE;
  self->pending =
      foyer_pending_read (self->db, self->server_key, server->pushed_set, position, error);
  self->position = position;
  return self->pending != NULL;
}

/**
 * foyer_pull_store_begin:
 * @self: a pull that is in no transaction
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_pull_store_begin (FoyerPullStore *self, GError **error)
{
  g_return_val_if_fail (self->transaction == NULL, FALSE);

  if (self->pending == NULL && !read_pending (self, error))
    return FALSE;
  self->transaction = foyer_transaction_begin (self->db, FOYER_KIND_PULL, error);
  if (self->transaction == NULL)
    return FALSE;
  self->has_held = !foyer_held_values_is_empty (self->db);
  if (read_pending (self, error))
    return TRUE;
  foyer_pull_store_roll_back (self);
  return FALSE;
}

/**
 * foyer_pull_store_set_load:
 * @self: a pull
 * @event_id: the event whose rows come next
 * @load: whether all of it comes
 */
void
foyer_pull_store_set_load (FoyerPullStore *self, const FoyerUuid *event_id, FoyerLoad load)
{
  self->event_id = *event_id;
  self->load = load;
}

/**
 * foyer_pull_write_head:
 * @transaction: a transaction
 * @told: (type FoyerRow): a row as a server told it
 * @key: of the same row here
 * @error: return location
 *
 * What the server alone knows of a row: its version, and when it was written there.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_pull_write_head (FoyerTransaction *transaction,
                       gconstpointer told,
                       gint64 key,
                       GError **error)
{
  const FoyerRow *row = told;
  sqlite3_stmt *statement = foyer_database_prepare (
      foyer_transaction_get_db (transaction), foyer_row_sql (row->type, FOYER_ROW_SQL_HEAD), error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, row->version);
  sqlite3_bind_int64 (statement, 2, row->updated_at);
  sqlite3_bind_int64 (statement, 3, key);
  return foyer_transaction_run (transaction, statement, error);
}

/* An address of an event is unique in a replica, which may hold events of several servers. */
static gboolean
insert_under_other_slug (FoyerPullStore *self, FoyerEvent *event, GError **error)
{
  const FoyerColumn *column = foyer_row_type_find (&FOYER_EVENT_TYPE, "slug");
  g_autofree char *slug = g_strdup (event->slug);
  g_autoptr (GError) failure = NULL;

  for (guint n = 2; n < 100; n++)
    {
      g_autofree char *other = g_strdup_printf ("%.70s-%u", slug, n);

      foyer_row_set_text (event, column, other);
      g_clear_error (&failure);
      if (foyer_transaction_insert (self->transaction, event, &failure))
        return TRUE;
      if (!g_error_matches (failure, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT))
        break;
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
insert (FoyerPullStore *self, FoyerRow *row, GError **error)
{
  g_autoptr (GError) failure = NULL;

  /* One that was gone before this replica heard of it leaves no trace. */
  if (row->deleted_at != FOYER_NONE)
    return TRUE;
  if (foyer_transaction_insert (self->transaction, row, &failure))
    return TRUE;
  if (row->type == &FOYER_EVENT_TYPE &&
      g_error_matches (failure, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT))
    return insert_under_other_slug (self, (FoyerEvent *) row, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Of what comes for the first time hardly any row is here. */
static gboolean
insert_at_once (FoyerPullStore *self, FoyerRow *row)
{
  return row->type != &FOYER_EVENT_TYPE && row->deleted_at == FOYER_NONE &&
         foyer_transaction_insert (self->transaction, row, NULL);
}

static gboolean
write_columns (FoyerPullStore *self,
               const FoyerRow *here,
               FoyerRow *row,
               FoyerColumnSet columns,
               GError **error)
{
  const FoyerRowType *type = here->type;
  g_autoptr (FoyerRow) after = foyer_row_copy (here);
  g_autoptr (GError) failure = NULL;

  for (guint i = 0; i < type->n_columns; i++)
    if (columns & (FoyerColumnSet) 1 << i)
      foyer_row_copy_column (after, row, &type->columns[i]);
  if (foyer_transaction_update (self->transaction, here, after, &failure))
    return TRUE;
  if (type == &FOYER_EVENT_TYPE &&
      g_error_matches (failure, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT))
    {
      const FoyerColumn *slug = foyer_row_type_find (type, "slug");

      foyer_row_copy_column (after, here, slug);
      return foyer_transaction_update (self->transaction, here, after, error);
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* The server went back behind what is here: somebody is to say who is right. */
static gboolean
ask_about (FoyerPullStore *self,
           const FoyerRow *here,
           FoyerRow *row,
           FoyerColumnSet columns,
           GError **error)
{
  FoyerPushProblem problem = { .type = here->type,
                               .key = here->key,
                               .server_key = self->server_key,
                               .change_set = self->position,
                               .columns = columns,
                               .is_marked = (row->deleted_at != FOYER_NONE) !=
                                            (here->deleted_at != FOYER_NONE),
                               .code = (char *) FOYER_PROBLEM_RESTORED };

  problem.message = _ ("The server was restored from an older copy, which does not have this.");
  return foyer_queue_store_set_aside (self->db, &problem, error) &&
         foyer_held_values_keep (self->transaction, row, here->key, columns, TRUE, error) &&
         foyer_pull_write_head (self->transaction, row, here->key, error);
}

static gboolean
update (FoyerPullStore *self,
        const FoyerRow *here,
        FoyerRow *row,
        FoyerColumnSet present,
        GError **error)
{
  const FoyerRowType *type = here->type;
  const FoyerPendingRow *pending = foyer_pending_find (self->pending, type, here->key);
  gboolean is_deleted = row->deleted_at != FOYER_NONE;
  FoyerColumnSet differing = foyer_row_diff (here, row) & present, masked = 0;

  /* An answer that was on its way while another overtook it. */
  if (self->load == FOYER_LOAD_NONE && row->version < here->version)
    return TRUE;
  if (self->load == FOYER_LOAD_RESTORED && row->version <= here->version && pending == NULL &&
      (differing != 0 || is_deleted != (here->deleted_at != FOYER_NONE)))
    return ask_about (self, here, row, differing, error);
  if (pending != NULL)
    masked = pending->is_new ? ~(FoyerColumnSet) 0 : pending->columns;
  if (self->has_held && !foyer_held_values_forget (self->transaction, type, here->key, error))
    return FALSE;
  if ((differing & masked) != 0)
    {
      if (!foyer_held_values_keep (self->transaction, row, here->key, differing & masked, TRUE,
                                   error))
        return FALSE;
      self->has_held = TRUE;
    }
  if ((differing & ~masked) != 0 && !write_columns (self, here, row, differing & ~masked, error))
    return FALSE;
  if ((pending == NULL || !pending->is_marked) && is_deleted != (here->deleted_at != FOYER_NONE) &&
      !foyer_transaction_mark (self->transaction, type, here->key, here->key, is_deleted, error))
    return FALSE;
  return foyer_pull_write_head (self->transaction, row, here->key, error);
}

/**
 * foyer_pull_store_apply:
 * @self: a pull
 * @row: (type FoyerRow): as the server has it, head included
 * @present: its columns that the server sent
 * @error: return location
 *
 * An older version than the one that is here already changes nothing.
 *
 * Returns: %FALSE with error: INVALID names a column; then the transaction is to be rolled back
 */
gboolean
foyer_pull_store_apply (FoyerPullStore *self, gpointer row, FoyerColumnSet present, GError **error)
{
  FoyerRow *head = row;
  g_autoptr (GError) failure = NULL;
  g_autoptr (FoyerRow) here = NULL;
  gboolean is_done;

  if (self->load == FOYER_LOAD_FIRST && insert_at_once (self, head))
    return TRUE;
  here = foyer_row_store_find (self->db, head->type, &head->id, &failure);
  if (here != NULL)
    is_done = update (self, here, head, present, error);
  else if (g_error_matches (failure, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND))
    is_done = insert (self, head, error);
  else
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!is_done || self->load < FOYER_LOAD_ANEW)
    return is_done;
  return foyer_pull_load_mark (self->transaction, &self->event_id, head->type,
                               here != NULL ? here->key : head->key, error);
}

/**
 * foyer_pull_store_forget:
 * @self: a pull
 * @type: a type of row
 * @id: the row
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_pull_store_forget (FoyerPullStore *self,
                         const FoyerRowType *type,
                         const FoyerUuid *id,
                         GError **error)
{
  const FoyerColumn *event = foyer_row_type_find (type, "event_id");
  g_autoptr (GError) failure = NULL;
  g_autoptr (FoyerRow) here = foyer_row_store_find (self->db, type, id, &failure);

  if (here == NULL && !g_error_matches (failure, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (here == NULL ||
      (event != NULL &&
       !foyer_uuid_equal (&FOYER_COLUMN_FIELD (here, event, FoyerUuid), &self->event_id)))
    return TRUE;
  return foyer_transaction_remove (self->transaction, here, error);
}

/**
 * foyer_pull_store_replace_code:
 * @self: a pull
 * @code: a code that was given up
 * @ticket_id: whose it was
 * @replaced_at: when
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_pull_store_replace_code (FoyerPullStore *self,
                               const char *code,
                               const FoyerUuid *ticket_id,
                               gint64 replaced_at,
                               GError **error)
{
  static const char sql[] =
      "INSERT OR REPLACE INTO replaced_codes (code, ticket_id, replaced_at) VALUES (?1, ?2, ?3)";
  sqlite3_stmt *statement = foyer_database_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, code, -1, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 2, ticket_id->bytes, sizeof ticket_id->bytes, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, replaced_at);
  return foyer_transaction_run (self->transaction, statement, error);
}

/**
 * foyer_pull_store_put_device:
 * @self: a pull
 * @device: a desk of the event's organizer
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_pull_store_put_device (FoyerPullStore *self, const FoyerDevice *device, GError **error)
{
  return foyer_device_store_put (self->transaction, &self->event_id, device, error);
}

/**
 * foyer_pull_store_end_load:
 * @self: a pull whose load is complete
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_pull_store_end_load (FoyerPullStore *self, GError **error)
{
  if (self->load < FOYER_LOAD_ANEW)
    return TRUE;
  return foyer_pull_load_end (self->transaction, self->pending, self->server_key, &self->event_id,
                              self->load == FOYER_LOAD_RESTORED, error);
}

/**
 * foyer_pull_store_let_go:
 * @self: a pull
 * @earlier: (nullable): what was pending when the server was asked
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_pull_store_let_go (FoyerPullStore *self, FoyerPending *earlier, GError **error)
{
  return foyer_held_values_let_go (self->transaction, self->pending, earlier, error);
}

/**
 * foyer_pull_store_get_db:
 * @self: a pull
 *
 * Returns: (transfer none): its connection, for what is to be written in the same transaction
 */
FoyerDatabase *
foyer_pull_store_get_db (FoyerPullStore *self)
{
  return self->db;
}

/**
 * foyer_pull_store_commit:
 * @self: a pull in a transaction
 * @change_set: (out) (optional): 0 when nothing was new
 * @error: return location
 *
 * Returns: %FALSE with error; then nothing was changed
 */
gboolean
foyer_pull_store_commit (FoyerPullStore *self, gint64 *change_set, GError **error)
{
  gint64 number = 0;

  if (!foyer_transaction_commit (g_steal_pointer (&self->transaction), &number, error))
    return FALSE;
  if (number != 0)
    self->position = number;
  if (change_set != NULL)
    *change_set = number;
  return TRUE;
}

/**
 * foyer_pull_store_roll_back:
 * @self: a pull
 *
 * What was not committed did not happen.
 */
void
foyer_pull_store_roll_back (FoyerPullStore *self)
{
  g_clear_pointer (&self->transaction, foyer_transaction_free);
}

/**
 * foyer_pull_store_free:
 * @self: (transfer full) (nullable): a pull
 */
void
foyer_pull_store_free (FoyerPullStore *self)
{
  if (self == NULL)
    return;
  foyer_pull_store_roll_back (self);
  g_clear_pointer (&self->pending, foyer_pending_free);
  g_clear_object (&self->db);
  g_free (self);
}
