/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-keyed-item.h"
#include "foyer-order-table.h"

G_BEGIN_DECLS

/* One position of the table of orders. */
#define FOYER_TYPE_ORDER_ITEM (foyer_order_item_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOrderItem, foyer_order_item, FOYER, ORDER_ITEM, FoyerKeyedItem)

/* (nullable) valid until "changed" */
const FoyerOrderEntry *foyer_order_item_get_entry (FoyerOrderItem *self);

G_END_DECLS
