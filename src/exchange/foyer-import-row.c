/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-import-row.h"

#include "foyer-cell.h"
#include "foyer-money.h"
#include "foyer-row.h"
#include "foyer-text.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_QUANTITY 1000

/* What a column means, ready for use. */
typedef struct
{
  FoyerImportRole role;
  guint64 seed; /* of its part of the digest */
  int answer;   /* index among the questions, or -1 */
} Column;

struct _FoyerImportRowReader
{
  Column *columns; /* (owned) */
  guint n_columns;
  guint n_answers;
  FoyerCell *answers; /* (owned) */
  GTimeZone *zone;    /* (owned) */
  char *currency;     /* (owned) */
  gboolean month_first;
  GString *name;        /* (owned) */
  GString *tier;        /* (owned) */
  GString *scratch;     /* (owned) */
  GHashTable *statuses; /* (owned) cell → FoyerSourceStatus + 1, or 0 for an unknown word */
  char *last_price;     /* (owned) (nullable) */
  gint64 last_amount;
};

/**
 * foyer_import_row_reader_new:
 * @plan: what the columns mean
 * @zone: (nullable): where times are meant that name no offset
 * @currency: (nullable): what prices are in that name none
 *
 * Returns: (transfer full): a reader of rows
 */
FoyerImportRowReader *
foyer_import_row_reader_new (FoyerImportPlan *plan, GTimeZone *zone, const char *currency)
{
  FoyerImportRowReader *self = g_new0 (FoyerImportRowReader, 1);

  self->n_columns = foyer_import_plan_get_n_columns (plan);
  self->columns = g_new0 (Column, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    {
      const FoyerImportColumn *column = foyer_import_plan_get_column (plan, i);
      Column *own = &self->columns[i];

      own->role = column->role;
      own->seed = column->role + 1;
      own->answer = column->role == FOYER_ROLE_QUESTION ? (int) self->n_answers++ : -1;
      if (column->role == FOYER_ROLE_QUESTION)
        own->seed = foyer_text_hash (column->label, strlen (column->label), own->seed);
      if (column->role == FOYER_ROLE_CHECKED_IN || column->role == FOYER_ROLE_CHECK_IN_TIME)
        {
          self->month_first = column->month_first;
          own->seed += column->month_first ? 1000 : 0;
        }
    }
  self->answers = g_new0 (FoyerCell, self->n_answers + 1);
  self->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
  self->currency = g_strdup (currency);
  self->name = g_string_new (NULL);
  self->tier = g_string_new (NULL);
  self->scratch = g_string_new (NULL);
  self->statuses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

static gboolean refuse (char **reason, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (char **reason, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  *reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return FALSE;
}

static gboolean
check_flaws (FoyerCsvFlaws flaws, char **reason)
{
  if (flaws & FOYER_CSV_NUL_BYTE)
    return refuse (
        reason, _("It has a NUL byte in it, which is no text. Something may be missing there."));
  if (flaws & FOYER_CSV_TOO_LONG)
    return refuse (reason, _("It is longer than any row of an attendee list."));
  if (flaws & FOYER_CSV_UNCLOSED_QUOTE)
    return refuse (
        reason,
        _("A quotation mark opens and never closes, so it is not clear where its cells end."));
  if (flaws & FOYER_CSV_NOT_TEXT)
    return refuse (reason, _("It has bytes in it that are no text."));
  return TRUE;
}

/* More cells than headings are nothing, as long as they are empty. */
static gboolean
check_width (FoyerImportRowReader *self, const FoyerCsvRecord *record, char **reason)
{
  guint n = record->n_cells;

  while (n > self->n_columns && foyer_cell_trim (record->cells[n - 1]).length == 0)
    n--;
  if (n <= self->n_columns)
    return TRUE;
  *reason = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "It has %u cell more than there are columns.",
                   "It has %u cells more than there are columns.", n - self->n_columns),
      n - self->n_columns);
  return FALSE;
}

static void
take_cells (FoyerImportRowReader *self, const FoyerCsvRecord *record, FoyerImportRow *row)
{
  guint n = MIN (record->n_cells, self->n_columns);
  guint64 digest = 0;

  memset (self->answers, 0, self->n_answers * sizeof *self->answers);
  for (guint i = 0; i < n; i++)
    {
      const Column *column = &self->columns[i];
      FoyerCell cell;

      if (column->role == FOYER_ROLE_IGNORE)
        continue;
      cell = foyer_cell_unguard (foyer_cell_trim (record->cells[i]));
      if (cell.length == 0)
        continue;
      if (column->answer >= 0)
        self->answers[column->answer] = cell;
      else
        row->fields[column->role] = cell;
      digest = foyer_text_hash (cell.text, cell.length, digest ^ column->seed);
    }
  row->answers = self->answers;
  row->digest = digest;
}

static void
compose_name (FoyerImportRowReader *self, FoyerImportRow *row)
{
  const FoyerCell *full = &row->fields[FOYER_ROLE_FULL_NAME];

  g_string_truncate (self->name, 0);
  if (full->length > 0)
    foyer_cell_append_line (self->name, full);
  else
    {
      foyer_cell_append_line (self->name, &row->fields[FOYER_ROLE_FIRST_NAME]);
      if (self->name->len > 0 && row->fields[FOYER_ROLE_LAST_NAME].length > 0)
        g_string_append_c (self->name, ' ');
      foyer_cell_append_line (self->name, &row->fields[FOYER_ROLE_LAST_NAME]);
    }
  row->has_name = self->name->len > 0;
  if (!row->has_name)
    foyer_cell_append_line (self->name, &row->fields[FOYER_ROLE_EMAIL]);
  row->name = self->name->str;
  row->name_length = self->name->len;
}

static void
compose_tier (FoyerImportRowReader *self, FoyerImportRow *row)
{
  g_string_truncate (self->tier, 0);
  foyer_cell_append_line (self->tier, &row->fields[FOYER_ROLE_TIER]);
  if (row->fields[FOYER_ROLE_VARIATION].length > 0)
    {
      if (self->tier->len > 0)
        g_string_append (self->tier, " – ");
      foyer_cell_append_line (self->tier, &row->fields[FOYER_ROLE_VARIATION]);
    }
  row->tier = self->tier->str;
  row->tier_length = self->tier->len;
}

/* What people write where there is no address. */
static gboolean
stands_for_nothing (const FoyerCell *cell)
{
  static const char *const words[] = { "n/a",     "na",        "n.a.", "k.a.", "k. a.", "null",
                                       "unknown", "unbekannt", "?",    "--",   "---" };
  gboolean is_yes;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (cell->length == strlen (words[i]) &&
        g_ascii_strncasecmp (cell->text, words[i], cell->length) == 0)
      return TRUE;
  return cell->length <= 12 && foyer_status_words_find_yes (cell->text, cell->length, &is_yes) &&
         !is_yes;
}

/* One @ with something on both sides and no blanks. Stricter rules would keep out people who get
 * their mail. */
static gboolean
looks_like_email (const FoyerCell *email)
{
  const char *at, *end = email->text + email->length;

  at = memchr (email->text, '@', email->length);
  if (at == NULL || at == email->text || end - at < 4 ||
      memchr (at + 1, '@', end - at - 1) != NULL || memchr (at, '.', end - at) == NULL)
    return FALSE;
  for (const char *p = email->text; p < end; p++)
    if ((guint8) *p <= ' ' || strchr ("()<>,;:\\\"[]", *p) != NULL)
      return FALSE;
  return TRUE;
}

static gboolean
check_email (FoyerCell *email, char **reason)
{
  g_autofree char *text = NULL;

  if (email->length == 0 || looks_like_email (email))
    return TRUE;
  if (stands_for_nothing (email))
    {
      email->length = 0;
      return TRUE;
    }
  text = foyer_cell_dup_short (email);
  return refuse (reason, _("“%s” is not an e-mail address."), text);
}

static void
parse_price (FoyerImportRowReader *self, FoyerImportRow *row)
{
  const FoyerCell *cell = &row->fields[FOYER_ROLE_PRICE];

  row->price = FOYER_NONE;
  if (cell->length == 0 || cell->length > 64)
    return;
  if (self->last_price == NULL || !foyer_cell_equals (cell, self->last_price))
    {
      g_free (self->last_price);
      self->last_price = g_strndup (cell->text, cell->length);
      if (!foyer_money_parse (self->last_price, self->currency, &self->last_amount, NULL) ||
          self->last_amount < 0 || self->last_amount > FOYER_MONEY_MAX)
        self->last_amount = FOYER_NONE;
    }
  row->price = self->last_amount;
}

static gboolean
parse_status (FoyerImportRowReader *self, FoyerImportRow *row, char **reason)
{
  const FoyerCell *cell = &row->fields[FOYER_ROLE_STATUS];
  gpointer found;

  row->status = FOYER_SOURCE_VALID;
  row->is_in = FALSE;
  if (cell->length == 0)
    return TRUE;

  g_string_truncate (self->scratch, 0);
  g_string_append_len (self->scratch, cell->text, MIN (cell->length, 200));
  if (!g_hash_table_lookup_extended (self->statuses, self->scratch->str, NULL, &found))
    {
      FoyerSourceStatus status;
      gboolean is_known = foyer_status_words_find (self->scratch->str, self->scratch->len, &status);

      found = GUINT_TO_POINTER (is_known ? status + 1 : 0);
      if (g_hash_table_size (self->statuses) < 1000)
        g_hash_table_insert (self->statuses, g_strdup (self->scratch->str), found);
    }
  if (found == NULL)
    {
      g_autofree char *text = foyer_cell_dup_short (cell);

      return refuse (reason, _("Its status “%s” is a word that Foyer does not know."), text);
    }
  row->status = GPOINTER_TO_UINT (found) - 1;
  if (row->status == FOYER_SOURCE_CHECKED_IN)
    {
      row->status = FOYER_SOURCE_VALID;
      row->is_in = TRUE;
    }
  return TRUE;
}

/* A time, a count, yes or no; anything else in such a column is a yes without a time. */
static void
parse_check_in (FoyerImportRowReader *self, const FoyerCell *cell, FoyerImportRow *row)
{
  gboolean is_yes;
  gint64 time;

  if (cell->length == 0 || cell->length > 200)
    return;
  g_string_truncate (self->scratch, 0);
  g_string_append_len (self->scratch, cell->text, cell->length);

  if (foyer_status_words_find_yes (self->scratch->str, self->scratch->len, &is_yes))
    row->is_in |= is_yes;
  else if (foyer_time_parse (self->scratch->str, self->zone, self->month_first, &time))
    {
      row->is_in = TRUE;
      row->check_in_time = time;
    }
  else
    row->is_in = TRUE;
}

static gboolean
parse_quantity (FoyerImportRow *row, char **reason)
{
  const FoyerCell *cell = &row->fields[FOYER_ROLE_QUANTITY];
  g_autofree char *text = NULL;
  guint quantity = 0;
  gsize i = 0;

  row->quantity = 1;
  if (cell->length == 0 || (cell->length == 1 && cell->text[0] == '1'))
    return TRUE;
  while (i < cell->length && g_ascii_isdigit (cell->text[i]) && quantity <= MAX_QUANTITY)
    quantity = quantity * 10 + (cell->text[i++] - '0');
  row->quantity = quantity;
  if (i == cell->length && quantity >= 1 && quantity <= MAX_QUANTITY)
    return TRUE;
  text = foyer_cell_dup_short (cell);
  return refuse (reason, _("Its quantity “%s” is not a number from 1 to 1000."), text);
}

/* 1.12119E+23: a spreadsheet took a long number for a measure, and its last digits are gone. */
static gboolean
is_ruined_number (const FoyerCell *cell)
{
  gsize i = 0;

  while (i < cell->length &&
         (g_ascii_isdigit (cell->text[i]) || cell->text[i] == '.' || cell->text[i] == ','))
    i++;
  return i > 0 && i + 2 < cell->length && g_ascii_toupper (cell->text[i]) == 'E' &&
         cell->text[i + 1] == '+' &&
         strspn (cell->text + i + 2, "0123456789") >= cell->length - i - 2;
}

static gboolean
check_codes (FoyerImportRow *row, char **reason)
{
  static const FoyerImportRole roles[] = { FOYER_ROLE_CODE, FOYER_ROLE_PUBLIC_ID,
                                           FOYER_ROLE_ORDER_NUMBER, FOYER_ROLE_POSITION };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    row->fields[roles[i]] = foyer_cell_strip_formula (row->fields[roles[i]]);
  if (is_ruined_number (&row->fields[FOYER_ROLE_CODE]))
    {
      g_autofree char *text = foyer_cell_dup_short (&row->fields[FOYER_ROLE_CODE]);

      return refuse (
          reason, _("Its code “%s” was rounded by a spreadsheet. Export the list again."), text);
    }
  if (row->fields[FOYER_ROLE_ORDER_NUMBER].length > 64)
    return refuse (reason, _("Its order number is too long."));
  return TRUE;
}

/**
 * foyer_import_row_reader_read:
 * @self: the reader
 * @record: a record that is not blank
 * @row: (out caller-allocates): the row; borrowed until the next call and the next record
 * @reason: (out) (transfer full): why it cannot be imported, a sentence
 *
 * Returns: FALSE when it is to be skipped
 */
gboolean
foyer_import_row_reader_read (FoyerImportRowReader *self,
                              const FoyerCsvRecord *record,
                              FoyerImportRow *row,
                              char **reason)
{
  memset (row, 0, sizeof *row);
  row->check_in_time = FOYER_NONE;
  if (!check_flaws (record->flaws, reason) || !check_width (self, record, reason))
    return FALSE;

  take_cells (self, record, row);
  if (!check_email (&row->fields[FOYER_ROLE_EMAIL], reason))
    return FALSE;
  compose_name (self, row);
  if (row->name_length == 0)
    return refuse (reason, _("It has neither a name nor an e-mail address."));
  if (!check_codes (row, reason) || !parse_quantity (row, reason) ||
      !parse_status (self, row, reason))
    return FALSE;

  compose_tier (self, row);
  parse_price (self, row);
  parse_check_in (self, &row->fields[FOYER_ROLE_CHECKED_IN], row);
  parse_check_in (self, &row->fields[FOYER_ROLE_CHECK_IN_TIME], row);
  return TRUE;
}

/**
 * foyer_import_row_is_blank:
 * @record: a record
 *
 * Returns: whether nothing is written in it
 */
gboolean
foyer_import_row_is_blank (const FoyerCsvRecord *record)
{
  for (guint i = 0; i < record->n_cells; i++)
    if (foyer_cell_trim (record->cells[i]).length > 0)
      return FALSE;
  return TRUE;
}

/**
 * foyer_import_row_reader_free:
 * @self: (transfer full): the reader
 */
void
foyer_import_row_reader_free (FoyerImportRowReader *self)
{
  g_free (self->columns);
  g_free (self->answers);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->currency);
  g_string_free (self->name, TRUE);
  g_string_free (self->tier, TRUE);
  g_string_free (self->scratch, TRUE);
  g_hash_table_unref (self->statuses);
  g_free (self->last_price);
  g_free (self);
}
