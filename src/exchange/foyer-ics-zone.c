/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-ics-zone.h"

#include "foyer-row.h"

#include <string.h>

struct _FoyerIcsZone
{
  char *name;      /* (owned) */
  GTimeZone *zone; /* (owned) */
  gint64 first;    /* seconds since the epoch */
  gint64 last;
};

/**
 * foyer_ics_zone_new:
 * @name: an IANA name
 *
 * Returns: (transfer full): the zone; UTC for a name that is none
 */
FoyerIcsZone *
foyer_ics_zone_new (const char *name)
{
  FoyerIcsZone *self = g_new0 (FoyerIcsZone, 1);

  self->name = g_strdup (name);
  self->zone = foyer_time_zone_load (name);
  if (self->zone == NULL)
    {
      self->zone = g_time_zone_new_utc ();
      g_free (self->name);
      self->name = g_strdup ("UTC");
    }
  self->first = G_MAXINT64;
  self->last = G_MININT64;
  return self;
}

/**
 * foyer_ics_zone_free:
 * @self: a zone
 */
void
foyer_ics_zone_free (FoyerIcsZone *self)
{
  g_free (self->name);
  g_time_zone_unref (self->zone);
  g_free (self);
}

/**
 * foyer_ics_zone_get_name:
 * @self: a zone
 *
 * Returns: its name
 */
const char *
foyer_ics_zone_get_name (FoyerIcsZone *self)
{
  return self->name;
}

/**
 * foyer_ics_zone_get:
 * @self: a zone
 *
 * Returns: (transfer none): it
 */
GTimeZone *
foyer_ics_zone_get (FoyerIcsZone *self)
{
  return self->zone;
}

/**
 * foyer_ics_zone_reach:
 * @self: a zone
 * @instant: a time that the calendar names
 */
void
foyer_ics_zone_reach (FoyerIcsZone *self, gint64 instant)
{
  self->first = MIN (self->first, instant / G_USEC_PER_SEC);
  self->last = MAX (self->last, instant / G_USEC_PER_SEC);
}

static gboolean
is_utc (FoyerIcsZone *self)
{
  return strcmp (self->name, "UTC") == 0;
}

/**
 * foyer_ics_zone_make_time:
 * @self: a zone
 * @wall: a wall time of it
 *
 * Returns: the same for libical
 */
struct icaltimetype
foyer_ics_zone_make_time (FoyerIcsZone *self, gint64 wall)
{
  gint64 rest = wall - foyer_wall_seconds_get_day (wall) * FOYER_DAY_SECONDS;
  struct icaltimetype time = icaltime_null_time ();
  GDate date;

  foyer_wall_seconds_get_date (wall, &date);
  time.year = g_date_get_year (&date);
  time.month = g_date_get_month (&date);
  time.day = g_date_get_day (&date);
  time.hour = rest / 3600;
  time.minute = rest / 60 % 60;
  time.second = rest % 60;
  if (self != NULL && !is_utc (self))
    return time;
  return icaltime_set_timezone (&time, icaltimezone_get_utc_timezone ());
}

/**
 * foyer_ics_zone_mark:
 * @self: a zone
 * @property: a property with a time of it
 */
void
foyer_ics_zone_mark (FoyerIcsZone *self, icalproperty *property)
{
  if (!is_utc (self))
    icalproperty_add_parameter (property, icalparameter_new_tzid (self->name));
}

static int
get_offset (FoyerIcsZone *self, gint64 second)
{
  return g_time_zone_get_offset (
      self->zone, g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, second));
}

/* From when on the clock differs by to from UTC. */
static void
add_observance (FoyerIcsZone *self, icalcomponent *component, gint64 second, int from, int to)
{
  int interval = g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, second);
  icalcomponent *observance =
      icalcomponent_new (g_time_zone_is_dst (self->zone, interval) ? ICAL_XDAYLIGHT_COMPONENT
                                                                   : ICAL_XSTANDARD_COMPONENT);
  struct icaltimetype start = foyer_ics_zone_make_time (self, second + from);

  icalcomponent_add_property (observance, icalproperty_new_dtstart (start));
  icalcomponent_add_property (observance, icalproperty_new_tzoffsetfrom (from));
  icalcomponent_add_property (observance, icalproperty_new_tzoffsetto (to));
  icalcomponent_add_property (
      observance, icalproperty_new_tzname (g_time_zone_get_abbreviation (self->zone, interval)));
  icalcomponent_add_component (component, observance);
}

/* The second at which the offset changes between two. */
static gint64
find_change (FoyerIcsZone *self, gint64 from, gint64 to)
{
  int before = get_offset (self, from);

  while (to - from > 1)
    {
      gint64 middle = from + (to - from) / 2;

      if (get_offset (self, middle) == before)
        from = middle;
      else
        to = middle;
    }
  return to;
}

/**
 * foyer_ics_zone_to_component:
 * @self: a zone
 *
 * Returns: (transfer full) (nullable): a VTIMEZONE with every change of the clock from before the
 * first to after the last time that the calendar names; %NULL for UTC
 */
icalcomponent *
foyer_ics_zone_to_component (FoyerIcsZone *self)
{
  icalcomponent *component;
  gint64 second;
  int offset;

  if (is_utc (self) || self->first > self->last)
    return NULL;
  component = icalcomponent_new (ICAL_VTIMEZONE_COMPONENT);
  icalcomponent_add_property (component, icalproperty_new_tzid (self->name));

  second = self->first - FOYER_DAY_SECONDS;
  second -= second % FOYER_DAY_SECONDS;
  offset = get_offset (self, second);
  add_observance (self, component, second, offset, offset);
  /* No zone changes its clock twice within a week and back. */
  for (; second < self->last + FOYER_DAY_SECONDS; second += 7 * FOYER_DAY_SECONDS)
    {
      int next = get_offset (self, second + 7 * FOYER_DAY_SECONDS);

      if (next != offset)
        {
          add_observance (self, component,
                          find_change (self, second, second + 7 * FOYER_DAY_SECONDS), offset, next);
          offset = next;
        }
    }
  return component;
}
