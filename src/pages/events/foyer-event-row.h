/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An event in the sidebar. */
#define FOYER_TYPE_EVENT_ROW (foyer_event_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventRow, foyer_event_row, FOYER, EVENT_ROW, GtkListBoxRow)

GtkWidget      *foyer_event_row_new      (FoyerEventItem *item);
FoyerEventItem *foyer_event_row_get_item (FoyerEventRow  *self);

G_END_DECLS
