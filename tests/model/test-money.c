/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-money.h"

#include <locale.h>
#include <string.h>

static void
test_decimals (void)
{
  static const struct
  {
    const char *currency;
    guint decimals;
    gboolean is_known;
  } cases[] = {
    { "EUR", 2, TRUE },  { "USD", 2, TRUE },   { "JPY", 0, TRUE },  { "KRW", 0, TRUE },
    { "KWD", 3, TRUE },  { "TND", 3, TRUE },   { "CLF", 4, TRUE },  { "AED", 2, TRUE },
    { "ZWL", 2, TRUE },  { "XPF", 0, TRUE },   { "XXX", 2, FALSE }, { NULL, 2, FALSE },
    { "", 2, FALSE },    { "EURO", 2, FALSE }, { "eur", 2, FALSE }, { "R E", 2, FALSE },
    { "D A", 2, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpuint (foyer_currency_get_decimals (cases[i].currency), ==, cases[i].decimals);
      g_assert_cmpint (foyer_currency_is_known (cases[i].currency), ==, cases[i].is_known);
    }
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *currency;
    gint64 amount;
    const char *found;
  } cases[] = {
    { "12", "EUR", 1200, NULL },
    { "0", "EUR", 0, NULL },
    { "79.00", "EUR", 7900, NULL },
    { "49,00", "EUR", 4900, NULL },
    { "49,5", "EUR", 4950, NULL },
    { "1.234,50 €", "EUR", 123450, "EUR" },
    { "1,234.50", "USD", 123450, NULL },
    { "$49.00", "USD", 4900, "USD" },
    { "$49.00", "EUR", 4900, "USD" },
    { "$49.00", "CAD", 4900, "CAD" },
    { "US$ 49", "CAD", 4900, "USD" },
    { "CA$49.00", NULL, 4900, "CAD" },
    { "1 234.5", "EUR", 123450, NULL },
    { "1\u202f234,50\u00a0€", "EUR", 123450, "EUR" },
    { "1'234.50", "CHF", 123450, NULL },
    { "1’234.50 CHF", "EUR", 123450, "CHF" },
    { "CHF 12.–", "EUR", 1200, "CHF" },
    { "12,-", "EUR", 1200, NULL },
    { "12,-- €", "EUR", 1200, "EUR" },
    { "SFr. 12.50", "EUR", 1250, "CHF" },
    { "eur 5", "USD", 500, "EUR" },
    { "5 Euro", "USD", 500, "EUR" },
    { "kr 100", "NOK", 10000, "NOK" },
    { "100 kr", "EUR", 10000, "SEK" },
    { "99,00 zł", "PLN", 9900, "PLN" },
    { "R$ 10,00", "BRL", 1000, "BRL" },
    { "¥1200", "JPY", 1200, "JPY" },
    { "1200.00", "JPY", 1200, NULL },
    { "￥800", "CNY", 80000, "CNY" },
    { "4.500", "KWD", 4500, NULL },
    { "1,234.500", "KWD", 1234500, NULL },
    { "KWD 4.5", "EUR", 4500, "KWD" },
    { "1.234", "EUR", 123400, NULL },
    { "1.234.567", "EUR", 123456700, NULL },
    { "12,34,567.00", "INR", 123456700, NULL },
    { "0.500", "EUR", 50, NULL },
    { "79.0000", "EUR", 7900, NULL },
    { "1234.500", "EUR", 123450, NULL },
    { "-5.00", "EUR", -500, NULL },
    { "−5 €", "EUR", -500, "EUR" },
    { "€ -5", "EUR", -500, "EUR" },
    { "+5", "EUR", 500, NULL },
    { "  7.5  ", "EUR", 750, NULL },
    { "١٢٫٥٠", "EGP", 1250, NULL },
    { "€ 5 EUR", NULL, 500, "EUR" },
    { "92233720368547758.07", "EUR", G_MAXINT64, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = NULL;
      gint64 amount = -1;

      g_test_message ("%s", cases[i].text);
      g_assert_true (foyer_money_parse (cases[i].text, cases[i].currency, &amount, &found));
      g_assert_cmpint (amount, ==, cases[i].amount);
      g_assert_cmpstr (found, ==, cases[i].found);
      g_assert_true (foyer_money_parse (cases[i].text, cases[i].currency, &amount, NULL));
    }
}

static void
test_refuse (void)
{
  static const char *const cases[] = {
    NULL,
    "",
    " ",
    "€",
    "free",
    "12 bananas",
    "1.2.3",
    "1,23,4",
    "1.234,56,78",
    "12.345,678.9",
    "1..2",
    "--5",
    "- -5",
    "5-",
    "$5 EUR",
    "12.345.6",
    "0.001",
    "1234.567",
    "92233720368547758.08",
    "99999999999999999999",
    "1e5",
    "0x10",
    "5 €€",
    "\xff",
    "1 2",
    "1 2 3",
    "(5)",
    "1 234 5.00",
    "1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char *found = (char *) "untouched";
      gint64 amount;

      g_assert_false (foyer_money_parse (cases[i], "EUR", &amount, &found));
      g_assert_null (found);
    }
}

static void
test_plain (void)
{
  static const struct
  {
    gint64 amount;
    const char *currency;
    const char *text;
  } cases[] = {
    { 4900, "EUR", "49.00" },
    { 5, "EUR", "0.05" },
    { 0, "EUR", "0.00" },
    { -5, "EUR", "-0.05" },
    { 1200, "JPY", "1200" },
    { 4500, "KWD", "4.500" },
    { 123456789, NULL, "1234567.89" },
    { G_MININT64, "JPY", "-9223372036854775808" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = foyer_money_to_plain (cases[i].amount, cases[i].currency);
      gint64 again;

      g_assert_cmpstr (text, ==, cases[i].text);
      if (cases[i].amount != G_MININT64)
        {
          g_assert_true (foyer_money_parse (text, cases[i].currency, &again, NULL));
          g_assert_cmpint (again, ==, cases[i].amount);
        }
    }
}

static void
test_format (void)
{
  static const struct
  {
    const char *locale;
    gint64 amount;
    const char *currency;
    const char *text;
  } cases[] = {
    { "C", 4900, "EUR", "€49.00" },
    { "C", 123456, "CHF", "CHF\u00a01234.56" },
    { "C", -500, "USD", "−$5.00" },
    { "C", 1200, "JPY", "¥1200" },
    { "C", 1200, "AUD", "A$12.00" },
    { "de_DE.UTF-8", 123456789, "EUR", "1.234.567,89\u00a0€" },
    { "de_DE.UTF-8", 1200, "CHF", "12,00\u00a0CHF" },
    { "en_US.UTF-8", 123456, "USD", "$1,234.56" },
    { "en_US.UTF-8", 123456, "EUR", "€1,234.56" },
    { "en_IN.UTF-8", 123456700, "INR", "₹12,34,567.00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;
      gint64 again;

      if (setlocale (LC_MONETARY, cases[i].locale) == NULL)
        {
          g_test_message ("%s is not installed", cases[i].locale);
          continue;
        }
      text = foyer_money_format (cases[i].amount, cases[i].currency);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_true (foyer_money_parse (text, cases[i].currency, &again, NULL));
      g_assert_cmpint (again, ==, cases[i].amount);
    }
  setlocale (LC_MONETARY, "C");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/money/decimals", test_decimals);
  g_test_add_func ("/money/parse", test_parse);
  g_test_add_func ("/money/refuse", test_refuse);
  g_test_add_func ("/money/plain", test_plain);
  g_test_add_func ("/money/format", test_format);

  return g_test_run ();
}
