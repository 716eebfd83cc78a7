/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-item.h"

struct _FoyerOrderItem
{
  FoyerKeyedItem parent_instance;
};

G_DEFINE_FINAL_TYPE (FoyerOrderItem, foyer_order_item, FOYER_TYPE_KEYED_ITEM)

static void
foyer_order_item_class_init (FoyerOrderItemClass *klass)
{
}

static void
foyer_order_item_init (FoyerOrderItem *self)
{
}

const FoyerOrderEntry *
foyer_order_item_get_entry (FoyerOrderItem *self)
{
  FoyerOrderTable *table;

  g_return_val_if_fail (FOYER_IS_ORDER_ITEM (self), NULL);

  table = foyer_keyed_item_get_list (FOYER_KEYED_ITEM (self));
  return table != NULL ? foyer_order_table_peek (
                             table, foyer_keyed_item_get_position (FOYER_KEYED_ITEM (self)))
                       : NULL;
}
