/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-currency.h"

#include <limits.h>
#include <locale.h>
#include <string.h>

#define NO_BREAK_SPACE "\u00a0"

static guint64
power_of_ten (guint exponent)
{
  guint64 power = 1;

  while (exponent-- > 0)
    power *= 10;
  return power;
}

static guint64
magnitude (gint64 amount)
{
  return amount < 0 ? -(guint64) amount : (guint64) amount;
}

/* A string of the locale in UTF-8, never empty. */
static char *
dup_or (const char *text, const char *fallback)
{
  char *utf8 = text != NULL && *text != '\0' ? g_locale_to_utf8 (text, -1, NULL, NULL, NULL) : NULL;

  return utf8 != NULL ? utf8 : g_strdup (fallback);
}

/* Digits in groups as the locale sizes them, from the right: each byte a size, the last for all
 * that follow. */
static void
append_grouped (GString *to, guint64 whole, const struct lconv *locale)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, whole);
  g_autofree char *separator = dup_or (locale->mon_thousands_sep, "");
  const char *sizes = locale->mon_grouping;
  g_autoptr (GString) reversed = g_string_new (NULL);
  int left = *sizes > 0 && *sizes != CHAR_MAX ? *sizes : -1;

  for (gsize i = strlen (digits); i-- > 0;)
    {
      g_string_prepend_c (reversed, digits[i]);
      if (i > 0 && --left == 0)
        {
          g_string_prepend (reversed, separator);
          if (sizes[1] != '\0')
            sizes++;
          left = *sizes != CHAR_MAX ? *sizes : -1;
        }
    }
  g_string_append (to, reversed->str);
}

/**
 * foyer_money_to_plain:
 * @amount: minor units
 * @currency: (nullable): three capital letters
 *
 * Returns: (transfer full): major units with a point and all decimals, the same in every locale:
 * for files and scripts
 */
char *
foyer_money_to_plain (gint64 amount, const char *currency)
{
  guint decimals = foyer_currency_get_decimals (currency);
  guint64 unit = power_of_ten (decimals);
  const char *sign = amount < 0 ? "-" : "";

  if (decimals == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT, sign, magnitude (amount));
  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, sign,
                          magnitude (amount) / unit, (int) decimals, magnitude (amount) % unit);
}

/**
 * foyer_money_format:
 * @amount: minor units
 * @currency: (nullable): three capital letters
 *
 * Writes an amount as the locale (LC_MONETARY) writes its own money, with the sign of @currency, or
 * its code where no sign is its own. Main thread: localeconv () is not made for others.
 *
 * Returns: (transfer full): "1.234,50 €", "$49.00", "CHF 12.00"
 */
char *
foyer_money_format (gint64 amount, const char *currency)
{
  const struct lconv *locale = localeconv ();
  guint decimals = foyer_currency_get_decimals (currency);
  guint64 unit = power_of_ten (decimals);
  const char *symbol = foyer_currency_get_symbol (currency);
  const char *sign = symbol != NULL ? symbol : currency != NULL ? currency : "";
  gboolean is_first = locale->p_cs_precedes != 0; /* CHAR_MAX, "not said", too */
  gboolean is_spaced =
      locale->p_sep_by_space == CHAR_MAX ? symbol == NULL : locale->p_sep_by_space > 0;
  const char *space = *sign != '\0' && (is_spaced || symbol == NULL) ? NO_BREAK_SPACE : "";
  GString *text = g_string_new (amount < 0 ? "−" : "");

  if (is_first)
    g_string_append_printf (text, "%s%s", sign, space);
  append_grouped (text, magnitude (amount) / unit, locale);
  if (decimals > 0)
    {
      g_autofree char *point = dup_or (locale->mon_decimal_point, ".");

      g_string_append_printf (text, "%s%0*" G_GUINT64_FORMAT, point, (int) decimals,
                              magnitude (amount) % unit);
    }
  if (!is_first)
    g_string_append_printf (text, "%s%s", space, sign);
  return g_string_free (text, FALSE);
}
