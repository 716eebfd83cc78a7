/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-time.h"

G_BEGIN_DECLS

#define FOYER_DAY_SECONDS 86400

/* What a clock on the wall shows, as one number: the seconds since 1970 that it would be if the wall were at Greenwich. Good to
 * compare, to add days to and to store; see foyer_wall_seconds_format (). */
gint64        foyer_wall_seconds_from_instant (gint64       instant,
                                               GTimeZone   *zone);
FoyerWallKind foyer_wall_seconds_to_instant   (gint64       wall,
                                               GTimeZone   *zone,
                                               gint64      *instant);
gboolean      foyer_wall_seconds_parse        (const char  *text,  /* 2026-12-01T19:00:00 */
                                               gint64      *wall);
char         *foyer_wall_seconds_format       (gint64       wall);
/* Days since 1970, and Monday as 0. */
gint64        foyer_wall_seconds_get_day      (gint64       wall);
guint         foyer_wall_seconds_get_weekday  (gint64       wall);
void          foyer_wall_seconds_get_date     (gint64       wall,
                                               GDate       *date);
gint64        foyer_wall_seconds_from_date    (const GDate *date);
/* JSON arrays of them, sorted and each once; (element-type gint64). NULL is read as empty, an empty one is written as NULL. */
GArray       *foyer_wall_seconds_read_list    (const char  *json);
char         *foyer_wall_seconds_write_list   (GArray      *walls);

G_END_DECLS
