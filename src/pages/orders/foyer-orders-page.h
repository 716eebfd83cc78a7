/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-list-page.h"
#include "foyer-replica.h"

G_BEGIN_DECLS

/* The orders of an event: a table with a search, filters and sorting, and a panel with the one that is looked at. Actions page.…
 * work on what is selected. */
#define FOYER_TYPE_ORDERS_PAGE (foyer_orders_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOrdersPage, foyer_orders_page, FOYER, ORDERS_PAGE, FoyerListPage)

GtkWidget *foyer_orders_page_new         (FoyerReplica    *replica,
                                          GSettings       *settings,
                                          const FoyerUuid *event_id);
/* The orders that wait for money, and no others. */
void       foyer_orders_page_show_unpaid (FoyerOrdersPage *self);

G_END_DECLS
