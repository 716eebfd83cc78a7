/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-percentage.h"

#define MAX_PERCENTAGE 10000
#define DECIMALS       2

static gboolean
is_decimal_mark (gunichar c)
{
  return c == '.' || c == ',' || c == 0x066b;
}

static gboolean
is_percent_sign (gunichar c)
{
  return c == '%' || c == 0x066a || c == 0xff05;
}

/**
 * foyer_percentage_parse:
 * @text: what was typed
 * @percentage: (out): hundredths of a percent, 0 to 10 000; %FOYER_NONE for an empty text
 *
 * Digits of any script, one decimal mark, at most two decimals, a percent sign or none.
 *
 * Returns: %FALSE when it is no such number; then percentage is not touched
 */
gboolean
foyer_percentage_parse (const char *text, gint64 *percentage)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  gint64 value = 0;
  int n_decimals = -1; /* before the mark */
  guint n_digits = 0;
  gboolean is_over = FALSE;

  for (const char *p = trimmed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_over)
        return FALSE;
      if (g_unichar_isdigit (c) && value <= MAX_PERCENTAGE && n_decimals < DECIMALS)
        {
          value = value * 10 + g_unichar_digit_value (c);
          n_digits++;
          n_decimals += n_decimals >= 0;
        }
      else if (is_decimal_mark (c) && n_decimals < 0 && n_digits > 0)
        n_decimals = 0;
      else if (is_percent_sign (c) && n_digits > 0)
        is_over = TRUE;
      else if (!g_unichar_isspace (c))
        return FALSE;
    }
  if (n_digits == 0)
    {
      if (*trimmed != '\0')
        return FALSE;
      *percentage = FOYER_NONE;
      return TRUE;
    }
  for (int i = MAX (n_decimals, 0); i < DECIMALS; i++)
    value *= 10;
  if (value > MAX_PERCENTAGE)
    return FALSE;
  *percentage = value;
  return TRUE;
}

/**
 * foyer_percentage_format:
 * @percentage: hundredths of a percent, or %FOYER_NONE
 *
 * Returns: (transfer full): the number without a sign, with as few decimals as it needs; "" for
 * none
 */
char *
foyer_percentage_format (gint64 percentage)
{
  if (percentage == FOYER_NONE)
    return g_strdup ("");
  if (percentage % 100 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, percentage / 100);
  if (percentage % 10 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT ".%d", percentage / 100,
                            (int) (percentage % 100 / 10));
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", percentage / 100, (int) (percentage % 100));
}
