/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-pricing.h"

G_BEGIN_DECLS

#define OFFER_NOW   G_GINT64_CONSTANT (1790000000000000)
#define OFFER_DAY   ((gint64) G_TIME_SPAN_DAY)
#define OFFER_START (OFFER_NOW + 30 * OFFER_DAY)

/* An id that is the same in every run. */
FoyerUuid       offer_id        (guint            n);
/* A published event in 30 days, in EUR; without limit or fee. */
FoyerOffer     *offer_new       (void);
FoyerTier      *offer_tier      (guint            n,
                                 gint64           price);
FoyerPromoCode *offer_promo     (const char      *code,
                                 FoyerDiscountType type,
                                 gint64           value);
void            offer_add_quota (FoyerOffer      *offer,
                                 guint            n,
                                 gint64           quantity);
/* What offer and now say of a cart of one kind of ticket. */
void            offer_price     (FoyerPrice      *price,
                                 const FoyerOffer *offer,
                                 guint            tier,
                                 gint64           quantity,
                                 const char      *code); /* (nullable) */

G_END_DECLS
