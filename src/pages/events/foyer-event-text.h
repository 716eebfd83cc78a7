/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"

G_BEGIN_DECLS

/* An event in words, in its own zone. The zone is named when its clock differs from this machine's.
 */
char *foyer_event_text_when (const FoyerEvent *event, gint64 now);
char *foyer_event_text_when_short (const FoyerEvent *event, gint64 now);
char *foyer_event_text_time (gint64 instant, GTimeZone *zone);
/* “Today, 18:30”, “Fri 27 Nov, 18:30” */
char *foyer_event_text_moment (gint64 instant, GTimeZone *zone, gint64 now);
char *foyer_event_text_city (const char *zone_name); /* "New York" of America/New_York */
const char *foyer_event_text_status (FoyerEventStatus status);
GTimeZone *foyer_event_text_load_zone (const FoyerEvent *event); /* UTC for a name that is none */

/* Money with its currency; without one it is in several, and has no sum. */
char *foyer_event_text_total (gint64 amount, const char *currency);

/* To another day of its zone, days since 1970; times of the day stay. */
void foyer_event_text_move_to_day (FoyerEvent *event, gint64 day);

/* For a FoyerDateTimeRow. */
gboolean foyer_event_text_read_wall (const char *text,
                                     GTimeZone *zone,
                                     gint64 base,
                                     gint64 *instant,
                                     char **remark);
char *foyer_event_text_write_wall (gint64 instant, GTimeZone *zone);

G_END_DECLS
