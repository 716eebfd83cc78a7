/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-offer.h"
#include "foyer-sale-cart.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* What open carts hold on this device: gone for every other cart, for ten minutes after the last touch. */
#define FOYER_CART_HOLD_TIME (10 * 60 * G_USEC_PER_SEC)

/* Holds what the cart has now, instead of what it held before. FALSE with CONFLICT and a sentence: it is not there; then the cart
 * holds what it held before. Not for the main thread. */
gboolean foyer_cart_hold_store_hold    (FoyerDatabase       *db,
                                        const FoyerUuid     *event_id,
                                        const FoyerSaleCart *cart,
                                        GError             **error);
/* The cart was emptied or left. */
gboolean foyer_cart_hold_store_release (FoyerDatabase       *db,
                                        const FoyerUuid     *cart_id,
                                        GError             **error);
/* Within the transaction that sells it. */
gboolean foyer_cart_hold_store_consume (FoyerTransaction    *transaction,
                                        const FoyerUuid     *cart_id,
                                        GError             **error);
/* All carts of programs that are gone: for the window program when it starts, as there is one for each replica. */
gboolean foyer_cart_hold_store_drop_all (FoyerDatabase      *db,
                                        GError             **error);
/* Whether the places of a cart are there for it. */
gboolean foyer_cart_hold_store_check   (FoyerDatabase       *db,
                                        const FoyerUuid     *event_id,
                                        const FoyerSaleCart *cart,
                                        GError             **error);
/* What carts hold of an offer, but for one's own. */
gboolean foyer_cart_hold_store_apply   (FoyerDatabase       *db,
                                        FoyerOffer          *offer,
                                        const FoyerUuid     *cart_id, /* (nullable) */
                                        GError             **error);
gint64   foyer_cart_hold_store_count   (FoyerDatabase       *db,
                                        const FoyerUuid     *event_id,
                                        const FoyerUuid     *tier_id,
                                        const FoyerUuid     *cart_id);

G_END_DECLS
