/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-promo-csv.h"

#include "foyer-cell.h"
#include "foyer-csv-dialect.h"
#include "foyer-event-store.h"
#include "foyer-money.h"
#include "foyer-promo-csv-private.h"
#include "foyer-promo-store.h"
#include "foyer-row-store.h"
#include "foyer-text-encoding.h"
#include "foyer-tier-store.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CANCEL_ROWS 256

/* What a list is made of, and what it is read against. */
typedef struct
{
  FoyerDatabase *db;
  FoyerOffer *offer; /* (owned) */
  GTimeZone *zone;   /* (owned) */
  GHashTable *seen;  /* (owned) codes of this list to their row */
  FoyerPromoLayout layout;
  FoyerTransaction *transaction; /* (owned) */
  FoyerImportReport *report;     /* (owned) */
} Work;

static void
work_clear (Work *self)
{
  g_clear_pointer (&self->transaction, foyer_transaction_free);
  g_clear_pointer (&self->offer, foyer_offer_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->report, foyer_import_report_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static gboolean
prepare (Work *self, FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, event_id, error);

  if (event == NULL)
    return FALSE;
  self->db = db;
  self->zone = foyer_time_zone_load (event->timezone);
  self->offer = foyer_tier_store_load_offer (db, event, NULL, NULL, error);
  return self->offer != NULL;
}

static void
append_cell (GString *to, const char *text, gboolean is_last)
{
  gboolean is_guarded = text != NULL && foyer_cell_needs_guard (text);

  if (text != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (text, "\"", -1);
      g_autofree char *doubled = g_strjoinv ("\"\"", parts);
      gboolean is_quoted = is_guarded || strpbrk (text, ",;\"\r\n\t|") != NULL || *text == ' ';
      const char *quote = is_quoted ? "\"" : "";

      g_string_append_printf (to, "%s%s%s%s", quote, is_guarded ? "'" : "", doubled, quote);
    }
  g_string_append (to, is_last ? "\r\n" : ",");
}

static void
append_number (GString *to, gint64 number, gboolean is_last)
{
  g_autofree char *text =
      number != FOYER_NONE ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : NULL;

  append_cell (to, text, is_last);
}

static void
append_time (GString *to, gint64 time, GTimeZone *zone)
{
  g_autofree char *text = time != FOYER_NONE ? foyer_time_to_iso (time, zone) : NULL;

  append_cell (to, text, FALSE);
}

static void
append_tiers (GString *to, const FoyerOffer *offer, const FoyerPromoCode *promo)
{
  g_autoptr (GArray) ids = foyer_promo_code_get_tiers (promo);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      int tier = foyer_offer_find_tier (offer, &g_array_index (ids, FoyerUuid, i));

      if (tier >= 0)
        g_string_append_printf (names, "%s%s", names->len > 0 ? "; " : "",
                                foyer_offer_tier (offer, tier)->tier->name);
    }
  append_cell (to, ids != NULL ? names->str : NULL, FALSE);
}

static void
append_promo (GString *to, Work *self, const FoyerPromoCode *promo, gint64 n_uses)
{
  gboolean is_percentage = promo->discount_type == FOYER_DISCOUNT_PERCENTAGE;
  /* hundredths of a percent are written as money with two decimals is */
  g_autofree char *value = foyer_money_to_plain (
      promo->discount_value, is_percentage ? "EUR" : self->offer->event->currency);

  append_cell (to, promo->code, FALSE);
  append_cell (to, is_percentage ? "PERCENTAGE" : "FIXED", FALSE);
  append_cell (to, value, FALSE);
  append_cell (to, promo->applies_to == FOYER_PROMO_PER_TICKET ? "TICKET" : "ORDER", FALSE);
  append_tiers (to, self->offer, promo);
  append_time (to, promo->valid_from, self->zone);
  append_time (to, promo->valid_until, self->zone);
  append_number (to, promo->max_uses, FALSE);
  append_number (to, promo->max_per_person, FALSE);
  append_cell (to, promo->is_inactive ? "no" : "yes", FALSE);
  append_cell (to, promo->batch, FALSE);
  append_cell (to, promo->note, FALSE);
  append_number (to, n_uses, TRUE);
}

/**
 * foyer_promo_csv_to_text:
 * @db: a connection
 * @event_id: an event
 * @n_rows: (out) (optional): how many codes
 * @error: return location
 *
 * Returns: (transfer full): the event's codes as CSV with a heading, UTF-8
 */
char *
foyer_promo_csv_to_text (FoyerDatabase *db,
                         const FoyerUuid *event_id,
                         gint64 *n_rows,
                         GError **error)
{
  g_auto (Work) work = { NULL };
  g_autoptr (GPtrArray) promos = NULL;
  g_autoptr (GHashTable) uses = NULL;
  GString *text;

  if (!prepare (&work, db, event_id, error))
    return NULL;
  promos = foyer_promo_store_list (db, event_id, error);
  uses = promos != NULL ? foyer_promo_store_uses (db, event_id, error) : NULL;
  if (uses == NULL)
    return NULL;

  text = g_string_new (NULL);
  for (guint i = 0; i < N_PROMO_COLUMNS; i++)
    append_cell (text, foyer_promo_headings[i], i + 1 == N_PROMO_COLUMNS);
  for (guint i = 0; i < promos->len; i++)
    {
      const FoyerPromoCode *promo = promos->pdata[i];
      const gint64 *n_uses = g_hash_table_lookup (uses, &promo->row.id);

      append_promo (text, &work, promo, n_uses != NULL ? *n_uses : 0);
    }
  if (n_rows != NULL)
    *n_rows = promos->len;
  return g_string_free (text, FALSE);
}

/**
 * foyer_promo_csv_export:
 * @db: a connection
 * @event_id: an event
 * @file: where to
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * The file is replaced when all is written.
 *
 * Returns: how many codes were written; -1 with error
 */
gint64
foyer_promo_csv_export (FoyerDatabase *db,
                        const FoyerUuid *event_id,
                        GFile *file,
                        GCancellable *cancellable,
                        GError **error)
{
  gint64 n_rows = 0;
  g_autofree char *text = foyer_promo_csv_to_text (db, event_id, &n_rows, error);

  if (text == NULL ||
      !g_file_replace_contents (file, text, strlen (text), NULL, FALSE,
                                G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable, error))
    return -1;
  return n_rows;
}

/* What is stored under the row's code; a new one when there is none. NULL with error. */
static FoyerPromoCode *
find_stored (Work *self, const char *code, GError **error)
{
  const FoyerUuid *event_id = &self->offer->event->row.id;
  g_autoptr (GError) local = NULL;
  FoyerPromoCode *promo = foyer_promo_store_find (self->db, event_id, code, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (promo == NULL)
    {
      promo = foyer_promo_code_new ();
      promo->event_id = *event_id;
      promo->code = g_strdup (code);
    }
  return promo;
}

/* FALSE with error when the replica fails; a row that is wrong is skipped with its reason. */
static gboolean
store_row (Work *self,
           gint64 row,
           const FoyerPromoCode *before,
           FoyerPromoCode *after,
           GError **error)
{
  gboolean is_new = before->row.key == 0;
  gboolean is_changed = is_new || foyer_row_diff (before, after) != 0;
  g_autoptr (GError) local = NULL;
  gboolean is_done = !is_changed ? TRUE
                     : is_new    ? foyer_promo_store_add (self->transaction, after, &local)
                              : foyer_promo_store_edit (self->transaction, before, after, &local);

  if (!is_done && !g_error_matches (local, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID) &&
      !g_error_matches (local, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!is_done)
    foyer_import_report_skip (self->report, row, g_strdup (local->message));
  else if (is_new)
    self->report->added++;
  else if (is_changed)
    self->report->updated++;
  else
    self->report->unchanged++;
  return TRUE;
}

static gboolean
take_row (Work *self, const FoyerCsvRecord *record, GError **error)
{
  g_autofree char *code = foyer_promo_row_dup_code (&self->layout, record);
  g_autoptr (FoyerPromoCode) before = NULL, after = NULL;
  gint64 *first = code != NULL ? g_hash_table_lookup (self->seen, code) : NULL;
  char *reason;

  self->report->rows++;
  if (code == NULL || first != NULL)
    {
      reason = code == NULL ? g_strdup (_ ("The code is missing, too long or has a space inside."))
                            : g_strdup_printf (_ ("The code “%s” stands in row %d already."), code,
                                               (int) *first);
      foyer_import_report_skip (self->report, record->row, reason);
      return TRUE;
    }
  before = find_stored (self, code, error);
  if (before == NULL)
    return FALSE;
  g_hash_table_insert (self->seen, g_steal_pointer (&code),
                       g_memdup2 (&record->row, sizeof record->row));
  after = foyer_promo_code_copy (before);
  reason = foyer_promo_row_read (&self->layout, record, self->offer, self->zone, after);
  if (reason != NULL)
    {
      foyer_import_report_skip (self->report, record->row, reason);
      return TRUE;
    }
  return store_row (self, record->row, before, after, error);
}

static gboolean
take_rows (Work *self, FoyerCsvReader *reader, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean has_heading = FALSE;
  FoyerCsvRecord record;

  for (guint n = 0; foyer_csv_reader_next (reader, &record, cancellable, &local); n++)
    {
      if (record.n_cells == 0 || (record.n_cells == 1 && record.cells[0].length == 0))
        continue;
      if (n % CANCEL_ROWS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!has_heading)
        {
          if (!foyer_promo_layout_find (&self->layout, &record))
            {
              g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID,
                                   _ ("This is no list of promo codes: no column of its first row "
                                      "is called “Code”."));
              return FALSE;
            }
          has_heading = TRUE;
        }
      else if (!take_row (self, &record, error))
        return FALSE;
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (!has_heading)
    g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID,
                         _ ("The file is empty."));
  else
    return TRUE;
  return FALSE;
}

static FoyerCsvReader *
open_list (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) head = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *sample = g_malloc (FOYER_CSV_DIALECT_SAMPLE);
  FoyerTextEncoding encoding;
  FoyerCsvDialect dialect;
  gsize length;

  if (!foyer_text_encoding_detect (file, &encoding, cancellable, error) ||
      (head = foyer_text_encoding_open (encoding, file, cancellable, error)) == NULL ||
      !g_input_stream_read_all (head, sample, FOYER_CSV_DIALECT_SAMPLE, &length, cancellable,
                                error) ||
      (stream = foyer_text_encoding_open (encoding, file, cancellable, error)) == NULL)
    return NULL;
  foyer_csv_dialect_sniff (sample, length, length < FOYER_CSV_DIALECT_SAMPLE, &dialect);
  return foyer_csv_reader_new (stream, dialect.separator);
}

/**
 * foyer_promo_csv_import:
 * @db: a connection that writes
 * @file: CSV or TSV with a heading, in any usual encoding; a column “Code” at least
 * @event_id: an event
 * @dry_run: whether only to tell what would be done
 * @cancellable: (nullable): stops it, then nothing was changed
 * @error: return location
 *
 * Each row adds its code, or updates the one that the event has: columns that the list does not
 * have stay as they are. A row that makes no sense is skipped, with its reason.
 *
 * Returns: (transfer full): what was done; %NULL with error
 */
FoyerImportReport *
foyer_promo_csv_import (FoyerDatabase *db,
                        GFile *file,
                        const FoyerUuid *event_id,
                        gboolean dry_run,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (FoyerCsvReader) reader = open_list (file, cancellable, error);
  g_auto (Work) work = { NULL };

  if (reader == NULL)
    return NULL;
  work.transaction = foyer_transaction_begin (db, "import-promo-codes", error);
  if (work.transaction == NULL || !prepare (&work, db, event_id, error))
    return NULL;
  work.report = foyer_import_report_new ();
  work.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!take_rows (&work, reader, cancellable, error))
    return NULL;
  if (!dry_run && !foyer_transaction_commit (g_steal_pointer (&work.transaction),
                                             &work.report->change_set, error))
    return NULL;
  return g_steal_pointer (&work.report);
}
