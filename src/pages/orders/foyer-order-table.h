/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-keyed-list.h"
#include "foyer-order-list.h"
#include "foyer-replica.h"

G_BEGIN_DECLS

/* A GListModel of an event's orders for a view of any length: item type FoyerOrderItem, one live object per position that is on
 * screen. The keys are asked for on a thread with a connection and an index of its own, the rows are read by key, page by page.
 *
 *   set_query ── thread: foyer_order_index_select ── keys[] swapped ──┬── items_changed: the tail only
 *                                                                     └── "changed" on each live item, whose cells read anew
 *   get_item (n) ── item n ── its cells ── page n / 32 ── foyer_order_list_read, kept while recently used
 *
 * A FoyerKeyedList. Main thread only. */
#define FOYER_TYPE_ORDER_TABLE (foyer_order_table_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOrderTable, foyer_order_table, FOYER, ORDER_TABLE, GObject)

FoyerOrderTable       *foyer_order_table_new        (FoyerReplica          *replica,
                                                     const FoyerUuid       *event_id);
/* A newer call makes the older one's answer stale. Emits "queried" when applied, also with an error. */
void                   foyer_order_table_set_query  (FoyerOrderTable       *self,
                                                     const FoyerOrderQuery *query);
const FoyerOrderEntry *foyer_order_table_peek       (FoyerOrderTable       *self,
                                                     guint                  position); /* (nullable) */

G_END_DECLS
