/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-time.h"

#include "foyer-row.h"

/* What a wall shows at an instant, read as if it were UTC. */
static gint64
to_wall (gint64 instant, GTimeZone *zone)
{
  gint64 second = instant / G_USEC_PER_SEC - (instant % G_USEC_PER_SEC < 0);
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, second);

  return instant + (gint64) g_time_zone_get_offset (zone, interval) * G_USEC_PER_SEC;
}

static gint64
from_wall (gint64 wall, GTimeZone *zone)
{
  gint64 second = wall / G_USEC_PER_SEC - (wall % G_USEC_PER_SEC < 0);
  gint64 micros = wall - second * G_USEC_PER_SEC;
  g_autoptr (GDateTime) shown = g_date_time_new_from_unix_utc (second);
  gint64 instant;

  if (shown == NULL)
    return FOYER_NONE;
  foyer_time_from_wall (zone, g_date_time_get_year (shown), g_date_time_get_month (shown),
                        g_date_time_get_day_of_month (shown), g_date_time_get_hour (shown),
                        g_date_time_get_minute (shown), g_date_time_get_second (shown), &instant);
  return instant + micros;
}

/**
 * foyer_time_shift:
 * @instant: what is to be moved, %FOYER_NONE stays
 * @zone: where the wall is
 * @from: an instant that moves
 * @to: where that one goes
 *
 * Moves an instant by as many days, hours and minutes as lie between what the wall shows at @from
 * and at @to: a sale that ended at 18:00 on the day before still does, across daylight saving. In
 * a gap it is the instant just after, of two the first. Any thread.
 *
 * Returns: the new instant; %FOYER_NONE when no calendar shows it
 */
gint64
foyer_time_shift (gint64 instant, GTimeZone *zone, gint64 from, gint64 to)
{
  g_return_val_if_fail (zone != NULL, instant);

  if (instant == FOYER_NONE || from == to)
    return instant;
  if (instant == from)
    return to;
  return from_wall (to_wall (instant, zone) + to_wall (to, zone) - to_wall (from, zone), zone);
}
