/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Weeks of days with what is on them, drawn: as fast with a thousand events as with one. One day is
 * the cursor. Property "day" (the cursor, days since 1970; explicit-notify). Signals: "open-event"
 * (the event's id as text), "open-day" (day: it has more than one, or more than fit), "new-event"
 * (day), "move-event" (id, days to move by). */
#define FOYER_TYPE_CALENDAR_GRID (foyer_calendar_grid_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCalendarGrid, foyer_calendar_grid, FOYER, CALENDAR_GRID, GtkWidget)

/* items: (element-type FoyerCalendarItem) by start. month: 1 to 12, days of others are dim; 0: none
 * is. */
void foyer_calendar_grid_show (FoyerCalendarGrid *self,
                               gint64 first_day,
                               guint n_weeks,
                               guint month,
                               GPtrArray *items);
gint64 foyer_calendar_grid_get_day (FoyerCalendarGrid *self);
void foyer_calendar_grid_set_day (FoyerCalendarGrid *self, gint64 day);
void foyer_calendar_grid_set_shows_weeks (FoyerCalendarGrid *self, gboolean shows_weeks);
/* 0 for Monday to 6 for Sunday, by locale. */
guint foyer_calendar_first_weekday (void);
gint64 foyer_calendar_today (void);

G_END_DECLS
