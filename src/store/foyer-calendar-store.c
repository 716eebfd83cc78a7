/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-calendar-store.h"

#include "foyer-wall-seconds.h"

#include <string.h>

static void
item_free (gpointer data)
{
  FoyerCalendarItem *self = data;

  g_free (self->title);
  g_free (self->timezone);
  g_free (self->venue_name);
  g_free (self);
}

static char *
dup_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

static void
read_id (sqlite3_stmt *statement, int column, FoyerUuid *id)
{
  if (sqlite3_column_bytes (statement, column) == sizeof id->bytes)
    memcpy (id->bytes, sqlite3_column_blob (statement, column), sizeof id->bytes);
}

static FoyerEventStatus
read_status (const char *word)
{
  if (g_strcmp0 (word, "PUBLISHED") == 0)
    return FOYER_EVENT_PUBLISHED;
  return g_strcmp0 (word, "CANCELLED") == 0 ? FOYER_EVENT_CANCELLED : FOYER_EVENT_DRAFT;
}

/* Zones stay loaded while many events of one are looked at. */
static GTimeZone *
use_zone (GHashTable *zones, const char *name)
{
  GTimeZone *zone = g_hash_table_lookup (zones, name);

  if (zone == NULL)
    {
      zone = foyer_time_zone_load (name);
      if (zone == NULL)
        zone = g_time_zone_new_utc ();
      g_hash_table_insert (zones, g_strdup (name), zone);
    }
  return zone;
}

static FoyerCalendarItem *
read_item (sqlite3_stmt *statement, GHashTable *zones)
{
  FoyerCalendarItem *item = g_new0 (FoyerCalendarItem, 1);
  GTimeZone *zone;

  read_id (statement, 0, &item->event_id);
  read_id (statement, 1, &item->series_id);
  item->title = dup_text (statement, 2);
  item->timezone = dup_text (statement, 3);
  item->venue_name = dup_text (statement, 4);
  item->start_date = sqlite3_column_int64 (statement, 5);
  item->end_date = sqlite3_column_int64 (statement, 6);
  item->status = read_status ((const char *) sqlite3_column_text (statement, 7));
  zone = use_zone (zones, item->timezone != NULL ? item->timezone : "UTC");
  item->wall = foyer_wall_seconds_from_instant (item->start_date, zone);
  item->wall_end = foyer_wall_seconds_from_instant (item->end_date, zone);
  return item;
}

static int
compare_venues (gconstpointer a, gconstpointer b)
{
  const FoyerCalendarItem *first = *(FoyerCalendarItem *const *) a;
  const FoyerCalendarItem *second = *(FoyerCalendarItem *const *) b;
  int order = g_strcmp0 (first->venue_name, second->venue_name);

  if (order != 0)
    return order;
  return (first->start_date > second->start_date) - (first->start_date < second->start_date);
}

/**
 * foyer_calendar_mark_clashes:
 * @items: (element-type FoyerCalendarItem): events
 *
 * Two events clash when they are at one venue at one time; a cancelled one is not there.
 */
void
foyer_calendar_mark_clashes (GPtrArray *items)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (items->len);
  FoyerCalendarItem *last = NULL; /* that which ends last so far, at this venue */

  for (guint i = 0; i < items->len; i++)
    {
      FoyerCalendarItem *item = items->pdata[i];

      item->clashes = FALSE;
      if (item->venue_name != NULL && *item->venue_name != '\0' &&
          item->status != FOYER_EVENT_CANCELLED)
        g_ptr_array_add (sorted, item);
    }
  g_ptr_array_sort (sorted, compare_venues);
  for (guint i = 0; i < sorted->len; i++)
    {
      FoyerCalendarItem *item = sorted->pdata[i];

      if (last != NULL && strcmp (last->venue_name, item->venue_name) == 0)
        {
          if (item->start_date < last->end_date)
            item->clashes = last->clashes = TRUE;
          if (item->end_date <= last->end_date)
            continue;
        }
      last = item;
    }
}

/**
 * foyer_calendar_store_read:
 * @db: a connection
 * @first_day: wall time of the first day's midnight
 * @end_day: that of the day after the last
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerCalendarItem): the events by start, clashes marked;
 * %NULL with error
 */
GPtrArray *
foyer_calendar_store_read (FoyerDatabase *db, gint64 first_day, gint64 end_day, GError **error)
{
  static const char sql[] =
      "SELECT id, series_id, title, timezone, venue_name, start_date, end_date, status FROM events "
      "WHERE deleted_at IS NULL AND start_date < ?2 AND end_date > ?1 AND archived_at IS NULL AND "
      "NOT coalesce (is_template, 0) ORDER BY start_date LIMIT ?3";
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
  g_autoptr (GHashTable) zones =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_time_zone_unref);
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int step;

  if (statement == NULL)
    return NULL;
  /* Walls are up to 14 hours away from UTC. */
  sqlite3_bind_int64 (statement, 1, (first_day - FOYER_DAY_SECONDS) * G_USEC_PER_SEC);
  sqlite3_bind_int64 (statement, 2, (end_day + FOYER_DAY_SECONDS) * G_USEC_PER_SEC);
  sqlite3_bind_int (statement, 3, FOYER_CALENDAR_MOST);
  while ((step = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      FoyerCalendarItem *item = read_item (statement, zones);

      g_ptr_array_add (items, item);
    }
  if (step != SQLITE_DONE)
    return NULL;
  foyer_calendar_mark_clashes (items);
  return g_steal_pointer (&items);
}
