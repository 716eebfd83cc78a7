/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-currency.h"

#include <string.h>

/* ISO 4217, the currencies in use. Those that are not named after have 2 decimals. */
static const char known[] =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD "
    "BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP "
    "DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS "
    "INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD "
    "MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR "
    "PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS "
    "SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW "
    "UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG ZWL";

static const char no_decimals[] =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
static const char three_decimals[] = "BHD IQD JOD KWD LYD OMR TND";
static const char four_decimals[] = "CLF UYW";

static gboolean
list_has (const char *list, const char *currency)
{
  for (const char *p = list;; p += 4)
    {
      if (strncmp (p, currency, 3) == 0)
        return TRUE;
      if (p[3] == '\0')
        return FALSE;
    }
}

/**
 * foyer_currency_is_known:
 * @currency: (nullable): three capital letters
 *
 * Returns: whether ISO 4217 knows @currency as money that people pay with
 */
gboolean
foyer_currency_is_known (const char *currency)
{
  return currency != NULL && strlen (currency) == 3 && list_has (known, currency);
}

/**
 * foyer_currency_list:
 *
 * Returns: (transfer full) (array zero-terminated=1): every currency that ISO 4217 knows as money,
 * by code
 */
char **
foyer_currency_list (void)
{
  return g_strsplit (known, " ", -1);
}

/**
 * foyer_currency_get_decimals:
 * @currency: (nullable): three capital letters
 *
 * Returns: how many decimals the minor unit has by ISO 4217: mostly 2, also for a currency that is
 * not known
 */
guint
foyer_currency_get_decimals (const char *currency)
{
  if (currency == NULL || strlen (currency) != 3)
    return 2;
  if (list_has (no_decimals, currency))
    return 0;
  if (list_has (three_decimals, currency))
    return 3;
  return list_has (four_decimals, currency) ? 4 : 2;
}

/* What people write for a currency, the usual meaning of a sign first. */
static const struct
{
  const char *sign;
  const char *currency;
  gboolean is_shared; /* means others too: read, never written */
} signs[] = {
  { "€", "EUR" },          { "$", "USD" },         { "£", "GBP" },         { "¥", "JPY" },
  { "₹", "INR" },          { "₽", "RUB" },       { "₺", "TRY" },         { "₴", "UAH" },
  { "₩", "KRW" },          { "₪", "ILS" },         { "₫", "VND" },         { "₱", "PHP" },
  { "₦", "NGN" },          { "฿", "THB" },         { "₸", "KZT" },         { "₾", "GEL" },
  { "zł", "PLN" },         { "Kč", "CZK" },        { "Ft", "HUF" },        { "R$", "BRL" },
  { "A$", "AUD" },         { "AU$", "AUD" },       { "CA$", "CAD" },       { "C$", "CAD" },
  { "NZ$", "NZD" },        { "HK$", "HKD" },       { "S$", "SGD" },        { "MX$", "MXN" },
  { "NT$", "TWD" },        { "US$", "USD" },       { "CN¥", "CNY" },       { "Euro", "EUR" },
  { "SFr.", "CHF", TRUE }, { "Fr.", "CHF", TRUE }, { "sFr", "CHF", TRUE }, { "￥", "JPY", TRUE },
  { "￥", "CNY", TRUE },   { "¥", "CNY", TRUE },   { "元", "CNY", TRUE },  { "円", "JPY", TRUE },
  { "원", "KRW", TRUE },   { "Rs", "INR", TRUE },  { "Rs.", "INR", TRUE }, { "kr", "SEK", TRUE },
  { "kr", "NOK", TRUE },   { "kr", "DKK", TRUE },  { "kr", "ISK", TRUE },  { "kr.", "DKK", TRUE },
  { "$", "CAD", TRUE },    { "$", "AUD", TRUE },   { "$", "NZD", TRUE },   { "$", "MXN", TRUE },
  { "$", "SGD", TRUE },    { "$", "HKD", TRUE },   { "$", "ARS", TRUE },   { "$", "CLP", TRUE },
  { "$", "COP", TRUE },    { "£", "EGP", TRUE },
};

/**
 * foyer_currency_get_symbol:
 * @currency: (nullable): three capital letters
 *
 * Returns: (nullable): a sign that means @currency and no other
 */
const char *
foyer_currency_get_symbol (const char *currency)
{
  for (guint i = 0; currency != NULL && i < G_N_ELEMENTS (signs); i++)
    if (!signs[i].is_shared && g_str_equal (signs[i].currency, currency))
      return signs[i].sign;
  return NULL;
}

static gboolean
sign_is (const char *known_sign, const char *sign, gsize length)
{
  return strlen (known_sign) == length && g_ascii_strncasecmp (known_sign, sign, length) == 0;
}

/**
 * foyer_currency_from_sign:
 * @sign: a sign or code, in any case
 * @length: its bytes
 * @expected: (nullable): the currency that is likely
 *
 * Returns: (nullable): the currency that is meant; of several @expected, else the usual one. A
 * static string, or @expected
 */
const char *
foyer_currency_from_sign (const char *sign, gsize length, const char *expected)
{
  const char *usual = NULL;
  char code[4] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      if (!sign_is (signs[i].sign, sign, length))
        continue;
      if (g_strcmp0 (signs[i].currency, expected) == 0)
        return expected;
      if (usual == NULL)
        usual = signs[i].currency;
    }
  if (usual != NULL || length != 3)
    return usual;

  for (guint i = 0; i < 3; i++)
    code[i] = g_ascii_toupper (sign[i]);
  return foyer_currency_is_known (code) ? g_intern_string (code) : NULL;
}
