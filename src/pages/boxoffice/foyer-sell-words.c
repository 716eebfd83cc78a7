/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sell-words.h"

#include "foyer-money.h"
#include "foyer-offer-words.h"

#include <glib/gi18n-lib.h>

#define MINUTE ((gint64) 60 * G_USEC_PER_SEC)

char *
foyer_sell_words_price (const FoyerTier *tier, const char *currency)
{
  if (tier->kind == FOYER_TIER_DONATION && tier->price <= 0)
    return g_strdup (_ ("Donation"));
  if (tier->price <= 0)
    return g_strdup (_ ("Free"));
  return foyer_money_format (tier->price, currency);
}

/* How old it is what is known of the others. */
static char *
describe_age (gint64 as_of, gint64 now)
{
  gint64 minutes = MAX (now - as_of, 0) / MINUTE;

  if (minutes < 1)
    return g_strdup (_ ("just now"));
  if (minutes < 120)
    return g_strdup_printf (_ ("%d min ago"), (int) minutes);
  return g_strdup_printf (_ ("%d h ago"), (int) MIN (minutes / 60, 9999));
}

static char *
describe_stock (gint64 n_here, const FoyerStock *stock, gint64 as_of, gint64 now)
{
  g_autofree char *age = describe_age (as_of, now);
  g_autofree char *here = g_strdup_printf ("%'" G_GINT64_FORMAT, n_here);
  g_autofree char *elsewhere = g_strdup_printf ("%'" G_GINT64_FORMAT, MAX (stock->elsewhere, 0));

  /* Translators: tickets that this desk holds, those that are left elsewhere, how old that is: “12
   * here, 40 elsewhere, 2 min ago” */
  return g_strdup_printf (_ ("%s here, %s elsewhere, %s"), here, elsewhere, age);
}

char *
foyer_sell_words_state (FoyerSellDesk *desk, const FoyerSellTier *tier, gint64 now)
{
  gint64 as_of;
  const FoyerStock *stock = foyer_sell_desk_get_stock (desk, tier->tier, &as_of);
  const FoyerTierSale *sale = &tier->sale;
  /* With what the cart at hand holds of it: the number stays as long as nothing is sold. */
  gint64 here = stock != NULL
                    ? foyer_offer_tier (foyer_sell_desk_get_offer (desk), tier->tier)->n_here
                    : FOYER_NONE;

  if (stock != NULL && stock->is_escrowed &&
      (sale->state == FOYER_SALE_ON_SALE || sale->state == FOYER_SALE_SOLD_OUT) &&
      stock->here + MAX (stock->elsewhere, 0) > 0)
    return describe_stock (here != FOYER_NONE ? here : stock->here, stock, as_of, now);
  if (sale->state != FOYER_SALE_ON_SALE)
    return foyer_tier_sale_describe (sale, foyer_sell_desk_get_offer (desk),
                                     foyer_sell_desk_get_zone (desk), now);
  if (sale->left == FOYER_NONE)
    return g_strdup ("");
  return g_strdup_printf (ngettext ("%'d left", "%'d left", (gulong) sale->left),
                          (int) MIN (sale->left, G_MAXINT));
}

const char *
foyer_sell_words_method (FoyerPayMethod method)
{
  switch (method)
    {
    case FOYER_PAY_CASH:
      return _ ("Cash");
    case FOYER_PAY_CARD:
      return _ ("Card");
    case FOYER_PAY_STRIPE:
      return _ ("Online");
    case FOYER_PAY_TRANSFER:
      return _ ("Bank Transfer");
    case FOYER_PAY_VOUCHER:
    default:
      return _ ("Voucher");
    }
}
