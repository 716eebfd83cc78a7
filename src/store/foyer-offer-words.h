/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-pricing.h"
#include "foyer-promo-check.h"
#include "foyer-tier-check.h"

G_BEGIN_DECLS

/* Sentences for people about what is for sale, for the pages and for foyerctl. */
char *foyer_tier_problem_describe  (FoyerTierProblem         problem,
                                    const FoyerTierProblems *facts,
                                    const FoyerTier         *tier);
char *foyer_promo_problem_describe (FoyerPromoProblem        problem);
/* "10 % off", "€5.00 off each ticket", "shows hidden tiers". Main thread. */
char *foyer_promo_describe         (const FoyerPromoCode    *promo,
                                    const char              *currency);
/* Main thread: money is written by locale. */
char *foyer_refusal_describe       (const FoyerRefusal      *refusal,
                                    const FoyerOffer        *offer,
                                    const FoyerCart         *cart,
                                    GTimeZone               *zone,
                                    gint64                   now);
/* "On sale until 3 Dec 18:00", "Waits for “Early Bird”". */
char *foyer_tier_sale_describe     (const FoyerTierSale     *sale,
                                    const FoyerOffer        *offer,
                                    GTimeZone               *zone,
                                    gint64                   now);

G_END_DECLS
