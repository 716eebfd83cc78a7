/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-importer.h"

#include "foyer-event-store.h"
#include "foyer-import-plan-private.h"
#include "foyer-import-private.h"
#include "foyer-row-store.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CANCEL_ROWS   256
#define PROGRESS_ROWS 1024

static void
problem_free (gpointer data)
{
  FoyerImportProblem *problem = data;

  g_free (problem->reason);
  g_free (problem);
}

/**
 * foyer_import_report_new:
 *
 * Returns: (transfer full): a report of nothing
 */
FoyerImportReport *
foyer_import_report_new (void)
{
  FoyerImportReport *report = g_new0 (FoyerImportReport, 1);

  report->problems = g_ptr_array_new_with_free_func (problem_free);
  report->misfits = g_ptr_array_new_with_free_func (problem_free);
  return report;
}

static void
add_problem (GPtrArray *problems, gint64 row, char *reason)
{
  FoyerImportProblem *problem;

  if (problems->len >= FOYER_IMPORT_MAX_PROBLEMS)
    {
      g_free (reason);
      return;
    }
  problem = g_new0 (FoyerImportProblem, 1);
  problem->row = row;
  problem->reason = reason;
  g_ptr_array_add (problems, problem);
}

/**
 * foyer_import_report_skip:
 * @report: a report
 * @row: a row that is skipped, as a spreadsheet numbers it
 * @reason: (transfer full): why, a sentence
 *
 * Counts it, and keeps the reason as long as there are not too many.
 */
void
foyer_import_report_skip (FoyerImportReport *report, gint64 row, char *reason)
{
  report->skipped++;
  add_problem (report->problems, row, reason);
}

/**
 * foyer_import_report_misfit:
 * @report: a report
 * @row: a row that comes in, as a spreadsheet numbers it
 * @reason: (transfer full): which of its answers is left out and why, a sentence
 *
 * Counts it, and keeps the reason as long as there are not too many.
 */
void
foyer_import_report_misfit (FoyerImportReport *report, gint64 row, char *reason)
{
  report->n_misfits++;
  add_problem (report->misfits, row, reason);
}

/**
 * foyer_import_report_free:
 * @report: (transfer full): a report
 */
void
foyer_import_report_free (FoyerImportReport *report)
{
  g_ptr_array_unref (report->problems);
  g_ptr_array_unref (report->misfits);
  g_free (report);
}

static void
import_clear (FoyerImport *self)
{
  g_clear_pointer (&self->codes, foyer_code_supply_free);
  g_clear_pointer (&self->orders, foyer_import_orders_free);
  g_clear_pointer (&self->target, foyer_import_target_free);
  g_clear_pointer (&self->rows, foyer_import_row_reader_free);
  g_clear_pointer (&self->strangers, foyer_import_strangers_free);
  g_clear_pointer (&self->seen, foyer_key_table_free);
  g_clear_pointer (&self->transaction, foyer_transaction_free);
  g_clear_pointer (&self->event, foyer_event_free);
  g_clear_pointer (&self->report, foyer_import_report_free);
  if (self->scratch != NULL)
    g_string_free (self->scratch, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerImport, import_clear)

static gboolean
read_flag (FoyerDatabase *db,
           const char *sql,
           const FoyerUuid *event_id,
           gboolean *flag,
           GError **error)
{
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  if (foyer_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  *flag = sqlite3_column_int (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
look_at_event (FoyerImport *self, GError **error)
{
  static const char any_sql[] =
      "SELECT EXISTS (SELECT 1 FROM tickets WHERE event_id = ?1 AND deleted_at IS NULL)";
  static const char imported_sql[] = "SELECT EXISTS (SELECT 1 FROM tickets WHERE event_id = ?1 AND "
                                     "source_key IS NOT NULL AND deleted_at IS NULL)";
  static const char list_sql[] = "SELECT id FROM check_in_lists WHERE event_id = ?1 AND deleted_at "
                                 "IS NULL ORDER BY sort_order, key LIMIT 1";
  const FoyerUuid *event_id = &self->event->row.id;
  sqlite3_stmt *statement;
  int code;

  if (!read_flag (self->db, any_sql, event_id, &self->has_tickets, error) ||
      !read_flag (self->db, imported_sql, event_id, &self->has_imported, error))
    return FALSE;
  statement = foyer_database_prepare (self->db, list_sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  code = foyer_database_step (self->db, statement, error);
  if (code == SQLITE_ROW && sqlite3_column_bytes (statement, 0) == sizeof self->list_id.bytes)
    memcpy (self->list_id.bytes, sqlite3_column_blob (statement, 0), sizeof self->list_id.bytes);
  sqlite3_reset (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static char *
describe_double (FoyerImportIdentity identity, guint32 first)
{
  switch (identity)
    {
    case FOYER_IDENTITY_CODE:
      return g_strdup_printf (_ ("It has the same code as row %u."), first);
    case FOYER_IDENTITY_PUBLIC_ID:
    case FOYER_IDENTITY_POSITION:
      return g_strdup_printf (_ ("It is the same ticket as row %u."), first);
    case FOYER_IDENTITY_PERSON:
    default:
      return g_strdup_printf (_ ("It is the same person with the same ticket as row %u."), first);
    }
}

static void
count (FoyerImport *self, FoyerRowOutcome outcome, gint64 row, char *reason)
{
  if (outcome == FOYER_OUTCOME_LATER)
    return;
  self->report->rows++;
  self->report->added += outcome == FOYER_OUTCOME_ADDED;
  self->report->updated += outcome == FOYER_OUTCOME_UPDATED;
  self->report->unchanged += outcome == FOYER_OUTCOME_UNCHANGED;
  if (outcome == FOYER_OUTCOME_SKIPPED)
    foyer_import_report_skip (self->report, row, reason);
}

static gboolean
import_record (FoyerImport *self, const FoyerCsvRecord *record, GError **error)
{
  FoyerImportIdentity identity;
  FoyerImportRow row;
  char *reason = NULL;
  FoyerRowOutcome outcome = FOYER_OUTCOME_SKIPPED;
  guint64 key;

  if (foyer_import_row_reader_read (self->rows, record, &row, &reason))
    {
      guint32 first = 0;

      row.row = record->row;
      identity = foyer_import_identity_find (&row, &self->event->row.id, self->scratch, &key);
      if (!self->is_second)
        first = foyer_key_table_add (self->seen, key, (guint32) MIN (record->row, G_MAXUINT32));
      if (first != 0)
        reason = describe_double (identity, first);
      else
        {
          if (!foyer_import_orders_enter (self->orders, &row, error))
            return FALSE;
          outcome = foyer_import_write_row (self, &row, identity, key, &reason, error);
          if (outcome == FOYER_OUTCOME_FAILED)
            return FALSE;
          if (outcome == FOYER_OUTCOME_LATER)
            foyer_import_strangers_add (self->strangers, &row);
          else if (identity == FOYER_IDENTITY_PERSON)
            self->n_known++;
        }
    }
  count (self, outcome, record->row, reason);
  return TRUE;
}

static gboolean
is_due (FoyerImport *self, const FoyerCsvRecord *record)
{
  gint64 key;

  if (record->row < self->plan->first_row || foyer_import_row_is_blank (record))
    return FALSE;
  return !self->is_second || foyer_import_strangers_find (self->strangers, record->row, &key);
}

static gboolean
read_list (FoyerImport *self, GError **error)
{
  g_autoptr (FoyerCsvReader) reader = foyer_import_plan_open (self->plan, self->cancellable, error);
  gint64 sep_lines = self->plan->dialect.has_sep_line;
  g_autoptr (GError) local_error = NULL;
  FoyerCsvRecord record;

  if (reader == NULL)
    return FALSE;
  while (foyer_csv_reader_next (reader, &record, self->cancellable, &local_error))
    {
      record.row -= sep_lines;
      if (is_due (self, &record) && !import_record (self, &record, error))
        return FALSE;
      if (record.row % CANCEL_ROWS == 0 &&
          g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (record.row % PROGRESS_ROWS == 0 && self->progress != NULL)
        self->progress (self->report->rows,
                        MIN (1.0, (double) self->report->rows / MAX (1, self->plan->n_rows)),
                        self->progress_data);
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return local_error == NULL && !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/* Strangers are matched only where the list is plainly a newer state of what is here; else two
 * lists that share a few people would eat each other. */
static gboolean
import_strangers (FoyerImport *self, GError **error)
{
  guint n = foyer_import_strangers_get_n (self->strangers);

  if (n == 0)
    return TRUE;
  if (3 * self->n_known >= n || n <= 3)
    if (!foyer_import_strangers_solve (self->strangers, self->db, &self->event->row.id, self->seen,
                                       error))
      return FALSE;
  self->is_second = TRUE;
  return read_list (self, error);
}

static gboolean
check_plan (FoyerImportPlan *plan, GCancellable *cancellable, GError **error)
{
  g_autofree char *stamp = foyer_import_plan_stamp (plan->file, NULL, cancellable, error);

  if (stamp == NULL)
    return FALSE;
  if (!g_str_equal (stamp, plan->stamp))
    {
      g_set_error_literal (error, FOYER_IMPORT_ERROR, FOYER_IMPORT_ERROR_CHANGED,
                           _ ("The file was changed in the meantime. Choose it again."));
      return FALSE;
    }
  for (guint i = 0; i < foyer_import_plan_get_n_columns (plan); i++)
    switch (foyer_import_plan_get_column (plan, i)->role)
      {
      case FOYER_ROLE_FULL_NAME:
      case FOYER_ROLE_FIRST_NAME:
      case FOYER_ROLE_LAST_NAME:
      case FOYER_ROLE_EMAIL:
        return TRUE;
      default:
        break;
      }
  g_set_error_literal (error, FOYER_IMPORT_ERROR, FOYER_IMPORT_ERROR_NO_PERSON,
                       _ ("No column holds names or e-mail addresses. Choose which one does."));
  return FALSE;
}

static int
compare_problems (gconstpointer a, gconstpointer b)
{
  const FoyerImportProblem *first = *(FoyerImportProblem *const *) a,
                           *second = *(FoyerImportProblem *const *) b;

  return (first->row > second->row) - (first->row < second->row);
}

/* Everything between the beginning and the commit. */
static gboolean
run (FoyerImport *self, GError **error)
{
  g_autoptr (GTimeZone) zone =
      foyer_time_zone_load (self->event->timezone != NULL ? self->event->timezone : "UTC");

  if (!look_at_event (self, error))
    return FALSE;
  for (guint i = 0; i < foyer_import_plan_get_n_columns (self->plan); i++)
    self->columns.has[foyer_import_plan_get_column (self->plan, i)->role] = TRUE;
  self->target = foyer_import_target_new (self->db, self->event, self->plan, self->report, error);
  if (self->target == NULL)
    return FALSE;
  self->rows = foyer_import_row_reader_new (self->plan, zone, self->event->currency);
  self->orders = foyer_import_orders_new (self->db, self->transaction, self->event, FALSE);
  self->strangers = foyer_import_strangers_new ();
  self->seen = foyer_key_table_new ();
  self->scratch = g_string_new (NULL);

  if (!read_list (self, error) || !import_strangers (self, error) ||
      !foyer_import_orders_finish (self->orders, &self->report->orders_added, error) ||
      !foyer_import_target_write (self->target, self->transaction, &self->report->tiers_added,
                                  &self->report->questions_added, error))
    return FALSE;
  g_ptr_array_sort (self->report->problems, compare_problems);
  g_ptr_array_sort (self->report->misfits, compare_problems);
  return TRUE;
}

static FoyerImportReport *
run_and_commit (FoyerImport *self, GError **error)
{
  FoyerTransaction *transaction;

  if (!run (self, error))
    return NULL;
  transaction = g_steal_pointer (&self->transaction);
  if (transaction != NULL &&
      !foyer_transaction_commit (transaction, &self->report->change_set, error))
    return NULL;
  if (self->progress != NULL)
    self->progress (self->report->rows, 1.0, self->progress_data);
  return g_steal_pointer (&self->report);
}

static void
import_begin (FoyerImport *self)
{
  self->report = foyer_import_report_new ();
}

/**
 * foyer_import_run:
 * @db: the connection
 * @plan: the list and what its columns mean; not changed meanwhile
 * @event_id: the event
 * @dry_run: only tell what would happen
 * @progress: (nullable) (scope call): told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @error: return location: %FOYER_IMPORT_ERROR, %FOYER_STORE_ERROR, %G_IO_ERROR_CANCELLED or an
 * error of reading
 *
 * A dry run goes the same way and writes nothing. Otherwise everything is one transaction and one
 * change set.
 *
 * Returns: (transfer full): what was done; %NULL with error, then nothing was
 */
FoyerImportReport *
foyer_import_run (FoyerDatabase *db,
                  FoyerImportPlan *plan,
                  const FoyerUuid *event_id,
                  gboolean dry_run,
                  FoyerImportProgress progress,
                  gpointer progress_data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_auto (FoyerImport) self = { .db = db,
                                .plan = plan,
                                .progress = progress,
                                .progress_data = progress_data,
                                .cancellable = cancellable };

  if (!check_plan (plan, cancellable, error))
    return NULL;
  import_begin (&self);
  self.event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, event_id, error);
  if (self.event == NULL)
    return NULL;
  if (self.event->row.deleted_at != FOYER_NONE)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           _ ("The event was removed in the meantime."));
      return NULL;
    }
  if (!dry_run && (self.transaction = foyer_transaction_begin (db, "import", error)) == NULL)
    return NULL;
  return run_and_commit (&self, error);
}

/**
 * foyer_import_run_new_event:
 * @db: the connection
 * @plan: the list and what its columns mean; not changed meanwhile
 * @event: the event to add; it gets its slug, id and key
 * @dry_run: only tell what would happen
 * @progress: (nullable) (scope call): told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @error: return location, as of foyer_import_run ()
 *
 * Returns: (transfer full): what was done; %NULL with error, then nothing was, and there is no
 * event
 */
FoyerImportReport *
foyer_import_run_new_event (FoyerDatabase *db,
                            FoyerImportPlan *plan,
                            FoyerEvent *event,
                            gboolean dry_run,
                            FoyerImportProgress progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GError **error)
{
  g_auto (FoyerImport) self = { .db = db,
                                .plan = plan,
                                .progress = progress,
                                .progress_data = progress_data,
                                .cancellable = cancellable };

  if (!check_plan (plan, cancellable, error))
    return NULL;
  import_begin (&self);
  if (!dry_run && ((self.transaction = foyer_transaction_begin (db, "import", error)) == NULL ||
                   !foyer_event_store_add (self.transaction, event, error)))
    return NULL;
  self.event = foyer_event_copy (event);
  if (foyer_uuid_is_nil (&self.event->row.id))
    foyer_uuid_init_v7 (&self.event->row.id);
  return run_and_commit (&self, error);
}
