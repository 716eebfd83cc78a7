/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-keyed-list.h"

G_BEGIN_DECLS

/* One position of a keyed list. It stays while the row behind it changes, and then emits "changed". What the getters of its
 * derived types give is valid until then. */
#define FOYER_TYPE_KEYED_ITEM (foyer_keyed_item_get_type ())
G_DECLARE_DERIVABLE_TYPE (FoyerKeyedItem, foyer_keyed_item, FOYER, KEYED_ITEM, GObject)

struct _FoyerKeyedItemClass
{
  GObjectClass parent_class;
};

guint           foyer_keyed_item_get_position (FoyerKeyedItem  *self);
/* 0: nothing is there, the list is gone or shorter */
gint64          foyer_keyed_item_get_key      (FoyerKeyedItem  *self);
/* (nullable) (transfer none): NULL once it is gone */
gpointer        foyer_keyed_item_get_list     (FoyerKeyedItem  *self);

/* The live objects of a list, one for each position that a view holds. Private to lists. */
typedef struct _FoyerKeyedItems FoyerKeyedItems;

/* type: a FoyerKeyedItem */
FoyerKeyedItems *foyer_keyed_items_new        (FoyerKeyedList  *list,
                                               GType            type);
/* The items may outlive it: none of them belongs to a list then. */
void             foyer_keyed_items_free       (FoyerKeyedItems *self);
/* (transfer full) */
gpointer         foyer_keyed_items_get        (FoyerKeyedItems *self,
                                               guint            position);
/* Emits "changed" on those of the first n positions that are in sight, or those that are not. */
void             foyer_keyed_items_tell       (FoyerKeyedItems *self,
                                               guint            n,
                                               guint            first_seen,
                                               guint            last_seen,
                                               gboolean         in_sight);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerKeyedItems, foyer_keyed_items_free)

G_END_DECLS
