/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-offer.h"

G_BEGIN_DECLS

/* What can be wrong with a tier, one of them for a field at most. */
typedef enum
{
  FOYER_TIER_PROBLEM_NAME_MISSING,
  FOYER_TIER_PROBLEM_NAME_TAKEN,
  FOYER_TIER_PROBLEM_NAME_LONG,
  FOYER_TIER_PROBLEM_DESCRIPTION_LONG,
  FOYER_TIER_PROBLEM_PRICE_NEGATIVE,
  FOYER_TIER_PROBLEM_PRICE_HIGH,
  FOYER_TIER_PROBLEM_MIN_NEGATIVE,
  FOYER_TIER_PROBLEM_MIN_HIGH,
  FOYER_TIER_PROBLEM_MIN_ABOVE_SUGGESTION,
  FOYER_TIER_PROBLEM_QUANTITY_BAD,
  FOYER_TIER_PROBLEM_QUANTITY_BELOW_TAKEN, /* number: sold and held */
  FOYER_TIER_PROBLEM_QUOTA_UNKNOWN,
  FOYER_TIER_PROBLEM_QUOTA_BELOW_TAKEN,    /* number: what the quota's tiers would have sold and held */
  FOYER_TIER_PROBLEM_END_BEFORE_START,
  FOYER_TIER_PROBLEM_START_AFTER_EVENT,
  FOYER_TIER_PROBLEM_NEXT_UNKNOWN,
  FOYER_TIER_PROBLEM_NEXT_CIRCLE,
  FOYER_TIER_PROBLEM_NEXT_NEVER,           /* there is a next tier, but neither an end nor a quantity hands over to it */
  FOYER_TIER_PROBLEM_MIN_ORDER_BAD,
  FOYER_TIER_PROBLEM_MAX_ORDER_BAD,
  FOYER_TIER_PROBLEM_MAX_BELOW_MIN,
  FOYER_TIER_PROBLEM_GROUP_SIZE_BAD,
  FOYER_TIER_PROBLEM_GROUP_PAYS_BAD,
  FOYER_TIER_PROBLEM_GROUP_PRICE_BAD,
  FOYER_TIER_PROBLEM_COLOUR_BAD,
  FOYER_N_TIER_PROBLEMS,
} FoyerTierProblem;

typedef struct
{
  guint64 set;    /* a bit for each problem */
  gint64  number; /* of the one that has a number */
} FoyerTierProblems;

static inline gboolean
foyer_tier_problems_has (const FoyerTierProblems *self, FoyerTierProblem problem)
{
  return (self->set >> problem & 1) != 0;
}

#define FOYER_ORDER_QUANTITY_MAX 100000
#define FOYER_QUANTITY_MAX       100000000

/* offer has the tiers as they are stored; the tier itself is found in it by its id. */
void     foyer_tier_check     (const FoyerTier   *tier,
                               const FoyerOffer  *offer,
                               FoyerTierProblems *problems);
gboolean foyer_colour_is_valid (const char       *text); /* #rrggbb */

G_END_DECLS
