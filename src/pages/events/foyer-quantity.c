/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-quantity.h"

#define MAX_QUANTITY 100000000

static gboolean
is_group_mark (gunichar c)
{
  return g_unichar_isspace (c) || c == '.' || c == ',' || c == '\'' || c == 0x2019;
}

gboolean
foyer_quantity_parse (const char *text, gint64 *quantity)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  gint64 value = 0;
  guint n_digits = 0; /* since the last mark */
  gboolean has_mark = FALSE;

  for (const char *p = trimmed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c))
        {
          value = value * 10 + g_unichar_digit_value (c);
          n_digits++;
          if (value > MAX_QUANTITY || (has_mark && n_digits > 3))
            return FALSE;
        }
      /* “1 000”, “1.000”, “1,000”, “1’000”, but not “12.5” */
      else if (is_group_mark (c) && (has_mark ? n_digits == 3 : n_digits >= 1 && n_digits <= 3))
        {
          has_mark = TRUE;
          n_digits = 0;
        }
      else
        return FALSE;
    }
  if (has_mark && n_digits != 3)
    return FALSE;
  *quantity = n_digits > 0 ? value : FOYER_NONE;
  return TRUE;
}

char *
foyer_quantity_format (gint64 quantity)
{
  return quantity == FOYER_NONE ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, quantity);
}
