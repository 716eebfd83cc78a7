/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cash is rounded to, what comes back, what people hand over, what lies in a drawer. */
#include "foyer-cash-rounding.h"
#include "foyer-currency.h"
#include "foyer-denominations.h"
#include "foyer-row.h"

static void
test_rounding (void)
{
  static const struct
  {
    const char *currency;
    gint64 amount;
    gint64 rounded;
  } cases[] = {
    { "EUR", 1999, 1999 },     { "EUR", 1, 1 },           { NULL, 7, 7 },
    { "JPY", 1, 1 },           { "CHF", 0, 0 },           { "CHF", 1, 0 },
    { "CHF", 2, 0 },           { "CHF", 3, 5 },           { "CHF", 1997, 1995 },
    { "CHF", 1998, 2000 },     { "CHF", 1995, 1995 },     { "SEK", 49, 0 },
    { "SEK", 50, 100 },        { "SEK", 14949, 14900 },   { "SEK", 14950, 15000 },
    { "NOK", 14951, 15000 },   { "DKK", 24, 0 },          { "DKK", 25, 50 },
    { "DKK", 74, 50 },         { "DKK", 75, 100 },        { "HUF", 249900, 250000 },
    { "HUF", 249749, 249500 }, { "HUF", 249750, 250000 }, { "CZK", 9949, 9900 },
    { "CZK", 9950, 10000 },    { "NZD", 105, 100 },       { "NZD", 106, 110 },
    { "CLP", 1005, 1000 },     { "CLP", 1006, 1010 },     { "AUD", 1002, 1000 },
    { "AUD", 1003, 1005 },     { "KWD", 1002, 1000 },     { "KWD", 1003, 1005 },
    { "XXX", 3, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %" G_GINT64_FORMAT, cases[i].currency, cases[i].amount);
      g_assert_cmpint (foyer_cash_round (cases[i].amount, cases[i].currency), ==, cases[i].rounded);
    }
}

static void
test_change (void)
{
  static const struct
  {
    const char *currency;
    gint64 due;
    gint64 tendered;
    gint64 change;
  } cases[] = {
    { "EUR", 3750, 5000, 1250 },   { "EUR", 3750, 3750, 0 }, { "EUR", 3750, 3700, -50 },
    { "CHF", 1998, 2000, 0 },      { "CHF", 1997, 2000, 5 }, { "CHF", 1998, 1995, -5 },
    { "SEK", 14950, 20000, 5000 }, { "JPY", 980, 1000, 20 }, { "CHF", 2, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (foyer_cash_change (cases[i].due, cases[i].tendered, cases[i].currency), ==,
                     cases[i].change);
}

/* Every currency has notes and coins that can be paid with, from large to small, each once; and the
 * smallest is what is rounded to. */
static void
test_denominations (void)
{
  g_auto (GStrv) currencies = foyer_currency_list ();

  for (guint c = 0; currencies[c] != NULL; c++)
    {
      g_autoptr (GArray) list = foyer_denominations_list (currencies[c]);
      gint64 unit = foyer_cash_unit (currencies[c]);

      g_test_message ("%s", currencies[c]);
      g_assert_cmpuint (list->len, >=, 3);
      for (guint i = 0; i < list->len; i++)
        {
          gint64 value = g_array_index (list, FoyerDenomination, i).value;

          g_assert_cmpint (value % unit, ==, 0);
          if (i > 0)
            g_assert_cmpint (value, <, g_array_index (list, FoyerDenomination, i - 1).value);
        }
      g_assert_cmpint (g_array_index (list, FoyerDenomination, list->len - 1).value, <=, unit * 5);
    }
}

static void
test_tendered (void)
{
  static const struct
  {
    const char *currency;
    gint64 due;
    const char *amounts;
  } cases[] = {
    { "EUR", 3750, "3750 4000 5000 10000 20000 50000" },
    { "EUR", 5000, "5000 6000 10000 20000 50000" },
    { "EUR", 1, "1 500 1000 2000 5000 10000" },
    { "EUR", 0, "" },
    { "CHF", 1998, "2000 5000 10000 20000 100000" },
    { "SEK", 14950, "15000 16000 20000 50000 100000" },
    { "JPY", 980, "980 1000 2000 5000 10000" },
    { "USD", 1850, "1850 1900 2000 5000 10000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 amounts[FOYER_TENDERED_MAX];
      guint n = foyer_tendered_suggest (cases[i].currency, cases[i].due, amounts);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint k = 0; k < n; k++)
        g_string_append_printf (text, "%s%" G_GINT64_FORMAT, k > 0 ? " " : "", amounts[k]);
      g_assert_cmpstr (text->str, ==, cases[i].amounts);
    }
}

static void
test_counted (void)
{
  static const struct
  {
    FoyerCounted counted[3];
    gboolean is_money;
    gint64 sum;
  } cases[] = {
    { { { 5000, 2 }, { 100, 7 }, { 1, 0 } }, TRUE, 10700 },
    { { { 5000, -1 }, { 100, 7 }, { 1, 0 } }, FALSE, 0 },
    { { { 0, 1 }, { 100, 7 }, { 1, 0 } }, FALSE, 0 },
    { { { 1, FOYER_MONEY_MAX }, { 1, 0 }, { 1, 0 } }, TRUE, FOYER_MONEY_MAX },
    { { { 1, FOYER_MONEY_MAX }, { 1, 1 }, { 1, 0 } }, FALSE, 0 },
    { { { 50000, G_MAXINT64 }, { 1, 1 }, { 1, 0 } }, FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) counted = g_array_new (FALSE, FALSE, sizeof (FoyerCounted));
      gint64 sum;

      g_array_append_vals (counted, cases[i].counted, G_N_ELEMENTS (cases[i].counted));
      g_assert_cmpint (foyer_counted_sum (counted, &sum), ==, cases[i].is_money);
      if (cases[i].is_money)
        g_assert_cmpint (sum, ==, cases[i].sum);
    }
}

/* What is given back is what was to be given back. */
static void
test_change_made (void)
{
  static const char *const currencies[] = { "EUR", "CHF", "SEK", "JPY", "USD", "KWD", "XOF" };

  for (guint c = 0; c < G_N_ELEMENTS (currencies); c++)
    for (gint64 amount = 0; amount < 30000; amount += foyer_cash_unit (currencies[c]))
      {
        g_autoptr (GArray) change = foyer_change_make (currencies[c], amount);
        gint64 sum;

        g_assert_true (foyer_counted_sum (change, &sum));
        g_assert_cmpint (sum, ==, amount);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/till-money/rounding", test_rounding);
  g_test_add_func ("/till-money/change", test_change);
  g_test_add_func ("/till-money/denominations", test_denominations);
  g_test_add_func ("/till-money/tendered", test_tendered);
  g_test_add_func ("/till-money/counted", test_counted);
  g_test_add_func ("/till-money/change-made", test_change_made);

  return g_test_run ();
}
