/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"
#include "foyer-import-row.h"
#include "foyer-order.h"
#include "foyer-ticket.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* The orders of a list. The rows of one order mostly follow each other: it is gathered while they do, and written when another
 * begins; an order that comes again later is summed up anew from its tickets. */
typedef struct _FoyerImportOrders FoyerImportOrders;

FoyerImportOrders *foyer_import_orders_new     (FoyerDatabase        *db,
                                                FoyerTransaction     *transaction, /* (nullable): only counts */
                                                const FoyerEvent     *event,
                                                gboolean              event_is_new);
gboolean           foyer_import_orders_enter   (FoyerImportOrders    *self,
                                                const FoyerImportRow *row,
                                                GError              **error);
gboolean           foyer_import_orders_take    (FoyerImportOrders    *self,
                                                const FoyerImportRow *row,
                                                const FoyerTicket    *before,
                                                FoyerUuid            *order_id,
                                                gboolean             *has_changed,
                                                GError              **error);
void               foyer_import_orders_touch   (FoyerImportOrders    *self);
gboolean           foyer_import_orders_finish  (FoyerImportOrders    *self,
                                                gint64               *orders_added,
                                                GError              **error);
void               foyer_import_orders_free    (FoyerImportOrders    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerImportOrders, foyer_import_orders_free)

G_END_DECLS
