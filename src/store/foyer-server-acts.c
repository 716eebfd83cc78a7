/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-device-store.h"
#include "foyer-journal.h"
#include "foyer-queue-store.h"
#include "foyer-row-sql.h"
#include "foyer-row-store.h"
#include "foyer-server-store.h"
#include "foyer-tier-tally.h"
#include "foyer-transaction-private.h"

/* What begins and ends between a replica and a server: events that are hosted, servers that go. */

static void
bind_uuid (sqlite3_stmt *statement, int parameter, const FoyerUuid *uuid)
{
  sqlite3_bind_blob (statement, parameter, uuid->bytes, sizeof uuid->bytes, SQLITE_STATIC);
}

static gboolean
run (FoyerDatabase *db, sqlite3_stmt *statement, GError **error)
{
  return foyer_database_step (db, statement, error) == SQLITE_DONE;
}

static gboolean
run_on_event (FoyerDatabase *db, const char *sql, const FoyerUuid *event_id, GError **error)
{
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  bind_uuid (statement, 1, event_id);
  return run (db, statement, error);
}

static gboolean
run_on_server (FoyerDatabase *db, const char *sql, gint64 key, GError **error)
{
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  return run (db, statement, error);
}

static gboolean
add_event (FoyerDatabase *db,
           gint64 server_key,
           const FoyerUuid *event_id,
           const FoyerUuid *organizer_id,
           gboolean is_new,
           GError **error)
{
  static const char sql[] =
      "INSERT INTO hosted_events (event_id, server_key, organizer_id, is_new) "
      "VALUES (?1, ?2, ?3, ?4) ON CONFLICT (event_id) DO UPDATE SET is_gone = 0, cursor = NULL, "
      "is_loading = ?5 WHERE is_gone AND server_key = excluded.server_key";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  bind_uuid (statement, 1, event_id);
  sqlite3_bind_int64 (statement, 2, server_key);
  bind_uuid (statement, 3, organizer_id);
  sqlite3_bind_int (statement, 4, is_new);
  sqlite3_bind_int (statement, 5, FOYER_LOAD_ANEW);
  return run (db, statement, error);
}

/**
 * foyer_server_store_keep_event:
 * @db: a connection that writes
 * @server_key: a server
 * @event_id: an event that lies there
 * @organizer_id: whose it is
 * @error: return location
 *
 * From now on it is kept in step. One that is kept already stays as it is; one that was to go and
 * is still here stays, and is loaded anew.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_server_store_keep_event (FoyerDatabase *db,
                               gint64 server_key,
                               const FoyerUuid *event_id,
                               const FoyerUuid *organizer_id,
                               GError **error)
{
  return add_event (db, server_key, event_id, organizer_id, FALSE, error);
}

/**
 * foyer_server_store_host_event:
 * @db: a connection that writes
 * @server_key: a server
 * @event_id: an event of this replica alone
 * @organizer_id: whose it is to be there
 * @error: return location
 *
 * Queues all of it.
 *
 * Returns: %FALSE with error; then nothing was changed
 */
gboolean
foyer_server_store_host_event (FoyerDatabase *db,
                               gint64 server_key,
                               const FoyerUuid *event_id,
                               const FoyerUuid *organizer_id,
                               GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "host-event", error);

  return transaction != NULL && add_event (db, server_key, event_id, organizer_id, TRUE, error) &&
         foyer_queue_store_tell_again (db, server_key, event_id, NULL, 0, G_MAXINT64, FALSE,
                                       error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

/**
 * foyer_server_store_set_hosted:
 * @db: a connection that writes
 * @event_id: an event that the server was told of
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_server_store_set_hosted (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  static const char sql[] = "UPDATE hosted_events SET is_new = 0 WHERE event_id = ?1";

  return run_on_event (db, sql, event_id, error);
}

/**
 * foyer_server_store_set_gone:
 * @db: a connection that writes
 * @event_id: an event that this person may not see any more
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_server_store_set_gone (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  static const char sql[] = "UPDATE hosted_events SET is_gone = 1 WHERE event_id = ?1";

  return run_on_event (db, sql, event_id, error);
}

/* First as any other removal, so that windows notice; then the rows themselves and what the journal
   has of them. The journal's entries of rows that are there no more would be told to nobody. */
static gboolean
erase_type (FoyerTransaction *transaction,
            const FoyerRowType *type,
            const FoyerUuid *event_id,
            GError **error)
{
  static const char journal_sql[] = "DELETE FROM changes WHERE row_type = ?1 AND action = 2 AND "
                                    "first_key BETWEEN ?2 AND ?3";
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  sqlite3_stmt *islands =
      foyer_database_prepare (db, foyer_row_sql (type, FOYER_ROW_SQL_ISLANDS), error);
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *statement;
  int code;

  if (islands == NULL)
    return FALSE;
  bind_uuid (islands, 1, event_id);
  sqlite3_bind_int64 (islands, 2, 0);
  sqlite3_bind_int64 (islands, 3, G_MAXINT64);
  while ((code = foyer_database_step (db, islands, error)) == SQLITE_ROW)
    for (int i = 0; i < 2; i++)
      g_array_append_val (runs, ((gint64){ sqlite3_column_int64 (islands, i) }));
  if (code != SQLITE_DONE)
    return FALSE;
  for (guint i = 0; i + 1 < runs->len; i += 2)
    {
      gint64 first = g_array_index (runs, gint64, i), last = g_array_index (runs, gint64, i + 1);

      if (!foyer_transaction_mark (transaction, type, first, last, TRUE, error))
        return FALSE;
      statement = foyer_database_prepare (db, journal_sql, error);
      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int (statement, 1, type->number);
      sqlite3_bind_int64 (statement, 2, first);
      sqlite3_bind_int64 (statement, 3, last);
      if (!foyer_transaction_run (transaction, statement, error))
        return FALSE;
    }
  statement = foyer_database_prepare (db, foyer_row_sql (type, FOYER_ROW_SQL_ERASE), error);
  if (statement == NULL)
    return FALSE;
  bind_uuid (statement, 1, event_id);
  return foyer_transaction_run (transaction, statement, error);
}

static gboolean
erase_event (FoyerTransaction *transaction, const FoyerUuid *event_id, GError **error)
{
  static const char codes_sql[] = "DELETE FROM replaced_codes WHERE ticket_id IN (SELECT id FROM "
                                  "tickets WHERE event_id = ?1)";
  static const char marks_sql[] = "DELETE FROM load_marks WHERE event_id = ?1";
  static const char kept_sql[] = "DELETE FROM hosted_events WHERE event_id = ?1";
  FoyerDatabase *db = foyer_transaction_get_db (transaction);

  if (!run_on_event (db, codes_sql, event_id, error))
    return FALSE;
  for (const FoyerRowType *const *type = foyer_row_types (); *type != NULL; type++)
    if ((foyer_row_type_find (*type, "event_id") != NULL ||
         g_str_equal ((*type)->table, "events")) &&
        !erase_type (transaction, *type, event_id, error))
      return FALSE;
  return foyer_tier_tally_forget (transaction, error) &&
         run_on_event (db, marks_sql, event_id, error) &&
         run_on_event (db, kept_sql, event_id, error);
}

/* What is erased is not to be found in the file's free pages either. */
static gboolean
begin_erasing (FoyerDatabase *db, FoyerTransaction **transaction, GError **error)
{
  if (!foyer_database_exec (db, "PRAGMA secure_delete = ON", error))
    return FALSE;
  *transaction = foyer_transaction_begin (db, FOYER_KIND_PULL, error);
  return *transaction != NULL;
}

/* Nor in the log: it is emptied, as soon as nobody reads it. */
static gboolean
end_erasing (FoyerDatabase *db, FoyerTransaction *transaction, GError **error)
{
  if (!foyer_transaction_commit (transaction, NULL, error))
    return FALSE;
  sqlite3_wal_checkpoint_v2 (foyer_database_get_handle (db), NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL,
                             NULL);
  return TRUE;
}

/**
 * foyer_server_store_wipe_event:
 * @db: a connection that writes
 * @event_id: an event of a server
 * @error: return location
 *
 * Returns: %FALSE with error; then nothing was changed
 */
gboolean
foyer_server_store_wipe_event (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  g_autoptr (FoyerTransaction) transaction = NULL;

  return begin_erasing (db, &transaction, error) && erase_event (transaction, event_id, error) &&
         foyer_device_store_erase_idle (db, error) &&
         end_erasing (db, g_steal_pointer (&transaction), error);
}

static gboolean
remove_server (FoyerDatabase *db, gint64 key, GError **error)
{
  static const char held_sql[] =
      "DELETE FROM held_values WHERE EXISTS (SELECT 1 FROM push_problems AS p WHERE "
      "p.row_type = held_values.row_type AND p.key = held_values.key AND p.server_key = ?1)";
  static const char problems_sql[] = "DELETE FROM push_problems WHERE server_key = ?1";
  static const char again_sql[] = "DELETE FROM told_again WHERE server_key = ?1";
  static const char events_sql[] = "DELETE FROM hosted_events WHERE server_key = ?1";
  static const char server_sql[] = "DELETE FROM servers WHERE key = ?1";
  const char *const all[] = { held_sql, problems_sql, again_sql, events_sql, server_sql };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (!run_on_server (db, all[i], key, error))
      return FALSE;
  return TRUE;
}

/**
 * foyer_server_store_remove:
 * @db: a connection that writes
 * @key: a server
 * @error: return location
 *
 * Returns: %FALSE with error; then nothing was changed
 */
gboolean
foyer_server_store_remove (FoyerDatabase *db, gint64 key, GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "remove-server", error);

  return transaction != NULL && remove_server (db, key, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

/**
 * foyer_server_store_wipe:
 * @db: a connection that writes
 * @key: a server
 * @error: return location
 *
 * Also what was not told to it.
 *
 * Returns: %FALSE with error; then nothing was changed
 */
gboolean
foyer_server_store_wipe (FoyerDatabase *db, gint64 key, GError **error)
{
  g_autoptr (GPtrArray) events = foyer_server_store_events (db, key, error);
  g_autoptr (FoyerTransaction) transaction = NULL;

  if (events == NULL || !begin_erasing (db, &transaction, error))
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    {
      const FoyerHostedEvent *event = g_ptr_array_index (events, i);

      if (!erase_event (transaction, &event->event_id, error))
        return FALSE;
    }
  return remove_server (db, key, error) && foyer_device_store_erase_idle (db, error) &&
         end_erasing (db, g_steal_pointer (&transaction), error);
}

/* What the server has lost goes here, too. */
static gboolean
remove_lost (FoyerTransaction *transaction, gint64 key, GError **error)
{
  static const char sql[] =
      "SELECT row_type, first_key, last_key FROM told_again WHERE server_key = ?1 AND is_lost = 1";
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      const FoyerRowType *type = foyer_row_type_from_number (sqlite3_column_int64 (statement, 0));

      if (type != NULL &&
          !foyer_transaction_mark (transaction, type, sqlite3_column_int64 (statement, 1),
                                   sqlite3_column_int64 (statement, 2), TRUE, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  return code == SQLITE_DONE;
}

/* Rows that were removed here and live there, or the other way round. */
static gboolean
turn_back (FoyerTransaction *transaction, gint64 key, GError **error)
{
  static const char sql[] = "SELECT row_type, key FROM push_problems WHERE server_key = ?1 AND "
                            "code = '" FOYER_PROBLEM_RESTORED "' AND is_marked = 1";
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      const FoyerRowType *type = foyer_row_type_from_number (sqlite3_column_int64 (statement, 0));
      gint64 row_key = sqlite3_column_int64 (statement, 1);
      g_autoptr (FoyerRow) row =
          type != NULL ? foyer_row_store_get (db, type, row_key, NULL) : NULL;

      if (row != NULL && !foyer_transaction_mark (transaction, type, row_key, row_key,
                                                  row->deleted_at == FOYER_NONE, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  return code == SQLITE_DONE;
}

/**
 * foyer_server_store_answer_restore:
 * @db: a connection that writes
 * @key: a server that came back from an older copy
 * @is_told_again: whether it is told what is known here, or what it has is taken
 * @error: return location
 *
 * Returns: %FALSE with error; then nothing was changed
 */
gboolean
foyer_server_store_answer_restore (FoyerDatabase *db,
                                   gint64 key,
                                   gboolean is_told_again,
                                   GError **error)
{
  static const char answer_sql[] = "UPDATE servers SET restore_answer = ?2 WHERE key = ?1";
  static const char tell_sql[] =
      "UPDATE push_problems SET is_retried = 1 WHERE server_key = ?1 AND "
      "code = '" FOYER_PROBLEM_RESTORED "'";
  static const char take_sql[] = "DELETE FROM push_problems WHERE server_key = ?1 AND "
                                 "code = '" FOYER_PROBLEM_RESTORED "'";
  static const char lost_sql[] = "DELETE FROM told_again WHERE server_key = ?1 AND is_lost = 1";
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, FOYER_KIND_PULL, error);
  sqlite3_stmt *statement;

  if (transaction == NULL)
    return FALSE;
  statement = foyer_database_prepare (db, answer_sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  sqlite3_bind_int (statement, 2, is_told_again != FALSE);
  if (!run (db, statement, error))
    return FALSE;
  if (is_told_again
          ? !run_on_server (db, tell_sql, key, error)
          : !remove_lost (transaction, key, error) || !turn_back (transaction, key, error) ||
                !run_on_server (db, take_sql, key, error) ||
                !run_on_server (db, lost_sql, key, error))
    return FALSE;
  return foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}
