/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-offer.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A promo code in the table. Properties for its cells: "code", "discount", "tiers", "validity", "used", "state", "n-uses". */
#define FOYER_TYPE_PROMO_ITEM (foyer_promo_item_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPromoItem, foyer_promo_item, FOYER, PROMO_ITEM, GObject)

/* Takes promo. */
FoyerPromoItem       *foyer_promo_item_new       (FoyerPromoCode   *promo,
                                                  gint64            n_uses);
/* Main thread: writes what the cells show. */
void                  foyer_promo_item_describe  (FoyerPromoItem   *self,
                                                  const FoyerOffer *offer,
                                                  GTimeZone        *zone,
                                                  gint64            now);
const FoyerPromoCode *foyer_promo_item_get_promo (FoyerPromoItem   *self);
gboolean              foyer_promo_item_matches   (FoyerPromoItem   *self,
                                                  const char       *folded);

G_END_DECLS
