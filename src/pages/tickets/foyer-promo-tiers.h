/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-offer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The check boxes of the tiers that a promo code is for, in a row that opens. */
typedef struct _FoyerPromoTiers FoyerPromoTiers;

/* toggled: void (object), swapped. */
FoyerPromoTiers *foyer_promo_tiers_new (AdwExpanderRow *expander,
                                        const FoyerOffer *offer,
                                        GCallback toggled,
                                        gpointer object);
void foyer_promo_tiers_load (FoyerPromoTiers *self, const FoyerPromoCode *promo);
/* (nullable) As FoyerPromoCode has them; NULL for all. */
char *foyer_promo_tiers_dup (FoyerPromoTiers *self);
void foyer_promo_tiers_free (FoyerPromoTiers *self);

G_END_DECLS
