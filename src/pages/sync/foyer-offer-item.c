/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-offer-item.h"

#include "foyer-row.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _FoyerOfferItem
{
  GObject parent_instance;

  GPtrArray *list;          /* (owned) */
  FoyerOfferedEvent *event; /* of the list */
  char *subtitle;           /* (owned) */
  char *folded;             /* (owned) what a search looks at */
  gboolean is_kept;
  gboolean is_chosen;
};

G_DEFINE_FINAL_TYPE (FoyerOfferItem, foyer_offer_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_IS_CHOSEN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
foyer_offer_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerOfferItem *self = FOYER_OFFER_ITEM (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->event->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    case PROP_IS_CHOSEN:
      g_value_set_boolean (value, self->is_chosen);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_offer_item_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_IS_CHOSEN:
      foyer_offer_item_set_chosen (FOYER_OFFER_ITEM (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_offer_item_finalize (GObject *object)
{
  FoyerOfferItem *self = FOYER_OFFER_ITEM (object);

  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_free (self->subtitle);
  g_free (self->folded);
  G_OBJECT_CLASS (foyer_offer_item_parent_class)->finalize (object);
}

static void
foyer_offer_item_class_init (FoyerOfferItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = foyer_offer_item_get_property;
  object_class->set_property = foyer_offer_item_set_property;
  object_class->finalize = foyer_offer_item_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_IS_CHOSEN] =
      g_param_spec_boolean ("is-chosen", NULL, NULL, FALSE, flags | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
foyer_offer_item_init (FoyerOfferItem *self)
{
}

static char *
say_when (const FoyerOfferedEvent *event)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (event->timezone);
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (event->start_date == FOYER_NONE)
    return NULL;
  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  utc = g_date_time_new_from_unix_utc (event->start_date / G_USEC_PER_SEC);
  local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  return local != NULL ? g_date_time_format (local, _ ("%-e %b %Y")) : NULL;
}

FoyerOfferItem *
foyer_offer_item_new (GPtrArray *list, FoyerOfferedEvent *event, gboolean is_kept)
{
  FoyerOfferItem *self = g_object_new (FOYER_TYPE_OFFER_ITEM, NULL);
  g_autofree char *when = say_when (event);
  g_autofree char *all = NULL;

  self->list = g_ptr_array_ref (list);
  self->event = event;
  self->is_kept = self->is_chosen = is_kept;
  self->subtitle =
      g_strjoin (when != NULL && event->organizer != NULL ? " · " : "", when != NULL ? when : "",
                 event->organizer != NULL ? event->organizer : "", NULL);
  all = g_strconcat (event->title, " ", self->subtitle, NULL);
  self->folded = g_utf8_casefold (all, -1);
  return self;
}

FoyerOfferedEvent *
foyer_offer_item_get_event (FoyerOfferItem *self)
{
  g_return_val_if_fail (FOYER_IS_OFFER_ITEM (self), NULL);

  return self->event;
}

gboolean
foyer_offer_item_is_kept (FoyerOfferItem *self)
{
  g_return_val_if_fail (FOYER_IS_OFFER_ITEM (self), FALSE);

  return self->is_kept;
}

gboolean
foyer_offer_item_is_chosen (FoyerOfferItem *self)
{
  g_return_val_if_fail (FOYER_IS_OFFER_ITEM (self), FALSE);

  return self->is_chosen;
}

void
foyer_offer_item_set_chosen (FoyerOfferItem *self, gboolean is_chosen)
{
  g_return_if_fail (FOYER_IS_OFFER_ITEM (self));

  if (self->is_chosen == !!is_chosen)
    return;
  self->is_chosen = !!is_chosen;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_CHOSEN]);
}

gboolean
foyer_offer_item_matches (FoyerOfferItem *self, const char *folded)
{
  g_return_val_if_fail (FOYER_IS_OFFER_ITEM (self), FALSE);

  return strstr (self->folded, folded) != NULL;
}
