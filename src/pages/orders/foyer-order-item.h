/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-order-table.h"

G_BEGIN_DECLS

/* One position of the table of orders. It stays while the row behind it changes, and then emits "changed". */
#define FOYER_TYPE_ORDER_ITEM (foyer_order_item_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOrderItem, foyer_order_item, FOYER, ORDER_ITEM, GObject)

FoyerOrderItem        *foyer_order_item_new       (FoyerOrderTable *table,
                                                   guint            position);
/* The table goes first. */
void                   foyer_order_item_orphan    (FoyerOrderItem  *self);
void                   foyer_order_item_tell      (FoyerOrderItem  *self);
guint                  foyer_order_item_get_position (FoyerOrderItem *self);
gint64                 foyer_order_item_get_key   (FoyerOrderItem  *self); /* 0: none, the list is gone or shorter */
/* (nullable) valid until the next "changed". */
const FoyerOrderEntry *foyer_order_item_get_entry (FoyerOrderItem  *self);

G_END_DECLS
