/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sale-words.h"

#include "foyer-money.h"
#include "foyer-offer-words.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

gboolean
foyer_sale_refuse_words (GError **error, const char *sentence)
{
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT, sentence);
  return FALSE;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
gboolean
foyer_sale_refuse_money (GError **error, const char *format, gint64 amount, const char *currency)
{
  g_autofree char *money = foyer_money_format (amount, currency);
  g_autofree char *sentence = g_strdup_printf (format, money);

  return foyer_sale_refuse_words (error, sentence);
}
#pragma GCC diagnostic pop

gboolean
foyer_sale_refuse (const FoyerRefusal *refusal,
                   const FoyerOffer *offer,
                   const FoyerSaleCart *cart,
                   gint64 now,
                   GError **error)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (offer->event->timezone);
  g_auto (FoyerSaleCartView) view = { 0 };
  g_autofree char *sentence = NULL;

  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  foyer_sale_cart_view (cart, &view);
  sentence = foyer_refusal_describe (refusal, offer, &view.cart, zone, now);
  return foyer_sale_refuse_words (error, sentence);
}

gboolean
foyer_sale_refuse_tender (FoyerTenderState state,
                          const FoyerTender *tender,
                          gint64 rest,
                          const char *currency,
                          GError **error)
{
  switch (state)
    {
    case FOYER_TENDER_TOO_MUCH:
      return foyer_sale_refuse_money (error, _ ("This is more than is due: %s."), rest, currency);
    case FOYER_TENDER_NOT_ENOUGH:
      return foyer_sale_refuse_money (
          error, _ ("This is not enough cash: %s is to be paid with it."),
          tender->amount != FOYER_NONE ? tender->amount : rest, currency);
    case FOYER_TENDER_NO_COIN:
      return foyer_sale_refuse_words (error,
                                      _ ("No coins make this amount. Only the last part of an "
                                         "order is rounded."));
    case FOYER_TENDER_BAD_AMOUNT:
    case FOYER_TENDER_FINE:
      break;
    }
  return foyer_sale_refuse_words (error, _ ("A payment is an amount above 0."));
}
