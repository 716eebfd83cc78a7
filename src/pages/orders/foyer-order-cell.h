/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-order-item.h"
#include "foyer-order-text.h"
#include "foyer-text-cell.h"

G_BEGIN_DECLS

/* One cell of the table of orders: follows the order at its position. */
#define FOYER_TYPE_ORDER_CELL (foyer_order_cell_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOrderCell, foyer_order_cell, FOYER, ORDER_CELL, FoyerTextCell)

GtkWidget      *foyer_order_cell_new      (FoyerOrderField  field,
                                           GTimeZone       *zone);
void            foyer_order_cell_set_item (FoyerOrderCell  *self,
                                           FoyerOrderItem  *item); /* (nullable) */
FoyerOrderItem *foyer_order_cell_get_item (FoyerOrderCell  *self); /* (nullable) */

G_END_DECLS
