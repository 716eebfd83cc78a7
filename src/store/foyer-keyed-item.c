/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-keyed-item.h"

struct _FoyerKeyedItems
{
  FoyerKeyedList *list; /* (unowned): owns this */
  GType type;
  GHashTable *alive; /* (owned) position to FoyerKeyedItem (unowned) */
};

typedef struct
{
  FoyerKeyedItems *owner; /* (nullable) (unowned): tells when it goes */
  guint position;
} FoyerKeyedItemPrivate;

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE_WITH_PRIVATE (FoyerKeyedItem, foyer_keyed_item, G_TYPE_OBJECT)

static FoyerKeyedItemPrivate *
get_private (FoyerKeyedItem *self)
{
  return foyer_keyed_item_get_instance_private (self);
}

static void
foyer_keyed_item_finalize (GObject *object)
{
  FoyerKeyedItemPrivate *priv = get_private (FOYER_KEYED_ITEM (object));

  if (priv->owner != NULL)
    g_hash_table_remove (priv->owner->alive, GUINT_TO_POINTER (priv->position));

  G_OBJECT_CLASS (foyer_keyed_item_parent_class)->finalize (object);
}

static void
foyer_keyed_item_class_init (FoyerKeyedItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_keyed_item_finalize;

  /**
   * FoyerKeyedItem::changed:
   *
   * Another row is at this position now, or it looks different.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_keyed_item_init (FoyerKeyedItem *self)
{
}

/**
 * foyer_keyed_item_get_position:
 * @self: an item
 *
 * Returns: where in its list it is
 */
guint
foyer_keyed_item_get_position (FoyerKeyedItem *self)
{
  g_return_val_if_fail (FOYER_IS_KEYED_ITEM (self), 0);

  return get_private (self)->position;
}

/**
 * foyer_keyed_item_get_key:
 * @self: an item
 *
 * Returns: the key of the row that is there now; 0 when there is none
 */
gint64
foyer_keyed_item_get_key (FoyerKeyedItem *self)
{
  FoyerKeyedList *list = foyer_keyed_item_get_list (self);

  return list != NULL ? foyer_keyed_list_get_key (list, get_private (self)->position) : 0;
}

/**
 * foyer_keyed_item_get_list:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the list that it is of; %NULL once that is gone
 */
gpointer
foyer_keyed_item_get_list (FoyerKeyedItem *self)
{
  FoyerKeyedItemPrivate *priv;

  g_return_val_if_fail (FOYER_IS_KEYED_ITEM (self), NULL);

  priv = get_private (self);
  return priv->owner != NULL ? priv->owner->list : NULL;
}

/**
 * foyer_keyed_items_new:
 * @list: (transfer none): the list that will own them
 * @type: a #FoyerKeyedItem
 *
 * Returns: (transfer full): no item yet; main thread only
 */
FoyerKeyedItems *
foyer_keyed_items_new (FoyerKeyedList *list, GType type)
{
  FoyerKeyedItems *self = g_new0 (FoyerKeyedItems, 1);

  self->list = list;
  self->type = type;
  self->alive = g_hash_table_new (NULL, NULL);
  return self;
}

/**
 * foyer_keyed_items_free:
 * @self: (transfer full): items
 *
 * Those that are alive belong to no list any more.
 */
void
foyer_keyed_items_free (FoyerKeyedItems *self)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->alive);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    get_private (item)->owner = NULL;
  g_hash_table_unref (self->alive);
  g_free (self);
}

/**
 * foyer_keyed_items_get:
 * @self: items
 * @position: a position
 *
 * Returns: (transfer full): the one of this position
 */
gpointer
foyer_keyed_items_get (FoyerKeyedItems *self, guint position)
{
  FoyerKeyedItem *item = g_hash_table_lookup (self->alive, GUINT_TO_POINTER (position));
  FoyerKeyedItemPrivate *priv;

  if (item != NULL)
    return g_object_ref (item);
  item = g_object_new (self->type, NULL);
  priv = get_private (item);
  priv->owner = self;
  priv->position = position;
  g_hash_table_insert (self->alive, GUINT_TO_POINTER (position), item);
  return item;
}

static int
compare_positions_cb (gconstpointer a, gconstpointer b)
{
  guint position_a = get_private (*(FoyerKeyedItem **) a)->position;
  guint position_b = get_private (*(FoyerKeyedItem **) b)->position;

  return (position_a > position_b) - (position_a < position_b);
}

/**
 * foyer_keyed_items_tell:
 * @self: items
 * @n: how many rows there are
 * @first_seen: the first position in sight
 * @last_seen: the last one
 * @in_sight: whether those in sight are told, or the others
 *
 * Emits "changed", in the order of the positions, so that the rows are read page by page. Items may
 * come and go while their cells read: they are held.
 */
void
foyer_keyed_items_tell (FoyerKeyedItems *self,
                        guint n,
                        guint first_seen,
                        guint last_seen,
                        gboolean in_sight)
{
  GHashTableIter iter;
  gpointer item;
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_object_unref);

  g_hash_table_iter_init (&iter, self->alive);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      guint position = get_private (item)->position;

      if (position < n && in_sight == (position >= first_seen && position <= last_seen))
        g_ptr_array_add (told, g_object_ref (item));
    }
  g_ptr_array_sort (told, compare_positions_cb);
  for (guint i = 0; i < told->len; i++)
    g_signal_emit (told->pdata[i], signals[CHANGED], 0);
}
