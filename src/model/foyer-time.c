/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-time.h"

#include "foyer-wall-parse.h"

#include <string.h>

#define UNIX_EPOCH_JULIAN 719163 /* GDate's day number of 1970-01-01 */
#define SECONDS_PER_DAY   86400
#define DEFAULT_ZONEINFO  "/usr/share/zoneinfo"

/**
 * foyer_time_now:
 *
 * Returns: this machine's clock, microseconds since the epoch. Tests hand times in; only the edges
 * of the program ask the clock.
 */
gint64
foyer_time_now (void)
{
  return g_get_real_time ();
}

/* A name such as "America/Argentina/Ushuaia" or "Etc/GMT+5": nothing that could be a path or a
 * POSIX rule. */
static gboolean
is_zone_name (const char *name)
{
  if (!g_ascii_isalpha (name[0]) || strlen (name) > 64)
    return FALSE;
  if (g_str_has_prefix (name, "posix/") || g_str_has_prefix (name, "right/") ||
      g_str_equal (name, "localtime") || g_str_equal (name, "posixrules"))
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("_-+/", *p) == NULL)
      return FALSE;
  return TRUE;
}

/**
 * foyer_time_zone_load:
 * @name: (nullable): a name of the IANA time zone database
 *
 * Offsets ("+02:00") and rules ("CET-1CEST") are refused: an event's zone must know the summers to
 * come. Any thread.
 *
 * Returns: (transfer full) (nullable): the zone, %NULL when this machine does not know it
 */
GTimeZone *
foyer_time_zone_load (const char *name)
{
  const char *folder = g_getenv ("TZDIR");
  g_autofree char *path = NULL;

  if (name == NULL || !is_zone_name (name))
    return NULL;
  if (g_str_equal (name, "UTC"))
    return g_time_zone_new_utc ();

  /* GLib would take some names for rules */
  path = g_build_filename (folder != NULL ? folder : DEFAULT_ZONEINFO, name, NULL);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NULL;
  return g_time_zone_new_identifier (name);
}

/* Seconds east of Greenwich at a second of UTC. */
static gint32
offset_at (GTimeZone *zone, gint64 second)
{
  return g_time_zone_get_offset (zone,
                                 g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, second));
}

/* The first second at which the offset is no more what it was at from; it has changed by to. */
static gint64
find_change (GTimeZone *zone, gint64 from, gint64 to)
{
  gint32 before = offset_at (zone, from);

  while (to - from > 1)
    {
      gint64 middle = from + (to - from) / 2;

      if (offset_at (zone, middle) == before)
        from = middle;
      else
        to = middle;
    }
  return to;
}

/* second: what the wall shows, read as if it were UTC. An instant shows it when its own offset
 * leads there. */
static FoyerWallKind
resolve_wall (GTimeZone *zone, gint64 second, gint64 *instant)
{
  gint32 before = offset_at (zone, second - SECONDS_PER_DAY);
  gint32 after = offset_at (zone, second + SECONDS_PER_DAY);
  gboolean is_before, is_after;

  *instant = second - before;
  if (before == after)
    return FOYER_WALL_UNIQUE;

  is_before = offset_at (zone, second - before) == before;
  is_after = offset_at (zone, second - after) == after;
  if (is_before)
    return is_after ? FOYER_WALL_OVERLAP : FOYER_WALL_UNIQUE;
  if (is_after)
    {
      *instant = second - after;
      return FOYER_WALL_UNIQUE;
    }
  *instant = find_change (zone, second - SECONDS_PER_DAY, second + SECONDS_PER_DAY);
  return FOYER_WALL_GAP;
}

/**
 * foyer_time_from_wall:
 * @zone: (nullable): where the wall is, %NULL for UTC
 * @year: 1 to 9999
 * @month: 1 to 12
 * @day: of the month; the three must be a date
 * @hour: 0 to 24
 * @minute: 0 to 59
 * @seconds: 0 to 60, with fraction
 * @instant: (out): microseconds since the epoch
 *
 * Any thread.
 *
 * Returns: whether a clock in @zone showed that time once, never, or twice
 */
FoyerWallKind
foyer_time_from_wall (GTimeZone *zone,
                      int year,
                      int month,
                      int day,
                      int hour,
                      int minute,
                      double seconds,
                      gint64 *instant)
{
  gint64 micros = (gint64) (seconds * G_USEC_PER_SEC + 0.5);
  FoyerWallKind kind = FOYER_WALL_UNIQUE;
  gint64 second;
  GDate date;

  g_return_val_if_fail (instant != NULL, FOYER_WALL_UNIQUE);
  *instant = 0;
  g_return_val_if_fail (year >= 1 && year <= 9999, FOYER_WALL_UNIQUE);
  g_return_val_if_fail (g_date_valid_dmy (day, month, year), FOYER_WALL_UNIQUE);

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);
  second = ((gint64) g_date_get_julian (&date) - UNIX_EPOCH_JULIAN) * SECONDS_PER_DAY +
           hour * 3600 + minute * 60 + micros / G_USEC_PER_SEC;

  if (zone == NULL)
    *instant = second;
  else
    kind = resolve_wall (zone, second, instant);

  *instant *= G_USEC_PER_SEC;
  if (kind != FOYER_WALL_GAP)
    *instant += micros % G_USEC_PER_SEC;
  return kind;
}

static gint64
floor_to_seconds (gint64 instant)
{
  return instant / G_USEC_PER_SEC - (instant % G_USEC_PER_SEC < 0 ? 1 : 0);
}

/* Returns: (nullable): for FOYER_NONE and what no calendar shows */
static GDateTime *
new_local (gint64 instant, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (floor_to_seconds (instant));

  if (utc == NULL)
    return NULL;
  return zone != NULL ? g_date_time_to_timezone (utc, zone) : g_steal_pointer (&utc);
}

/**
 * foyer_time_to_iso:
 * @instant: microseconds since the epoch
 * @zone: (nullable): whose wall time to show, %NULL for UTC
 *
 * Returns: (transfer full) (nullable): ISO 8601 to the second with the offset,
 * "2026-11-22T18:42:07+01:00" ("Z" without @zone); %NULL for %FOYER_NONE or a time beyond the year
 * 9999
 */
char *
foyer_time_to_iso (gint64 instant, GTimeZone *zone)
{
  g_autoptr (GDateTime) local = new_local (instant, zone);
  g_autofree char *rest = NULL;

  if (local == NULL)
    return NULL;
  /* %Y would not pad */
  rest = g_date_time_format (local, zone != NULL ? "%m-%dT%H:%M:%S%:z" : "%m-%dT%H:%M:%SZ");
  return g_strdup_printf ("%04d-%s", g_date_time_get_year (local), rest);
}

static gboolean
is_same_day (GDateTime *a, GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b) &&
         g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

/**
 * foyer_time_format_clock:
 * @instant: microseconds since the epoch
 * @zone: (nullable): whose wall time to show, %NULL for UTC
 *
 * For two things that happen within a minute.
 *
 * Returns: (transfer full): for people, by locale: "18:42:07" or "6:42:07 PM"; empty for
 * %FOYER_NONE
 */
char *
foyer_time_format_clock (gint64 instant, GTimeZone *zone)
{
  g_autoptr (GDateTime) local = new_local (instant, zone);

  if (local == NULL)
    return g_strdup ("");
  return g_date_time_format (local, foyer_wall_uses_half_days () ? "%-l:%M:%S %p" : "%H:%M:%S");
}

/**
 * foyer_time_format_short:
 * @instant: microseconds since the epoch
 * @zone: (nullable): whose wall time to show, %NULL for UTC
 * @now: what to tell today and this year by
 *
 * Returns: (transfer full): for people, by locale: "18:42" today, "22 Nov 18:42" this year, else
 * with the year; empty for %FOYER_NONE
 */
char *
foyer_time_format_short (gint64 instant, GTimeZone *zone, gint64 now)
{
  g_autoptr (GDateTime) local = new_local (instant, zone);
  g_autoptr (GDateTime) today = new_local (now, zone);
  const char *time = foyer_wall_uses_half_days () ? "%-l:%M %p" : "%H:%M";
  g_autofree char *layout = NULL;
  const char *day;

  if (local == NULL)
    return g_strdup ("");
  if (today != NULL && is_same_day (local, today))
    return g_date_time_format (local, time);

  if (today != NULL && g_date_time_get_year (local) == g_date_time_get_year (today))
    day = foyer_wall_is_month_first () ? "%b %-e" : "%-e %b";
  else
    day = foyer_wall_is_month_first () ? "%b %-e, %Y," : "%-e %b %Y";
  layout = g_strdup_printf ("%s %s", day, time);
  return g_date_time_format (local, layout);
}
