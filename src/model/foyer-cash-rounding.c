/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cash-rounding.h"

#include <string.h>

/* The smallest coin that is struck, where it is larger than the minor unit by ISO 4217, and what
 * the country's rule does with a half. The sources are the central banks and laws that took the
 * smaller coins away. EUR is not among them: a few of its countries round to 5 cents, and most do
 * not. */
static const struct
{
  char currency[4];
  guint16 unit;
  gboolean half_down; /* in favour of who pays */
} units[] = {
  { "AED", 25, FALSE },   /* Central Bank of the UAE: 25 fils */
  { "AMD", 1000, FALSE }, /* Central Bank of Armenia: 10 dram */
  { "AUD", 5, FALSE },    /* Reserve Bank of Australia: since 1992 */
  { "BAM", 5, FALSE },    /* Central Bank of Bosnia and Herzegovina: 5 fening */
  { "BHD", 5, FALSE },    /* Central Bank of Bahrain: 5 fils */
  { "BRL", 5, FALSE },    /* Banco Central do Brasil: no 1 centavo since 2005 */
  { "CAD", 5, FALSE },    /* Royal Canadian Mint: since 4 February 2013 */
  { "CHF", 5, FALSE },    /* Swiss National Bank: 5 Rappen */
  { "CLP", 10, TRUE },    /* Ley 20.956: since 2017, 1 to 5 down */
  { "CZK", 100, FALSE },  /* Czech National Bank: since 2008, 1 Kč */
  { "DKK", 50, FALSE },   /* Danmarks Nationalbank: 50 øre */
  { "EGP", 25, FALSE },   /* Central Bank of Egypt: 25 piastres */
  { "GEL", 5, FALSE },    /* National Bank of Georgia: since 2021 */
  { "HKD", 10, FALSE },   /* Hong Kong Monetary Authority: 10 cents */
  { "HUF", 500, FALSE },  /* Act III of 2008: 5 forint */
  { "ILS", 10, FALSE },   /* Bank of Israel: 10 agorot since 2008 */
  { "INR", 50, FALSE },   /* Reserve Bank of India: 50 paise since 2011 */
  { "KRW", 10, FALSE },   /* Bank of Korea: 10 won */
  { "KWD", 5, FALSE },    /* Central Bank of Kuwait: 5 fils */
  { "MKD", 100, FALSE },  /* National Bank of North Macedonia: 1 denar */
  { "MYR", 5, FALSE },    /* Bank Negara Malaysia: since 2008 */
  { "NOK", 100, FALSE },  /* Norges Bank: since 2012, 1 krone */
  { "NZD", 10,
    TRUE }, /* Reserve Bank of New Zealand: since 2006; 5 cents as the seller says, mostly down */
  { "OMR", 5, FALSE },   /* Central Bank of Oman: 5 baisa */
  { "RSD", 100, FALSE }, /* National Bank of Serbia: 1 dinar */
  { "SEK", 100, FALSE }, /* Sveriges riksbank: since 2010, 1 krona */
  { "SGD", 5, FALSE },   /* Monetary Authority of Singapore: since 2002 */
  { "THB", 25, FALSE },  /* Bank of Thailand: 25 satang */
  { "TWD", 100, FALSE }, /* Central Bank: 1 dollar */
  { "UAH", 50, FALSE },  /* National Bank of Ukraine: since October 2025 */
  { "ZAR", 10, TRUE },   /* South African Reserve Bank: 10 cents */
};

/**
 * foyer_cash_unit:
 * @currency: (nullable): three capital letters
 *
 * Returns: the smallest amount that can be paid in cash, minor units; 1 for a currency that has a
 * coin for each
 */
gint64
foyer_cash_unit (const char *currency)
{
  for (guint i = 0; currency != NULL && i < G_N_ELEMENTS (units); i++)
    if (strcmp (units[i].currency, currency) == 0)
      return units[i].unit;
  return 1;
}

static gboolean
is_half_down (const char *currency)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strcmp (units[i].currency, currency) == 0)
      return units[i].half_down;
  return FALSE;
}

/**
 * foyer_cash_round:
 * @amount: an amount, minor units, 0 or above
 * @currency: (nullable): its currency
 *
 * Returns: the next amount that can be paid in cash; of two that are as near the higher one, but
 * for currencies whose rule is the lower
 */
gint64
foyer_cash_round (gint64 amount, const char *currency)
{
  gint64 unit = foyer_cash_unit (currency);
  gint64 rest;

  g_return_val_if_fail (amount >= 0, amount);

  rest = amount % unit;
  if (rest == 0)
    return amount;
  if (2 * rest > unit || (2 * rest == unit && !is_half_down (currency)))
    return amount - rest + unit;
  return amount - rest;
}

/**
 * foyer_cash_change:
 * @due: what is to be paid, minor units, 0 or above
 * @tendered: what was handed over
 * @currency: (nullable): the currency
 *
 * Returns: what is to be given back; below 0 when that was not enough
 */
gint64
foyer_cash_change (gint64 due, gint64 tendered, const char *currency)
{
  return tendered - foyer_cash_round (due, currency);
}
