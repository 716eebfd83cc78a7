/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-importer.h"

#include "foyer-check-in.h"
#include "foyer-code-supply.h"
#include "foyer-event-store.h"
#include "foyer-import-identity.h"
#include "foyer-import-orders.h"
#include "foyer-import-plan-private.h"
#include "foyer-import-row.h"
#include "foyer-import-strangers.h"
#include "foyer-import-target.h"
#include "foyer-import-ticket.h"
#include "foyer-key-table.h"
#include "foyer-row-store.h"
#include "foyer-text.h"
#include "foyer-ticket-store.h"
#include "foyer-time.h"
#include "foyer-transaction.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CANCEL_ROWS   256
#define PROGRESS_ROWS 1024

/* One import. The list is read once, from top to bottom; a second time only for those of its rows that are known by nothing but
 * a name and an address, and that no ticket fits at first sight (see FoyerImportStrangers).
 *
 *   record → FoyerImportRow → key ─┬─ seen in this list: skipped
 *                                  ├─ ticket with this key, same digest: unchanged
 *                                  ├─ ticket with this key, or this code and person: compared, perhaps updated
 *                                  └─ none: added */
typedef struct
{
  FoyerDatabase        *db;
  FoyerTransaction     *transaction; /* (owned) (nullable): a dry run writes nothing */
  FoyerImportPlan      *plan;
  FoyerEvent           *event;       /* (owned) */
  gboolean              has_tickets; /* the event had some before */
  gboolean              has_imported;/* of other lists, or of this one */
  FoyerImportRowReader *rows;        /* (owned) */
  FoyerImportTarget    *target;      /* (owned) */
  FoyerImportOrders    *orders;      /* (owned) */
  FoyerImportStrangers *strangers;   /* (owned) */
  FoyerKeyTable        *seen;        /* (owned) keys of the rows so far */
  FoyerCodeSupply      *codes;       /* (owned) (nullable) made when first needed */
  FoyerImportColumns    columns;
  FoyerUuid             list_id;     /* the event's first entrance, nil for none */
  GString              *scratch;     /* (owned) */
  FoyerImportReport    *report;      /* (owned) */
  gint64                n_known;     /* rows known by their person alone, whose ticket was found at once */
  gboolean              is_second;   /* the strangers' turn */
  FoyerImportProgress   progress;
  gpointer              progress_data;
  GCancellable         *cancellable;
} Import;

typedef enum
{
  OUTCOME_FAILED, /* with error */
  OUTCOME_ADDED,
  OUTCOME_UPDATED,
  OUTCOME_UNCHANGED,
  OUTCOME_SKIPPED,
  OUTCOME_LATER,
} Outcome;

static void
problem_free (gpointer data)
{
  FoyerImportProblem *problem = data;

  g_free (problem->reason);
  g_free (problem);
}

/**
 * foyer_import_report_free:
 * @report: (transfer full): a report
 */
void
foyer_import_report_free (FoyerImportReport *report)
{
  g_ptr_array_unref (report->problems);
  g_free (report);
}

static void
import_clear (Import *self)
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

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

/* Takes the reason. */
static void
note_problem (Import *self, gint64 row, char *reason)
{
  FoyerImportProblem *problem;

  self->report->skipped++;
  if (self->report->problems->len >= FOYER_IMPORT_MAX_PROBLEMS)
    {
      g_free (reason);
      return;
    }
  problem = g_new0 (FoyerImportProblem, 1);
  problem->row = row;
  problem->reason = reason;
  g_ptr_array_add (self->report->problems, problem);
}

static gboolean
read_flag (FoyerDatabase *db, const char *sql, const FoyerUuid *event_id, gboolean *flag, GError **error)
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
look_at_event (Import *self, GError **error)
{
  static const char any_sql[] = "SELECT EXISTS (SELECT 1 FROM tickets WHERE event_id = ?1 AND deleted_at IS NULL)";
  static const char imported_sql[] =
    "SELECT EXISTS (SELECT 1 FROM tickets WHERE event_id = ?1 AND source_key IS NOT NULL AND deleted_at IS NULL)";
  static const char list_sql[] =
    "SELECT id FROM check_in_lists WHERE event_id = ?1 AND deleted_at IS NULL ORDER BY sort_order, key LIMIT 1";
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

/* The living ticket of this event with the key; ticket_key is 0 for none. */
static gboolean
find_by_source (Import *self, guint64 source_key, gint64 *ticket_key, guint64 *digest, GError **error)
{
  static const char sql[] =
    "SELECT key, source_digest FROM tickets WHERE source_key = ?1 AND event_id = ?2 AND deleted_at IS NULL LIMIT 1";
  sqlite3_stmt *statement;
  int code;

  *ticket_key = 0;
  if (!self->has_imported)
    return TRUE;
  statement = foyer_database_prepare (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, (gint64) source_key);
  sqlite3_bind_blob (statement, 2, self->event->row.id.bytes, sizeof self->event->row.id.bytes, SQLITE_STATIC);
  code = foyer_database_step (self->db, statement, error);
  if (code == SQLITE_ROW)
    {
      *ticket_key = sqlite3_column_int64 (statement, 0);
      *digest = (guint64) sqlite3_column_int64 (statement, 1);
      sqlite3_reset (statement);
    }
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static gboolean
same_folded (const char *a, const char *b, gsize b_length)
{
  g_autofree char *first = foyer_text_fold (a, -1);
  g_autofree char *second = foyer_text_fold (b, b_length);

  return *first != '\0' && g_str_equal (first, second);
}

/* The ticket that has the row's code, by whatever way it came here. One that belongs to somebody else is not taken over. */
static gboolean
find_by_code (Import *self, const FoyerImportRow *row, gint64 *ticket_key, char **reason, GError **error)
{
  const FoyerCell *email = &row->fields[FOYER_ROLE_EMAIL];
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *code = g_strndup (row->fields[FOYER_ROLE_CODE].text, row->fields[FOYER_ROLE_CODE].length);

  found = foyer_ticket_store_find_code (self->db, code, error);
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      const FoyerTicket *ticket = g_ptr_array_index (found, i);

      if (!foyer_uuid_equal (&ticket->event_id, &self->event->row.id))
        continue;
      if ((same_folded (ticket->attendee_email, email->text, email->length) ||
           same_folded (ticket->attendee_name, row->name, row->name_length)) &&
          (ticket->source_key == FOYER_NONE || !foyer_key_table_has (self->seen, (guint64) ticket->source_key)))
        *ticket_key = ticket->row.key;
      else
        *reason = g_strdup_printf (_("Its code is that of %s’s ticket already."), ticket->attendee_name);
      return TRUE;
    }
  return TRUE;
}

static char *
make_code (Import *self, guint tier_index, GError **error)
{
  if (self->transaction == NULL)
    return g_strdup ("-");
  if (self->codes == NULL)
    {
      FoyerSigningKey key;

      if (!foyer_event_store_signing_key (self->db, &key, error))
        return NULL;
      self->codes = foyer_code_supply_new (&key, &self->event->row.id);
      memset (&key, 0, sizeof key);
    }
  return foyer_code_supply_take (self->codes, tier_index);
}

/* Checked in elsewhere is a fact here, too: the door must say “already in”. */
static gboolean
write_check_in (Import *self, const FoyerTicket *ticket, GError **error)
{
  static const char sql[] = "DELETE FROM occupancies WHERE list_id = ?1";
  g_autoptr (FoyerCheckIn) fact = foyer_check_in_new ();
  sqlite3_stmt *statement;

  fact->event_id = self->event->row.id;
  fact->list_id = self->list_id;
  fact->ticket_id = ticket->row.id;
  fact->code = g_strdup (ticket->qr_code);
  fact->direction = FOYER_DIRECTION_ENTRY;
  fact->time = ticket->check_in_time != FOYER_NONE ? ticket->check_in_time : foyer_time_now ();
  fact->verdict = FOYER_VERDICT_ADMITTED;
  if (!foyer_transaction_insert (self->transaction, fact, error))
    return FALSE;

  statement = foyer_database_prepare (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, self->list_id.bytes, sizeof self->list_id.bytes, SQLITE_STATIC);
  return foyer_database_step (self->db, statement, error) == SQLITE_DONE;
}

static Outcome
add_ticket (Import *self, const FoyerImportRow *row, guint unit, guint64 source_key, char **reason, GError **error)
{
  g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();
  gboolean order_changed;
  guint tier_index = 0;

  ticket->event_id = self->event->row.id;
  foyer_import_ticket_fill (ticket, NULL, row, &self->columns, self->target, &tier_index);
  ticket->source_key = (gint64) source_key;
  ticket->source_digest = (gint64) foyer_import_ticket_make_digest (row);
  if (ticket->qr_code == NULL || unit > 0)
    {
      g_free (ticket->qr_code);
      ticket->qr_code = make_code (self, tier_index, error);
      if (ticket->qr_code == NULL)
        return OUTCOME_FAILED;
    }
  *reason = foyer_import_ticket_check (ticket);
  if (*reason != NULL)
    return OUTCOME_SKIPPED;

  if (!foyer_import_orders_take (self->orders, row, NULL, &ticket->order_id, &order_changed, error))
    return OUTCOME_FAILED;
  foyer_import_orders_touch (self->orders);
  if (self->transaction == NULL)
    return OUTCOME_ADDED;
  if (!foyer_transaction_insert (self->transaction, ticket, error))
    return OUTCOME_FAILED;
  if (ticket->status == FOYER_TICKET_CHECKED_IN && !write_check_in (self, ticket, error))
    return OUTCOME_FAILED;
  return OUTCOME_ADDED;
}

static Outcome
write_update (Import *self, const FoyerTicket *before, FoyerTicket *after, GError **error)
{
  gboolean came_in = after->status == FOYER_TICKET_CHECKED_IN && before->status != FOYER_TICKET_CHECKED_IN;

  if (self->transaction == NULL)
    return OUTCOME_UPDATED;
  if (!foyer_transaction_update (self->transaction, before, after, error))
    return OUTCOME_FAILED;
  if (came_in && !write_check_in (self, after, error))
    return OUTCOME_FAILED;
  return OUTCOME_UPDATED;
}

/* Compares a ticket with its row. is_own: the row's key is the ticket's, or takes its place; else both go on as they are. */
static Outcome
update_ticket (Import *self, const FoyerImportRow *row, gint64 ticket_key, guint64 source_key, gboolean is_own, char **reason,
               GError **error)
{
  g_autoptr (FoyerTicket) before = foyer_row_store_get (self->db, &FOYER_TICKET_TYPE, ticket_key, error);
  g_autoptr (FoyerTicket) after = NULL;
  gboolean order_changed;
  FoyerUuid order_id;
  guint tier_index;

  if (before == NULL)
    return OUTCOME_FAILED;
  after = foyer_ticket_copy (before);
  if (!foyer_import_orders_take (self->orders, row, before, &order_id, &order_changed, error))
    return OUTCOME_FAILED;
  if (!foyer_uuid_is_nil (&order_id))
    after->order_id = order_id;
  foyer_import_ticket_fill (after, before, row, &self->columns, self->target, &tier_index);
  if (!order_changed && foyer_row_diff (before, after) == 0)
    return OUTCOME_UNCHANGED;

  *reason = foyer_import_ticket_check (after);
  if (*reason != NULL)
    return OUTCOME_SKIPPED;
  if (is_own)
    {
      after->source_key = (gint64) source_key;
      after->source_digest = (gint64) foyer_import_ticket_make_digest (row);
    }
  foyer_import_orders_touch (self->orders);
  return write_update (self, before, after, error);
}

/* One ticket of a row: the row's first, or of a quantity. */
static Outcome
import_unit (Import *self, const FoyerImportRow *row, FoyerImportIdentity identity, guint unit, guint64 source_key, char **reason,
             GError **error)
{
  guint64 digest = 0;
  gint64 ticket_key;
  gboolean is_own = TRUE;

  if (!find_by_source (self, source_key, &ticket_key, &digest, error))
    return OUTCOME_FAILED;
  if (ticket_key != 0 && digest == foyer_import_ticket_make_digest (row))
    return OUTCOME_UNCHANGED;

  if (ticket_key == 0 && identity == FOYER_IDENTITY_CODE && unit == 0 && self->has_tickets)
    {
      if (!find_by_code (self, row, &ticket_key, reason, error))
        return OUTCOME_FAILED;
      if (*reason != NULL)
        return OUTCOME_SKIPPED;
      is_own = FALSE;
    }
  if (ticket_key == 0 && identity == FOYER_IDENTITY_PERSON && unit == 0 && self->has_imported)
    {
      if (!self->is_second)
        return OUTCOME_LATER;
      foyer_import_strangers_find (self->strangers, row->row, &ticket_key);
    }

  if (ticket_key != 0)
    return update_ticket (self, row, ticket_key, source_key, is_own, reason, error);
  return add_ticket (self, row, unit, source_key, reason, error);
}

/* A quantity that became smaller: the tickets beyond it are cancelled. */
static Outcome
cancel_surplus (Import *self, const FoyerImportRow *row, guint64 row_key, GError **error)
{
  Outcome outcome = OUTCOME_UNCHANGED;

  for (guint unit = row->quantity;; unit++)
    {
      g_autoptr (FoyerTicket) before = NULL;
      g_autoptr (FoyerTicket) after = NULL;
      guint64 digest;
      gint64 key;

      if (!find_by_source (self, foyer_import_identity_unit (row_key, unit), &key, &digest, error))
        return OUTCOME_FAILED;
      if (key == 0)
        return outcome;
      before = foyer_row_store_get (self->db, &FOYER_TICKET_TYPE, key, error);
      if (before == NULL)
        return OUTCOME_FAILED;
      if (before->status != FOYER_TICKET_VALID)
        continue;
      after = foyer_ticket_copy (before);
      after->status = FOYER_TICKET_CANCELLED;
      after->source_digest = FOYER_SOURCE_CANCELLED;
      outcome = write_update (self, before, after, error);
      if (outcome == OUTCOME_FAILED)
        return outcome;
    }
}

static Outcome
import_units (Import *self, const FoyerImportRow *row, FoyerImportIdentity identity, guint64 row_key, char **reason, GError **error)
{
  Outcome outcome = import_unit (self, row, identity, 0, row_key, reason, error);

  if (outcome == OUTCOME_FAILED || outcome == OUTCOME_SKIPPED || outcome == OUTCOME_LATER)
    return outcome;
  for (guint unit = 1; unit < row->quantity; unit++)
    {
      Outcome next = import_unit (self, row, identity, unit, foyer_import_identity_unit (row_key, unit), reason, error);

      if (next == OUTCOME_FAILED || next == OUTCOME_SKIPPED)
        return next;
      if (outcome == OUTCOME_UNCHANGED && next != OUTCOME_UNCHANGED)
        outcome = OUTCOME_UPDATED;
    }
  if (self->columns.has[FOYER_ROLE_QUANTITY] && self->has_imported && outcome != OUTCOME_ADDED)
    {
      Outcome last = cancel_surplus (self, row, row_key, error);

      if (last == OUTCOME_FAILED || outcome == OUTCOME_UNCHANGED)
        outcome = last;
    }
  return outcome;
}

static char *
describe_double (FoyerImportIdentity identity, guint32 first)
{
  switch (identity)
    {
    case FOYER_IDENTITY_CODE:
      return g_strdup_printf (_("It has the same code as row %u."), first);
    case FOYER_IDENTITY_PUBLIC_ID:
    case FOYER_IDENTITY_POSITION:
      return g_strdup_printf (_("It is the same ticket as row %u."), first);
    case FOYER_IDENTITY_PERSON:
    default:
      return g_strdup_printf (_("It is the same person with the same ticket as row %u."), first);
    }
}

static void
count (Import *self, Outcome outcome, gint64 row, char *reason)
{
  if (outcome == OUTCOME_LATER)
    return;
  self->report->rows++;
  self->report->added += outcome == OUTCOME_ADDED;
  self->report->updated += outcome == OUTCOME_UPDATED;
  self->report->unchanged += outcome == OUTCOME_UNCHANGED;
  if (outcome == OUTCOME_SKIPPED)
    note_problem (self, row, reason);
}

static gboolean
import_record (Import *self, const FoyerCsvRecord *record, GError **error)
{
  FoyerImportIdentity identity;
  FoyerImportRow row;
  char *reason = NULL;
  Outcome outcome = OUTCOME_SKIPPED;
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
          outcome = import_units (self, &row, identity, key, &reason, error);
          if (outcome == OUTCOME_FAILED)
            return FALSE;
          if (outcome == OUTCOME_LATER)
            foyer_import_strangers_add (self->strangers, &row);
          else if (identity == FOYER_IDENTITY_PERSON)
            self->n_known++;
        }
    }
  count (self, outcome, record->row, reason);
  return TRUE;
}

static gboolean
is_due (Import *self, const FoyerCsvRecord *record)
{
  gint64 key;

  if (record->row < self->plan->first_row || foyer_import_row_is_blank (record))
    return FALSE;
  return !self->is_second || foyer_import_strangers_find (self->strangers, record->row, &key);
}

static gboolean
read_list (Import *self, GError **error)
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
      if (record.row % CANCEL_ROWS == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (record.row % PROGRESS_ROWS == 0 && self->progress != NULL)
        self->progress (self->report->rows, MIN (1.0, (double) self->report->rows / MAX (1, self->plan->n_rows)),
                        self->progress_data);
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return local_error == NULL && !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/* Strangers are matched only where the list is plainly a newer state of what is here; else two lists that share a few people
 * would eat each other. */
static gboolean
import_strangers (Import *self, GError **error)
{
  guint n = foyer_import_strangers_get_n (self->strangers);

  if (n == 0)
    return TRUE;
  if (3 * self->n_known >= n || n <= 3)
    if (!foyer_import_strangers_solve (self->strangers, self->db, &self->event->row.id, self->seen, error))
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
                           _("The file was changed in the meantime. Choose it again."));
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
                       _("No column holds names or e-mail addresses. Choose which one does."));
  return FALSE;
}

static int
compare_problems (gconstpointer a, gconstpointer b)
{
  const FoyerImportProblem *first = *(FoyerImportProblem *const *) a, *second = *(FoyerImportProblem *const *) b;

  return (first->row > second->row) - (first->row < second->row);
}

/* Everything between the beginning and the commit. */
static gboolean
run (Import *self, GError **error)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (self->event->timezone != NULL ? self->event->timezone : "UTC");

  if (!look_at_event (self, error))
    return FALSE;
  for (guint i = 0; i < foyer_import_plan_get_n_columns (self->plan); i++)
    self->columns.has[foyer_import_plan_get_column (self->plan, i)->role] = TRUE;
  self->target = foyer_import_target_new (self->db, self->event, self->plan, error);
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
  return TRUE;
}

static FoyerImportReport *
run_and_commit (Import *self, GError **error)
{
  FoyerTransaction *transaction;

  if (!run (self, error))
    return NULL;
  transaction = g_steal_pointer (&self->transaction);
  if (transaction != NULL && !foyer_transaction_commit (transaction, &self->report->change_set, error))
    return NULL;
  if (self->progress != NULL)
    self->progress (self->report->rows, 1.0, self->progress_data);
  return g_steal_pointer (&self->report);
}

static void
import_begin (Import *self)
{
  self->report = g_new0 (FoyerImportReport, 1);
  self->report->problems = g_ptr_array_new_with_free_func (problem_free);
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
 * @error: return location: %FOYER_IMPORT_ERROR, %FOYER_STORE_ERROR, %G_IO_ERROR_CANCELLED or an error of reading
 *
 * A dry run goes the same way and writes nothing. Otherwise everything is one transaction and one change set.
 *
 * Returns: (transfer full): what was done; %NULL with error, then nothing was
 */
FoyerImportReport *
foyer_import_run (FoyerDatabase       *db,
                  FoyerImportPlan     *plan,
                  const FoyerUuid     *event_id,
                  gboolean             dry_run,
                  FoyerImportProgress  progress,
                  gpointer             progress_data,
                  GCancellable        *cancellable,
                  GError             **error)
{
  g_auto (Import) self = {
    .db = db, .plan = plan, .progress = progress, .progress_data = progress_data, .cancellable = cancellable
  };

  if (!check_plan (plan, cancellable, error))
    return NULL;
  import_begin (&self);
  self.event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, event_id, error);
  if (self.event == NULL)
    return NULL;
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
 * Returns: (transfer full): what was done; %NULL with error, then nothing was, and there is no event
 */
FoyerImportReport *
foyer_import_run_new_event (FoyerDatabase       *db,
                            FoyerImportPlan     *plan,
                            FoyerEvent          *event,
                            gboolean             dry_run,
                            FoyerImportProgress  progress,
                            gpointer             progress_data,
                            GCancellable        *cancellable,
                            GError             **error)
{
  g_auto (Import) self = {
    .db = db, .plan = plan, .progress = progress, .progress_data = progress_data, .cancellable = cancellable
  };

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
