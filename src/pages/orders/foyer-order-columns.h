/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-order-text.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The columns of the table of orders: which are shown, how wide, and what is sorted by; all of it is remembered in the settings.
 * Signal "sorted". */
#define FOYER_TYPE_ORDER_COLUMNS (foyer_order_columns_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOrderColumns, foyer_order_columns, FOYER, ORDER_COLUMNS, GObject)

FoyerOrderColumns *foyer_order_columns_new          (GtkColumnView     *view,
                                                     GSettings         *settings,
                                                     GTimeZone         *zone);
/* A check button for each that may be hidden. */
void               foyer_order_columns_fill_chooser (FoyerOrderColumns *self,
                                                     GtkBox            *box);
FoyerOrderSort     foyer_order_columns_get_sort     (FoyerOrderColumns *self,
                                                     gboolean          *is_ascending);
/* Tab-separated, as they are shown. entry: (nullable) NULL: their titles. */
char              *foyer_order_columns_dup_row      (FoyerOrderColumns *self,
                                                     const FoyerOrderEntry *entry);

G_END_DECLS
