/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-series-pattern.h"

#include "foyer-check-in-list.h"
#include "foyer-event-store.h"
#include "foyer-question.h"
#include "foyer-quota.h"
#include "foyer-row-store.h"
#include "foyer-tier.h"

#include <string.h>

/* What belongs to an event, in the order in which it is written: what is named stands before what
 * names it. */
typedef enum
{
  CHILD_QUOTA,
  CHILD_TIER,
  CHILD_QUESTION,
  CHILD_ENTRANCE,
  N_CHILDREN,
} Child;

struct _FoyerSeriesPattern
{
  FoyerEvent *event; /* (owned) */
  GTimeZone *zone;   /* (owned) */
  gint64 wall;       /* of its start */
  gint64 wall_length;
  GPtrArray *children[N_CHILDREN]; /* (owned) (element-type FoyerRow) */
  GPtrArray *copies[N_CHILDREN]; /* (owned) (element-type FoyerRow) the same for the date at hand */
};

static const FoyerRowType *
get_type (Child child)
{
  switch (child)
    {
    case CHILD_QUOTA:
      return &FOYER_QUOTA_TYPE;
    case CHILD_TIER:
      return &FOYER_TIER_TYPE;
    case CHILD_QUESTION:
      return &FOYER_QUESTION_TYPE;
    case CHILD_ENTRANCE:
    default:
      return &FOYER_CHECK_IN_LIST_TYPE;
    }
}

/**
 * foyer_series_wall_length:
 * @event: an event
 * @zone: its zone
 *
 * Returns: how much later the wall's clock shows its end, seconds
 */
gint64
foyer_series_wall_length (const FoyerEvent *event, GTimeZone *zone)
{
  return foyer_wall_seconds_from_instant (event->end_date, zone) -
         foyer_wall_seconds_from_instant (event->start_date, zone);
}

/**
 * foyer_series_place:
 * @event: an event
 * @zone: its zone
 * @wall: when it is to start
 * @wall_length: how long it is by the wall's clock, seconds
 *
 * Sets start_date and end_date. A night that daylight saving shortens leaves at least a minute.
 */
void
foyer_series_place (FoyerEvent *event, GTimeZone *zone, gint64 wall, gint64 wall_length)
{
  gint64 length = event->end_date - event->start_date;

  foyer_wall_seconds_to_instant (wall, zone, &event->start_date);
  foyer_wall_seconds_to_instant (wall + wall_length, zone, &event->end_date);
  if (event->end_date <= event->start_date)
    event->end_date = event->start_date + MAX (length, G_TIME_SPAN_MINUTE);
}

/**
 * foyer_series_pattern_new:
 * @db: a connection
 * @event: an event
 * @error: return location
 *
 * Returns: (transfer full): it with what belongs to it; %NULL with error
 */
FoyerSeriesPattern *
foyer_series_pattern_new (FoyerDatabase *db, const FoyerEvent *event, GError **error)
{
  g_autoptr (FoyerSeriesPattern) self = g_new0 (FoyerSeriesPattern, 1);

  self->event = foyer_event_copy (event);
  self->zone = foyer_time_zone_load (event->timezone);
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  self->wall = foyer_wall_seconds_from_instant (event->start_date, self->zone);
  self->wall_length = foyer_series_wall_length (event, self->zone);
  for (Child child = 0; child < N_CHILDREN; child++)
    {
      self->copies[child] = g_ptr_array_new_with_free_func (foyer_row_free);
      self->children[child] = foyer_row_store_list (db, get_type (child), &event->row.id, error);
      if (self->children[child] == NULL)
        return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * foyer_series_pattern_free:
 * @self: (nullable): a pattern
 */
void
foyer_series_pattern_free (FoyerSeriesPattern *self)
{
  if (self == NULL)
    return;
  for (Child child = 0; child < N_CHILDREN; child++)
    {
      g_clear_pointer (&self->children[child], g_ptr_array_unref);
      g_clear_pointer (&self->copies[child], g_ptr_array_unref);
    }
  g_clear_pointer (&self->event, foyer_event_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self);
}

static void
make_new (FoyerRow *row)
{
  foyer_uuid_init_v7 (&row->id);
  row->key = 0;
  row->version = 0;
  row->deleted_at = FOYER_NONE;
}

/* The id of the copy of a child; nil stays nil. */
static void
map_id (FoyerSeriesPattern *self, Child child, FoyerUuid *id)
{
  for (guint i = 0; i < self->children[child]->len; i++)
    if (foyer_uuid_equal (&((FoyerRow *) self->children[child]->pdata[i])->id, id))
      {
        *id = ((FoyerRow *) self->copies[child]->pdata[i])->id;
        return;
      }
  memset (id, 0, sizeof *id);
}

/* In a JSON array of tiers' ids. */
static void
map_tier_ids (FoyerSeriesPattern *self, char **json)
{
  g_autoptr (GString) text = NULL;

  if (*json == NULL)
    return;
  text = g_string_new (*json);
  for (guint i = 0; i < self->children[CHILD_TIER]->len; i++)
    {
      char from[FOYER_UUID_STRING_SIZE], to[FOYER_UUID_STRING_SIZE];

      foyer_uuid_format (&((FoyerRow *) self->children[CHILD_TIER]->pdata[i])->id, from);
      foyer_uuid_format (&((FoyerRow *) self->copies[CHILD_TIER]->pdata[i])->id, to);
      g_string_replace (text, from, to, 0);
    }
  g_free (*json);
  *json = g_string_free (g_steal_pointer (&text), FALSE);
}

/* A time of what belongs to the event, as far from its start as before. */
static void
shift (FoyerSeriesPattern *self, gint64 *instant, gint64 seconds)
{
  if (*instant != FOYER_NONE && seconds != 0)
    foyer_wall_seconds_to_instant (foyer_wall_seconds_from_instant (*instant, self->zone) + seconds,
                                   self->zone, instant);
}

static void
shift_child (FoyerSeriesPattern *self, Child child, gpointer row, gint64 seconds)
{
  if (child == CHILD_TIER)
    {
      shift (self, &((FoyerTier *) row)->sale_start, seconds);
      shift (self, &((FoyerTier *) row)->sale_end, seconds);
    }
  else if (child == CHILD_ENTRANCE)
    {
      shift (self, &((FoyerCheckInList *) row)->opens_at, seconds);
      shift (self, &((FoyerCheckInList *) row)->closes_at, seconds);
    }
}

static void
connect_child (FoyerSeriesPattern *self, Child child, gpointer row, const FoyerUuid *event_id)
{
  switch (child)
    {
    case CHILD_QUOTA:
      ((FoyerQuota *) row)->event_id = *event_id;
      break;
    case CHILD_TIER:
      ((FoyerTier *) row)->event_id = *event_id;
      map_id (self, CHILD_QUOTA, &((FoyerTier *) row)->quota_id);
      map_id (self, CHILD_TIER, &((FoyerTier *) row)->next_tier_id);
      break;
    case CHILD_QUESTION:
      ((FoyerQuestion *) row)->event_id = *event_id;
      map_tier_ids (self, &((FoyerQuestion *) row)->tier_ids);
      break;
    case CHILD_ENTRANCE:
    default:
      ((FoyerCheckInList *) row)->event_id = *event_id;
      map_tier_ids (self, &((FoyerCheckInList *) row)->tier_ids);
      break;
    }
}

static gboolean
add_children (FoyerSeriesPattern *self,
              FoyerTransaction *transaction,
              const FoyerUuid *event_id,
              gint64 seconds,
              GError **error)
{
  for (Child child = 0; child < N_CHILDREN; child++)
    {
      g_ptr_array_set_size (self->copies[child], 0);
      for (guint i = 0; i < self->children[child]->len; i++)
        {
          FoyerRow *copy = foyer_row_copy (self->children[child]->pdata[i]);

          make_new (copy);
          g_ptr_array_add (self->copies[child], copy);
        }
      for (guint i = 0; i < self->copies[child]->len; i++)
        {
          gpointer copy = self->copies[child]->pdata[i];

          connect_child (self, child, copy, event_id);
          shift_child (self, child, copy, seconds);
          if (!foyer_transaction_insert (transaction, copy, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* "pottery-class-2026-12-01". */
static char *
make_slug (const char *title, gint64 wall)
{
  g_autofree char *base = foyer_event_slug_from_title (title);
  g_autofree char *day = foyer_wall_seconds_format (wall);

  return g_strdup_printf ("%.64s-%.10s", base, day);
}

/**
 * foyer_series_pattern_add:
 * @self: a pattern
 * @transaction: a transaction
 * @series_id: the series
 * @date: the date
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_series_pattern_add (FoyerSeriesPattern *self,
                          FoyerTransaction *transaction,
                          const FoyerUuid *series_id,
                          const FoyerRecurrenceDate *date,
                          GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_event_copy (self->event);

  make_new (&event->row);
  foyer_series_place (event, self->zone, date->wall, self->wall_length);
  event->series_id = *series_id;
  event->series_date = date->instant;
  event->archived_at = FOYER_NONE;
  g_free (event->slug);
  event->slug = make_slug (event->title, date->wall);
  return foyer_event_store_insert (transaction, event, error) &&
         add_children (self, transaction, &event->row.id, date->wall - self->wall, error);
}

/**
 * foyer_series_pattern_move:
 * @self: a pattern
 * @transaction: a transaction
 * @after: the pattern's event as it is to be; its times are set and it is stored
 * @date: where it goes
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_series_pattern_move (FoyerSeriesPattern *self,
                           FoyerTransaction *transaction,
                           FoyerEvent *after,
                           const FoyerRecurrenceDate *date,
                           GError **error)
{
  foyer_series_place (after, self->zone, date->wall, self->wall_length);
  if (!foyer_transaction_update (transaction, self->event, after, error))
    return FALSE;
  for (Child child = 0; child < N_CHILDREN; child++)
    for (guint i = 0; i < self->children[child]->len; i++)
      {
        gpointer moved = foyer_row_copy (self->children[child]->pdata[i]);
        gboolean is_done;

        shift_child (self, child, moved, date->wall - self->wall);
        is_done =
            foyer_transaction_update (transaction, self->children[child]->pdata[i], moved, error);
        foyer_row_free (moved);
        if (!is_done)
          return FALSE;
      }
  return TRUE;
}
