/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-item.h"

struct _FoyerOrderItem
{
  GObject parent_instance;

  FoyerOrderTable *table; /* (nullable) (unowned): tells when it goes */
  guint position;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerOrderItem, foyer_order_item, G_TYPE_OBJECT)

static void
foyer_order_item_finalize (GObject *object)
{
  FoyerOrderItem *self = FOYER_ORDER_ITEM (object);

  if (self->table != NULL)
    foyer_order_table_forget (self->table, self->position);

  G_OBJECT_CLASS (foyer_order_item_parent_class)->finalize (object);
}

static void
foyer_order_item_class_init (FoyerOrderItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_order_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_order_item_init (FoyerOrderItem *self)
{
}

FoyerOrderItem *
foyer_order_item_new (FoyerOrderTable *table, guint position)
{
  FoyerOrderItem *self = g_object_new (FOYER_TYPE_ORDER_ITEM, NULL);

  self->table = table;
  self->position = position;
  return self;
}

void
foyer_order_item_orphan (FoyerOrderItem *self)
{
  self->table = NULL;
}

void
foyer_order_item_tell (FoyerOrderItem *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

guint
foyer_order_item_get_position (FoyerOrderItem *self)
{
  g_return_val_if_fail (FOYER_IS_ORDER_ITEM (self), 0);

  return self->position;
}

gint64
foyer_order_item_get_key (FoyerOrderItem *self)
{
  g_return_val_if_fail (FOYER_IS_ORDER_ITEM (self), 0);

  return self->table != NULL
             ? foyer_keyed_list_get_key (FOYER_KEYED_LIST (self->table), self->position)
             : 0;
}

const FoyerOrderEntry *
foyer_order_item_get_entry (FoyerOrderItem *self)
{
  g_return_val_if_fail (FOYER_IS_ORDER_ITEM (self), NULL);

  return self->table != NULL ? foyer_order_table_peek (self->table, self->position) : NULL;
}
