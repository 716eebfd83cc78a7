/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was written of the till's sessions: foyer-till-store.h. */
#include "foyer-identity.h"
#include "foyer-row-store.h"
#include "foyer-till-book.h"
#include "foyer-till-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
bind_id (sqlite3_stmt *statement, int parameter, const FoyerUuid *id)
{
  sqlite3_bind_blob (statement, parameter, id->bytes, sizeof id->bytes, SQLITE_STATIC);
}

static void
take_id (sqlite3_stmt *statement, int result, FoyerUuid *id)
{
  *id = (FoyerUuid){ 0 };
  if (sqlite3_column_bytes (statement, result) == sizeof *id)
    memcpy (id, sqlite3_column_blob (statement, result), sizeof *id);
}

/* The last that came to the till. */
static gboolean
read_cashier (FoyerDatabase *db, FoyerTillSession *session, GError **error)
{
  static const char sql[] =
      "SELECT cashier_id FROM till_records WHERE session_id = ?1 AND kind = 'HAND_OVER' "
      "ORDER BY sequence DESC LIMIT 1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, &session->session_id);
  code = foyer_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    take_id (statement, 0, &session->cashier_id);
  sqlite3_reset (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/**
 * foyer_till_store_get_session:
 * @db: a connection
 * @event_id: an event
 * @session: (out): the session of this device that is open; its session_id is nil when there is
 * none
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_till_store_get_session (FoyerDatabase *db,
                              const FoyerUuid *event_id,
                              FoyerTillSession *session,
                              GError **error)
{
  g_autoptr (FoyerTillRecord) open = NULL;
  FoyerUuid device_id;

  memset (session, 0, sizeof *session);
  if (!foyer_identity_read (db, NULL, &device_id, error) ||
      !foyer_till_book_read_session (db, event_id, &device_id, &session->session_id, error))
    return FALSE;
  if (foyer_uuid_is_nil (&session->session_id))
    return TRUE;
  open = foyer_row_store_find (db, &FOYER_TILL_RECORD_TYPE, &session->session_id, error);
  if (open == NULL)
    return FALSE;
  session->opened_at = open->time;
  session->opened_by = session->cashier_id = open->cashier_id;
  session->opening_float = open->amount;
  g_strlcpy (session->currency, open->currency != NULL ? open->currency : "",
             sizeof session->currency);
  return read_cashier (db, session, error) &&
         foyer_till_book_read_drawer (db, &session->session_id, &session->drawer, error);
}

static void
take_session (GArray *sessions, const FoyerTillRecord *record, const FoyerUuid *here)
{
  FoyerTillSessionInfo info = { .session_id = record->row.id,
                                .device_id = record->device_id,
                                .is_here = foyer_uuid_equal (&record->device_id, here),
                                .number = 1,
                                .opened_at = record->time,
                                .opened_by = record->cashier_id,
                                .closed_at = FOYER_NONE,
                                .difference = FOYER_NONE };

  g_strlcpy (info.currency, record->currency != NULL ? record->currency : "", sizeof info.currency);
  for (guint i = 0; i < sessions->len; i++)
    if (foyer_uuid_equal (&g_array_index (sessions, FoyerTillSessionInfo, i).device_id,
                          &info.device_id))
      info.number++;
  g_array_append_val (sessions, info);
}

static void
end_session (GArray *sessions, const FoyerTillRecord *record)
{
  for (guint i = 0; i < sessions->len; i++)
    {
      FoyerTillSessionInfo *info = &g_array_index (sessions, FoyerTillSessionInfo, i);

      if (!foyer_uuid_equal (&info->session_id, &record->session_id))
        continue;
      info->closed_at = record->time;
      info->closed_by = record->cashier_id;
      info->difference = foyer_till_details_get_number (record->details, "difference");
    }
}

static int
compare_sessions (gconstpointer a, gconstpointer b)
{
  const FoyerTillSessionInfo *one = a, *other = b;

  return (other->opened_at > one->opened_at) - (other->opened_at < one->opened_at);
}

/**
 * foyer_till_store_list_sessions:
 * @db: a connection
 * @event_id: an event
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerTillSessionInfo): the newest first; %NULL with error
 */
GArray *
foyer_till_store_list_sessions (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  static const char tail[] = "INDEXED BY till_records_by_session WHERE event_id = ?1 "
                             "AND kind IN ('OPEN', 'CLOSE') ORDER BY device_id, sequence";
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_TILL_RECORD_TYPE, tail, error);
  g_autoptr (GPtrArray) records = NULL;
  FoyerUuid here;
  GArray *sessions;

  if (statement == NULL || !foyer_identity_read (db, NULL, &here, error))
    return NULL;
  bind_id (statement, 1, event_id);
  records = foyer_row_store_read_all (db, &FOYER_TILL_RECORD_TYPE, statement, error);
  if (records == NULL)
    return NULL;
  sessions = g_array_new (FALSE, TRUE, sizeof (FoyerTillSessionInfo));
  for (guint i = 0; i < records->len; i++)
    {
      const FoyerTillRecord *record = records->pdata[i];

      if (record->kind == FOYER_TILL_OPEN)
        take_session (sessions, record, &here);
      else
        end_session (sessions, record);
    }
  g_array_sort (sessions, compare_sessions);
  return sessions;
}

static int
find_word (const char *const *words, const char *word)
{
  for (int i = 0; words[i] != NULL; i++)
    if (g_strcmp0 (words[i], word) == 0)
      return i;
  return -1;
}

/* Until: (nullable) the last record that counts. */
static sqlite3_stmt *
select_records (FoyerDatabase *db,
                const char *all_sql,
                const char *until_sql,
                const FoyerUuid *session_id,
                const FoyerTillRecord *until,
                GError **error)
{
  sqlite3_stmt *statement =
      foyer_database_prepare (db, until != NULL ? until_sql : all_sql, error);

  if (statement == NULL)
    return NULL;
  bind_id (statement, 1, session_id);
  if (until != NULL)
    {
      bind_id (statement, 2, &until->event_id);
      bind_id (statement, 3, &until->device_id);
      sqlite3_bind_int64 (statement, 4, until->sequence);
    }
  return statement;
}

#define UNTIL                                                                                      \
  "FROM till_records INDEXED BY till_records_by_sequence WHERE event_id = ?2 AND device_id = ?3 "  \
  "AND sequence BETWEEN (SELECT sequence FROM till_records WHERE id = ?1) AND ?4 "                 \
  "AND session_id = ?1 "

/* Of a whole session this reads one index and no table, whatever it has sold. */
static gboolean
add_sums (FoyerDatabase *db,
          const FoyerUuid *session_id,
          const FoyerTillRecord *until,
          FoyerTillReport *report,
          GError **error)
{
  static const char all_sql[] =
      "SELECT kind, method, cashier_id, count (*), sum (amount), sum (rounding) "
      "FROM till_records INDEXED BY till_records_by_sum WHERE session_id = ?1 "
      "GROUP BY kind, method, cashier_id";
  static const char until_sql[] =
      "SELECT kind, method, cashier_id, count (*), sum (amount), sum (rounding) " UNTIL
      "GROUP BY kind, method, cashier_id";
  sqlite3_stmt *statement = select_records (db, all_sql, until_sql, session_id, until, error);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      int kind =
          find_word (foyer_till_kind_words, (const char *) sqlite3_column_text (statement, 0));
      int method =
          find_word (foyer_till_method_words, (const char *) sqlite3_column_text (statement, 1));
      FoyerUuid cashier_id;

      take_id (statement, 2, &cashier_id);
      if (kind >= 0)
        foyer_till_report_add (
            report, kind, MAX (method, 0), &cashier_id, sqlite3_column_int64 (statement, 3),
            sqlite3_column_int64 (statement, 4), sqlite3_column_int64 (statement, 5));
    }
  return code == SQLITE_DONE;
}

/* Of many sales with the same lines these are read once. */
static gboolean
add_lines (FoyerDatabase *db,
           const FoyerUuid *session_id,
           const FoyerTillRecord *until,
           FoyerTillReport *report,
           GError **error)
{
  static const char all_sql[] =
      "SELECT kind, details, count (*) FROM till_records INDEXED BY till_records_by_lines "
      "WHERE session_id = ?1 AND kind IN ('SALE', 'VOID') GROUP BY kind, details";
  static const char until_sql[] = "SELECT kind, details, count (*) " UNTIL
                                  "AND kind IN ('SALE', 'VOID') GROUP BY kind, details";
  sqlite3_stmt *statement = select_records (db, all_sql, until_sql, session_id, until, error);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    foyer_till_report_add_lines (
        report,
        find_word (foyer_till_kind_words, (const char *) sqlite3_column_text (statement, 0)),
        (const char *) sqlite3_column_text (statement, 1), sqlite3_column_int64 (statement, 2));
  return code == SQLITE_DONE;
}

static FoyerTillRecord *
find_close (FoyerDatabase *db, const FoyerTillRecord *open, GError **error)
{
  static const char tail[] =
      "INDEXED BY till_records_by_session WHERE event_id = ?1 AND device_id = ?2 "
      "AND kind IN ('OPEN', 'CLOSE') AND kind = 'CLOSE' AND sequence > ?3 AND session_id = ?4 "
      "ORDER BY sequence LIMIT 1";
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_TILL_RECORD_TYPE, tail, error);

  if (statement == NULL)
    return NULL;
  bind_id (statement, 1, &open->event_id);
  bind_id (statement, 2, &open->device_id);
  sqlite3_bind_int64 (statement, 3, open->sequence);
  bind_id (statement, 4, &open->row.id);
  return foyer_row_store_read_first (db, &FOYER_TILL_RECORD_TYPE, statement, error);
}

/* Which of the device's sessions it is, and the last record of it so far. */
static gboolean
read_place (FoyerDatabase *db, const FoyerTillRecord *open, FoyerTillReport *report, GError **error)
{
  static const char sql[] =
      "SELECT (SELECT count (*) FROM till_records INDEXED BY till_records_by_session "
      "  WHERE event_id = ?1 AND device_id = ?2 AND kind IN ('OPEN', 'CLOSE') AND kind = 'OPEN'"
      "  AND sequence <= ?3),"
      " (SELECT max (sequence) FROM till_records WHERE event_id = ?1 AND device_id = ?2)";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, &open->event_id);
  bind_id (statement, 2, &open->device_id);
  sqlite3_bind_int64 (statement, 3, open->sequence);
  if (foyer_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  report->number = sqlite3_column_int64 (statement, 0);
  if (report->closed_at == FOYER_NONE)
    report->last_sequence = sqlite3_column_int64 (statement, 1);
  sqlite3_reset (statement);
  return TRUE;
}

static FoyerTillRecord *
find_open (FoyerDatabase *db, const FoyerUuid *session_id, GError **error)
{
  g_autoptr (FoyerTillRecord) open =
      foyer_row_store_find (db, &FOYER_TILL_RECORD_TYPE, session_id, error);

  if (open == NULL || open->kind == FOYER_TILL_OPEN)
    return g_steal_pointer (&open);
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                       _ ("There is no such session of a till."));
  return NULL;
}

/**
 * foyer_till_store_report:
 * @db: a connection
 * @session_id: a session of any device
 * @error: return location
 *
 * Returns: (transfer full): its sums; %NULL with error, NOT_FOUND when there is no such session
 */
FoyerTillReport *
foyer_till_store_report (FoyerDatabase *db, const FoyerUuid *session_id, GError **error)
{
  g_autoptr (FoyerTillReport) report = foyer_till_report_new ();
  g_autoptr (FoyerTillRecord) open = find_open (db, session_id, error);
  g_autoptr (FoyerTillRecord) close = NULL;
  g_autoptr (GError) local = NULL;

  if (open == NULL)
    return NULL;
  close = find_close (db, open, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  foyer_till_report_set_ends (report, open, close);
  if (!read_place (db, open, report, error) || !add_sums (db, session_id, NULL, report, error) ||
      !add_lines (db, session_id, NULL, report, error))
    return NULL;
  return g_steal_pointer (&report);
}

/**
 * foyer_till_store_report_x:
 * @db: a connection
 * @x: the record of an X report
 * @error: return location
 *
 * An X report that comes out later says what it said then.
 *
 * Returns: (transfer full): the sums of its session as they were; %NULL with error
 */
FoyerTillReport *
foyer_till_store_report_x (FoyerDatabase *db, const FoyerTillRecord *x, GError **error)
{
  g_autoptr (FoyerTillReport) report = foyer_till_report_new ();
  g_autoptr (FoyerTillRecord) open = find_open (db, &x->session_id, error);

  if (open == NULL)
    return NULL;
  foyer_till_report_set_ends (report, open, NULL);
  if (!read_place (db, open, report, error) ||
      !add_sums (db, &x->session_id, x, report, error) ||
      !add_lines (db, &x->session_id, x, report, error))
    return NULL;
  report->last_sequence = x->sequence;
  return g_steal_pointer (&report);
}

/**
 * foyer_till_store_list_records:
 * @db: a connection
 * @session_id: a session
 * @after: only records after this sequence; 0 for the first
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer container) (element-type FoyerTillRecord): in the order of the book; %NULL
 * with error
 */
GPtrArray *
foyer_till_store_list_records (FoyerDatabase *db,
                               const FoyerUuid *session_id,
                               gint64 after,
                               guint limit,
                               GError **error)
{
  static const char tail[] =
      "WHERE event_id = ?1 AND device_id = ?2 AND sequence > ?3 AND session_id = ?4 "
      "ORDER BY sequence LIMIT ?5";
  g_autoptr (FoyerTillRecord) open =
      foyer_row_store_find (db, &FOYER_TILL_RECORD_TYPE, session_id, error);
  sqlite3_stmt *statement = NULL;

  if (open != NULL)
    statement = foyer_row_store_select (db, &FOYER_TILL_RECORD_TYPE, tail, error);
  if (statement == NULL)
    return NULL;
  bind_id (statement, 1, &open->event_id);
  bind_id (statement, 2, &open->device_id);
  sqlite3_bind_int64 (statement, 3, MAX (after, open->sequence - 1));
  bind_id (statement, 4, session_id);
  sqlite3_bind_int64 (statement, 5, limit);
  return foyer_row_store_read_all (db, &FOYER_TILL_RECORD_TYPE, statement, error);
}
