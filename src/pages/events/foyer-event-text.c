/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-text.h"

#include "foyer-money.h"
#include "foyer-time.h"
#include "foyer-wall-parse.h"
#include "foyer-wall-seconds.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

static GDateTime *
to_local (gint64 instant, GTimeZone *zone)
{
  gint64 seconds = instant / G_USEC_PER_SEC - (instant % G_USEC_PER_SEC < 0);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

static const char *
get_time_format (void)
{
  const char *format = nl_langinfo (T_FMT);

  return strstr (format, "%I") != NULL || strstr (format, "%r") != NULL ||
                 strstr (format, "%l") != NULL
             ? "%-l:%M %p"
             : "%H:%M";
}

static gint64
get_day_number (GDateTime *date)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, g_date_time_get_day_of_month (date), g_date_time_get_month (date),
                  g_date_time_get_year (date));
  return g_date_get_julian (&day);
}

static char *
format_day (GDateTime *date, GDateTime *now, gboolean is_short)
{
  gint64 distance = get_day_number (date) - get_day_number (now);
  gboolean same_year = g_date_time_get_year (date) == g_date_time_get_year (now);

  if (distance == 0)
    return g_strdup (_ ("Today"));
  if (distance == 1)
    return g_strdup (_ ("Tomorrow"));
  if (distance == -1)
    return g_strdup (_ ("Yesterday"));
  if (is_short)
    /* Translators: a date, see strftime: “Fri 27 Nov”, “27 Nov 2025”. */
    return g_date_time_format (date, same_year ? _ ("%a %-e %b") : _ ("%-e %b %Y"));
  /* Translators: a date, see strftime: “Friday, 27 November”, “Friday, 27 November 2026”. */
  return g_date_time_format (date, same_year ? _ ("%A, %-e %B") : _ ("%A, %-e %B %Y"));
}

static gboolean
differs_from_here (GDateTime *date)
{
  g_autoptr (GDateTime) here = g_date_time_to_local (date);

  return here != NULL && g_date_time_get_utc_offset (here) != g_date_time_get_utc_offset (date);
}

GTimeZone *
foyer_event_text_load_zone (const FoyerEvent *event)
{
  GTimeZone *zone = event->timezone != NULL ? foyer_time_zone_load (event->timezone) : NULL;

  return zone != NULL ? zone : g_time_zone_new_utc ();
}

char *
foyer_event_text_moment (gint64 instant, GTimeZone *zone, gint64 now)
{
  g_autoptr (GDateTime) date = to_local (instant, zone);
  g_autoptr (GDateTime) today = to_local (now, zone);
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  if (date == NULL || today == NULL)
    return g_strdup ("");
  day = format_day (date, today, TRUE);
  time = g_date_time_format (date, get_time_format ());
  /* Translators: a day and a time of it, such as “Fri 27 Nov, 18:30”. */
  return g_strdup_printf (_ ("%s, %s"), day, time);
}

char *
foyer_event_text_time (gint64 instant, GTimeZone *zone)
{
  g_autoptr (GDateTime) date = to_local (instant, zone);

  return date != NULL ? g_date_time_format (date, get_time_format ()) : g_strdup ("");
}

char *
foyer_event_text_city (const char *zone_name)
{
  const char *slash = strrchr (zone_name, '/');
  char *city = g_strdup (slash != NULL ? slash + 1 : zone_name);

  return g_strdelimit (city, "_", ' ');
}

char *
foyer_event_text_when (const FoyerEvent *event, gint64 now)
{
  g_autoptr (GTimeZone) zone = foyer_event_text_load_zone (event);
  g_autoptr (GDateTime) start = to_local (event->start_date, zone);
  g_autoptr (GDateTime) end = to_local (event->end_date, zone);
  g_autoptr (GDateTime) today = to_local (now, zone);
  g_autofree char *start_day = NULL;
  g_autofree char *start_time = NULL;
  g_autofree char *end_time = NULL;
  g_autofree char *city = NULL;
  g_autofree char *when = NULL;

  if (start == NULL || end == NULL)
    return g_strdup ("");
  start_day = format_day (start, today, FALSE);
  start_time = g_date_time_format (start, get_time_format ());
  end_time = g_date_time_format (end, get_time_format ());
  if (get_day_number (start) == get_day_number (end) ||
      event->end_date - event->start_date < 12 * G_TIME_SPAN_HOUR)
    {
      /* Translators: day, beginning, end: “Today, 19:00 – 23:00”. */
      when = g_strdup_printf (_ ("%s, %s – %s"), start_day, start_time, end_time);
    }
  else
    {
      g_autofree char *end_day = format_day (end, today, FALSE);

      /* Translators: first day, its time, last day, its time. */
      when = g_strdup_printf (_ ("%s, %s – %s, %s"), start_day, start_time, end_day, end_time);
    }
  if (!differs_from_here (start))
    return g_steal_pointer (&when);

  city = foyer_event_text_city (event->timezone);
  /* Translators: when, and the city whose clock it is: “Today, 19:00 – 23:00 (Berlin time)”. */
  return g_strdup_printf (_ ("%s (%s time)"), when, city);
}

char *
foyer_event_text_when_short (const FoyerEvent *event, gint64 now)
{
  g_autoptr (GTimeZone) zone = foyer_event_text_load_zone (event);
  g_autoptr (GDateTime) start = to_local (event->start_date, zone);
  g_autoptr (GDateTime) today = to_local (now, zone);
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  if (start == NULL)
    return g_strdup ("");
  day = format_day (start, today, TRUE);
  if (ABS (get_day_number (start) - get_day_number (today)) > 1)
    return g_steal_pointer (&day);
  time = g_date_time_format (start, get_time_format ());
  /* Translators: day and time: “Today, 19:00”. */
  return g_strdup_printf (_ ("%s, %s"), day, time);
}

const char *
foyer_event_text_status (FoyerEventStatus status)
{
  switch (status)
    {
    case FOYER_EVENT_DRAFT:
      return _ ("Draft");
    case FOYER_EVENT_PUBLISHED:
      return _ ("Published");
    case FOYER_EVENT_CANCELLED:
      return C_ ("event", "Cancelled");
    default:
      g_return_val_if_reached ("");
    }
}

gboolean
foyer_event_text_read_wall (const char *text,
                            GTimeZone *zone,
                            gint64 base,
                            gint64 *instant,
                            char **remark)
{
  FoyerWall today;
  FoyerWall known;
  FoyerWall wall;
  FoyerWallKind kind;
  g_autofree char *after = NULL;

  foyer_wall_from_instant (&today, foyer_time_now (), zone);
  foyer_wall_from_instant (&known, base, zone);
  if (!foyer_wall_parse (text, &today, &known, &wall))
    return FALSE;

  kind = foyer_time_from_wall (zone, wall.year, wall.month, wall.day, wall.hour, wall.minute, 0,
                               instant);
  if (remark == NULL || kind == FOYER_WALL_UNIQUE)
    return TRUE;
  if (kind == FOYER_WALL_OVERLAP)
    {
      *remark = g_strdup (
          _ ("The clock shows this time twice that night, as it is set back. The first is taken."));
      return TRUE;
    }
  after = foyer_event_text_time (*instant, zone);
  /* Translators: a time that daylight saving skips, and the time just after. */
  *remark = g_strdup_printf (
      _ ("There is no %02d:%02d that night, as the clock is set forward. %s is taken."), wall.hour,
      wall.minute, after);
  return TRUE;
}

char *
foyer_event_text_write_wall (gint64 instant, GTimeZone *zone)
{
  FoyerWall wall;

  foyer_wall_from_instant (&wall, instant, zone);
  return foyer_wall_format (&wall);
}

void
foyer_event_text_move_to_day (FoyerEvent *event, gint64 day)
{
  g_autoptr (GTimeZone) zone = foyer_event_text_load_zone (event);
  gint64 wall = foyer_wall_seconds_from_instant (event->start_date, zone);
  gint64 length = foyer_wall_seconds_from_instant (event->end_date, zone) - wall;

  wall += (day - foyer_wall_seconds_get_day (wall)) * FOYER_DAY_SECONDS;
  foyer_wall_seconds_to_instant (wall, zone, &event->start_date);
  foyer_wall_seconds_to_instant (wall + length, zone, &event->end_date);
}

char *
foyer_event_text_total (gint64 amount, const char *currency)
{
  if (*currency == '\0')
    return g_strdup (_ ("several currencies"));
  return foyer_money_format (amount, currency);
}
