/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "offer-samples.h"

#include <string.h>

FoyerUuid
offer_id (guint n)
{
  FoyerUuid id = { { 1 } };

  memcpy (id.bytes + 4, &n, sizeof n);
  return id;
}

FoyerOffer *
offer_new (void)
{
  g_autoptr (FoyerEvent) event = foyer_event_new ();

  event->title = g_strdup ("Event");
  event->currency = g_strdup ("EUR");
  event->status = FOYER_EVENT_PUBLISHED;
  event->start_date = OFFER_START;
  event->end_date = OFFER_START + OFFER_DAY;
  return foyer_offer_new (event);
}

FoyerTier *
offer_tier (guint n, gint64 price)
{
  FoyerTier *tier = foyer_tier_new ();

  tier->row.id = offer_id (n);
  tier->name = g_strdup_printf ("Tier %u", n);
  tier->price = price;
  tier->kind = price == 0 ? FOYER_TIER_FREE : FOYER_TIER_PAID;
  return tier;
}

FoyerPromoCode *
offer_promo (const char *code, FoyerDiscountType type, gint64 value)
{
  FoyerPromoCode *promo = foyer_promo_code_new ();

  promo->code = g_strdup (code);
  promo->discount_type = type;
  promo->discount_value = value;
  return promo;
}

void
offer_add_quota (FoyerOffer *offer, guint n, gint64 quantity)
{
  FoyerQuota *quota = foyer_quota_new ();

  quota->row.id = offer_id (n);
  quota->name = g_strdup ("Quota");
  quota->quantity_total = quantity;
  foyer_offer_add_quota (offer, quota);
}

void
offer_price (FoyerPrice *price,
             const FoyerOffer *offer,
             guint tier,
             gint64 quantity,
             const char *code)
{
  const FoyerCartItem item = { offer_id (tier), quantity, FOYER_NONE };
  const FoyerCart cart = { &item, 1, &code, code != NULL ? 1 : 0 };

  foyer_price_make (price, offer, &cart, OFFER_NOW);
}
