/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-pricing.h"

G_BEGIN_DECLS

/* All tickets of one tier in a cart, whatever items they stand in. Groups stand in the tiers' order, so that the
 * order of the items cannot matter. */
typedef struct
{
  guint    tier;
  guint    first_item;
  gint64   quantity;
  gint64   unit_price;
  gint64   n_paid;    /* tickets that cost something */
  gint64   subtotal;
  gint64   discount;
  gint64   candidate; /* the discount by the code that is being tried */
  gint64   fee;
  gboolean is_priced; /* it is no secret, and its quantity makes sense */
} FoyerPriceGroup;

/* One question while it is answered. */
typedef struct
{
  FoyerPrice       *price;
  const FoyerOffer *offer;
  const FoyerCart  *cart;
  gint64            now;
} FoyerPricing;

static inline FoyerPriceGroup *
foyer_pricing_group (const FoyerPricing *self, guint i)
{
  return &g_array_index (self->price->groups, FoyerPriceGroup, i);
}

/* Adds a refusal about a tier of the cart (NULL: about the whole of it); its facts are filled in by the caller. */
FoyerRefusal *foyer_pricing_refuse   (FoyerPricing          *self,
                                      FoyerRefusalKind       kind,
                                      const FoyerPriceGroup *group);

/* What of the cart is not for sale now. */
void     foyer_pricing_check_sale    (FoyerPricing          *self);
/* Whether a code that was entered shows the tier. */
gboolean foyer_pricing_is_revealed   (FoyerPricing          *self,
                                      guint                  tier);
/* Takes off what the best of the codes gives. */
void     foyer_pricing_apply_codes   (FoyerPricing          *self);
void     foyer_pricing_refuse_codes  (FoyerPricing          *self);

G_END_DECLS
