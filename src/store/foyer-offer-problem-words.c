/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-offer-words.h"

#include "foyer-money.h"

#include <glib/gi18n-lib.h>

/* Those that have a number or a name in them. */
static char *
describe_facts (FoyerTierProblem problem, const FoyerTierProblems *facts, const FoyerTier *tier)
{
  int n = (int) facts->number;

  switch (problem)
    {
    case FOYER_TIER_PROBLEM_NAME_TAKEN:
      return g_strdup_printf (_ ("There is a tier “%s” already."), tier->name);
    case FOYER_TIER_PROBLEM_QUANTITY_BELOW_TAKEN:
      return g_strdup_printf (
          ngettext ("%d ticket is sold or held already: no fewer are possible.",
                    "%d tickets are sold or held already: no fewer are possible.", n),
          n);
    case FOYER_TIER_PROBLEM_QUOTA_BELOW_TAKEN:
      return g_strdup_printf (
          ngettext ("With this tier %d place of the quota would be taken, more than it has.",
                    "With this tier %d places of the quota would be taken, more than it has.", n),
          n);
    default:
      return NULL;
    }
}

/* Index is the problem. */
static const char *const tier_sentences[FOYER_N_TIER_PROBLEMS] = {
  [FOYER_TIER_PROBLEM_NAME_MISSING] = N_ ("A tier needs a name."),
  [FOYER_TIER_PROBLEM_NAME_LONG] = N_ ("A name has 200 characters at most."),
  [FOYER_TIER_PROBLEM_DESCRIPTION_LONG] = N_ ("A description has 2,000 characters at most."),
  [FOYER_TIER_PROBLEM_PRICE_NEGATIVE] = N_ ("A price is 0 or more."),
  [FOYER_TIER_PROBLEM_PRICE_HIGH] = N_ ("A price is below 1,000,000,000."),
  [FOYER_TIER_PROBLEM_MIN_NEGATIVE] = N_ ("The least donation is 0 or more."),
  [FOYER_TIER_PROBLEM_MIN_HIGH] = N_ ("An amount is below 1,000,000,000."),
  [FOYER_TIER_PROBLEM_MIN_ABOVE_SUGGESTION] = N_ ("The least donation is above what is suggested."),
  [FOYER_TIER_PROBLEM_QUANTITY_BAD] = N_ ("Write a whole number, 100,000,000 at most."),
  [FOYER_TIER_PROBLEM_QUOTA_UNKNOWN] = N_ ("This quota is not there any more."),
  [FOYER_TIER_PROBLEM_END_BEFORE_START] = N_ ("The sale must end after it starts."),
  [FOYER_TIER_PROBLEM_START_AFTER_EVENT] =
      N_ ("The sale would start when the event is over already."),
  [FOYER_TIER_PROBLEM_NEXT_UNKNOWN] = N_ ("The next tier is not there any more."),
  [FOYER_TIER_PROBLEM_NEXT_CIRCLE] =
      N_ ("The next tier hands over to this one: both would wait for ever."),
  [FOYER_TIER_PROBLEM_NEXT_NEVER] =
      N_ ("Give this tier an end or a number of tickets, or the next one never begins."),
  [FOYER_TIER_PROBLEM_MIN_ORDER_BAD] = N_ ("Write a whole number from 1 to 100,000."),
  [FOYER_TIER_PROBLEM_MAX_ORDER_BAD] = N_ ("Write a whole number from 1 to 100,000."),
  [FOYER_TIER_PROBLEM_MAX_BELOW_MIN] = N_ ("The most in one order is below the least."),
  [FOYER_TIER_PROBLEM_GROUP_SIZE_BAD] = N_ ("A group has 2 to 100,000 tickets."),
  [FOYER_TIER_PROBLEM_GROUP_PAYS_BAD] =
      N_ ("Fewer tickets must be paid than the group has, and at least one."),
  [FOYER_TIER_PROBLEM_GROUP_PRICE_BAD] =
      N_ ("The price in a group must be below the price of one ticket."),
  [FOYER_TIER_PROBLEM_COLOUR_BAD] = N_ ("A colour is written as #rrggbb."),
};

static const char *const promo_sentences[FOYER_N_PROMO_PROBLEMS] = {
  [FOYER_PROMO_PROBLEM_CODE_MISSING] = N_ ("A promo code needs a code."),
  [FOYER_PROMO_PROBLEM_CODE_BAD] = N_ ("A code has 40 characters at most and no spaces inside."),
  [FOYER_PROMO_PROBLEM_PERCENTAGE_BAD] = N_ ("A percentage is between 0 and 100."),
  [FOYER_PROMO_PROBLEM_AMOUNT_BAD] = N_ ("This is no amount that can be taken off."),
  [FOYER_PROMO_PROBLEM_NO_EFFECT] =
      N_ ("A code without a discount must name the hidden tiers that it shows."),
  [FOYER_PROMO_PROBLEM_END_BEFORE_START] = N_ ("The code must end after it starts."),
  [FOYER_PROMO_PROBLEM_USES_BAD] = N_ ("Write a whole number of 1 or more."),
  [FOYER_PROMO_PROBLEM_PERSON_BAD] = N_ ("Write a whole number of 1 or more."),
  [FOYER_PROMO_PROBLEM_NOTE_LONG] = N_ ("A note has 2,000 characters at most."),
};

/**
 * foyer_tier_problem_describe:
 * @problem: one that the tier has
 * @facts: all that foyer_tier_check () found
 * @tier: the tier
 *
 * Returns: (transfer full): what is wrong and what to do, a sentence
 */
char *
foyer_tier_problem_describe (FoyerTierProblem problem,
                             const FoyerTierProblems *facts,
                             const FoyerTier *tier)
{
  char *sentence = describe_facts (problem, facts, tier);

  return sentence != NULL ? sentence : g_strdup (_ (tier_sentences[problem]));
}

/**
 * foyer_promo_problem_describe:
 * @problem: one that the code has
 *
 * Returns: (transfer full): what is wrong and what to do, a sentence
 */
char *
foyer_promo_problem_describe (FoyerPromoProblem problem)
{
  return g_strdup (_ (promo_sentences[problem]));
}

/* Hundredths of a percent as people write them: 25, 12.5, 33.33. */
static char *
format_percentage (gint64 value)
{
  g_autofree char *number = NULL;

  if (value % 100 == 0)
    number = g_strdup_printf ("%d", (int) (value / 100));
  else
    number = g_strdup_printf (value % 10 == 0 ? "%.1f" : "%.2f", value / 100.0);
  /* Translators: a percentage, as it is written in your language */
  return g_strdup_printf (_ ("%s%%"), number);
}

/**
 * foyer_promo_describe:
 * @promo: a promo code
 * @currency: the event's
 *
 * Returns: (transfer full): what it takes off
 */
char *
foyer_promo_describe (const FoyerPromoCode *promo, const char *currency)
{
  g_autofree char *value = promo->discount_type == FOYER_DISCOUNT_PERCENTAGE
                               ? format_percentage (promo->discount_value)
                               : foyer_money_format (promo->discount_value, currency);

  if (promo->discount_value == 0)
    return g_strdup (_ ("Shows hidden tiers"));
  if (promo->discount_type == FOYER_DISCOUNT_FIXED && promo->applies_to == FOYER_PROMO_PER_TICKET)
    return g_strdup_printf (_ ("%s off each ticket"), value);
  return g_strdup_printf (_ ("%s off"), value);
}
