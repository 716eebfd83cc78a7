/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-list-columns.h"
#include "foyer-order-item.h"
#include "foyer-order-text.h"

G_BEGIN_DECLS

/* One cell of the table of orders. */
#define FOYER_TYPE_ORDER_CELL (foyer_order_cell_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOrderCell, foyer_order_cell, FOYER, ORDER_CELL, FoyerListCell)

GtkWidget *foyer_order_cell_new (const FoyerListColumn *column,
                                 GTimeZone             *zone);

G_END_DECLS
