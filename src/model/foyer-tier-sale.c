/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tier-sale.h"

const char *const foyer_sale_state_words[] = {
  "EVENT_CANCELLED", "EVENT_OVER", "EVENT_DRAFT", "HIDDEN",  "ENDED",
  "SOLD_OUT",        "NOT_YET",    "WAITING",     "ON_SALE", NULL
};

static void
limit_to (FoyerTierSale *sale, gint64 total, gint64 n_taken, FoyerSaleLimit limit)
{
  gint64 left = total == FOYER_NONE ? FOYER_NONE : MAX (total - n_taken, 0);

  if (left == FOYER_NONE || (sale->left != FOYER_NONE && sale->left <= left))
    return;
  sale->left = left;
  sale->limit = limit;
}

static void
count_left (const FoyerOffer *offer, const FoyerOfferTier *item, FoyerTierSale *sale)
{
  sale->left = FOYER_NONE;
  sale->limit = FOYER_LIMIT_NONE;
  limit_to (sale, item->tier->quantity_total, item->n_taken, FOYER_LIMIT_TIER);
  if (item->quota >= 0)
    {
      const FoyerOfferQuota *quota = foyer_offer_quota (offer, item->quota);

      limit_to (sale, quota->quota->quantity_total, quota->n_taken, FOYER_LIMIT_QUOTA);
    }
  limit_to (sale, offer->event->capacity, offer->n_taken, FOYER_LIMIT_EVENT);
}

/* By date or sold out: whoever comes after it may begin. */
static gboolean
is_over (const FoyerOffer *offer, const FoyerOfferTier *item, gint64 now)
{
  const FoyerTier *tier = item->tier;
  FoyerTierSale sale;

  if (tier->sale_end != FOYER_NONE && now >= tier->sale_end)
    return TRUE;
  count_left (offer, item, &sale);
  return sale.left == 0;
}

/* A tier that hands over to this one and is not over yet; -1 for none. */
static int
find_before (const FoyerOffer *offer, const FoyerTier *tier, gint64 now)
{
  for (guint i = 0; i < offer->tiers->len; i++)
    {
      const FoyerOfferTier *other = foyer_offer_tier (offer, i);

      if (other->tier != tier && foyer_uuid_equal (&other->tier->next_tier_id, &tier->row.id) &&
          !is_over (offer, other, now))
        return i;
    }
  return -1;
}

/* What a desk holds is all that it may sell, and nobody else takes of that. Where nobody has any it
 * is not the desk that lacks them. */
static void
limit_to_desk (const FoyerOfferTier *item, FoyerTierSale *sale)
{
  if (item->n_here == FOYER_NONE || (item->n_here <= 0 && sale->left == 0))
    return;
  sale->left = MAX (item->n_here, 0);
  sale->limit = FOYER_LIMIT_DESK;
}

static void
set_state (FoyerTierSale *sale, FoyerSaleState state, gint64 time)
{
  sale->state = state;
  sale->time = time;
}

/**
 * foyer_tier_sale_read:
 * @offer: an event's offer
 * @tier: a tier's index
 * @is_revealed: whether whoever asks sees the tier although it is hidden
 * @now: the moment, microseconds since the epoch
 * @sale: (out): what the tier is then
 *
 * A tier begins when it is not before its sale_start and every tier that names it as the next is
 * over, by date or sold out. Of two tiers that wait for each other neither begins.
 */
void
foyer_tier_sale_read (const FoyerOffer *offer,
                      guint tier,
                      gboolean is_revealed,
                      gint64 now,
                      FoyerTierSale *sale)
{
  const FoyerOfferTier *item = foyer_offer_tier (offer, tier);
  const FoyerTier *row = item->tier;
  const FoyerEvent *event = offer->event;

  sale->before = -1;
  count_left (offer, item, sale);
  limit_to_desk (item, sale);

  if (event->status == FOYER_EVENT_CANCELLED)
    set_state (sale, FOYER_SALE_EVENT_CANCELLED, event->cancelled_at);
  else if (now >= event->end_date)
    set_state (sale, FOYER_SALE_EVENT_OVER, event->end_date);
  else if (event->status == FOYER_EVENT_DRAFT && !offer->is_preview)
    set_state (sale, FOYER_SALE_EVENT_DRAFT, FOYER_NONE);
  else if (row->is_hidden && !is_revealed)
    set_state (sale, FOYER_SALE_HIDDEN, FOYER_NONE);
  else if (row->sale_end != FOYER_NONE && now >= row->sale_end)
    set_state (sale, FOYER_SALE_ENDED, row->sale_end);
  else if (sale->left == 0)
    set_state (sale, FOYER_SALE_SOLD_OUT, FOYER_NONE);
  else if (row->sale_start != FOYER_NONE && now < row->sale_start)
    set_state (sale, FOYER_SALE_NOT_YET, row->sale_start);
  else if ((sale->before = find_before (offer, row, now)) >= 0)
    set_state (sale, FOYER_SALE_WAITING, foyer_offer_tier (offer, sale->before)->tier->sale_end);
  else
    set_state (sale, FOYER_SALE_ON_SALE,
               row->sale_end == FOYER_NONE ? event->end_date
                                           : MIN (row->sale_end, event->end_date));
}
