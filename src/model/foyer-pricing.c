/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-pricing-private.h"

#include "foyer-money-share.h"

/**
 * foyer_price_new:
 *
 * Returns: (transfer full): an answer without a line
 */
FoyerPrice *
foyer_price_new (void)
{
  FoyerPrice *self = g_new0 (FoyerPrice, 1);

  self->lines = g_array_new (FALSE, TRUE, sizeof (FoyerPriceLine));
  self->refusals = g_array_new (FALSE, TRUE, sizeof (FoyerRefusal));
  self->groups = g_array_new (FALSE, TRUE, sizeof (FoyerPriceGroup));
  self->shares = g_array_new (FALSE, TRUE, sizeof (FoyerMoneyShare));
  self->code = -1;
  return self;
}

/**
 * foyer_price_free:
 * @self: (transfer full) (nullable): an answer
 */
void
foyer_price_free (FoyerPrice *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->lines);
  g_array_unref (self->refusals);
  g_array_unref (self->groups);
  g_array_unref (self->shares);
  g_free (self);
}

static void
reset (FoyerPrice *self)
{
  g_array_set_size (self->lines, 0);
  g_array_set_size (self->refusals, 0);
  g_array_set_size (self->groups, 0);
  self->subtotal = self->discount = self->service_fee = self->total = self->fee_borne = 0;
  self->code = -1;
}

/* The tier's group, made in the tiers' order when it is not there. */
static FoyerPriceGroup *
need_group (FoyerPricing *self, guint tier, guint item)
{
  GArray *groups = self->price->groups;
  FoyerPriceGroup group = { .tier = tier, .first_item = item, .is_priced = TRUE };
  guint i = groups->len;

  while (i > 0 && foyer_pricing_group (self, i - 1)->tier >= tier)
    i--;
  if (i == groups->len || foyer_pricing_group (self, i)->tier != tier)
    g_array_insert_val (groups, i, group);
  return foyer_pricing_group (self, i);
}

static FoyerPriceGroup *
find_group (FoyerPricing *self, int tier)
{
  for (guint i = 0; i < self->price->groups->len; i++)
    if (foyer_pricing_group (self, i)->tier == (guint) tier)
      return foyer_pricing_group (self, i);
  return NULL;
}

/* A refusal about one item. */
static FoyerRefusal *
refuse_item (FoyerPricing *self, FoyerRefusalKind kind, guint item, int tier)
{
  FoyerRefusal *refusal = foyer_pricing_refuse (self, kind, NULL);

  refusal->item = item;
  refusal->tier = tier;
  return refusal;
}

/* Of one ticket of a donation. */
static gint64
read_donation (FoyerPricing *self, int tier, guint item)
{
  const FoyerTier *row = foyer_offer_tier (self->offer, tier)->tier;
  gint64 least = MAX (row->price_min, 0); /* FOYER_NONE is below 0 */
  gint64 amount = self->cart->items[item].amount;

  if (amount == FOYER_NONE)
    amount = MAX (row->price, least);
  if (amount < least)
    refuse_item (self, FOYER_REFUSAL_DONATION_TOO_LOW, item, tier)->number = least;
  if (amount > FOYER_MONEY_MAX)
    {
      refuse_item (self, FOYER_REFUSAL_AMOUNT_TOO_HIGH, item, tier)->number = FOYER_MONEY_MAX;
      amount = 0;
    }
  return MAX (amount, 0);
}

static void
read_item (FoyerPricing *self, guint item)
{
  const FoyerCartItem *wanted = &self->cart->items[item];
  int tier = foyer_offer_find_tier (self->offer, &wanted->tier_id);
  FoyerPriceLine line = { .tier = tier };
  FoyerPriceGroup *group;

  if (tier < 0)
    refuse_item (self, FOYER_REFUSAL_UNKNOWN_TIER, item, -1);
  else if (wanted->quantity <= 0)
    refuse_item (self, FOYER_REFUSAL_BAD_QUANTITY, item, tier)->number = wanted->quantity;
  else
    {
      line.quantity = MIN (wanted->quantity, FOYER_CART_QUANTITY_MAX + 1);
      group = need_group (self, tier, item);
      group->quantity = MIN (group->quantity + line.quantity, FOYER_CART_QUANTITY_MAX + 1);
    }
  g_array_append_val (self->price->lines, line);
}

/* Too many, or a secret: it gets no price. */
static void
admit_group (FoyerPricing *self, FoyerPriceGroup *group)
{
  const FoyerTier *tier = foyer_offer_tier (self->offer, group->tier)->tier;
  gint64 most = tier->max_per_order != FOYER_NONE
                    ? MIN (tier->max_per_order, FOYER_CART_QUANTITY_MAX)
                    : FOYER_CART_QUANTITY_MAX;

  group->is_priced = FALSE;
  if (group->quantity > FOYER_CART_QUANTITY_MAX)
    foyer_pricing_refuse (self, FOYER_REFUSAL_ABOVE_MAX, group)->number = most;
  else if (tier->is_hidden && !foyer_pricing_is_revealed (self, group->tier))
    foyer_pricing_refuse (self, FOYER_REFUSAL_HIDDEN, group);
  else
    group->is_priced = TRUE;
}

/* Donations: each item has an amount of its own. */
static void
price_donations (FoyerPricing *self, FoyerPriceGroup *group)
{
  for (guint i = 0; i < self->price->lines->len; i++)
    {
      FoyerPriceLine *line = &g_array_index (self->price->lines, FoyerPriceLine, i);

      if (line->tier != (int) group->tier || line->quantity == 0)
        continue;
      line->unit_price = read_donation (self, line->tier, i);
      line->subtotal = line->unit_price * line->quantity;
      group->subtotal += line->subtotal;
      if (line->unit_price > 0)
        group->n_paid += line->quantity;
    }
}

static void
price_group (FoyerPricing *self, FoyerPriceGroup *group)
{
  const FoyerTier *tier = foyer_offer_tier (self->offer, group->tier)->tier;
  gint64 size = tier->group_size;

  if (tier->kind == FOYER_TIER_DONATION)
    {
      price_donations (self, group);
      return;
    }
  group->unit_price = tier->kind == FOYER_TIER_FREE ? 0 : CLAMP (tier->price, 0, FOYER_MONEY_MAX);
  group->n_paid = group->quantity;
  if (tier->group_kind == FOYER_GROUP_PER_HEAD && size > 0 && group->quantity >= size)
    group->unit_price = CLAMP (tier->group_price, 0, group->unit_price);
  else if (tier->group_kind == FOYER_GROUP_N_FOR_M && size > 0)
    group->n_paid =
        group->quantity / size * CLAMP (tier->group_pays, 0, size) + group->quantity % size;
  group->subtotal = group->unit_price * group->n_paid;
}

static gboolean
add_up_to_max (gint64 *sum, gint64 amount)
{
  /* Both are far below where this overflows: at most 10^12 and 10^17. */
  *sum += amount;
  return *sum <= FOYER_MONEY_MAX;
}

static gboolean
price_groups (FoyerPricing *self)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->price->groups->len; i++)
    {
      FoyerPriceGroup *group = foyer_pricing_group (self, i);

      admit_group (self, group);
      if (group->is_priced)
        price_group (self, group);
      if (!add_up_to_max (&sum, group->subtotal))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_fees (FoyerPricing *self)
{
  const FoyerEvent *event = self->offer->event;
  gint64 percentage = CLAMP (event->fee_percentage, 0, 10000); /* FOYER_NONE is below 0 */
  gint64 fixed = CLAMP (event->fee_fixed, 0, FOYER_MONEY_MAX);
  gint64 sum = 0;

  for (guint i = 0; i < self->price->groups->len; i++)
    {
      FoyerPriceGroup *group = foyer_pricing_group (self, i);
      gint64 net = group->subtotal - group->discount;

      if (net > 0)
        group->fee = foyer_money_percentage (net, percentage) + fixed * group->n_paid;
      if (!add_up_to_max (&sum, net + group->fee))
        return FALSE;
    }
  return TRUE;
}

typedef gint64 (*WeighFunc) (const FoyerPriceLine *line);

static gint64
weigh_quantity (const FoyerPriceLine *line)
{
  return line->quantity;
}

static gint64
weigh_subtotal (const FoyerPriceLine *line)
{
  return line->subtotal;
}

static gint64
weigh_net (const FoyerPriceLine *line)
{
  return line->subtotal - line->discount;
}

/* Shares an amount of a group out among its lines, into their field at offset. */
static void
share_out (FoyerPricing *self, guint tier, gint64 amount, WeighFunc weigh, gsize offset)
{
  GArray *lines = self->price->lines;
  GArray *shares = self->price->shares;

  if (amount == 0)
    return;
  g_array_set_size (shares, lines->len);
  for (guint i = 0; i < lines->len; i++)
    {
      const FoyerPriceLine *line = &g_array_index (lines, FoyerPriceLine, i);

      g_array_index (shares, FoyerMoneyShare, i).weight =
          line->tier == (int) tier ? weigh (line) : 0;
    }
  foyer_money_share_out (amount, (FoyerMoneyShare *) shares->data, shares->len);
  for (guint i = 0; i < lines->len; i++)
    G_STRUCT_MEMBER (gint64, &g_array_index (lines, FoyerPriceLine, i), offset) +=
        g_array_index (shares, FoyerMoneyShare, i).part;
}

static void
write_group (FoyerPricing *self, const FoyerPriceGroup *group)
{
  const FoyerTier *tier = foyer_offer_tier (self->offer, group->tier)->tier;
  gboolean is_borne = self->offer->event->fee_is_included;

  if (tier->kind != FOYER_TIER_DONATION)
    share_out (self, group->tier, group->subtotal, weigh_quantity,
               G_STRUCT_OFFSET (FoyerPriceLine, subtotal));
  share_out (self, group->tier, group->discount, weigh_subtotal,
             G_STRUCT_OFFSET (FoyerPriceLine, discount));
  if (is_borne)
    self->price->fee_borne += group->fee;
  else
    share_out (self, group->tier, group->fee, weigh_net, G_STRUCT_OFFSET (FoyerPriceLine, fee));
}

/* A cart of one line per tier, as nearly all are. */
static void
write_whole_group (FoyerPricing *self, const FoyerPriceGroup *group)
{
  FoyerPriceLine *line = &g_array_index (self->price->lines, FoyerPriceLine, group->first_item);

  line->subtotal = group->subtotal;
  line->discount = group->discount;
  if (self->offer->event->fee_is_included)
    self->price->fee_borne += group->fee;
  else
    line->fee = group->fee;
}

static void
write_lines (FoyerPricing *self)
{
  FoyerPrice *price = self->price;

  for (guint i = 0; i < price->groups->len; i++)
    {
      const FoyerPriceGroup *group = foyer_pricing_group (self, i);

      if (g_array_index (price->lines, FoyerPriceLine, group->first_item).quantity ==
          group->quantity)
        write_whole_group (self, group);
      else
        write_group (self, group);
    }
  for (guint i = 0; i < price->lines->len; i++)
    {
      FoyerPriceLine *line = &g_array_index (price->lines, FoyerPriceLine, i);
      const FoyerPriceGroup *group = line->quantity > 0 ? find_group (self, line->tier) : NULL;

      if (group != NULL && group->unit_price > 0)
        line->unit_price = group->unit_price;
      line->total = line->subtotal - line->discount + line->fee;
      price->subtotal += line->subtotal;
      price->discount += line->discount;
      price->service_fee += line->fee;
      price->total += line->total;
    }
}

/* No order can be as dear as this: it has no price at all. */
static void
refuse_amount (FoyerPricing *self)
{
  FoyerPrice *price = self->price;

  foyer_pricing_refuse (self, FOYER_REFUSAL_AMOUNT_TOO_HIGH, NULL)->number = FOYER_MONEY_MAX;
  for (guint i = 0; i < price->lines->len; i++)
    {
      FoyerPriceLine *line = &g_array_index (price->lines, FoyerPriceLine, i);

      *line = (FoyerPriceLine){ .tier = line->tier, .quantity = line->quantity };
    }
  price->code = -1;
}

/**
 * foyer_price_make:
 * @self: (inout): the answer; what it said before is forgotten
 * @offer: what the event sells, with what is sold and held, and the promo codes that were entered
 * as far as they are known
 * @cart: what somebody wants to buy
 * @now: the moment, microseconds since the epoch
 *
 * Prices a cart. Money is an integer of minor units throughout. All tickets of a tier are priced
 * together, so that neither the order of the items nor splitting one changes the total:
 *
 * - The subtotal of a tier is its price times the tickets paid for, by its group price. A donation
 *   costs what its giver says.
 * - One code counts, the one that saves most; others that would save something are told as
 *   CODE_NOT_COMBINED. A percentage is taken of each tier's subtotal and rounded half up, in favour
 *   of the buyer. A fixed amount per order is capped at what its tiers cost and spread over them by
 *   largest remainder (of equal ones the first tier), so that it is given to the last minor unit. A
 *   fixed amount per ticket is capped at the ticket's price and given for each ticket paid for. No
 *   code lowers a donation.
 * - The service fee is the event's percentage of what a tier costs after the discount, rounded half
 *   up, and the fixed fee for each ticket of it that is paid for. Where the organizer bears it, it
 *   is told apart and not added.
 * - What a tier costs is shared out among its items by largest remainder; the sums of the lines are
 *   the totals, exactly. No amount is negative, and none overflows: above %FOYER_MONEY_MAX the cart
 *   is refused and everything costs 0.
 *
 * What cannot be sold is priced nevertheless, except for hidden tiers; foyer_price_is_valid () says
 * whether the cart can be sold. Allocates nothing when @self has answered for a cart of this size.
 */
void
foyer_price_make (FoyerPrice *self, const FoyerOffer *offer, const FoyerCart *cart, gint64 now)
{
  FoyerPricing pricing = { self, offer, cart, now };
  gboolean fits;

  reset (self);
  for (guint i = 0; i < cart->n_items; i++)
    read_item (&pricing, i);
  if (cart->n_items == 0)
    foyer_pricing_refuse (&pricing, FOYER_REFUSAL_EMPTY, NULL);

  fits = price_groups (&pricing);
  foyer_pricing_check_sale (&pricing);
  if (fits)
    {
      foyer_pricing_apply_codes (&pricing);
      fits = add_fees (&pricing);
    }
  if (fits)
    write_lines (&pricing);
  else
    refuse_amount (&pricing);
  foyer_pricing_refuse_codes (&pricing);
}

/**
 * foyer_price_is_valid:
 * @self: an answer
 *
 * Returns: whether the cart can be sold; a code may have been refused
 */
gboolean
foyer_price_is_valid (const FoyerPrice *self)
{
  for (guint i = 0; i < self->refusals->len; i++)
    if (foyer_refusal_blocks (g_array_index (self->refusals, FoyerRefusal, i).kind))
      return FALSE;
  return TRUE;
}
