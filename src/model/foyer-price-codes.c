/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-pricing-private.h"

#include "foyer-money-share.h"

#include <string.h>

static gboolean
refuse (FoyerRefusal *refusal, FoyerRefusalKind kind, gint64 number, gint64 time)
{
  foyer_refusal_init (refusal, kind);
  refusal->number = number;
  refusal->time = time;
  return FALSE;
}

static gboolean
check_code (const FoyerOfferCode *code, gint64 now, FoyerRefusal *refusal)
{
  const FoyerPromoCode *promo = code->promo;

  if (promo->is_inactive)
    return refuse (refusal, FOYER_REFUSAL_CODE_INACTIVE, FOYER_NONE, FOYER_NONE);
  if (promo->valid_from != FOYER_NONE && now < promo->valid_from)
    return refuse (refusal, FOYER_REFUSAL_CODE_NOT_YET, FOYER_NONE, promo->valid_from);
  if (promo->valid_until != FOYER_NONE && now >= promo->valid_until)
    return refuse (refusal, FOYER_REFUSAL_CODE_EXPIRED, FOYER_NONE, promo->valid_until);
  if (promo->max_uses != FOYER_NONE && code->n_uses >= promo->max_uses)
    return refuse (refusal, FOYER_REFUSAL_CODE_USED_UP, promo->max_uses, FOYER_NONE);
  if (promo->max_per_person != FOYER_NONE && code->n_buyer_uses >= promo->max_per_person)
    return refuse (refusal, FOYER_REFUSAL_CODE_USED_BY_BUYER, promo->max_per_person, FOYER_NONE);
  return TRUE;
}

/* The offer's code of those entered, when it can be used at all; else -1 with the reason. */
static int
find_usable (FoyerPricing *self, guint entered, FoyerRefusal *refusal)
{
  int code = foyer_offer_find_code (self->offer, self->cart->codes[entered]);

  if (code < 0)
    refuse (refusal, FOYER_REFUSAL_CODE_UNKNOWN, FOYER_NONE, FOYER_NONE);
  else if (!check_code (foyer_offer_code (self->offer, code), self->now, refusal))
    code = -1;
  return code;
}

/* The same code entered twice is one. */
static gboolean
is_repeated (FoyerPricing *self, guint entered)
{
  for (guint i = 0; i < entered; i++)
    if (strcmp (self->cart->codes[i], self->cart->codes[entered]) == 0)
      return TRUE;
  return FALSE;
}

/* A donation is what its giver says: no code lowers it. */
static gboolean
is_meant_for (FoyerPricing *self, int code, const FoyerPriceGroup *group)
{
  const FoyerTier *tier = foyer_offer_tier (self->offer, group->tier)->tier;

  return group->is_priced && (tier->kind != FOYER_TIER_DONATION || tier->is_hidden) &&
         foyer_offer_code_has_tier (self->offer, code, group->tier);
}

static gboolean
is_meant_for_any (FoyerPricing *self, int code)
{
  for (guint i = 0; i < self->price->groups->len; i++)
    if (is_meant_for (self, code, foyer_pricing_group (self, i)))
      return TRUE;
  return FALSE;
}

static gboolean
is_discounted (FoyerPricing *self, int code, const FoyerPriceGroup *group)
{
  return is_meant_for (self, code, group) &&
         foyer_offer_tier (self->offer, group->tier)->tier->kind != FOYER_TIER_DONATION;
}

/* A fixed amount off the order, at most what the tiers that it is for cost, spread over them. */
static void
spread_fixed (FoyerPricing *self, int code, gint64 value)
{
  GArray *shares = self->price->shares;
  gint64 sum = 0;

  g_array_set_size (shares, self->price->groups->len);
  for (guint i = 0; i < shares->len; i++)
    {
      const FoyerPriceGroup *group = foyer_pricing_group (self, i);
      FoyerMoneyShare *share = &g_array_index (shares, FoyerMoneyShare, i);

      share->weight = is_discounted (self, code, group) ? group->subtotal : 0;
      sum += share->weight;
    }
  foyer_money_share_out (MIN (value, sum), (FoyerMoneyShare *) shares->data, shares->len);
  for (guint i = 0; i < shares->len; i++)
    foyer_pricing_group (self, i)->candidate = g_array_index (shares, FoyerMoneyShare, i).part;
}

/* What a code takes off, in the groups' candidates. Returns: their sum */
static gint64
try_code (FoyerPricing *self, int code)
{
  const FoyerPromoCode *promo = foyer_offer_code (self->offer, code)->promo;
  gboolean is_percentage = promo->discount_type == FOYER_DISCOUNT_PERCENTAGE;
  gint64 value = MAX (promo->discount_value, 0);
  gint64 sum = 0;

  if (!is_percentage && promo->applies_to == FOYER_PROMO_PER_ORDER)
    spread_fixed (self, code, value);
  for (guint i = 0; i < self->price->groups->len; i++)
    {
      FoyerPriceGroup *group = foyer_pricing_group (self, i);

      if (!is_discounted (self, code, group))
        group->candidate = 0;
      else if (is_percentage)
        group->candidate = foyer_money_percentage (group->subtotal, MIN (value, 10000));
      else if (promo->applies_to == FOYER_PROMO_PER_TICKET)
        group->candidate = MIN (value, group->unit_price) * group->n_paid;
      sum += group->candidate;
    }
  return sum;
}

gboolean
foyer_pricing_is_revealed (FoyerPricing *self, guint tier)
{
  FoyerRefusal refusal;

  for (guint i = 0; i < self->cart->n_codes; i++)
    {
      int code = find_usable (self, i, &refusal);

      if (code >= 0 && foyer_offer_code (self->offer, code)->tiers != NULL &&
          foyer_offer_code_has_tier (self->offer, code, tier))
        return TRUE;
    }
  return FALSE;
}

/* Of those that save the same the first in the offer: the order of entering does not matter. */
void
foyer_pricing_apply_codes (FoyerPricing *self)
{
  gint64 best = -1;

  for (guint i = 0; i < self->cart->n_codes; i++)
    {
      FoyerRefusal refusal;
      int code = find_usable (self, i, &refusal);
      gint64 saved;

      if (code < 0 || !is_meant_for_any (self, code))
        continue;
      saved = try_code (self, code);
      if (saved < best || (saved == best && code >= self->price->code))
        continue;
      best = saved;
      self->price->code = code;
      for (guint g = 0; g < self->price->groups->len; g++)
        foyer_pricing_group (self, g)->discount = foyer_pricing_group (self, g)->candidate;
    }
}

static gboolean
is_refused (FoyerPricing *self, guint entered, FoyerRefusal *refusal)
{
  int code = find_usable (self, entered, refusal);

  if (code < 0)
    return TRUE;
  if (!is_meant_for_any (self, code))
    return !refuse (refusal, FOYER_REFUSAL_CODE_NOT_FOR_TIERS, FOYER_NONE, FOYER_NONE);
  /* One that saves nothing is a key to hidden tiers, and counts beside another. */
  if (code != self->price->code && foyer_offer_code (self->offer, code)->promo->discount_value > 0)
    return !refuse (refusal, FOYER_REFUSAL_CODE_NOT_COMBINED, FOYER_NONE, FOYER_NONE);
  return FALSE;
}

void
foyer_pricing_refuse_codes (FoyerPricing *self)
{
  for (guint i = 0; i < self->cart->n_codes; i++)
    {
      FoyerRefusal refusal;

      if (is_repeated (self, i) || !is_refused (self, i, &refusal))
        continue;
      refusal.code = i;
      g_array_append_val (self->price->refusals, refusal);
    }
}
