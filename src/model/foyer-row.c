/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-row.h"

#include "foyer-html.h"

#include <string.h>

static gboolean
column_is_text (const FoyerColumn *column)
{
  return column->type == FOYER_COLUMN_TEXT || column->type == FOYER_COLUMN_JSON;
}

static gboolean
bytes_are_equal (GBytes *a, GBytes *b)
{
  return a == b || (a != NULL && b != NULL && g_bytes_equal (a, b));
}

static gboolean
column_is_equal (const FoyerColumn *column, gconstpointer a, gconstpointer b)
{
  switch (column->type)
    {
    case FOYER_COLUMN_UUID:
      return foyer_uuid_equal (&FOYER_COLUMN_FIELD (a, column, const FoyerUuid),
                               &FOYER_COLUMN_FIELD (b, column, const FoyerUuid));
    case FOYER_COLUMN_TEXT:
    case FOYER_COLUMN_JSON:
      return g_strcmp0 (FOYER_COLUMN_FIELD (a, column, char *const),
                        FOYER_COLUMN_FIELD (b, column, char *const)) == 0;
    case FOYER_COLUMN_BLOB:
      return bytes_are_equal (FOYER_COLUMN_FIELD (a, column, GBytes *const),
                              FOYER_COLUMN_FIELD (b, column, GBytes *const));
    case FOYER_COLUMN_INTEGER:
    case FOYER_COLUMN_TIME:
      return FOYER_COLUMN_FIELD (a, column, const gint64) ==
             FOYER_COLUMN_FIELD (b, column, const gint64);
    case FOYER_COLUMN_BOOLEAN:
      return !FOYER_COLUMN_FIELD (a, column, const gboolean) ==
             !FOYER_COLUMN_FIELD (b, column, const gboolean);
    case FOYER_COLUMN_ENUM:
      return FOYER_COLUMN_FIELD (a, column, const int) == FOYER_COLUMN_FIELD (b, column, const int);
    }
  g_return_val_if_reached (FALSE);
}

static gboolean
text_is_allowed (const FoyerColumn *column, const char *text)
{
  gsize length;

  if (text == NULL || *text == '\0')
    return !(column->flags & FOYER_COLUMN_REQUIRED);

  length = strlen (text);
  if (!g_utf8_validate_len (text, length, NULL))
    return FALSE;
  /* No text has more characters than bytes: most need no counting. */
  if (column->max != 0 && (gint64) length > column->max &&
      g_utf8_strlen (text, length) > column->max)
    return FALSE;
  return !(column->flags & FOYER_COLUMN_HTML) || foyer_html_is_clean (text);
}

static gboolean
number_is_allowed (const FoyerColumn *column, gint64 number)
{
  if (number == FOYER_NONE)
    return !(column->flags & FOYER_COLUMN_REQUIRED);
  return column->max == 0 || (number >= 0 && number <= column->max);
}

static gboolean
bytes_are_allowed (const FoyerColumn *column, GBytes *bytes)
{
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return !(column->flags & FOYER_COLUMN_REQUIRED);
  return column->max == 0 || g_bytes_get_size (bytes) <= (gsize) column->max;
}

static gboolean
word_is_allowed (const FoyerColumn *column, int value)
{
  if (value < 0)
    return FALSE;
  for (int i = 0; column->words[i] != NULL; i++)
    if (i == value)
      return TRUE;
  return FALSE;
}

static gboolean
column_is_allowed (const FoyerColumn *column, gconstpointer row)
{
  switch (column->type)
    {
    case FOYER_COLUMN_UUID:
      return !(column->flags & FOYER_COLUMN_REQUIRED) ||
             !foyer_uuid_is_nil (&FOYER_COLUMN_FIELD (row, column, const FoyerUuid));
    case FOYER_COLUMN_TEXT:
    case FOYER_COLUMN_JSON:
      return text_is_allowed (column, FOYER_COLUMN_FIELD (row, column, char *const));
    case FOYER_COLUMN_BLOB:
      return bytes_are_allowed (column, FOYER_COLUMN_FIELD (row, column, GBytes *const));
    case FOYER_COLUMN_INTEGER:
    case FOYER_COLUMN_TIME:
      return number_is_allowed (column, FOYER_COLUMN_FIELD (row, column, const gint64));
    case FOYER_COLUMN_ENUM:
      return word_is_allowed (column, FOYER_COLUMN_FIELD (row, column, const int));
    case FOYER_COLUMN_BOOLEAN:
      return TRUE;
    }
  g_return_val_if_reached (FALSE);
}

/**
 * foyer_row_new:
 * @type: the type of row
 *
 * Makes a row that is not stored: no key, nil id, alive. Times are %FOYER_NONE, and so are numbers
 * that may be absent; required numbers are 0.
 *
 * Returns: (transfer full): a row, to be freed with foyer_row_free ()
 */
gpointer
foyer_row_new (const FoyerRowType *type)
{
  FoyerRow *row = g_malloc0 (type->size);

  row->type = type;
  row->deleted_at = FOYER_NONE;

  for (guint i = 0; i < type->n_columns; i++)
    {
      const FoyerColumn *column = &type->columns[i];

      if (column->type == FOYER_COLUMN_TIME ||
          (column->type == FOYER_COLUMN_INTEGER && !(column->flags & FOYER_COLUMN_REQUIRED)))
        FOYER_COLUMN_FIELD (row, column, gint64) = FOYER_NONE;
    }
  return row;
}

/**
 * foyer_row_copy:
 * @row: (type FoyerRow) (nullable): a row
 *
 * Returns: (transfer full) (nullable): the same row again, head included
 */
gpointer
foyer_row_copy (gconstpointer row)
{
  const FoyerRow *from = row;
  FoyerRow *to;

  if (from == NULL)
    return NULL;

  to = g_memdup2 (from, from->type->size);
  for (guint i = 0; i < from->type->n_columns; i++)
    {
      const FoyerColumn *column = &from->type->columns[i];

      if (column_is_text (column))
        FOYER_COLUMN_FIELD (to, column, char *) =
            g_strdup (FOYER_COLUMN_FIELD (from, column, char *const));
      else if (column->type == FOYER_COLUMN_BLOB &&
               FOYER_COLUMN_FIELD (from, column, GBytes *const) != NULL)
        g_bytes_ref (FOYER_COLUMN_FIELD (to, column, GBytes *));
    }
  return to;
}

/**
 * foyer_row_free:
 * @row: (type FoyerRow) (nullable) (transfer full): a row
 */
void
foyer_row_free (gpointer row)
{
  FoyerRow *self = row;

  if (self == NULL)
    return;

  for (guint i = 0; i < self->type->n_columns; i++)
    if (column_is_text (&self->type->columns[i]))
      g_free (FOYER_COLUMN_FIELD (self, &self->type->columns[i], char *));
    else if (self->type->columns[i].type == FOYER_COLUMN_BLOB)
      g_clear_pointer (&FOYER_COLUMN_FIELD (self, &self->type->columns[i], GBytes *),
                       g_bytes_unref);
  g_free (self);
}

/**
 * foyer_row_diff:
 * @a: (type FoyerRow): a row
 * @b: (type FoyerRow): a row of the same type
 *
 * Returns: the columns in which they differ; the head is not compared. A text that is absent and
 * one that is empty differ.
 */
FoyerColumnSet
foyer_row_diff (gconstpointer a, gconstpointer b)
{
  const FoyerRowType *type = ((const FoyerRow *) a)->type;
  FoyerColumnSet differ = 0;

  g_return_val_if_fail (type == ((const FoyerRow *) b)->type, 0);

  for (guint i = 0; i < type->n_columns; i++)
    if (!column_is_equal (&type->columns[i], a, b))
      differ |= (FoyerColumnSet) 1 << i;
  return differ;
}

/**
 * foyer_row_validate:
 * @row: (type FoyerRow): a row
 *
 * Holds each column against its description: required, valid UTF-8, within its limit (a number that
 * has a limit is not negative either), a known word.
 *
 * Returns: (nullable): the first column that breaks a rule
 */
const FoyerColumn *
foyer_row_validate (gconstpointer row)
{
  const FoyerRowType *type = ((const FoyerRow *) row)->type;

  for (guint i = 0; i < type->n_columns; i++)
    if (!column_is_allowed (&type->columns[i], row))
      return &type->columns[i];
  return NULL;
}

/**
 * foyer_row_type_find:
 * @type: the type of row
 * @name: a column's name
 *
 * Returns: (nullable): the column
 */
const FoyerColumn *
foyer_row_type_find (const FoyerRowType *type, const char *name)
{
  for (guint i = 0; i < type->n_columns; i++)
    if (g_str_equal (type->columns[i].name, name))
      return &type->columns[i];
  return NULL;
}

/**
 * foyer_row_set_text:
 * @row: (type FoyerRow): a row
 * @column: one of its columns, TEXT or JSON
 * @text: (nullable): the new text
 *
 * Empty becomes %NULL: there is one way to say "none".
 */
void
foyer_row_set_text (gpointer row, const FoyerColumn *column, const char *text)
{
  char **field = &FOYER_COLUMN_FIELD (row, column, char *);
  char *old = *field;

  g_return_if_fail (column_is_text (column));

  /* text may be, or lie within, the old one */
  *field = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
  g_free (old);
}

/**
 * foyer_row_copy_column:
 * @to: (type FoyerRow): a row
 * @from: (type FoyerRow): a row of the same type
 * @column: one of their columns
 */
void
foyer_row_copy_column (gpointer to, gconstpointer from, const FoyerColumn *column)
{
  g_return_if_fail (((FoyerRow *) to)->type == ((const FoyerRow *) from)->type);

  switch (column->type)
    {
    case FOYER_COLUMN_UUID:
      FOYER_COLUMN_FIELD (to, column, FoyerUuid) =
          FOYER_COLUMN_FIELD (from, column, const FoyerUuid);
      break;
    case FOYER_COLUMN_TEXT:
    case FOYER_COLUMN_JSON:
      {
        char **field = &FOYER_COLUMN_FIELD (to, column, char *);
        char *old = *field;

        *field = g_strdup (FOYER_COLUMN_FIELD (from, column, char *const));
        g_free (old);
        break;
      }
    case FOYER_COLUMN_BLOB:
      {
        GBytes **field = &FOYER_COLUMN_FIELD (to, column, GBytes *);
        GBytes *old = *field;
        GBytes *bytes = FOYER_COLUMN_FIELD (from, column, GBytes *const);

        *field = bytes != NULL ? g_bytes_ref (bytes) : NULL;
        g_clear_pointer (&old, g_bytes_unref);
        break;
      }
    case FOYER_COLUMN_INTEGER:
    case FOYER_COLUMN_TIME:
      FOYER_COLUMN_FIELD (to, column, gint64) = FOYER_COLUMN_FIELD (from, column, const gint64);
      break;
    case FOYER_COLUMN_BOOLEAN:
      FOYER_COLUMN_FIELD (to, column, gboolean) = FOYER_COLUMN_FIELD (from, column, const gboolean);
      break;
    case FOYER_COLUMN_ENUM:
      FOYER_COLUMN_FIELD (to, column, int) = FOYER_COLUMN_FIELD (from, column, const int);
      break;
    }
}
