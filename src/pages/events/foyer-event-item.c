/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-item.h"

#include "foyer-event-text.h"
#include "foyer-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _FoyerEventItem
{
  GObject parent_instance;

  FoyerEvent *event; /* (owned) */
  char *folded;      /* (owned) what a search looks through */
  gint64 n_tickets;
  gint64 n_dates;
  FoyerEventGroup group;
  gboolean is_first;
};

G_DEFINE_FINAL_TYPE (FoyerEventItem, foyer_event_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_N_TICKETS,
  PROP_IS_FIRST,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
foyer_event_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_N_TICKETS:
      g_value_set_int64 (value, FOYER_EVENT_ITEM (object)->n_tickets);
      break;
    case PROP_IS_FIRST:
      g_value_set_boolean (value, FOYER_EVENT_ITEM (object)->is_first);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_event_item_finalize (GObject *object)
{
  FoyerEventItem *self = FOYER_EVENT_ITEM (object);

  foyer_event_free (self->event);
  g_free (self->folded);
  G_OBJECT_CLASS (foyer_event_item_parent_class)->finalize (object);
}

static void
foyer_event_item_class_init (FoyerEventItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_event_item_get_property;
  object_class->finalize = foyer_event_item_finalize;

  properties[PROP_N_TICKETS] = g_param_spec_int64 ("n-tickets", NULL, NULL, -1, G_MAXINT64, -1,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_IS_FIRST] = g_param_spec_boolean ("is-first", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
foyer_event_item_init (FoyerEventItem *self)
{
}

static int
compare_days (gint64 a, gint64 b, GTimeZone *zone)
{
  g_autoptr (GDateTime) a_utc = g_date_time_new_from_unix_utc (a / G_USEC_PER_SEC);
  g_autoptr (GDateTime) b_utc = g_date_time_new_from_unix_utc (b / G_USEC_PER_SEC);
  g_autoptr (GDateTime) a_local = a_utc != NULL ? g_date_time_to_timezone (a_utc, zone) : NULL;
  g_autoptr (GDateTime) b_local = b_utc != NULL ? g_date_time_to_timezone (b_utc, zone) : NULL;
  int a_day;
  int b_day;

  if (a_local == NULL || b_local == NULL)
    return a < b ? -1 : a > b;
  a_day = g_date_time_get_year (a_local) * 366 + g_date_time_get_day_of_year (a_local);
  b_day = g_date_time_get_year (b_local) * 366 + g_date_time_get_day_of_year (b_local);
  return a_day - b_day;
}

FoyerEventGroup
foyer_event_group_of (const FoyerEvent *event, gint64 now)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (event->archived_at != FOYER_NONE)
    return FOYER_EVENT_GROUP_ARCHIVED;
  /* Without a look at any calendar: most events are days away. */
  if (event->start_date - now > 2 * G_TIME_SPAN_DAY)
    return event->status == FOYER_EVENT_DRAFT ? FOYER_EVENT_GROUP_DRAFTS
                                              : FOYER_EVENT_GROUP_UPCOMING;
  if (event->end_date < now && now - event->start_date > 2 * G_TIME_SPAN_DAY)
    return FOYER_EVENT_GROUP_PAST;
  zone = foyer_event_text_load_zone (event);
  /* From the day it begins until it has ended; one that ended today is still of today. */
  if (compare_days (event->start_date, now, zone) <= 0 &&
      (event->end_date > now || compare_days (event->start_date, now, zone) == 0))
    return FOYER_EVENT_GROUP_TODAY;
  if (event->end_date < now)
    return FOYER_EVENT_GROUP_PAST;
  return event->status == FOYER_EVENT_DRAFT ? FOYER_EVENT_GROUP_DRAFTS : FOYER_EVENT_GROUP_UPCOMING;
}

const char *
foyer_event_group_to_title (FoyerEventGroup group)
{
  switch (group)
    {
    case FOYER_EVENT_GROUP_TODAY:
      return _ ("Today");
    case FOYER_EVENT_GROUP_UPCOMING:
      return _ ("Upcoming");
    case FOYER_EVENT_GROUP_DRAFTS:
      return _ ("Drafts");
    case FOYER_EVENT_GROUP_PAST:
      return _ ("Past");
    case FOYER_EVENT_GROUP_ARCHIVED:
      return _ ("Archived");
    default:
      g_return_val_if_reached ("");
    }
}

FoyerEventItem *
foyer_event_item_new (const FoyerEvent *event, gint64 n_tickets, gint64 now)
{
  FoyerEventItem *self = g_object_new (FOYER_TYPE_EVENT_ITEM, NULL);
  g_autofree char *text = NULL;

  self->event = foyer_event_copy (event);
  self->n_tickets = n_tickets;
  self->group = foyer_event_group_of (event, now);
  text = g_strdup_printf ("%s %s", event->title != NULL ? event->title : "",
                          event->venue_name != NULL ? event->venue_name : "");
  self->folded = foyer_text_fold (text, -1);
  return self;
}

const FoyerEvent *
foyer_event_item_get_event (FoyerEventItem *self)
{
  g_return_val_if_fail (FOYER_IS_EVENT_ITEM (self), NULL);

  return self->event;
}

gint64
foyer_event_item_get_n_tickets (FoyerEventItem *self)
{
  g_return_val_if_fail (FOYER_IS_EVENT_ITEM (self), 0);

  return self->n_tickets;
}

void
foyer_event_item_set_n_tickets (FoyerEventItem *self, gint64 n_tickets)
{
  g_return_if_fail (FOYER_IS_EVENT_ITEM (self));

  if (self->n_tickets == n_tickets)
    return;
  self->n_tickets = n_tickets;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TICKETS]);
}

gboolean
foyer_event_item_is_first (FoyerEventItem *self)
{
  g_return_val_if_fail (FOYER_IS_EVENT_ITEM (self), FALSE);

  return self->is_first;
}

void
foyer_event_item_set_first (FoyerEventItem *self, gboolean is_first)
{
  g_return_if_fail (FOYER_IS_EVENT_ITEM (self));

  if (self->is_first == !!is_first)
    return;
  self->is_first = !!is_first;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_FIRST]);
}

gint64
foyer_event_item_get_n_dates (FoyerEventItem *self)
{
  g_return_val_if_fail (FOYER_IS_EVENT_ITEM (self), 0);

  return self->n_dates;
}

void
foyer_event_item_set_n_dates (FoyerEventItem *self, gint64 n_dates)
{
  g_return_if_fail (FOYER_IS_EVENT_ITEM (self));

  self->n_dates = n_dates;
}

FoyerEventGroup
foyer_event_item_get_group (FoyerEventItem *self)
{
  g_return_val_if_fail (FOYER_IS_EVENT_ITEM (self), FOYER_EVENT_GROUP_TODAY);

  return self->group;
}

gboolean
foyer_event_item_matches (FoyerEventItem *self, const char *folded_text)
{
  g_return_val_if_fail (FOYER_IS_EVENT_ITEM (self), FALSE);

  return folded_text == NULL || strstr (self->folded, folded_text) != NULL;
}

/* By group; the nearest first, so the past goes backwards. */
int
foyer_event_item_compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const FoyerEventItem *x = a;
  const FoyerEventItem *y = b;
  gint64 distance = x->event->start_date - y->event->start_date;

  if (x->group != y->group)
    return (int) x->group - (int) y->group;
  if (distance == 0)
    return x->event->row.key < y->event->row.key ? -1 : x->event->row.key > y->event->row.key;
  return (distance < 0) == (x->group < FOYER_EVENT_GROUP_PAST) ? -1 : 1;
}
