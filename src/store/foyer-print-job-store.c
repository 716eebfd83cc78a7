/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-print-job-store.h"

#include "foyer-identity.h"

#include "foyer-transaction-private.h"

#include <string.h>

static const char *const kind_words[] = { "TICKETS", "RECEIPT", "REPORT", "BADGE" };

#define RECORD  "record "
#define REFUNDS "refunds"

/**
 * foyer_print_job_new:
 * @event_id: an event
 * @kind: what is to be printed
 *
 * Returns: (transfer full): a job that is not stored
 */
FoyerPrintJob *
foyer_print_job_new (const FoyerUuid *event_id, FoyerPrintKind kind)
{
  FoyerPrintJob *self = g_new0 (FoyerPrintJob, 1);

  self->event_id = *event_id;
  self->kind = kind;
  return self;
}

/**
 * foyer_print_job_free:
 * @self: (transfer full) (nullable): a job
 */
void
foyer_print_job_free (FoyerPrintJob *self)
{
  if (self == NULL)
    return;
  g_free (self->target);
  g_free (self->error);
  g_free (self->details);
  g_free (self);
}

/**
 * foyer_print_job_copy:
 * @self: a job
 *
 * Returns: (transfer full): another one of the same
 */
FoyerPrintJob *
foyer_print_job_copy (const FoyerPrintJob *self)
{
  FoyerPrintJob *copy = g_memdup2 (self, sizeof *self);

  copy->target = g_strdup (self->target);
  copy->error = g_strdup (self->error);
  copy->details = g_strdup (self->details);
  return copy;
}

/* Takes details. */
static void
set_details (FoyerPrintJob *self, char *details)
{
  g_free (self->details);
  self->details = details;
}

/**
 * foyer_print_job_set_change:
 * @self: a receipt
 * @change: what came back of the cash, minor units
 */
void
foyer_print_job_set_change (FoyerPrintJob *self, gint64 change)
{
  set_details (self, change > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, change) : NULL);
}

/**
 * foyer_print_job_get_change:
 * @self: a receipt
 *
 * Returns: what came back of the cash, minor units; 0 for none
 */
gint64
foyer_print_job_get_change (const FoyerPrintJob *self)
{
  gint64 change = 0;

  if (self->details != NULL &&
      !g_ascii_string_to_signed (self->details, 10, 0, G_MAXINT64, &change, NULL))
    change = 0;
  return change;
}

/**
 * foyer_print_job_set_session:
 * @self: a report
 * @session_id: the session of a till that it is of
 */
void
foyer_print_job_set_session (FoyerPrintJob *self, const FoyerUuid *session_id)
{
  set_details (self, foyer_uuid_to_string (session_id));
}

/**
 * foyer_print_job_set_record:
 * @self: a report
 * @record_id: a record of a till: money paid in or out, or an X report, which is of that moment
 * whenever it comes out
 */
void
foyer_print_job_set_record (FoyerPrintJob *self, const FoyerUuid *record_id)
{
  g_autofree char *id = foyer_uuid_to_string (record_id);

  set_details (self, g_strconcat (RECORD, id, NULL));
}

/**
 * foyer_print_job_get_report:
 * @self: a report
 * @session_id: (out): the session; nil when it is of a record
 * @record_id: (out): the record; nil when it is of a session
 *
 * Returns: %FALSE when nobody knows of what it is
 */
gboolean
foyer_print_job_get_report (const FoyerPrintJob *self, FoyerUuid *session_id, FoyerUuid *record_id)
{
  const char *details = self->details != NULL ? self->details : "";

  *session_id = *record_id = (FoyerUuid){ 0 };
  return g_str_has_prefix (details, RECORD)
             ? foyer_uuid_parse (details + strlen (RECORD), record_id)
             : foyer_uuid_parse (details, session_id);
}

/**
 * foyer_print_job_set_refunds:
 * @self: a report
 *
 * It is the list of what waits to be given back, as it is when it comes out.
 */
void
foyer_print_job_set_refunds (FoyerPrintJob *self)
{
  set_details (self, g_strdup (REFUNDS));
}

/**
 * foyer_print_job_is_of_refunds:
 * @self: a job
 *
 * Returns: whether it is the list of what waits to be given back
 */
gboolean
foyer_print_job_is_of_refunds (const FoyerPrintJob *self)
{
  return self->kind == FOYER_PRINT_REPORT && g_strcmp0 (self->details, REFUNDS) == 0;
}

/**
 * foyer_print_job_set_ticket:
 * @self: a badge
 * @ticket_id: the ticket whose badge it is; without one it is of all of its order
 */
void
foyer_print_job_set_ticket (FoyerPrintJob *self, const FoyerUuid *ticket_id)
{
  set_details (self, foyer_uuid_to_string (ticket_id));
}

/**
 * foyer_print_job_get_ticket:
 * @self: a badge
 * @ticket_id: (out): the ticket whose badge it is
 *
 * Returns: %FALSE when it is of all of its order
 */
gboolean
foyer_print_job_get_ticket (const FoyerPrintJob *self, FoyerUuid *ticket_id)
{
  return self->details != NULL && foyer_uuid_parse (self->details, ticket_id);
}

/**
 * foyer_print_job_store_add:
 * @transaction: a transaction
 * @job: a job; key and created_at are filled in
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_print_job_store_add (FoyerTransaction *transaction, FoyerPrintJob *job, GError **error)
{
  static const char sql[] =
      "INSERT INTO print_jobs (event_id, order_id, kind, is_copy, target, state, attempts, details,"
      " created_at) VALUES (?1, ?2, ?3, ?4, ?5, 'WAITING', 0, ?6, ?7)";
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  job->created_at = g_get_real_time ();
  sqlite3_bind_blob (statement, 1, &job->event_id, sizeof job->event_id, SQLITE_STATIC);
  if (!foyer_uuid_is_nil (&job->order_id))
    sqlite3_bind_blob (statement, 2, &job->order_id, sizeof job->order_id, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, kind_words[job->kind], -1, SQLITE_STATIC);
  sqlite3_bind_int (statement, 4, job->is_copy != FALSE);
  sqlite3_bind_text (statement, 5, job->target, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 6, job->details, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 7, job->created_at);
  if (!foyer_transaction_run (transaction, statement, error))
    return FALSE;
  job->key = sqlite3_last_insert_rowid (foyer_database_get_handle (db));
  return TRUE;
}

static char *
dup_text (sqlite3_stmt *statement, int result)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, result));
}

static FoyerPrintJob *
take_job (sqlite3_stmt *statement)
{
  FoyerPrintJob *job = g_new0 (FoyerPrintJob, 1);
  const char *kind = (const char *) sqlite3_column_text (statement, 3);

  job->key = sqlite3_column_int64 (statement, 0);
  if (sqlite3_column_bytes (statement, 1) == sizeof job->event_id)
    memcpy (&job->event_id, sqlite3_column_blob (statement, 1), sizeof job->event_id);
  if (sqlite3_column_bytes (statement, 2) == sizeof job->order_id)
    memcpy (&job->order_id, sqlite3_column_blob (statement, 2), sizeof job->order_id);
  for (guint i = 0; i < G_N_ELEMENTS (kind_words); i++)
    if (g_strcmp0 (kind, kind_words[i]) == 0)
      job->kind = i;
  job->is_copy = sqlite3_column_int (statement, 4) != 0;
  job->target = dup_text (statement, 5);
  job->attempts = sqlite3_column_int64 (statement, 6);
  job->error = dup_text (statement, 7);
  job->details = dup_text (statement, 8);
  job->created_at = sqlite3_column_int64 (statement, 9);
  return job;
}

/**
 * foyer_print_job_store_list:
 * @db: a connection
 * @event_id: (nullable): an event; %NULL for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerPrintJob): what waits; %NULL with error
 */
GPtrArray *
foyer_print_job_store_list (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  static const char sql[] =
      "SELECT key, event_id, order_id, kind, is_copy, target, attempts, error, details, created_at "
      "FROM print_jobs WHERE state = 'WAITING' AND (?1 IS NULL OR event_id = ?1) "
      "ORDER BY key LIMIT 1000";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  g_autoptr (GPtrArray) jobs =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_print_job_free);
  int code;

  if (statement == NULL)
    return NULL;
  if (event_id != NULL)
    sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (jobs, take_job (statement));
  return code == SQLITE_DONE ? g_steal_pointer (&jobs) : NULL;
}

/* ?1 key, ?2 a text. */
static gboolean
change (FoyerDatabase *db, const char *sql, gint64 key, const char *text, GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "print", error);
  sqlite3_stmt *statement = transaction != NULL ? foyer_database_prepare (db, sql, error) : NULL;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  if (text != NULL)
    sqlite3_bind_text (statement, 2, text, -1, SQLITE_STATIC);
  return foyer_transaction_run (transaction, statement, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

/**
 * foyer_print_job_store_done:
 * @db: a connection that writes
 * @key: a job that came out
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_print_job_store_done (FoyerDatabase *db, gint64 key, GError **error)
{
  return change (db,
                 "UPDATE print_jobs SET state = 'DONE', attempts = attempts + 1, error = ?2 "
                 "WHERE key = ?1",
                 key, NULL, error);
}

/**
 * foyer_print_job_store_failed:
 * @db: a connection that writes
 * @key: a job that did not come out: it goes on waiting
 * @sentence: why
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_print_job_store_failed (FoyerDatabase *db, gint64 key, const char *sentence, GError **error)
{
  return change (db, "UPDATE print_jobs SET attempts = attempts + 1, error = ?2 WHERE key = ?1",
                 key, sentence, error);
}

/**
 * foyer_print_job_store_retarget:
 * @db: a connection that writes
 * @key: a job that waits
 * @target: (nullable): where it is to go instead
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_print_job_store_retarget (FoyerDatabase *db, gint64 key, const char *target, GError **error)
{
  return change (db, "UPDATE print_jobs SET target = ?2, error = NULL WHERE key = ?1", key, target,
                 error);
}

/**
 * foyer_print_job_store_drop:
 * @db: a connection that writes
 * @key: a job
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_print_job_store_drop (FoyerDatabase *db, gint64 key, GError **error)
{
  return change (db, "DELETE FROM print_jobs WHERE key = ?1 AND ?2 IS NULL", key, NULL, error);
}

/**
 * foyer_print_job_store_saved:
 * @db: a connection that writes
 * @job: a job that no printer was asked for: it became a file
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_print_job_store_saved (FoyerDatabase *db, FoyerPrintJob *job, GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "print", error);

  return transaction != NULL && foyer_print_job_store_add (transaction, job, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error) &&
         foyer_print_job_store_done (db, job->key, error);
}

/**
 * foyer_print_job_store_was_given:
 * @db: a connection
 * @order_id: an order
 * @kind: what of it
 * @was_given: (out): whether it came out here before or waits to, or another desk sold it or noted
 * a copy: there it may have come out
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_print_job_store_was_given (FoyerDatabase *db,
                                 const FoyerUuid *order_id,
                                 FoyerPrintKind kind,
                                 gboolean *was_given,
                                 GError **error)
{
  static const char sql[] =
      "SELECT EXISTS (SELECT 1 FROM print_jobs WHERE order_id = ?1 AND kind = ?2) "
      "OR EXISTS (SELECT 1 FROM till_records WHERE order_id = ?1 AND kind IN ('SALE', 'COPY') "
      "AND device_id <> ?3)";
  sqlite3_stmt *statement = NULL;
  FoyerUuid device_id;

  if (foyer_identity_read (db, NULL, &device_id, error))
    statement = foyer_database_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, order_id, sizeof *order_id, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, kind_words[kind], -1, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 3, &device_id, sizeof device_id, SQLITE_STATIC);
  if (foyer_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  *was_given = sqlite3_column_int (statement, 0) != 0;
  sqlite3_reset (statement);
  return TRUE;
}
