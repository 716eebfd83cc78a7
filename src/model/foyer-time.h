/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Instants are gint64 microseconds since the epoch, UTC. Wall times belong to an IANA zone. */
typedef enum
{
  FOYER_WALL_UNIQUE,
  FOYER_WALL_GAP, /* the clock jumped over it: no such time; the answer is the instant just after
                     the gap */
  FOYER_WALL_OVERLAP, /* the clock showed it twice; the answer is the first */
} FoyerWallKind;

gint64 foyer_time_now (void);
GTimeZone *
foyer_time_zone_load (const char *name); /* (nullable): NULL for a name that is no IANA zone */
FoyerWallKind foyer_time_from_wall (GTimeZone *zone,
                                    int year,
                                    int month,
                                    int day,
                                    int hour,
                                    int minute,
                                    double seconds,
                                    gint64 *instant);
gboolean foyer_time_parse (const char *text, /* ISO 8601 and the layouts of exported lists; in zone
                                                unless it names an offset */
                           GTimeZone *zone,
                           gboolean month_first, /* 09/01/26: is 09 the month? */
                           gint64 *instant);
/* instant moved as the wall moves between from and to: 18:00 the day before stays that. */
gint64 foyer_time_shift (gint64 instant, GTimeZone *zone, gint64 from, gint64 to);
char *foyer_time_to_iso (gint64 instant, GTimeZone *zone); /* 2026-11-22T18:42:07+01:00 */
char *foyer_time_format_clock (gint64 instant,
                               GTimeZone *zone); /* "18:42:07"; by locale */
char *foyer_time_format_short (gint64 instant,
                               GTimeZone *zone,
                               gint64 now); /* "18:42" today, "22 Nov 18:42" else; by locale */

G_END_DECLS
