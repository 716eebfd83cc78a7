/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-pricing-private.h"

FoyerRefusal *
foyer_pricing_refuse (FoyerPricing *self, FoyerRefusalKind kind, const FoyerPriceGroup *group)
{
  GArray *refusals = self->price->refusals;
  FoyerRefusal *refusal;

  g_array_set_size (refusals, refusals->len + 1);
  refusal = &g_array_index (refusals, FoyerRefusal, refusals->len - 1);
  foyer_refusal_init (refusal, kind);
  if (group != NULL)
    {
      refusal->item = group->first_item;
      refusal->tier = group->tier;
    }
  return refusal;
}

/* The whole event is not for sale: said once. */
static gboolean
check_event (FoyerPricing *self)
{
  const FoyerEvent *event = self->offer->event;

  if (event->status == FOYER_EVENT_CANCELLED)
    foyer_pricing_refuse (self, FOYER_REFUSAL_EVENT_CANCELLED, NULL)->time = event->cancelled_at;
  else if (self->now >= event->end_date)
    foyer_pricing_refuse (self, FOYER_REFUSAL_EVENT_OVER, NULL)->time = event->end_date;
  else if (event->status == FOYER_EVENT_DRAFT && !self->offer->is_preview)
    foyer_pricing_refuse (self, FOYER_REFUSAL_EVENT_DRAFT, NULL);
  else
    return TRUE;
  return FALSE;
}

static void
check_quantity (FoyerPricing *self, const FoyerPriceGroup *group)
{
  const FoyerTier *tier = foyer_offer_tier (self->offer, group->tier)->tier;

  if (tier->min_per_order != FOYER_NONE && group->quantity < tier->min_per_order)
    foyer_pricing_refuse (self, FOYER_REFUSAL_BELOW_MIN, group)->number = tier->min_per_order;
  if (tier->max_per_order != FOYER_NONE && group->quantity > tier->max_per_order)
    foyer_pricing_refuse (self, FOYER_REFUSAL_ABOVE_MAX, group)->number = tier->max_per_order;
}

static void
refuse_stock (FoyerPricing *self, const FoyerPriceGroup *group, gint64 left, FoyerSaleLimit limit)
{
  FoyerRefusal *refusal = foyer_pricing_refuse (
      self, left == 0 ? FOYER_REFUSAL_SOLD_OUT : FOYER_REFUSAL_NOT_ENOUGH, group);

  refusal->number = left;
  refusal->limit = limit;
}

static void
check_stock (FoyerPricing *self, const FoyerPriceGroup *group)
{
  const FoyerOfferTier *item = foyer_offer_tier (self->offer, group->tier);
  gint64 left = item->tier->quantity_total != FOYER_NONE
                    ? MAX (item->tier->quantity_total - item->n_taken, 0)
                    : G_MAXINT64;

  if (item->n_here != FOYER_NONE)
    {
      if (group->quantity > item->n_here)
        refuse_stock (self, group, MAX (item->n_here, 0),
                      left == 0 ? FOYER_LIMIT_TIER : FOYER_LIMIT_DESK);
      return;
    }
  if (group->quantity > left)
    refuse_stock (self, group, left, FOYER_LIMIT_TIER);
}

static void
check_tier (FoyerPricing *self, const FoyerPriceGroup *group)
{
  FoyerRefusal *refusal;
  FoyerTierSale sale;

  foyer_tier_sale_read (self->offer, group->tier, TRUE, self->now, &sale);
  switch (sale.state)
    {
    case FOYER_SALE_ENDED:
      foyer_pricing_refuse (self, FOYER_REFUSAL_ENDED, group)->time = sale.time;
      break;
    case FOYER_SALE_NOT_YET:
      foyer_pricing_refuse (self, FOYER_REFUSAL_NOT_YET, group)->time = sale.time;
      break;
    case FOYER_SALE_WAITING:
      refusal = foyer_pricing_refuse (self, FOYER_REFUSAL_WAITING, group);
      refusal->other = sale.before;
      refusal->time = sale.time;
      break;
    case FOYER_SALE_SOLD_OUT:
    case FOYER_SALE_ON_SALE:
      check_stock (self, group);
      break;
    case FOYER_SALE_HIDDEN:
    case FOYER_SALE_EVENT_CANCELLED:
    case FOYER_SALE_EVENT_OVER:
    case FOYER_SALE_EVENT_DRAFT:
      break;
    }
  check_quantity (self, group);
}

/* What a desk holds has its place already. */
static gboolean
needs_place (FoyerPricing *self, const FoyerPriceGroup *group)
{
  return group->is_priced && foyer_offer_tier (self->offer, group->tier)->n_here == FOYER_NONE;
}

static void
check_quota (FoyerPricing *self, int index)
{
  const FoyerOfferQuota *quota = foyer_offer_quota (self->offer, index);
  gint64 left = MAX (quota->quota->quantity_total - quota->n_taken, 0);
  const FoyerPriceGroup *first = NULL;
  gint64 wanted = 0;

  for (guint i = 0; i < self->price->groups->len; i++)
    {
      const FoyerPriceGroup *group = foyer_pricing_group (self, i);

      if (!needs_place (self, group) || foyer_offer_tier (self->offer, group->tier)->quota != index)
        continue;
      if (first == NULL)
        first = group;
      wanted += group->quantity;
    }
  if (wanted > left)
    refuse_stock (self, first, left, FOYER_LIMIT_QUOTA);
}

static void
check_capacity (FoyerPricing *self)
{
  gint64 wanted = 0;
  gint64 left;

  if (self->offer->event->capacity == FOYER_NONE)
    return;
  left = MAX (self->offer->event->capacity - self->offer->n_taken, 0);
  for (guint i = 0; i < self->price->groups->len; i++)
    if (needs_place (self, foyer_pricing_group (self, i)))
      wanted += foyer_pricing_group (self, i)->quantity;
  if (wanted > left)
    {
      FoyerRefusal *refusal = foyer_pricing_refuse (self, FOYER_REFUSAL_OVER_CAPACITY, NULL);

      refusal->number = left;
      refusal->limit = FOYER_LIMIT_EVENT;
    }
}

void
foyer_pricing_check_sale (FoyerPricing *self)
{
  if (!check_event (self))
    return;
  for (guint i = 0; i < self->price->groups->len; i++)
    if (foyer_pricing_group (self, i)->is_priced)
      check_tier (self, foyer_pricing_group (self, i));
  for (guint i = 0; i < self->offer->quotas->len; i++)
    check_quota (self, i);
  check_capacity (self);
}
