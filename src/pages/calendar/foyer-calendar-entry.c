/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-calendar-entry.h"

#include "foyer-event-text.h"
#include "foyer-recurrence-parts.h"

#include <glib/gi18n-lib.h>

struct _FoyerCalendarEntry
{
  GObject parent_instance;

  char *id;      /* (owned) */
  char *heading; /* (owned) */
  char *time;    /* (owned) */
  char *title;   /* (owned) */
  char *detail;  /* (owned) */
  gboolean clash;
  gint64 day;
};

G_DEFINE_FINAL_TYPE (FoyerCalendarEntry, foyer_calendar_entry, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_HEADING,
  PROP_TIME,
  PROP_TITLE,
  PROP_DETAIL,
  PROP_CLASH,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
foyer_calendar_entry_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerCalendarEntry *self = FOYER_CALENDAR_ENTRY (object);

  switch (id)
    {
    case PROP_HEADING:
      g_value_set_string (value, self->heading);
      break;
    case PROP_TIME:
      g_value_set_string (value, self->time);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_CLASH:
      g_value_set_boolean (value, self->clash);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_calendar_entry_finalize (GObject *object)
{
  FoyerCalendarEntry *self = FOYER_CALENDAR_ENTRY (object);

  g_free (self->id);
  g_free (self->heading);
  g_free (self->time);
  g_free (self->title);
  g_free (self->detail);
  G_OBJECT_CLASS (foyer_calendar_entry_parent_class)->finalize (object);
}

static void
foyer_calendar_entry_class_init (FoyerCalendarEntryClass *klass)
{
  static const char *const names[] = { [PROP_HEADING] = "heading",
                                       [PROP_TIME] = "time",
                                       [PROP_TITLE] = "title",
                                       [PROP_DETAIL] = "detail" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_calendar_entry_get_property;
  object_class->finalize = foyer_calendar_entry_finalize;
  for (guint i = PROP_HEADING; i <= PROP_DETAIL; i++)
    properties[i] =
        g_param_spec_string (names[i], NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CLASH] =
      g_param_spec_boolean ("clash", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
foyer_calendar_entry_init (FoyerCalendarEntry *self)
{
}

/* "Studio · New York · Draft", the zone only where the clock there is another. */
static char *
make_detail (const FoyerCalendarItem *item)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autofree char *city = NULL;

  if (item->clashes)
    g_ptr_array_add (parts, _ ("The venue is taken twice at this time"));
  if (item->venue_name != NULL && *item->venue_name != '\0')
    g_ptr_array_add (parts, item->venue_name);
  if (foyer_wall_seconds_from_instant (item->start_date, here) != item->wall)
    {
      city = foyer_event_text_city (item->timezone);
      g_ptr_array_add (parts, city);
    }
  if (item->status != FOYER_EVENT_PUBLISHED)
    g_ptr_array_add (parts, (char *) foyer_event_text_status (item->status));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

FoyerCalendarEntry *
foyer_calendar_entry_new (const FoyerCalendarItem *item, gboolean is_first_of_day)
{
  FoyerCalendarEntry *self = g_object_new (FOYER_TYPE_CALENDAR_ENTRY, NULL);
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (item->timezone);

  self->id = foyer_uuid_to_string (&item->event_id);
  self->day = foyer_wall_seconds_get_day (item->wall);
  self->heading = is_first_of_day ? foyer_recurrence_day_name (item->wall) : g_strdup ("");
  self->time = foyer_event_text_time (item->start_date, zone);
  self->title = g_strdup (item->title);
  self->detail = make_detail (item);
  self->clash = item->clashes;
  return self;
}

const char *
foyer_calendar_entry_get_id (FoyerCalendarEntry *self)
{
  return self->id;
}

gint64
foyer_calendar_entry_get_day (FoyerCalendarEntry *self)
{
  return self->day;
}
