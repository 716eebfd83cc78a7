/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-list-cell.h"

typedef struct
{
  FoyerKeyedItem *item; /* (owned) (nullable) */
  gulong changed_id;
} FoyerListCellPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FoyerListCell, foyer_list_cell, FOYER_TYPE_TEXT_CELL)

static FoyerListCellPrivate *
get_private (FoyerListCell *self)
{
  return foyer_list_cell_get_instance_private (self);
}

static void
changed_cb (FoyerListCell *self)
{
  FoyerKeyedItem *item = get_private (self)->item;

  if (foyer_keyed_item_get_key (item) != 0)
    FOYER_LIST_CELL_GET_CLASS (self)->show (self, item);
}

static void
foyer_list_cell_dispose (GObject *object)
{
  foyer_list_cell_set_item (FOYER_LIST_CELL (object), NULL);
  G_OBJECT_CLASS (foyer_list_cell_parent_class)->dispose (object);
}

static void
foyer_list_cell_class_init (FoyerListCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_list_cell_dispose;
}

static void
foyer_list_cell_init (FoyerListCell *self)
{
}

void
foyer_list_cell_set_item (FoyerListCell *self, FoyerKeyedItem *item)
{
  FoyerListCellPrivate *priv;

  g_return_if_fail (FOYER_IS_LIST_CELL (self));

  priv = get_private (self);
  if (priv->item != NULL)
    g_clear_signal_handler (&priv->changed_id, priv->item);
  g_set_object (&priv->item, item);
  if (item != NULL)
    {
      priv->changed_id = g_signal_connect_swapped (item, "changed", G_CALLBACK (changed_cb), self);
      changed_cb (self);
    }
}

FoyerKeyedItem *
foyer_list_cell_get_item (FoyerListCell *self)
{
  g_return_val_if_fail (FOYER_IS_LIST_CELL (self), NULL);

  return get_private (self)->item;
}
