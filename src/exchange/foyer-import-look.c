/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cell.h"
#include "foyer-column-match.h"
#include "foyer-import-plan-private.h"
#include "foyer-money.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_COLUMNS       1024
#define MAX_PREVIEW       50
#define MAX_PREVIEW_CELL  200
#define MAX_SAMPLES       5
#define MAX_TITLE_RECORDS 20 /* a heading may stand below a few lines of title */

/* How one file is looked through. */
typedef struct
{
  FoyerImportPlan *plan;
  FoyerHeaderWords *words; /* (owned) */
  GArray *evidence;        /* (owned) (element-type FoyerColumnEvidence) */
} Look;

static void
look_clear (Look *look)
{
  g_clear_pointer (&look->words, foyer_header_words_free);
  g_clear_pointer (&look->evidence, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, FOYER_IMPORT_ERROR, FOYER_IMPORT_ERROR_NOT_A_LIST, sentence);
  return FALSE;
}

/* Files that are opened by mistake, told by their first bytes. */
static gboolean
check_kind (const guint8 *p, gsize length, GError **error)
{
  if (length == 0)
    return refuse (error, _ ("The file is empty."));
  if ((length >= 4 && memcmp (p, "PK\3\4", 4) == 0) ||
      (length >= 4 && memcmp (p, "\xd0\xcf\x11\xe0", 4) == 0))
    return refuse (
        error,
        _ ("This is a spreadsheet or an archive. Save the list as CSV and choose that file."));
  if (length >= 4 && memcmp (p, "%PDF", 4) == 0)
    return refuse (error,
                   _ ("This is a PDF document. Export the list as CSV and choose that file."));
  if ((length >= 4 && memcmp (p, "\x89PNG", 4) == 0) ||
      (length >= 3 && memcmp (p, "\xff\xd8\xff", 3) == 0) ||
      (length >= 4 && memcmp (p,
                              "\x7f"
                              "ELF",
                              4) == 0) ||
      (length >= 2 && memcmp (p, "\x1f\x8b", 2) == 0) ||
      (length >= 15 && memcmp (p, "SQLite format 3", 15) == 0))
    return refuse (error,
                   _ ("This is not a list of text. Export the list as CSV and choose that file."));
  return TRUE;
}

/* Text has few bytes that no keyboard writes. */
static gboolean
check_text (const char *text, gsize length, GError **error)
{
  gsize n_odd = 0;

  for (gsize i = 0; i < length; i++)
    n_odd += (guint8) text[i] < ' ' && strchr ("\t\n\r\f\v", text[i]) == NULL;
  if (n_odd * 20 > length)
    return refuse (error,
                   _ ("This is not a list of text. Export the list as CSV and choose that file."));
  return TRUE;
}

char *
foyer_import_plan_stamp (GFile *file,
                         char **display_name,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GFileInfo) info = NULL;

  info = g_file_query_info (
      file,
      G_FILE_ATTRIBUTE_STANDARD_SIZE
      "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME
      "," G_FILE_ATTRIBUTE_TIME_MODIFIED "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC,
      G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    {
      refuse (error, _ ("This is a folder. Choose the file with the list in it."));
      return NULL;
    }
  if (display_name != NULL)
    *display_name = g_strdup (g_file_info_get_display_name (info));
  return g_strdup_printf (
      "%" G_GOFFSET_FORMAT " %" G_GUINT64_FORMAT ".%u", g_file_info_get_size (info),
      g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED),
      g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC));
}

FoyerCsvReader *
foyer_import_plan_open (FoyerImportPlan *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (FoyerCsvReader) reader = NULL;
  FoyerCsvRecord record;

  stream = foyer_text_encoding_open (self->encoding, self->file, cancellable, error);
  if (stream == NULL)
    return NULL;
  reader = foyer_csv_reader_new (stream, self->dialect.separator);
  if (self->dialect.has_sep_line)
    foyer_csv_reader_next (reader, &record, cancellable, NULL);
  return g_steal_pointer (&reader);
}

static gboolean
sniff_dialect (FoyerImportPlan *plan, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *sample = g_malloc (FOYER_CSV_DIALECT_SAMPLE);
  g_autoptr (GError) local_error = NULL;
  gsize length = 0;

  stream = foyer_text_encoding_open (plan->encoding, plan->file, cancellable, error);
  if (stream == NULL)
    return FALSE;
  if (!g_input_stream_read_all (stream, sample, FOYER_CSV_DIALECT_SAMPLE, &length, cancellable,
                                &local_error) &&
      !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (plan->encoding == FOYER_ENCODING_UTF8 && !check_kind ((guint8 *) sample, length, error))
    return FALSE;
  if (!check_text (sample, length, error))
    return FALSE;
  foyer_csv_dialect_sniff (sample, length, length < FOYER_CSV_DIALECT_SAMPLE, &plan->dialect);
  return TRUE;
}

/* Spreadsheets and pictures are rarely UTF-8: look at the raw bytes first. */
static gboolean
check_raw (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  guint8 head[16];
  gsize length = 0;

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head,
                                                  &length, cancellable, error))
    return FALSE;
  return check_kind (head, length, error);
}

static char *
dup_cell (FoyerCell cell)
{
  cell = foyer_cell_trim (cell);
  for (gsize i = 0; i < cell.length; i++)
    if (cell.text[i] == '\0')
      cell.length = i;
  return g_strndup (cell.text, cell.length);
}

/* How many headings are words that are known, and whether a cell is content for sure. */
static guint
count_headings (Look *look, const FoyerCsvRecord *record, gboolean *has_content)
{
  guint n = 0;

  *has_content = FALSE;
  for (guint i = 0; i < record->n_cells; i++)
    {
      g_autofree char *text = dup_cell (record->cells[i]);
      FoyerImportRole role;

      if (strlen (text) > 200)
        continue;
      n += foyer_header_words_find (look->words, text, &role) != FOYER_HEADER_UNKNOWN;
      *has_content |= strchr (text, '@') != NULL;
    }
  return n;
}

static gboolean
record_is_blank (const FoyerCsvRecord *record)
{
  for (guint i = 0; i < record->n_cells; i++)
    if (foyer_cell_trim (record->cells[i]).length > 0)
      return FALSE;
  return TRUE;
}

static gboolean
has_every_cell (const FoyerCsvRecord *record)
{
  for (guint i = 0; i < record->n_cells; i++)
    if (foyer_cell_trim (record->cells[i]).length == 0)
      return FALSE;
  return TRUE;
}

/* The record with the headings: the first of which two words are known, or one when there is but
 * one column or the other cells are no content; else the first one, if nothing in it looks like
 * content. */
static gboolean
find_header (Look *look, GCancellable *cancellable, GError **error)
{
  g_autoptr (FoyerCsvReader) reader = foyer_import_plan_open (look->plan, cancellable, error);
  gint64 sep_lines = look->plan->dialect.has_sep_line, fallback = 0, first = 0;
  gboolean is_first = TRUE;
  FoyerCsvRecord record;

  if (reader == NULL)
    return FALSE;
  look->plan->first_row = 1;
  if (look->plan->header == FOYER_IMPORT_HEADER_NO)
    return TRUE;
  for (guint n = 0;
       n < MAX_TITLE_RECORDS && foyer_csv_reader_next (reader, &record, cancellable, error); n++)
    {
      gboolean has_content;
      guint known, wanted = look->plan->dialect.n_columns > 1 ? 2 : 1;

      if (record_is_blank (&record))
        continue;
      if (first == 0)
        first = record.row - sep_lines;
      known = count_headings (look, &record, &has_content);
      if (!has_content && (known >= wanted || (is_first && known >= 1)) &&
          record.n_cells + 1 >= look->plan->dialect.n_columns)
        {
          look->plan->header_row = record.row - sep_lines;
          break;
        }
      if (is_first && !has_content && record.n_cells == look->plan->dialect.n_columns &&
          has_every_cell (&record))
        fallback = record.row - sep_lines;
      if (has_content)
        break;
      is_first = FALSE;
    }
  if (look->plan->header_row == 0)
    look->plan->header_row =
        look->plan->header == FOYER_IMPORT_HEADER_YES && fallback == 0 ? first : fallback;
  look->plan->first_row = look->plan->header_row + 1;
  return TRUE;
}

static void
add_column (Look *look, const char *label)
{
  FoyerColumnEvidence evidence;
  FoyerImportColumn column = { 0 };

  foyer_column_evidence_init (&evidence, label);
  g_array_append_val (look->evidence, evidence);
  /* Translators: a column of a list without headings, %u is its number. */
  column.label =
      *label != '\0' ? g_strdup (label) : g_strdup_printf (_ ("Column %u"), look->evidence->len);
  g_array_append_val (look->plan->columns, column);
}

static void
add_header (Look *look, const FoyerCsvRecord *record)
{
  guint n = record->n_cells;

  while (n > 1 && foyer_cell_trim (record->cells[n - 1]).length == 0)
    n--;
  for (guint i = 0; i < n && i < MAX_COLUMNS; i++)
    {
      g_autofree char *label = dup_cell (record->cells[i]);

      g_strdelimit (label, "\r\n\t", ' ');
      add_column (look, label);
    }
}

static void
add_preview (Look *look, const FoyerCsvRecord *record)
{
  GStrvBuilder *builder = g_strv_builder_new ();

  for (guint i = 0; i < look->evidence->len; i++)
    {
      g_autofree char *text = i < record->n_cells ? dup_cell (record->cells[i]) : g_strdup ("");
      g_autofree char *cut =
          g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_PREVIEW_CELL));

      g_strv_builder_add (builder, cut);
    }
  g_ptr_array_add (look->plan->preview, g_strv_builder_end (builder));
  g_strv_builder_unref (builder);
}

static void
add_row (Look *look, const FoyerCsvRecord *record)
{
  gboolean is_counted_only = look->plan->n_rows >= FOYER_EVIDENCE_ROWS;
  guint n = MIN (record->n_cells, look->evidence->len);

  look->plan->n_rows++;
  for (guint i = 0; i < n; i++)
    {
      FoyerCell cell = foyer_cell_trim (record->cells[i]);

      foyer_column_evidence_add (&g_array_index (look->evidence, FoyerColumnEvidence, i), &cell,
                                 is_counted_only);
    }
  if (look->plan->preview->len < MAX_PREVIEW)
    add_preview (look, record);
}

static gboolean
look_through (Look *look, GCancellable *cancellable, GError **error)
{
  g_autoptr (FoyerCsvReader) reader = foyer_import_plan_open (look->plan, cancellable, error);
  gint64 sep_lines = look->plan->dialect.has_sep_line;
  g_autoptr (GError) local_error = NULL;
  FoyerCsvRecord record;

  if (reader == NULL)
    return FALSE;
  if (look->plan->header_row == 0)
    for (guint i = 0; i < look->plan->dialect.n_columns; i++)
      add_column (look, "");

  while (foyer_csv_reader_next (reader, &record, cancellable, &local_error))
    {
      gint64 row = record.row - sep_lines;

      if (row == look->plan->header_row)
        add_header (look, &record);
      else if (row >= look->plan->first_row && !record_is_blank (&record))
        add_row (look, &record);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

static void
find_currency (Look *look)
{
  for (guint i = 0; i < look->plan->columns->len; i++)
    {
      FoyerImportRole role = g_array_index (look->plan->columns, FoyerImportColumn, i).role;
      GPtrArray *distinct = g_array_index (look->evidence, FoyerColumnEvidence, i).distinct;
      g_autofree char *found = NULL;
      gint64 amount;

      if (distinct->len == 0 || look->plan->currency != NULL)
        continue;
      if (role == FOYER_ROLE_CURRENCY)
        {
          g_autofree char *code = g_ascii_strup (g_ptr_array_index (distinct, 0), -1);

          if (foyer_currency_is_known (code))
            look->plan->currency = g_steal_pointer (&code);
        }
      else if (role == FOYER_ROLE_PRICE &&
               foyer_money_parse (g_ptr_array_index (distinct, 0), "EUR", &amount, &found) &&
               found != NULL)
        look->plan->currency = g_steal_pointer (&found);
    }
}

static void
take_samples (Look *look)
{
  for (guint i = 0; i < look->plan->columns->len; i++)
    {
      GPtrArray *distinct = g_array_index (look->evidence, FoyerColumnEvidence, i).distinct;
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

      for (guint s = 0; s < distinct->len && s < MAX_SAMPLES; s++)
        g_strv_builder_add (builder, g_ptr_array_index (distinct, s));
      g_array_index (look->plan->columns, FoyerImportColumn, i).samples =
          g_strv_builder_end (builder);
    }
}

/* Works on an empty plan that knows its file. */
gboolean
foyer_import_plan_look (FoyerImportPlan *self, GCancellable *cancellable, GError **error)
{
  g_auto (Look) look = { .plan = self, .words = foyer_header_words_new () };

  look.evidence = g_array_new (FALSE, TRUE, sizeof (FoyerColumnEvidence));
  g_array_set_clear_func (look.evidence, (GDestroyNotify) foyer_column_evidence_clear);

  self->stamp = foyer_import_plan_stamp (self->file, &self->name, cancellable, error);
  if (self->stamp == NULL || !check_raw (self->file, cancellable, error) ||
      !foyer_text_encoding_detect (self->file, &self->encoding, cancellable, error) ||
      !sniff_dialect (self, cancellable, error) || !find_header (&look, cancellable, error) ||
      !look_through (&look, cancellable, error))
    return FALSE;
  if (self->n_rows == 0 && self->columns->len < 2 && self->header_row == 0)
    return refuse (error, _ ("The file is empty."));

  self->layout =
      foyer_column_match ((const FoyerColumnEvidence *) look.evidence->data, look.evidence->len,
                          look.words, (FoyerImportColumn *) self->columns->data);
  find_currency (&look);
  take_samples (&look);
  return TRUE;
}
