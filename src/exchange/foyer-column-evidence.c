/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-column-match.h"

#include <string.h>

#define MAX_SAMPLE 120 /* bytes of a content that is kept */

void
foyer_column_evidence_init (FoyerColumnEvidence *self, const char *label)
{
  *self = (FoyerColumnEvidence){ .label = g_strdup (label) };
  self->distinct = g_ptr_array_new_with_free_func (g_free);
}

void
foyer_column_evidence_clear (FoyerColumnEvidence *self)
{
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->distinct, g_ptr_array_unref);
}

/* 09/01/26 or 9.1.2026 or 09-01-26: the numbers in the first and the second place. */
static void
note_date_order (FoyerColumnEvidence *self, const FoyerCell *cell)
{
  const char *p = cell->text, *end = p + cell->length;
  guint numbers[2] = { 0, 0 };

  for (guint i = 0; i < 2; i++)
    {
      guint digits = 0;

      while (p < end && g_ascii_isdigit (*p) && digits++ < 3)
        numbers[i] = numbers[i] * 10 + (*p++ - '0');
      if (digits < 1 || digits > 2 || p == end || (*p != '/' && *p != '-' && *p != '.'))
        return;
      p++;
    }
  if (p == end || !g_ascii_isdigit (*p))
    return;
  self->max_first = MAX (self->max_first, numbers[0]);
  self->max_second = MAX (self->max_second, numbers[1]);
  if (g_ascii_toupper (end[-1]) == 'M')
    self->has_ampm = TRUE;
}

static gboolean
looks_like_name (const FoyerCell *cell)
{
  const char *p = cell->text, *end = p + cell->length;
  guint n_spaces = 0;

  if (cell->length > 60)
    return FALSE;
  for (; p < end; p++)
    {
      n_spaces += *p == ' ';
      if (g_ascii_isdigit (*p) || strchr ("@/:;=_", *p) != NULL)
        return FALSE;
    }
  return n_spaces >= 1 && n_spaces <= 4;
}

static void
note_content (FoyerColumnEvidence *self, const FoyerCell *cell)
{
  gsize length = MIN (cell->length, MAX_SAMPLE);

  while (length > 0 && length < cell->length && (cell->text[length] & 0xc0) == 0x80)
    length--;
  for (guint i = 0; i < self->distinct->len; i++)
    {
      const char *known = g_ptr_array_index (self->distinct, i);

      /* A cell may hold a NUL byte, and its copy then ends there. */
      if (strlen (known) == length && memcmp (known, cell->text, length) == 0)
        {
          self->n_repeated++;
          return;
        }
    }
  if (self->distinct->len <= FOYER_MAX_DISTINCT)
    g_ptr_array_add (self->distinct, g_strndup (cell->text, length));
}

void
foyer_column_evidence_add (FoyerColumnEvidence *self,
                           const FoyerCell *cell,
                           gboolean is_counted_only)
{
  const char *at;

  if (cell->length == 0)
    return;
  self->n_filled++;
  if (g_ascii_isdigit (cell->text[0]) && cell->length >= 6 && cell->length <= 24)
    note_date_order (self, cell);
  if (is_counted_only)
    return;

  self->n_looked++;
  at = memchr (cell->text, '@', cell->length);
  if (at != NULL && at > cell->text && memchr (at, '.', cell->text + cell->length - at) != NULL &&
      memchr (cell->text, ' ', cell->length) == NULL)
    self->n_emails++;
  self->n_names += looks_like_name (cell);
  note_content (self, cell);
}
