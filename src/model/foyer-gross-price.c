/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-gross-price.h"

#include "foyer-money-share.h"
#include "foyer-ticket.h"

/* What its tier costs, which may have changed since; never less than what was paid for it. */
static gint64
get_listed (const FoyerOffer *offer, const FoyerTicket *ticket)
{
  int tier = foyer_offer_find_tier (offer, &ticket->tier_id);

  return MAX (tier >= 0 ? foyer_offer_tier (offer, tier)->tier->price : 0, ticket->price);
}

static gboolean
is_named (const GArray *tiers, const FoyerTicket *ticket)
{
  for (guint i = 0; i < tiers->len; i++)
    if (foyer_uuid_equal (&g_array_index (tiers, FoyerUuid, i), &ticket->tier_id))
      return TRUE;
  return FALSE;
}

/* By what they cost; when that is nothing, by what they would. */
static void
share_out (gint64 discount,
           const FoyerPromoCode *promo,
           const FoyerOffer *offer,
           const GPtrArray *tickets,
           gint64 *gross)
{
  g_autofree FoyerMoneyShare *shares = g_new0 (FoyerMoneyShare, tickets->len);
  g_autoptr (GArray) tiers = promo != NULL ? foyer_promo_code_get_tiers (promo) : NULL;
  gint64 weight = 0;

  for (guint pass = 0; pass < 3 && weight == 0; pass++)
    for (guint i = 0; i < tickets->len; i++)
      {
        const FoyerTicket *ticket = tickets->pdata[i];

        if (pass < 2 && tiers != NULL && !is_named (tiers, ticket))
          continue;
        shares[i].weight = pass == 0 ? ticket->price : pass == 1 ? get_listed (offer, ticket) : 1;
        weight += shares[i].weight;
      }
  foyer_money_share_out (discount, shares, tickets->len);
  for (guint i = 0; i < tickets->len; i++)
    gross[i] += shares[i].part;
}

/**
 * foyer_gross_prices:
 * @order: an order
 * @promo: (nullable): the code that it was bought with
 * @offer: what its event sells
 * @tickets: (element-type FoyerTicket): tickets of it, with what was asked for each
 * @gross: (out) (array): what each cost before the discount, minor units
 *
 * The prices of the tiers are told where they say the discount exactly, or a part of it: of an
 * order that was split. Else the discount is shared out, so that the sums are right.
 *
 * Returns: the discount that is between them, minor units
 */
gint64
foyer_gross_prices (const FoyerOrder *order,
                    const FoyerPromoCode *promo,
                    const FoyerOffer *offer,
                    const GPtrArray *tickets,
                    gint64 *gross)
{
  gint64 discount = order->discount != FOYER_NONE ? order->discount : 0;
  gint64 explained = 0;

  g_return_val_if_fail (tickets != NULL && gross != NULL, 0);

  for (guint i = 0; i < tickets->len; i++)
    {
      gross[i] = ((const FoyerTicket *) tickets->pdata[i])->price;
      explained += get_listed (offer, tickets->pdata[i]) - gross[i];
    }
  if (discount <= 0 || tickets->len == 0)
    return 0;
  if (explained == 0 || explained > discount)
    {
      share_out (discount, promo, offer, tickets, gross);
      return discount;
    }
  for (guint i = 0; i < tickets->len; i++)
    gross[i] = get_listed (offer, tickets->pdata[i]);
  return explained;
}
