/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tier-check.h"

#include "foyer-money.h"
#include "foyer-text.h"

#include <string.h>

typedef struct
{
  const FoyerTier *tier;
  const FoyerOffer *offer;
  int stored; /* its index in the offer, -1 when it is new */
  FoyerTierProblems *problems;
} Check;

static void
note (Check *self, FoyerTierProblem problem)
{
  self->problems->set |= (guint64) 1 << problem;
}

static gboolean
is_within (gint64 number, gint64 least, gint64 most)
{
  return number == FOYER_NONE || (number >= least && number <= most);
}

static gboolean
is_longer (const char *text, glong most)
{
  return text != NULL && g_utf8_strlen (text, -1) > most;
}

/* Lists match tiers by their folded names: two alike could not be told apart. */
static gboolean
is_name_taken (Check *self)
{
  g_autofree char *folded = foyer_text_fold (self->tier->name, -1);

  for (guint i = 0; i < self->offer->tiers->len; i++)
    {
      g_autofree char *other = foyer_text_fold (foyer_offer_tier (self->offer, i)->tier->name, -1);

      if ((int) i != self->stored && g_str_equal (folded, other))
        return TRUE;
    }
  return FALSE;
}

static void
check_texts (Check *self)
{
  const FoyerTier *tier = self->tier;
  g_autofree char *name = g_strstrip (g_strdup (tier->name != NULL ? tier->name : ""));

  if (*name == '\0')
    note (self, FOYER_TIER_PROBLEM_NAME_MISSING);
  else if (is_longer (tier->name, 200))
    note (self, FOYER_TIER_PROBLEM_NAME_LONG);
  else if (is_name_taken (self))
    note (self, FOYER_TIER_PROBLEM_NAME_TAKEN);
  if (is_longer (tier->description, 2000))
    note (self, FOYER_TIER_PROBLEM_DESCRIPTION_LONG);
  if (tier->colour != NULL && !foyer_colour_is_valid (tier->colour))
    note (self, FOYER_TIER_PROBLEM_COLOUR_BAD);
}

/* A thousand million of whatever the money is, as a rule of thumb for a slip of the finger. */
static gint64
find_price_limit (Check *self)
{
  gint64 limit = G_GINT64_CONSTANT (1000000000);

  for (guint i = foyer_currency_get_decimals (self->offer->event->currency); i > 0; i--)
    limit = MIN (limit * 10, FOYER_MONEY_MAX);
  return limit;
}

static void
check_price (Check *self)
{
  const FoyerTier *tier = self->tier;
  gint64 limit = find_price_limit (self);

  if (tier->price < 0)
    note (self, FOYER_TIER_PROBLEM_PRICE_NEGATIVE);
  else if (tier->price >= limit)
    note (self, FOYER_TIER_PROBLEM_PRICE_HIGH);
  if (tier->kind != FOYER_TIER_DONATION || tier->price_min == FOYER_NONE)
    return;
  if (tier->price_min < 0)
    note (self, FOYER_TIER_PROBLEM_MIN_NEGATIVE);
  else if (tier->price_min >= limit)
    note (self, FOYER_TIER_PROBLEM_MIN_HIGH);
  else if (tier->price > 0 && tier->price_min > tier->price)
    note (self, FOYER_TIER_PROBLEM_MIN_ABOVE_SUGGESTION);
}

static gint64
count_taken (Check *self)
{
  return self->stored >= 0 ? foyer_offer_tier (self->offer, self->stored)->n_taken : 0;
}

static const FoyerTier *
get_stored (Check *self)
{
  return self->stored >= 0 ? foyer_offer_tier (self->offer, self->stored)->tier : NULL;
}

/* What is oversold already may stay as it is. */
static void
check_quantity (Check *self)
{
  const FoyerTier *stored = get_stored (self);
  gint64 total = self->tier->quantity_total;
  gint64 n_taken = count_taken (self);

  if (!is_within (total, 0, FOYER_QUANTITY_MAX))
    note (self, FOYER_TIER_PROBLEM_QUANTITY_BAD);
  else if (total != FOYER_NONE && total < n_taken &&
           (stored == NULL || stored->quantity_total != total))
    {
      note (self, FOYER_TIER_PROBLEM_QUANTITY_BELOW_TAKEN);
      self->problems->number = n_taken;
    }
}

static void
check_quota (Check *self)
{
  const FoyerTier *stored = get_stored (self);
  const FoyerUuid *id = &self->tier->quota_id;

  if (foyer_uuid_is_nil (id) || (stored != NULL && foyer_uuid_equal (&stored->quota_id, id)))
    return;
  for (guint i = 0; i < self->offer->quotas->len; i++)
    {
      const FoyerOfferQuota *quota = foyer_offer_quota (self->offer, i);
      gint64 n_taken = quota->n_taken + count_taken (self);

      if (!foyer_uuid_equal (&quota->quota->row.id, id))
        continue;
      if (n_taken > quota->quota->quantity_total)
        {
          note (self, FOYER_TIER_PROBLEM_QUOTA_BELOW_TAKEN);
          self->problems->number = n_taken;
        }
      return;
    }
  note (self, FOYER_TIER_PROBLEM_QUOTA_UNKNOWN);
}

static void
check_window (Check *self)
{
  const FoyerTier *tier = self->tier;

  if (tier->sale_start != FOYER_NONE && tier->sale_end != FOYER_NONE &&
      tier->sale_end <= tier->sale_start)
    note (self, FOYER_TIER_PROBLEM_END_BEFORE_START);
  if (tier->sale_start != FOYER_NONE && tier->sale_start >= self->offer->event->end_date)
    note (self, FOYER_TIER_PROBLEM_START_AFTER_EVENT);
}

static const FoyerUuid *
get_next (Check *self, int tier)
{
  if (tier == self->stored)
    return &self->tier->next_tier_id;
  return &foyer_offer_tier (self->offer, tier)->tier->next_tier_id;
}

/* Follows the tiers that hand over to each other from the next one; comes back to this one in a
 * circle. */
static void
check_next (Check *self)
{
  const FoyerTier *tier = self->tier;
  int next = foyer_offer_find_tier (self->offer, &tier->next_tier_id);

  if (foyer_uuid_is_nil (&tier->next_tier_id))
    return;
  if (next < 0)
    {
      note (self, FOYER_TIER_PROBLEM_NEXT_UNKNOWN);
      return;
    }
  if (tier->sale_end == FOYER_NONE && tier->quantity_total == FOYER_NONE &&
      foyer_uuid_is_nil (&tier->quota_id))
    note (self, FOYER_TIER_PROBLEM_NEXT_NEVER);
  if (self->stored < 0)
    return; /* nobody hands over to it yet */
  for (guint i = 0; i <= self->offer->tiers->len && next >= 0; i++)
    {
      if (next == self->stored)
        {
          note (self, FOYER_TIER_PROBLEM_NEXT_CIRCLE);
          return;
        }
      next = foyer_offer_find_tier (self->offer, get_next (self, next));
    }
}

static void
check_order (Check *self)
{
  const FoyerTier *tier = self->tier;

  if (!is_within (tier->min_per_order, 1, FOYER_ORDER_QUANTITY_MAX))
    note (self, FOYER_TIER_PROBLEM_MIN_ORDER_BAD);
  if (!is_within (tier->max_per_order, 1, FOYER_ORDER_QUANTITY_MAX))
    note (self, FOYER_TIER_PROBLEM_MAX_ORDER_BAD);
  else if (tier->max_per_order != FOYER_NONE && tier->min_per_order != FOYER_NONE &&
           tier->max_per_order < tier->min_per_order)
    note (self, FOYER_TIER_PROBLEM_MAX_BELOW_MIN);
}

static void
check_group (Check *self)
{
  const FoyerTier *tier = self->tier;

  if (tier->group_kind == FOYER_GROUP_NONE || tier->kind != FOYER_TIER_PAID)
    return;
  if (tier->group_size < 2 || tier->group_size > FOYER_ORDER_QUANTITY_MAX)
    note (self, FOYER_TIER_PROBLEM_GROUP_SIZE_BAD);
  else if (tier->group_kind == FOYER_GROUP_N_FOR_M &&
           (tier->group_pays < 1 || tier->group_pays >= tier->group_size))
    note (self, FOYER_TIER_PROBLEM_GROUP_PAYS_BAD);
  if (tier->group_kind == FOYER_GROUP_PER_HEAD &&
      (tier->group_price < 0 || tier->group_price >= MAX (tier->price, 1)))
    note (self, FOYER_TIER_PROBLEM_GROUP_PRICE_BAD);
}

/**
 * foyer_tier_check:
 * @tier: a tier as somebody wants it
 * @offer: its event with the tiers as they are stored and what is sold and held of them
 * @problems: (out): all that is wrong with it
 *
 * Pure.
 */
void
foyer_tier_check (const FoyerTier *tier, const FoyerOffer *offer, FoyerTierProblems *problems)
{
  Check check = { tier, offer, foyer_offer_find_tier (offer, &tier->row.id), problems };

  problems->set = 0;
  problems->number = FOYER_NONE;
  check_texts (&check);
  check_price (&check);
  check_quantity (&check);
  check_quota (&check);
  check_window (&check);
  check_next (&check);
  check_order (&check);
  check_group (&check);
}

/**
 * foyer_colour_is_valid:
 * @text: a colour
 *
 * Returns: whether it is written as #rrggbb
 */
gboolean
foyer_colour_is_valid (const char *text)
{
  return text[0] == '#' && strlen (text) == 7 && strspn (text + 1, "0123456789abcdefABCDEF") == 6;
}
