/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-ics.h"

#include "foyer-event-store.h"
#include "foyer-ics-event.h"
#include "foyer-ics-zone.h"
#include "foyer-row-store.h"
#include "foyer-series-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PRODUCT "-//Foyer//Event Desk//EN"

/* A calendar that grows.
 *
 *   VCALENDAR ─┬─ VTIMEZONE for each zone, as far as its events reach
 *              └─ VEVENT …
 */
typedef struct
{
  icalcomponent *calendar; /* (owned) */
  GPtrArray *events;       /* (owned) (element-type icalcomponent) */
  GHashTable *zones;       /* (owned) (element-type utf8 FoyerIcsZone) */
} Calendar;

static void
calendar_init (Calendar *self)
{
  self->calendar = icalcomponent_new (ICAL_VCALENDAR_COMPONENT);
  icalcomponent_add_property (self->calendar, icalproperty_new_version ("2.0"));
  icalcomponent_add_property (self->calendar, icalproperty_new_prodid (PRODUCT));
  icalcomponent_add_property (self->calendar, icalproperty_new_calscale ("GREGORIAN"));
  self->events = g_ptr_array_new ();
  self->zones =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) foyer_ics_zone_free);
}

/* Zones first: readers want to know them before they are named. */
static char *
calendar_write (Calendar *self)
{
  g_autoptr (GList) names =
      g_list_sort (g_hash_table_get_keys (self->zones), (GCompareFunc) strcmp);
  char *text;
  char *copy;

  for (GList *l = names; l != NULL; l = l->next)
    {
      icalcomponent *zone =
          foyer_ics_zone_to_component (g_hash_table_lookup (self->zones, l->data));

      if (zone != NULL)
        icalcomponent_add_component (self->calendar, zone);
    }
  for (guint i = 0; i < self->events->len; i++)
    icalcomponent_add_component (self->calendar, self->events->pdata[i]);
  g_ptr_array_set_size (self->events, 0);
  text = icalcomponent_as_ical_string_r (self->calendar);
  copy = g_strdup (text);
  icalmemory_free_buffer (text);
  return copy;
}

static void
calendar_clear (Calendar *self)
{
  for (guint i = 0; i < self->events->len; i++)
    icalcomponent_free (self->events->pdata[i]);
  g_ptr_array_unref (self->events);
  g_hash_table_unref (self->zones);
  icalcomponent_free (self->calendar);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Calendar, calendar_clear)

static FoyerIcsZone *
use_zone (Calendar *self, const FoyerEvent *event)
{
  FoyerIcsZone *zone = g_hash_table_lookup (self->zones, event->timezone);

  if (zone == NULL)
    {
      zone = foyer_ics_zone_new (event->timezone);
      g_hash_table_insert (self->zones, (gpointer) foyer_ics_zone_get_name (zone), zone);
    }
  foyer_ics_zone_reach (zone, event->start_date);
  foyer_ics_zone_reach (zone, event->end_date);
  return zone;
}

static icalcomponent *
add_event (Calendar *self, const FoyerEvent *event, const FoyerUuid *uid)
{
  icalcomponent *component = foyer_ics_event_new (event, use_zone (self, event), uid);

  g_ptr_array_add (self->events, component);
  return component;
}

/* What most dates say: the pattern that the others differ from. */
static const FoyerEvent *
find_usual (GPtrArray *dates)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const FoyerEvent *usual = dates->pdata[0];
  guint most = 0;

  for (guint i = 0; i < dates->len; i++)
    {
      char *digest = foyer_ics_event_digest (dates->pdata[i]);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, digest)) + 1;

      if (n > most)
        {
          most = n;
          usual = dates->pdata[i];
        }
      g_hash_table_replace (counts, digest, GUINT_TO_POINTER (n));
    }
  return usual;
}

/* The dates of a series and what its rule gives, side by side. */
static void
add_series (Calendar *self, const FoyerSeries *series, GPtrArray *dates)
{
  g_autoptr (FoyerRecurrence) rule = foyer_recurrence_new (series->rule, NULL);
  const FoyerEvent *usual = find_usual (dates);
  g_autofree char *usual_digest = foyer_ics_event_digest (usual);
  g_autoptr (GHashTable) living = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (series->timezone);
  g_autoptr (GArray) given = NULL;
  g_autoptr (FoyerEvent) first = foyer_event_copy (usual);
  FoyerRecurrenceSet set = { 0, zone };
  icalcomponent *master;
  FoyerIcsZone *ics_zone;

  foyer_wall_seconds_parse (series->start_wall, &set.start);
  given = foyer_recurrence_expand (rule, &set, 0, NULL);
  first->start_date = g_array_index (given, FoyerRecurrenceDate, 0).instant;
  first->end_date = first->start_date + (usual->end_date - usual->start_date);
  master = add_event (self, first, &series->row.id);
  ics_zone = g_hash_table_lookup (self->zones, first->timezone);
  foyer_ics_event_add_rule (master, rule, given->len);

  for (guint i = 0; i < dates->len; i++)
    g_hash_table_insert (living, &((FoyerEvent *) dates->pdata[i])->series_date, dates->pdata[i]);
  for (guint i = 0; i < given->len; i++)
    {
      const FoyerRecurrenceDate *date = &g_array_index (given, FoyerRecurrenceDate, i);

      foyer_ics_zone_reach (ics_zone, date->instant);
      if (!g_hash_table_remove (living, &date->instant))
        foyer_ics_event_add_exception (master, ics_zone, date->wall);
      else if (date->kind == FOYER_WALL_GAP)
        {
          /* Readers do not agree on a time that no clock shows. */
          foyer_ics_event_add_exception (master, ics_zone, date->wall);
          foyer_ics_event_add_addition (master, ics_zone,
                                        foyer_wall_seconds_from_instant (date->instant, zone));
        }
    }
  for (guint i = 0; i < dates->len; i++)
    {
      const FoyerEvent *date = dates->pdata[i];
      gint64 wall = foyer_wall_seconds_from_instant (date->series_date, zone);
      g_autofree char *digest = foyer_ics_event_digest (date);

      foyer_ics_zone_reach (ics_zone, date->series_date);
      if (g_hash_table_contains (living, &date->series_date))
        foyer_ics_event_add_addition (master, ics_zone, wall);
      if (date->start_date != date->series_date || strcmp (digest, usual_digest) != 0)
        foyer_ics_event_set_instead (add_event (self, date, &series->row.id), ics_zone, wall);
    }
}

/* A row that is broken, or of another zone than its dates: the dates one by one. */
static gboolean
can_use_rule (const FoyerSeries *series, GPtrArray *dates)
{
  g_autoptr (FoyerRecurrence) rule = foyer_recurrence_new (series->rule, NULL);
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (series->timezone);
  g_autoptr (GArray) given = NULL;
  FoyerRecurrenceSet set = { 0, zone };

  if (rule == NULL || zone == NULL || !foyer_wall_seconds_parse (series->start_wall, &set.start) ||
      strcmp (find_usual (dates)->timezone, series->timezone) != 0)
    return FALSE;
  given = foyer_recurrence_expand (rule, &set, 1, NULL);
  return given->len == 1;
}

static gboolean
add_series_by_id (Calendar *self, FoyerDatabase *db, const FoyerUuid *series_id, GError **error)
{
  g_autoptr (FoyerSeries) series = foyer_series_store_get (db, series_id, error);
  g_autoptr (GPtrArray) dates =
      series != NULL ? foyer_series_store_dates (db, series_id, error) : NULL;

  if (dates == NULL)
    return FALSE;
  if (dates->len > 0 && can_use_rule (series, dates))
    add_series (self, series, dates);
  else
    for (guint i = 0; i < dates->len; i++)
      add_event (self, dates->pdata[i], &((FoyerEvent *) dates->pdata[i])->row.id);
  return TRUE;
}

/**
 * foyer_event_ics_new_for_event:
 * @db: a connection
 * @event_id: an event
 * @error: return location
 *
 * Returns: (transfer full): a calendar with this event; %NULL with error
 */
char *
foyer_event_ics_new_for_event (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, event_id, error);
  g_auto (Calendar) calendar = { NULL };

  calendar_init (&calendar);
  if (event == NULL)
    return NULL;
  add_event (&calendar, event, &event->row.id);
  return calendar_write (&calendar);
}

/**
 * foyer_event_ics_new_for_series:
 * @db: a connection
 * @series_id: a series
 * @error: return location
 *
 * Dates that are gone are EXDATE, those besides the rule RDATE, and those that were moved or edited
 * events of their own with RECURRENCE-ID.
 *
 * Returns: (transfer full): a calendar with this series; %NULL with error
 */
char *
foyer_event_ics_new_for_series (FoyerDatabase *db, const FoyerUuid *series_id, GError **error)
{
  g_auto (Calendar) calendar = { NULL };

  calendar_init (&calendar);
  if (!add_series_by_id (&calendar, db, series_id, error))
    return NULL;
  return calendar_write (&calendar);
}

/**
 * foyer_event_ics_new_for_all:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full): a calendar with all events and series; %NULL with error
 */
char *
foyer_event_ics_new_for_all (FoyerDatabase *db, GError **error)
{
  g_autoptr (GPtrArray) alone = foyer_series_store_alone (db, error);
  g_autoptr (GPtrArray) heads = alone != NULL ? foyer_series_store_heads (db, 0, error) : NULL;
  g_auto (Calendar) calendar = { NULL };

  calendar_init (&calendar);
  if (heads == NULL)
    return NULL;
  for (guint i = 0; i < alone->len; i++)
    add_event (&calendar, alone->pdata[i], &((FoyerEvent *) alone->pdata[i])->row.id);
  for (guint i = 0; i < heads->len; i++)
    if (!add_series_by_id (&calendar, db, &((FoyerSeriesHead *) heads->pdata[i])->series_id, error))
      return NULL;
  return calendar_write (&calendar);
}
