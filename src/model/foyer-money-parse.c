/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-currency.h"

#include <string.h>

#define GROUPS_MAX 16

/* An amount as it is written: groups of digits with one separator between each two.
 *
 *   1.234.567,50     groups 1 234 567 50, separators . . ,
 */
typedef struct
{
  guint64 values[GROUPS_MAX];
  guint digits[GROUPS_MAX];
  gunichar separators[GROUPS_MAX]; /* separators[i] stands before group i */
  guint n_groups;
  gboolean is_negative;
  gboolean has_dash; /* "12.–" */
} Amount;

static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == '\t' || c == 0x00a0 || c == 0x2009 || c == 0x202f;
}

static gboolean
is_dash (gunichar c)
{
  return c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2212;
}

/* Both ways of writing one separator become one. 0 for anything else. */
static gunichar
get_separator (gunichar c)
{
  if (c == '.' || c == 0xff0e)
    return '.';
  if (c == ',' || c == 0x066b || c == 0xff0c)
    return ',';
  if (c == '\'' || c == 0x2019 || c == 0x066c)
    return '\'';
  return is_space (c) ? ' ' : 0;
}

static const char *
skip_spaces (const char *p)
{
  while (*p != '\0' && is_space (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

static const char *
read_group (Amount *amount, const char *p)
{
  guint i = amount->n_groups;

  amount->values[i] = 0;
  amount->digits[i] = 0;
  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      int digit = g_unichar_digit_value (g_utf8_get_char (p));

      if (digit < 0)
        break;
      if (amount->digits[i] >= 18)
        return NULL;
      amount->values[i] = amount->values[i] * 10 + digit;
      amount->digits[i]++;
    }
  amount->n_groups++;
  return p;
}

/* Returns: (nullable): behind the number, which begins at p */
static const char *
read_number (Amount *amount, const char *p)
{
  amount->n_groups = 0;
  amount->separators[0] = 0;
  p = read_group (amount, p);

  while (p != NULL)
    {
      gunichar separator = get_separator (g_utf8_get_char (p));
      const char *next = separator != 0 ? g_utf8_next_char (p) : p;

      if (separator != 0 && g_unichar_isdigit (g_utf8_get_char (next)))
        {
          if (amount->n_groups == GROUPS_MAX)
            return NULL;
          amount->separators[amount->n_groups] = separator;
          p = read_group (amount, next);
          continue;
        }
      if ((separator == '.' || separator == ',') && is_dash (g_utf8_get_char (next)))
        {
          amount->has_dash = TRUE;
          while (is_dash (g_utf8_get_char (next)))
            next = g_utf8_next_char (next);
          p = next;
        }
      return p;
    }
  return NULL;
}

/* Whether groups 1 to n - 1 stand behind one kind of separator, by thousands or as in India
 * (12,34,567). */
static gboolean
is_grouped (const Amount *amount, guint n)
{
  if (n > 1 && (amount->digits[0] == 0 || amount->digits[0] > 3 || amount->digits[n - 1] != 3))
    return FALSE;
  for (guint i = 1; i < n; i++)
    if (amount->separators[i] != amount->separators[1] || amount->digits[i] < 2 ||
        amount->digits[i] > 3)
      return FALSE;
  return TRUE;
}

static gboolean
has_fraction (const Amount *amount, guint decimals)
{
  guint last = amount->n_groups - 1;

  if (last == 0 || amount->has_dash)
    return FALSE;
  if (amount->separators[last] != '.' && amount->separators[last] != ',')
    return FALSE;
  if (last > 1)
    return amount->separators[last] != amount->separators[1];

  /* One separator: three digits behind it are thousands, unless the currency has three decimals. */
  return amount->digits[1] != 3 || decimals == 3 || amount->digits[0] > 3 ||
         (amount->digits[0] == 1 && amount->values[0] == 0);
}

static gboolean
add_digits (guint64 *sum, guint64 value, guint digits)
{
  for (guint i = 0; i < digits; i++)
    if (!g_uint64_checked_mul (sum, *sum, 10))
      return FALSE;
  return g_uint64_checked_add (sum, *sum, value);
}

/* Digits beyond the minor unit must be zeros: no money is rounded away. */
static gboolean
add_fraction (guint64 *sum, guint64 value, guint digits, guint decimals)
{
  for (; digits > decimals; digits--, value /= 10)
    if (value % 10 != 0)
      return FALSE;
  for (; digits < decimals; digits++)
    value *= 10;
  return add_digits (sum, value, decimals);
}

static gboolean
sum_up (const Amount *amount, guint decimals, gint64 *result)
{
  gboolean fraction = has_fraction (amount, decimals);
  guint n_whole = amount->n_groups - (fraction ? 1 : 0);
  guint64 sum = 0;

  if (!is_grouped (amount, n_whole))
    return FALSE;
  for (guint i = 0; i < n_whole; i++)
    if (!add_digits (&sum, amount->values[i], amount->digits[i]))
      return FALSE;
  if (!add_fraction (&sum, fraction ? amount->values[n_whole] : 0,
                     fraction ? amount->digits[n_whole] : 0, decimals))
    return FALSE;
  if (sum > G_MAXINT64)
    return FALSE;
  *result = amount->is_negative ? -(gint64) sum : (gint64) sum;
  return TRUE;
}

/* Reads a sign or code before (until a digit) or behind the number. Returns: where it ends, without
 * the space after it */
static const char *
find_sign_end (const char *p)
{
  const char *end = p;

  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c) || is_dash (c) || c == '+' || c == '(' || c == ')')
        break;
      if (!is_space (c))
        end = g_utf8_next_char (p);
    }
  return end;
}

static const char *
skip_plus_minus (Amount *amount, const char *p)
{
  p = skip_spaces (p);
  if (is_dash (g_utf8_get_char (p)))
    {
      amount->is_negative = TRUE;
      p = g_utf8_next_char (p);
    }
  else if (*p == '+')
    p++;
  return skip_spaces (p);
}

/* A sign on either side, not on both unless they agree ("€ 5 EUR"). */
static gboolean
take_sign (const char *from, const char *end, const char *expected, const char **found)
{
  const char *currency;

  if (from == end)
    return TRUE;
  currency = foyer_currency_from_sign (from, end - from, expected);
  if (currency == NULL || (*found != NULL && !g_str_equal (*found, currency)))
    return FALSE;
  *found = currency;
  return TRUE;
}

/**
 * foyer_money_parse:
 * @text: (nullable): an amount in major units as people and programs write it: "1.234,50 €",
 * "$49.00", "1 234.5", "CHF 12.–"
 * @currency: (nullable): the currency that is likely, three capital letters
 * @amount: (out): in minor units of the currency named in @text, else of @currency
 * @found_currency: (out) (optional) (nullable) (transfer full): the currency named in @text
 *
 * Either of "." and "," may be the decimal separator: the last one is, when there are both; when
 * there is one it separates thousands if three digits follow, unless the currency has three
 * decimals.
 *
 * Returns: %FALSE when @text is no amount, too large, or finer than the minor unit
 */
gboolean
foyer_money_parse (const char *text, const char *currency, gint64 *amount, char **found_currency)
{
  Amount parts = { .is_negative = FALSE };
  const char *found = NULL;
  const char *p, *end;

  g_return_val_if_fail (amount != NULL, FALSE);

  if (found_currency != NULL)
    *found_currency = NULL;
  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return FALSE;

  p = skip_plus_minus (&parts, text);
  end = find_sign_end (p);
  if (!take_sign (p, end, currency, &found))
    return FALSE;

  p = parts.is_negative ? skip_spaces (end) : skip_plus_minus (&parts, end);
  if (!g_unichar_isdigit (g_utf8_get_char (p)) || (p = read_number (&parts, p)) == NULL)
    return FALSE;

  p = skip_spaces (p);
  end = find_sign_end (p);
  if (!take_sign (p, end, currency, &found) || *skip_spaces (end) != '\0')
    return FALSE;

  if (!sum_up (&parts, foyer_currency_get_decimals (found != NULL ? found : currency), amount))
    return FALSE;
  if (found_currency != NULL)
    *found_currency = g_strdup (found);
  return TRUE;
}
