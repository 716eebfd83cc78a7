/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-calendar-store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An event in words, for a row of the calendar's list. Read-only properties "heading" (empty but
 * for the first of a day), "time", "title", "detail", "clash" (boolean). */
#define FOYER_TYPE_CALENDAR_ENTRY (foyer_calendar_entry_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCalendarEntry, foyer_calendar_entry, FOYER, CALENDAR_ENTRY, GObject)

FoyerCalendarEntry *foyer_calendar_entry_new (const FoyerCalendarItem *item,
                                              gboolean is_first_of_day);
const char *foyer_calendar_entry_get_id (FoyerCalendarEntry *self);
gint64 foyer_calendar_entry_get_day (FoyerCalendarEntry *self);

G_END_DECLS
