/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-offer.h"
#include "foyer-order.h"

G_BEGIN_DECLS

/* What tickets of an order cost before its discount, of which only the sum is kept. */
gint64 foyer_gross_prices (const FoyerOrder *order,
                           const FoyerPromoCode *promo, /* (nullable) what the discount was for */
                           const FoyerOffer *offer,
                           const GPtrArray *tickets, /* (element-type FoyerTicket) */
                           gint64 *gross);           /* (out) of each */

G_END_DECLS
