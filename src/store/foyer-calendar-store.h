/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"
#include "foyer-database.h"

G_BEGIN_DECLS

/* No month shows more. */
#define FOYER_CALENDAR_MOST 5000

/* What a calendar shows of an event, without what may be long. */
typedef struct
{
  FoyerUuid event_id;
  FoyerUuid series_id;
  char *title;
  char *timezone;
  char *venue_name; /* (nullable) */
  gint64 start_date;
  gint64 end_date;
  gint64 wall; /* of its start in its own zone, see foyer-wall-seconds.h */
  gint64 wall_end;
  FoyerEventStatus status;
  gboolean clashes; /* another event is at its venue at the same time */
} FoyerCalendarItem;

/* Living events, without templates and the archive, that touch the days by their own wall or are
 * near: at most FOYER_CALENDAR_MOST, by start; (element-type FoyerCalendarItem). Bounded: for the
 * main thread, too. */
GPtrArray *foyer_calendar_store_read (FoyerDatabase *db,
                                      gint64 first_day, /* wall time of a midnight */
                                      gint64 end_day,   /* of the one after the last */
                                      GError **error);
/* Marks those that meet at one venue. */
void foyer_calendar_mark_clashes (GPtrArray *items);

G_END_DECLS
