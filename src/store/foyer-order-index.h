/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-order-list.h"

G_BEGIN_DECLS

/* The orders of an event in columns, in memory: what makes a search among them, and any order of them, instant.
 *
 *   keys[] times[] totals[] paid[] n_tickets[] statuses[] channels[] methods[]     one slot per order, in key order
 *   lines   "number␟buyer␟e-mail\n" "guest␟e-mail\n" "reference\n" …              folded, scanned by brute force
 *   slots[] of the lines; those before from[slot] are of what the order was once
 *
 * It is read from the replica once, and then follows the journal. To be used by one thread at a time, and updated before it is
 * asked. */
typedef struct _FoyerOrderIndex FoyerOrderIndex;

FoyerOrderIndex *foyer_order_index_new      (const FoyerUuid       *event_id);
void             foyer_order_index_free     (FoyerOrderIndex       *self);
/* Brings it up to date; the first time it reads all. FALSE with error: it is as it was, or empty. */
gboolean         foyer_order_index_update   (FoyerOrderIndex       *self,
                                             FoyerDatabase         *db,
                                             GCancellable          *cancellable,
                                             GError               **error);
gboolean         foyer_order_index_is_made  (const FoyerOrderIndex *self);
guint            foyer_order_index_get_n    (const FoyerOrderIndex *self);
/* In bytes. */
gsize            foyer_order_index_get_size (const FoyerOrderIndex *self);
/* (element-type gint64) keys, all that fit; as foyer_order_list_keys (). */
GArray          *foyer_order_index_select   (const FoyerOrderIndex *self,
                                             const FoyerOrderQuery *query,
                                             GCancellable          *cancellable,
                                             GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerOrderIndex, foyer_order_index_free)

G_END_DECLS
