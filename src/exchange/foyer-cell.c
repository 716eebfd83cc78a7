/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cell.h"

#include <string.h>

#define MAX_SHORT 40 /* characters */

/**
 * foyer_cell_trim:
 * @cell: a cell
 *
 * Returns: @cell without blanks, control characters and no-break spaces at its ends
 */
FoyerCell
foyer_cell_trim (FoyerCell cell)
{
  while (cell.length > 0)
    {
      guint8 c = cell.text[0];

      if (c <= ' ')
        cell.text++, cell.length--;
      else if (c == 0xc2 && cell.length >= 2 && (guint8) cell.text[1] == 0xa0)
        cell.text += 2, cell.length -= 2;
      else
        break;
    }
  while (cell.length > 0)
    {
      guint8 c = cell.text[cell.length - 1];

      if (c <= ' ')
        cell.length--;
      else if (c == 0xa0 && cell.length >= 2 && (guint8) cell.text[cell.length - 2] == 0xc2)
        cell.length -= 2;
      else
        break;
    }
  return cell;
}

/* What makes a spreadsheet calculate. */
static gboolean
starts_formula (char c)
{
  return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r';
}

/**
 * foyer_cell_needs_guard:
 * @text: a content, terminated
 *
 * An export puts an apostrophe before such a content. One that begins with apostrophes and then
 * looks like a formula gets one more, so that foyer_cell_unguard () gives back exactly what there
 * was.
 *
 * Returns: whether it does
 */
gboolean
foyer_cell_needs_guard (const char *text)
{
  return starts_formula (text[strspn (text, "'")]);
}

/**
 * foyer_cell_unguard:
 * @cell: a cell
 *
 * Returns: @cell without the guard of an export, as Foyer and others write it
 */
FoyerCell
foyer_cell_unguard (FoyerCell cell)
{
  gsize i = 0;

  if (cell.length < 2 || cell.text[0] != '\'')
    return cell;
  while (i < cell.length && cell.text[i] == '\'')
    i++;
  if (i < cell.length && starts_formula (cell.text[i]))
    {
      cell.text++;
      cell.length--;
    }
  return cell;
}

/**
 * foyer_cell_strip_formula:
 * @cell: a cell
 *
 * Returns: what is between the quotes of ="…", else @cell
 */
FoyerCell
foyer_cell_strip_formula (FoyerCell cell)
{
  if (cell.length >= 3 && cell.text[0] == '=' && cell.text[1] == '"' &&
      cell.text[cell.length - 1] == '"')
    {
      cell.text += 2;
      cell.length -= 3;
    }
  return cell;
}

static gboolean
is_plain_line (const FoyerCell *cell)
{
  for (gsize i = 0; i < cell->length; i++)
    if ((guint8) cell->text[i] < ' ' ||
        (cell->text[i] == ' ' && i + 1 < cell->length && cell->text[i + 1] == ' '))
      return FALSE;
  return TRUE;
}

/**
 * foyer_cell_append_line:
 * @to: where to
 * @cell: a trimmed cell
 */
void
foyer_cell_append_line (GString *to, const FoyerCell *cell)
{
  if (is_plain_line (cell))
    {
      g_string_append_len (to, cell->text, cell->length);
      return;
    }
  for (gsize i = 0; i < cell->length; i++)
    {
      gboolean is_blank = (guint8) cell->text[i] <= ' ';

      if (!is_blank)
        g_string_append_c (to, cell->text[i]);
      else if (to->len > 0 && to->str[to->len - 1] != ' ')
        g_string_append_c (to, ' ');
    }
}

/**
 * foyer_cell_equals:
 * @cell: a cell
 * @text: a text
 *
 * Returns: whether it says that
 */
gboolean
foyer_cell_equals (const FoyerCell *cell, const char *text)
{
  /* an empty cell may have no text at all */
  return cell->length == strlen (text) &&
         (cell->length == 0 || memcmp (cell->text, text, cell->length) == 0);
}

/**
 * foyer_cell_dup:
 * @cell: a cell
 *
 * Returns: (transfer full) (nullable): its text, %NULL for an empty one
 */
char *
foyer_cell_dup (const FoyerCell *cell)
{
  return cell->length > 0 ? g_strndup (cell->text, cell->length) : NULL;
}

/**
 * foyer_cell_dup_short:
 * @cell: a cell
 *
 * Returns: (transfer full): the beginning of it, for a sentence
 */
char *
foyer_cell_dup_short (const FoyerCell *cell)
{
  g_autoptr (GString) line = g_string_new (NULL);
  FoyerCell begin = { cell->text, MIN (cell->length, 4 * MAX_SHORT) };
  g_autofree char *valid = NULL;

  foyer_cell_append_line (line, &begin);
  valid = g_utf8_make_valid (line->str, line->len);
  if (g_utf8_strlen (valid, -1) <= MAX_SHORT && begin.length == cell->length)
    return g_steal_pointer (&valid);
  *g_utf8_offset_to_pointer (valid, MIN (MAX_SHORT, g_utf8_strlen (valid, -1))) = '\0';
  return g_strconcat (valid, "…", NULL);
}
