/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-price-refusal.h"

G_BEGIN_DECLS

/* No line has more tickets, whatever its tier allows. */
#define FOYER_CART_QUANTITY_MAX 100000

typedef struct
{
  FoyerUuid tier_id;
  gint64    quantity;
  gint64    amount; /* of a donation, for each ticket, minor units; FOYER_NONE: what the tier suggests */
} FoyerCartItem;

/* What somebody wants to buy. Borrowed. */
typedef struct
{
  const FoyerCartItem *items;
  guint                n_items;
  const char *const   *codes; /* normalised; see foyer_promo_code_normalise () */
  guint                n_codes;
} FoyerCart;

/* Of each item of the cart, in its order: total = subtotal − discount + fee. All in minor units. */
typedef struct
{
  int    tier;       /* index in the offer; -1: unknown */
  gint64 quantity;
  gint64 unit_price; /* of one ticket; in a group of PER_HEAD what it costs there */
  gint64 subtotal;   /* with the tier's group price */
  gint64 discount;   /* by a promo code */
  gint64 fee;        /* that the buyer pays */
  gint64 total;
} FoyerPriceLine;

/* The answer; may be used again for the next cart, then nothing is allocated. */
typedef struct
{
  GArray *lines;    /* (owned) of FoyerPriceLine */
  GArray *refusals; /* (owned) of FoyerRefusal, those that block first */
  gint64  subtotal; /* the sums of the lines */
  gint64  discount;
  gint64  service_fee;
  gint64  total;
  gint64  fee_borne; /* the service fee where the organizer bears it: in the total already */
  int     code;      /* the offer's code that counts for this order; -1: none */
  GArray *groups;    /* (owned) scratch */
  GArray *shares;    /* (owned) scratch */
} FoyerPrice;

FoyerPrice *foyer_price_new      (void);
void        foyer_price_free     (FoyerPrice       *self);
/* Pure: no clock, no input or output. */
void        foyer_price_make     (FoyerPrice       *self,
                                  const FoyerOffer *offer,
                                  const FoyerCart  *cart,
                                  gint64            now);
gboolean    foyer_price_is_valid (const FoyerPrice *self); /* nothing blocks the sale */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPrice, foyer_price_free)

G_END_DECLS
