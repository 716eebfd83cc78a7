/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A GListModel of any length whose rows are known by their keys in the database: what is selected is a set of keys, and stays so
 * when the list is sorted, filtered or changes. It only ever grows and shrinks at its end; what stands where, "queried" tells. */
#define FOYER_TYPE_KEYED_LIST (foyer_keyed_list_get_type ())
G_DECLARE_INTERFACE (FoyerKeyedList, foyer_keyed_list, FOYER, KEYED_LIST, GListModel)

struct _FoyerKeyedListInterface
{
  GTypeInterface parent_iface;

  const gint64 *(*get_keys) (FoyerKeyedList *self,
                             guint          *n_keys);
};

/* All keys in order, shared; (transfer none) valid until the next "queried". */
const gint64 *foyer_keyed_list_get_keys (FoyerKeyedList *self,
                                         guint          *n_keys);
gint64        foyer_keyed_list_get_key  (FoyerKeyedList *self,
                                         guint           position); /* 0 behind the end */
/* Where a key is shown; a walk over the keys. */
gboolean      foyer_keyed_list_find     (FoyerKeyedList *self,
                                         gint64          key,
                                         guint          *position);
/* For implementations: emits "queried". */
void          foyer_keyed_list_tell     (FoyerKeyedList *self);

G_END_DECLS
