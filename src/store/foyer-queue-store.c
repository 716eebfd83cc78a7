/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-queue-store.h"

#include "foyer-changes.h"
#include "foyer-check-in.h"
#include "foyer-held-values.h"
#include "foyer-journal.h"
#include "foyer-pending.h"
#include "foyer-row-sql.h"
#include "foyer-row-store.h"
#include "foyer-server-store.h"
#include "foyer-ticket.h"
#include "foyer-transaction-private.h"

/**
 * foyer_push_problem_free:
 * @self: (transfer full) (nullable): a problem
 */
void
foyer_push_problem_free (FoyerPushProblem *self)
{
  if (self == NULL)
    return;
  g_free (self->subject);
  g_free (self->base);
  g_free (self->code);
  g_free (self->message);
  g_free (self);
}

static gboolean
run (FoyerDatabase *db, sqlite3_stmt *statement, GError **error)
{
  return foyer_database_step (db, statement, error) == SQLITE_DONE;
}

static sqlite3_stmt *
prepare_on_row (FoyerDatabase *db,
                const char *sql,
                const FoyerRowType *type,
                gint64 key,
                GError **error)
{
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement != NULL)
    {
      sqlite3_bind_int (statement, 1, type->number);
      sqlite3_bind_int64 (statement, 2, key);
    }
  return statement;
}

static FoyerQueueKind *
find_kind (GPtrArray *kinds, const FoyerRowType *type)
{
  FoyerQueueKind *kind;

  for (guint i = 0; i < kinds->len; i++)
    {
      kind = g_ptr_array_index (kinds, i);
      if (kind->type == type)
        return kind;
    }
  kind = g_new0 (FoyerQueueKind, 1);
  kind->type = type;
  kind->oldest = FOYER_NONE;
  g_ptr_array_insert (kinds, type == &FOYER_CHECK_IN_TYPE ? 0 : -1, kind);
  return kind;
}

static gint64
time_of (FoyerDatabase *db, gint64 change_set)
{
  static const char sql[] = "SELECT time FROM change_sets WHERE number = ?1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, NULL);
  gint64 time = FOYER_NONE;

  if (statement == NULL)
    return FOYER_NONE;
  sqlite3_bind_int64 (statement, 1, change_set);
  if (foyer_database_step (db, statement, NULL) == SQLITE_ROW)
    time = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return time;
}

/* What a check-in does to its ticket goes with the check-in: nobody waits for it. */
static gboolean
is_told_by_another (const FoyerPendingRow *row)
{
  static const char *const derived[] = { "check_in_time", "check_out_time", "check_in_method" };
  const FoyerRowType *type = row->type;
  FoyerColumnSet columns = 0;

  if (type != &FOYER_TICKET_TYPE || row->is_new || row->is_marked)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (derived); i++)
    columns |= (FoyerColumnSet) 1 << (foyer_row_type_find (type, derived[i]) - type->columns);
  if ((row->columns & columns) == 0)
    return FALSE;
  columns |= (FoyerColumnSet) 1 << (foyer_row_type_find (type, "status") - type->columns);
  return (row->columns & ~columns) == 0;
}

static gboolean
count (FoyerDatabase *db, const FoyerServer *server, GPtrArray *kinds, GError **error)
{
  gint64 position = foyer_journal_get_position (db, error);
  g_autoptr (FoyerPending) pending =
      position >= 0 ? foyer_pending_read (db, server->key, server->pushed_set, position, error)
                    : NULL;
  g_autoptr (GPtrArray) rows = pending != NULL ? foyer_pending_list (pending, db, error) : NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const FoyerPendingRow *row = g_ptr_array_index (rows, i);
      FoyerQueueKind *kind;

      if (is_told_by_another (row))
        continue;
      kind = find_kind (kinds, row->type);
      /* They come in order. */
      if (kind->n_rows++ == 0 && row->change_set != 0)
        {
          gint64 time = time_of (db, row->change_set);

          if (kind->oldest == FOYER_NONE || (time != FOYER_NONE && time < kind->oldest))
            kind->oldest = time;
        }
    }
  return rows != NULL;
}

/**
 * foyer_queue_store_list:
 * @db: a connection
 * @server_key: a server, or 0 for all
 * @error: return location
 *
 * Costs as much as the queue is long.
 *
 * Returns: (transfer full) (element-type FoyerQueueKind): kinds of which something waits; %NULL
 * with error
 */
GPtrArray *
foyer_queue_store_list (FoyerDatabase *db, gint64 server_key, GError **error)
{
  g_autoptr (GPtrArray) servers = foyer_server_store_list (db, error);
  g_autoptr (GPtrArray) kinds = g_ptr_array_new_with_free_func (g_free);

  if (servers == NULL)
    return NULL;
  for (guint i = 0; i < servers->len; i++)
    {
      const FoyerServer *server = g_ptr_array_index (servers, i);

      if ((server_key == 0 || server->key == server_key) && !count (db, server, kinds, error))
        return NULL;
    }
  return g_steal_pointer (&kinds);
}

/* What people know a row by. */
static void
describe (FoyerDatabase *db, FoyerPushProblem *problem)
{
  static const char *const names[] = { "attendee_name", "title", "name",    "order_number",
                                       "label",         "code",  "subject", NULL };
  g_autoptr (FoyerRow) row = foyer_row_store_get (db, problem->type, problem->key, NULL);
  const FoyerColumn *event = foyer_row_type_find (problem->type, "event_id");

  if (row == NULL)
    return;
  if (event != NULL)
    problem->event_id = FOYER_COLUMN_FIELD (row, event, FoyerUuid);
  else if (g_str_equal (problem->type->table, "events"))
    problem->event_id = row->id;
  for (guint i = 0; names[i] != NULL && problem->subject == NULL; i++)
    {
      const FoyerColumn *column = foyer_row_type_find (problem->type, names[i]);

      if (column != NULL && column->type == FOYER_COLUMN_TEXT)
        problem->subject = g_strdup (FOYER_COLUMN_FIELD (row, column, char *));
    }
}

static FoyerPushProblem *
read_problem (sqlite3_stmt *statement, const FoyerRowType *type)
{
  FoyerPushProblem *problem = g_new0 (FoyerPushProblem, 1);

  problem->type = type;
  problem->key = sqlite3_column_int64 (statement, 1);
  problem->server_key = sqlite3_column_int64 (statement, 2);
  problem->change_set = sqlite3_column_int64 (statement, 3);
  problem->is_new = sqlite3_column_int (statement, 4) != 0;
  problem->is_marked = sqlite3_column_int (statement, 5) != 0;
  problem->columns = (FoyerColumnSet) sqlite3_column_int64 (statement, 6);
  problem->base = g_strdup ((const char *) sqlite3_column_text (statement, 7));
  problem->code = g_strdup ((const char *) sqlite3_column_text (statement, 8));
  problem->message = g_strdup ((const char *) sqlite3_column_text (statement, 9));
  problem->attempts = sqlite3_column_int (statement, 10);
  problem->first_time = sqlite3_column_int64 (statement, 11);
  problem->last_time = sqlite3_column_int64 (statement, 12);
  return problem;
}

/**
 * foyer_queue_store_problems:
 * @db: a connection
 * @server_key: a server, or 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerPushProblem): what was refused and waits for a
 * person, the newest first; %NULL with error
 */
GPtrArray *
foyer_queue_store_problems (FoyerDatabase *db, gint64 server_key, GError **error)
{
  static const char sql[] =
      "SELECT row_type, key, server_key, change_set, is_new, is_marked, columns, base, code, "
      "message, attempts, first_time, last_time FROM push_problems "
      "WHERE is_retried = 0 AND (?1 = 0 OR server_key = ?1) ORDER BY last_time DESC, row_type, key";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_push_problem_free);
  int code;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, server_key);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      const FoyerRowType *type = foyer_row_type_from_number (sqlite3_column_int64 (statement, 0));

      if (type != NULL)
        g_ptr_array_add (problems, read_problem (statement, type));
    }
  if (code != SQLITE_DONE)
    return NULL;
  for (guint i = 0; i < problems->len; i++)
    describe (db, g_ptr_array_index (problems, i));
  return g_steal_pointer (&problems);
}

/**
 * foyer_queue_store_set_aside:
 * @db: a connection that writes
 * @problem: a row and why; attempts and times are filled in
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_queue_store_set_aside (FoyerDatabase *db, FoyerPushProblem *problem, GError **error)
{
  static const char sql[] =
      "INSERT INTO push_problems (row_type, key, server_key, change_set, is_new, is_marked, "
      "columns, "
      "base, code, message, attempts, first_time, last_time) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1, ?11, ?11) "
      "ON CONFLICT DO UPDATE SET change_set = excluded.change_set, is_new = excluded.is_new, "
      "is_marked = excluded.is_marked, columns = excluded.columns, base = excluded.base, "
      "code = excluded.code, message = excluded.message, attempts = attempts + 1, "
      "last_time = excluded.last_time, is_retried = 0";
  sqlite3_stmt *statement = prepare_on_row (db, sql, problem->type, problem->key, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 3, problem->server_key);
  sqlite3_bind_int64 (statement, 4, problem->change_set);
  sqlite3_bind_int (statement, 5, problem->is_new != FALSE);
  sqlite3_bind_int (statement, 6, problem->is_marked != FALSE);
  sqlite3_bind_int64 (statement, 7, (gint64) problem->columns);
  sqlite3_bind_text (statement, 8, problem->base, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 9, problem->code, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 10, problem->message, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 11, g_get_real_time ());
  return run (db, statement, error);
}

/**
 * foyer_queue_store_clear:
 * @db: a connection that writes
 * @type: a type of row
 * @key: a row
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_queue_store_clear (FoyerDatabase *db, const FoyerRowType *type, gint64 key, GError **error)
{
  static const char sql[] = "DELETE FROM push_problems WHERE row_type = ?1 AND key = ?2";
  sqlite3_stmt *statement = prepare_on_row (db, sql, type, key, error);

  return statement != NULL && run (db, statement, error);
}

/**
 * foyer_queue_store_retry:
 * @db: a connection that writes
 * @server_key: the server, or 0 for any
 * @type: (nullable): a type of row, or %NULL for all
 * @key: the row
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_queue_store_retry (FoyerDatabase *db,
                         gint64 server_key,
                         const FoyerRowType *type,
                         gint64 key,
                         GError **error)
{
  static const char sql[] =
      "UPDATE push_problems SET is_retried = 1 WHERE (?3 = 0 OR server_key = ?3) AND (?1 = 0 OR "
      "(row_type = ?1 AND key = ?2))";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, type != NULL ? type->number : 0);
  sqlite3_bind_int64 (statement, 2, key);
  sqlite3_bind_int64 (statement, 3, server_key);
  return run (db, statement, error);
}

static gboolean
read_drop (FoyerDatabase *db,
           const FoyerRowType *type,
           gint64 key,
           gboolean *is_new,
           gboolean *is_marked,
           GError **error)
{
  static const char sql[] =
      "SELECT is_new, is_marked FROM push_problems WHERE row_type = ?1 AND key = ?2";
  sqlite3_stmt *statement = prepare_on_row (db, sql, type, key, error);
  int code;

  *is_new = *is_marked = FALSE;
  if (statement == NULL)
    return FALSE;
  code = foyer_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    {
      *is_new = sqlite3_column_int (statement, 0) != 0;
      *is_marked = sqlite3_column_int (statement, 1) != 0;
      sqlite3_reset (statement);
    }
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/**
 * foyer_queue_store_drop:
 * @db: a connection that writes
 * @type: a type of row
 * @key: a row that was refused
 * @error: return location
 *
 * What was held of the server comes back with the next round. It cannot be undone.
 *
 * Returns: %FALSE with error; then nothing was changed
 */
gboolean
foyer_queue_store_drop (FoyerDatabase *db, const FoyerRowType *type, gint64 key, GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, FOYER_KIND_PULL, error);
  gboolean is_new, is_marked;

  if (transaction == NULL || !read_drop (db, type, key, &is_new, &is_marked, error))
    return FALSE;
  if (is_new && !foyer_transaction_mark (transaction, type, key, key, TRUE, error))
    return FALSE;
  if (!is_new && is_marked)
    {
      g_autoptr (FoyerRow) row = foyer_row_store_get (db, type, key, error);

      if (row == NULL || !foyer_transaction_mark (transaction, type, key, key,
                                                  row->deleted_at == FOYER_NONE, error))
        return FALSE;
    }
  return foyer_queue_store_clear (db, type, key, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

static gboolean
add_range (FoyerDatabase *db,
           gint64 server_key,
           const FoyerRowType *type,
           gint64 first_key,
           gint64 last_key,
           gboolean is_lost,
           GError **error)
{
  static const char sql[] =
      "INSERT INTO told_again (server_key, row_type, first_key, last_key, is_lost) "
      "VALUES (?1, ?2, ?3, ?4, ?5) "
      "ON CONFLICT DO UPDATE SET last_key = max (last_key, excluded.last_key)";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, server_key);
  sqlite3_bind_int (statement, 2, type->number);
  sqlite3_bind_int64 (statement, 3, first_key);
  sqlite3_bind_int64 (statement, 4, last_key);
  sqlite3_bind_int (statement, 5, is_lost != FALSE);
  return run (db, statement, error);
}

static gboolean
tell_type_again (FoyerDatabase *db,
                 gint64 server_key,
                 const FoyerUuid *event_id,
                 const FoyerRowType *type,
                 gint64 first_key,
                 gint64 last_key,
                 gboolean is_lost,
                 GError **error)
{
  sqlite3_stmt *statement =
      foyer_database_prepare (db, foyer_row_sql (type, FOYER_ROW_SQL_ISLANDS), error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, first_key);
  sqlite3_bind_int64 (statement, 3, last_key);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    if (!add_range (db, server_key, type, sqlite3_column_int64 (statement, 0),
                    sqlite3_column_int64 (statement, 1), is_lost, error))
      {
        sqlite3_reset (statement);
        return FALSE;
      }
  return code == SQLITE_DONE;
}

/**
 * foyer_queue_store_tell_again:
 * @db: a connection that writes, in a transaction
 * @server_key: the server
 * @event_id: the event
 * @type: (nullable): a type of row, or %NULL for all that the event has
 * @first_key: the first of its rows
 * @last_key: the last of them
 * @is_lost: whether a restored server has them no more, so that a person is asked first
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_queue_store_tell_again (FoyerDatabase *db,
                              gint64 server_key,
                              const FoyerUuid *event_id,
                              const FoyerRowType *type,
                              gint64 first_key,
                              gint64 last_key,
                              gboolean is_lost,
                              GError **error)
{
  for (const FoyerRowType *const *each = foyer_row_types (); *each != NULL; each++)
    if ((type == NULL || *each == type) &&
        !tell_type_again (db, server_key, event_id, *each, first_key, last_key, is_lost, error))
      return FALSE;
  return TRUE;
}

/**
 * foyer_queue_store_told:
 * @db: a connection that writes
 * @server_key: the server
 * @error: return location
 *
 * All that was to be told again was told, or set aside.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_queue_store_told (FoyerDatabase *db, gint64 server_key, GError **error)
{
  static const char sql[] = "DELETE FROM told_again WHERE server_key = ?1 AND (is_lost = 0 "
                            "OR (SELECT restore_answer FROM servers WHERE key = ?1) IS NOT NULL)";
  /* Of what was refused again that is not said any more. */
  static const char retried_sql[] =
      "DELETE FROM push_problems WHERE server_key = ?1 AND is_retried = 1";
  const char *const all[] = { sql, retried_sql };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      sqlite3_stmt *statement = foyer_database_prepare (db, all[i], error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, server_key);
      if (!run (db, statement, error))
        return FALSE;
    }
  return TRUE;
}
