/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-order-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Which orders are shown: the menu that sets the conditions, and a row of pills, one for each condition, each with its way out.
 * Signal "changed". */
#define FOYER_TYPE_ORDER_FILTER (foyer_order_filter_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOrderFilter, foyer_order_filter, FOYER, ORDER_FILTER, GtkWidget)

/* Where a day begins. */
void       foyer_order_filter_set_zone   (FoyerOrderFilter *self,
                                          GTimeZone        *zone);
/* Fills in all but search and sort. */
void       foyer_order_filter_get_query  (FoyerOrderFilter *self,
                                          FoyerOrderQuery  *query);
gboolean   foyer_order_filter_is_set     (FoyerOrderFilter *self);
void       foyer_order_filter_clear      (FoyerOrderFilter *self);
/* This status and no other condition. */
void       foyer_order_filter_show_only  (FoyerOrderFilter *self,
                                          FoyerOrderStatus  status);
/* (transfer none): the pills, to be put in a row of their own. */
GtkWidget *foyer_order_filter_get_pills  (FoyerOrderFilter *self);

G_END_DECLS
