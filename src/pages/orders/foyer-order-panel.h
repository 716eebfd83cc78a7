/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One order: whose it is, its tickets and money, what happened; and what can be done with it. Actions: order.… */
#define FOYER_TYPE_ORDER_PANEL (foyer_order_panel_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOrderPanel, foyer_order_panel, FOYER, ORDER_PANEL, GtkWidget)

GtkWidget *foyer_order_panel_new     (FoyerReplica    *replica,
                                      GSettings       *settings,
                                      const FoyerUuid *event_id,
                                      GTimeZone       *zone);
/* 0: none. */
void       foyer_order_panel_set_key (FoyerOrderPanel *self,
                                      gint64           key);
gint64     foyer_order_panel_get_key (FoyerOrderPanel *self);
void       foyer_order_panel_reload  (FoyerOrderPanel *self);

G_END_DECLS
