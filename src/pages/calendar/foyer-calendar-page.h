/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* All events as a calendar: month, week, list. Property "folded" (there is no room: the list alone,
 * and a way back). Activates win.open-event (s), win.new-event-on (x, days since 1970) and
 * win.export-calendar. */
#define FOYER_TYPE_CALENDAR_PAGE (foyer_calendar_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCalendarPage, foyer_calendar_page, FOYER, CALENDAR_PAGE, GtkWidget)

GtkWidget *foyer_calendar_page_new (FoyerReplica *replica);
/* Shows the month of a day, with the cursor on it. */
void foyer_calendar_page_show_day (FoyerCalendarPage *self, gint64 day);
/* "month", "week" or "list". */
void foyer_calendar_page_set_view (FoyerCalendarPage *self, const char *view);

G_END_DECLS
