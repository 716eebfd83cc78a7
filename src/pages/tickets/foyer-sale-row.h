/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-offer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A tier in the list of an event's tickets: what it is, how many are sold, its state now.
 * Signal "act": void (FoyerSaleRow *, const char *act): "edit", "duplicate", "up", "down", "delete".
 * Signal "dropped": void (FoyerSaleRow *, FoyerSaleRow *moved): another row is to stand in this one's place. */
#define FOYER_TYPE_SALE_ROW (foyer_sale_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSaleRow, foyer_sale_row, FOYER, SALE_ROW, AdwActionRow)

GtkWidget       *foyer_sale_row_new         (void);
void             foyer_sale_row_show        (FoyerSaleRow     *self,
                                             const FoyerOffer *offer,
                                             guint             tier,
                                             GTimeZone        *zone,
                                             gint64            now);
const FoyerUuid *foyer_sale_row_get_tier_id (FoyerSaleRow     *self);

G_END_DECLS
