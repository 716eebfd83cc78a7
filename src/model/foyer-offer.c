/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-offer.h"

#include <string.h>

#define BITS 64

static void
clear_tier (gpointer data)
{
  foyer_tier_free (((FoyerOfferTier *) data)->tier);
}

static void
clear_quota (gpointer data)
{
  foyer_quota_free (((FoyerOfferQuota *) data)->quota);
}

static void
clear_code (gpointer data)
{
  FoyerOfferCode *code = data;

  foyer_promo_code_free (code->promo);
  g_free (code->tiers);
}

/**
 * foyer_offer_new:
 * @event: an event; a copy of it is kept
 *
 * Returns: (transfer full): an offer without a tier
 */
FoyerOffer *
foyer_offer_new (const FoyerEvent *event)
{
  FoyerOffer *self = g_new0 (FoyerOffer, 1);

  self->event = foyer_event_copy (event);
  self->quotas = g_array_new (FALSE, TRUE, sizeof (FoyerOfferQuota));
  self->tiers = g_array_new (FALSE, TRUE, sizeof (FoyerOfferTier));
  self->codes = g_array_new (FALSE, TRUE, sizeof (FoyerOfferCode));
  g_array_set_clear_func (self->quotas, clear_quota);
  g_array_set_clear_func (self->tiers, clear_tier);
  g_array_set_clear_func (self->codes, clear_code);
  return self;
}

/**
 * foyer_offer_free:
 * @self: (transfer full) (nullable): an offer
 */
void
foyer_offer_free (FoyerOffer *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->codes);
  g_array_unref (self->tiers);
  g_array_unref (self->quotas);
  foyer_event_free (self->event);
  g_free (self);
}

/**
 * foyer_offer_add_quota:
 * @self: an offer that has no tier yet
 * @quota: (transfer full): a number of places that tiers share
 */
void
foyer_offer_add_quota (FoyerOffer *self, FoyerQuota *quota)
{
  FoyerOfferQuota item = { .quota = quota };

  g_return_if_fail (self->tiers->len == 0);

  g_array_append_val (self->quotas, item);
}

/**
 * foyer_offer_add_tier:
 * @self: an offer that has no code yet
 * @tier: (transfer full): the next tier in the order of sale
 * @n_taken: how many of it are sold or held
 *
 * A quota that the offer does not have is no quota.
 */
void
foyer_offer_add_tier (FoyerOffer *self, FoyerTier *tier, gint64 n_taken)
{
  FoyerOfferTier item = { .tier = tier, .n_taken = n_taken, .n_here = FOYER_NONE, .quota = -1 };

  g_return_if_fail (self->codes->len == 0);

  for (guint i = 0; i < self->quotas->len && !foyer_uuid_is_nil (&tier->quota_id); i++)
    if (foyer_uuid_equal (&foyer_offer_quota (self, i)->quota->row.id, &tier->quota_id))
      item.quota = i;
  if (item.quota >= 0)
    foyer_offer_quota (self, item.quota)->n_taken += n_taken;
  self->n_taken += n_taken;
  g_array_append_val (self->tiers, item);
}

/**
 * foyer_offer_hold:
 * @self: an offer
 * @tier: a tier's index
 * @quantity: how many more of it are held
 */
void
foyer_offer_hold (FoyerOffer *self, guint tier, gint64 quantity)
{
  FoyerOfferTier *item = foyer_offer_tier (self, tier);

  item->n_taken += quantity;
  if (item->n_here != FOYER_NONE)
    item->n_here = MAX (item->n_here - quantity, 0);
  if (item->quota >= 0)
    foyer_offer_quota (self, item->quota)->n_taken += quantity;
  self->n_taken += quantity;
}

/**
 * foyer_offer_is_limited:
 * @self: an offer
 * @tier: a tier's index
 *
 * Returns: whether there is a number of it that cannot be exceeded
 */
gboolean
foyer_offer_is_limited (const FoyerOffer *self, guint tier)
{
  const FoyerOfferTier *item = foyer_offer_tier (self, tier);

  return item->tier->quantity_total != FOYER_NONE || item->quota >= 0 ||
         self->event->capacity != FOYER_NONE;
}

/**
 * foyer_offer_add_code:
 * @self: an offer with all its tiers
 * @promo: (transfer full): a promo code
 * @n_uses: how many orders have it
 * @n_buyer_uses: how many orders of the buyer have it
 */
void
foyer_offer_add_code (FoyerOffer *self, FoyerPromoCode *promo, gint64 n_uses, gint64 n_buyer_uses)
{
  FoyerOfferCode item = { .promo = promo, .n_uses = n_uses, .n_buyer_uses = n_buyer_uses };
  g_autoptr (GArray) ids = foyer_promo_code_get_tiers (promo);

  if (ids != NULL)
    {
      item.tiers = g_new0 (guint64, self->tiers->len / BITS + 1);
      for (guint i = 0; i < ids->len; i++)
        {
          int tier = foyer_offer_find_tier (self, &g_array_index (ids, FoyerUuid, i));

          if (tier >= 0)
            item.tiers[tier / BITS] |= (guint64) 1 << tier % BITS;
        }
    }
  g_array_append_val (self->codes, item);
}

/**
 * foyer_offer_find_tier:
 * @self: an offer
 * @tier_id: a tier's id
 *
 * Returns: its index, -1 when the offer has no such tier
 */
int
foyer_offer_find_tier (const FoyerOffer *self, const FoyerUuid *tier_id)
{
  for (guint i = 0; i < self->tiers->len; i++)
    if (foyer_uuid_equal (&foyer_offer_tier (self, i)->tier->row.id, tier_id))
      return i;
  return -1;
}

/**
 * foyer_offer_find_code:
 * @self: an offer
 * @code: a code as foyer_promo_code_normalise () makes it
 *
 * Returns: its index, -1 when the offer has no such code
 */
int
foyer_offer_find_code (const FoyerOffer *self, const char *code)
{
  for (guint i = 0; i < self->codes->len; i++)
    if (strcmp (foyer_offer_code (self, i)->promo->code, code) == 0)
      return i;
  return -1;
}

/**
 * foyer_offer_code_has_tier:
 * @self: an offer
 * @code: a code's index
 * @tier: a tier's index
 *
 * Returns: whether the code is meant for the tier
 */
gboolean
foyer_offer_code_has_tier (const FoyerOffer *self, guint code, guint tier)
{
  const guint64 *tiers = foyer_offer_code (self, code)->tiers;

  return tiers == NULL || (tiers[tier / BITS] >> tier % BITS & 1) != 0;
}
