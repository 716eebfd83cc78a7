/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An event in the sidebar, below the heading of its group where it is the first of it. Shows one
 * item after another. Signals: "clicked"; "menu-asked" (double x, double y), by the second button
 * or a long press. */
#define FOYER_TYPE_EVENT_ROW (foyer_event_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventRow, foyer_event_row, FOYER, EVENT_ROW, GtkWidget)

GtkWidget *foyer_event_row_new (void);
FoyerEventItem *foyer_event_row_get_item (FoyerEventRow *self);            /* (nullable) */
void foyer_event_row_set_item (FoyerEventRow *self, FoyerEventItem *item); /* (nullable) */
/* cover: (nullable) instead of the date in its colour. */
void foyer_event_row_set_cover (FoyerEventRow *self, GdkPaintable *cover);

G_END_DECLS
