/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-denominations.h"

#include "foyer-cash-rounding.h"
#include "foyer-money.h"
#include "foyer-row.h"

#include <string.h>

#define MOST 16

/* What central banks issue now, in minor units: notes, then coins. */
static const struct
{
  char currency[4];
  gint64 notes[MOST];
  gint64 coins[MOST];
} known[] = {
  { "AED", { 100000, 50000, 20000, 10000, 5000, 2000, 1000, 500 }, { 100, 50, 25 } },
  { "AUD", { 10000, 5000, 2000, 1000, 500 }, { 200, 100, 50, 20, 10, 5 } },
  { "BRL", { 20000, 10000, 5000, 2000, 1000, 500, 200 }, { 100, 50, 25, 10, 5 } },
  { "CAD", { 10000, 5000, 2000, 1000, 500 }, { 200, 100, 25, 10, 5 } },
  { "CHF", { 100000, 20000, 10000, 5000, 2000, 1000 }, { 500, 200, 100, 50, 20, 10, 5 } },
  { "CNY", { 10000, 5000, 2000, 1000, 500, 100 }, { 100, 50, 10, 5, 2, 1 } },
  { "CZK", { 500000, 200000, 100000, 50000, 20000, 10000 }, { 5000, 2000, 1000, 500, 200, 100 } },
  { "DKK", { 50000, 20000, 10000, 5000 }, { 2000, 1000, 500, 200, 100, 50 } },
  { "EGP", { 20000, 10000, 5000, 2000, 1000, 500 }, { 100, 50, 25 } },
  { "EUR", { 50000, 20000, 10000, 5000, 2000, 1000, 500 }, { 200, 100, 50, 20, 10, 5, 2, 1 } },
  { "GBP", { 5000, 2000, 1000, 500 }, { 200, 100, 50, 20, 10, 5, 2, 1 } },
  { "HKD", { 100000, 50000, 10000, 5000, 2000, 1000 }, { 1000, 500, 200, 100, 50, 20, 10 } },
  { "HUF",
    { 2000000, 1000000, 500000, 200000, 100000, 50000 },
    { 20000, 10000, 5000, 2000, 1000, 500 } },
  { "ILS", { 20000, 10000, 5000, 2000 }, { 1000, 500, 200, 100, 50, 10 } },
  { "INR", { 50000, 20000, 10000, 5000, 2000, 1000 }, { 2000, 1000, 500, 200, 100, 50 } },
  { "ISK", { 10000, 5000, 2000, 1000, 500 }, { 100, 50, 10, 5, 1 } },
  { "JPY", { 10000, 5000, 2000, 1000 }, { 500, 100, 50, 10, 5, 1 } },
  { "KRW", { 50000, 10000, 5000, 1000 }, { 500, 100, 50, 10 } },
  { "MXN", { 100000, 50000, 20000, 10000, 5000, 2000 }, { 2000, 1000, 500, 200, 100, 50, 20, 10, 5 } },
  { "NOK", { 100000, 50000, 20000, 10000, 5000 }, { 2000, 1000, 500, 100 } },
  { "NZD", { 10000, 5000, 2000, 1000, 500 }, { 200, 100, 50, 20, 10 } },
  { "PLN", { 50000, 20000, 10000, 5000, 2000, 1000 }, { 500, 200, 100, 50, 20, 10, 5, 2, 1 } },
  { "RON", { 50000, 20000, 10000, 5000, 2000, 1000, 500, 100 }, { 50, 10, 5, 1 } },
  { "SAR", { 50000, 20000, 10000, 5000, 1000, 500 }, { 200, 100, 50, 25, 10, 5, 1 } },
  { "SEK", { 100000, 50000, 20000, 10000, 5000, 2000 }, { 1000, 500, 200, 100 } },
  { "SGD", { 100000, 10000, 5000, 1000, 500, 200 }, { 100, 50, 20, 10, 5 } },
  { "TRY", { 20000, 10000, 5000, 2000, 1000, 500 }, { 500, 100, 50, 25, 10, 5 } },
  { "USD", { 10000, 5000, 2000, 1000, 500, 200, 100 }, { 100, 50, 25, 10, 5, 1 } },
  { "ZAR", { 20000, 10000, 5000, 2000, 1000 }, { 500, 200, 100, 50, 20, 10 } },
};

static void
add (GArray *list, gint64 value, gboolean is_note)
{
  FoyerDenomination denomination = { value, is_note };

  /* A note and a coin of the same value count as one. */
  for (guint i = 0; i < list->len; i++)
    if (g_array_index (list, FoyerDenomination, i).value == value)
      return;
  g_array_append_val (list, denomination);
}

/* 1, 2 and 5 times each power of ten, from the smallest coin to 200 of the major unit. */
static void
add_usual (GArray *list, const char *currency)
{
  gint64 unit = foyer_cash_unit (currency);
  gint64 major = 1;

  for (guint i = 0; i < foyer_currency_get_decimals (currency); i++)
    major *= 10;
  for (gint64 power = 100 * major; power >= 1; power /= 10)
    for (gint64 times = 5; times >= 1; times /= 2)
      if (times * power >= unit && times * power % unit == 0)
        add (list, times * power, times * power > 2 * major);
}

/**
 * foyer_denominations_list:
 * @currency: (nullable): three capital letters
 *
 * Returns: (transfer full) (element-type FoyerDenomination): its notes and coins, the largest first
 */
GArray *
foyer_denominations_list (const char *currency)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (FoyerDenomination));

  for (guint i = 0; currency != NULL && i < G_N_ELEMENTS (known); i++)
    if (strcmp (known[i].currency, currency) == 0)
      {
        for (guint k = 0; known[i].notes[k] != 0; k++)
          add (list, known[i].notes[k], TRUE);
        for (guint k = 0; known[i].coins[k] != 0; k++)
          add (list, known[i].coins[k], FALSE);
        return list;
      }
  add_usual (list, currency);
  return list;
}

static guint
suggest (gint64 amounts[FOYER_TENDERED_MAX], guint n, gint64 amount)
{
  guint i = n;

  if (n == FOYER_TENDERED_MAX)
    return n;
  while (i > 0 && amounts[i - 1] > amount)
    i--;
  if (i > 0 && amounts[i - 1] == amount)
    return n;
  memmove (amounts + i + 1, amounts + i, (n - i) * sizeof *amounts);
  amounts[i] = amount;
  return n + 1;
}

/**
 * foyer_tendered_suggest:
 * @currency: (nullable): three capital letters
 * @due: what is to be paid, minor units
 * @amounts: (out): rounded for cash; ascending, the exact amount first
 *
 * What is reached with the fewest notes of each kind: for 37.50 € that is 37.50, 40, 50, 100, 200.
 *
 * Returns: how many they are; 0 when nothing is due
 */
guint
foyer_tendered_suggest (const char *currency, gint64 due, gint64 amounts[FOYER_TENDERED_MAX])
{
  g_autoptr (GArray) list = foyer_denominations_list (currency);
  gint64 exact = foyer_cash_round (MAX (due, 0), currency);
  guint n = 0;

  if (exact == 0)
    return 0;
  n = suggest (amounts, n, exact);
  for (guint i = list->len; i > 0; i--)
    {
      const FoyerDenomination *denomination = &g_array_index (list, FoyerDenomination, i - 1);
      gint64 value = denomination->value;

      if (denomination->is_note)
        n = suggest (amounts, n, (exact + value - 1) / value * value);
    }
  return n;
}

/**
 * foyer_counted_sum:
 * @counted: (element-type FoyerCounted): what somebody counted
 * @sum: (out): what it is worth
 *
 * Returns: %FALSE when a number is below 0, or all is more than money can be
 */
gboolean
foyer_counted_sum (const GArray *counted, gint64 *sum)
{
  *sum = 0;
  for (guint i = 0; i < counted->len; i++)
    {
      const FoyerCounted *item = &g_array_index (counted, FoyerCounted, i);

      if (item->n < 0 || item->value <= 0 || item->n > FOYER_MONEY_MAX / item->value)
        return FALSE;
      *sum += item->n * item->value;
      if (*sum > FOYER_MONEY_MAX)
        return FALSE;
    }
  return TRUE;
}

/**
 * foyer_change_make:
 * @currency: (nullable): three capital letters
 * @amount: what is to be given
 *
 * Returns: (transfer full) (element-type FoyerCounted): notes and coins, the largest first
 */
GArray *
foyer_change_make (const char *currency, gint64 amount)
{
  g_autoptr (GArray) list = foyer_denominations_list (currency);
  GArray *change = g_array_new (FALSE, FALSE, sizeof (FoyerCounted));

  for (guint i = 0; i < list->len && amount > 0; i++)
    {
      gint64 value = g_array_index (list, FoyerDenomination, i).value;
      FoyerCounted item = { value, amount / value };

      if (item.n == 0)
        continue;
      g_array_append_val (change, item);
      amount -= item.n * value;
    }
  return change;
}
