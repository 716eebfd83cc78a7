/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-zone-row.h"

#include "foyer-event-text.h"
#include "foyer-text.h"
#include "foyer-time.h"
#include "foyer-zone.h"

#include <glib/gi18n-lib.h>

struct _FoyerZoneRow
{
  FoyerChoiceRow parent_instance;

  char *zone_name; /* (owned) (nullable) */
  gint64 instant;  /* the clock is told as of then */
};

G_DEFINE_FINAL_TYPE (FoyerZoneRow, foyer_zone_row, FOYER_TYPE_CHOICE_ROW)

enum
{
  PROP_0,
  PROP_ZONE_NAME,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GListModel *
foyer_zone_row_load (FoyerChoiceRow *row)
{
  return foyer_zone_list_new ();
}

static char *
foyer_zone_row_fold (const char *typed)
{
  return foyer_text_fold (typed, -1);
}

static gboolean
foyer_zone_row_matches (gpointer item, const char *folded)
{
  return foyer_zone_matches (item, folded);
}

static void
foyer_zone_row_choose (FoyerChoiceRow *row, gpointer item)
{
  foyer_zone_row_set_zone_name (FOYER_ZONE_ROW (row), foyer_zone_get_name (item));
}

static void
foyer_zone_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ZONE_NAME:
      g_value_set_string (value, FOYER_ZONE_ROW (object)->zone_name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_zone_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ZONE_NAME:
      foyer_zone_row_set_zone_name (FOYER_ZONE_ROW (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_zone_row_finalize (GObject *object)
{
  g_free (FOYER_ZONE_ROW (object)->zone_name);
  G_OBJECT_CLASS (foyer_zone_row_parent_class)->finalize (object);
}

static void
foyer_zone_row_class_init (FoyerZoneRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  FoyerChoiceRowClass *row_class = FOYER_CHOICE_ROW_CLASS (klass);

  object_class->get_property = foyer_zone_row_get_property;
  object_class->set_property = foyer_zone_row_set_property;
  object_class->finalize = foyer_zone_row_finalize;
  row_class->load = foyer_zone_row_load;
  row_class->fold = foyer_zone_row_fold;
  row_class->matches = foyer_zone_row_matches;
  row_class->choose = foyer_zone_row_choose;

  properties[PROP_ZONE_NAME] =
      g_param_spec_string ("zone-name", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (FOYER_TYPE_ZONE);
}

static void
foyer_zone_row_init (FoyerZoneRow *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Time _Zone"));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self), TRUE);
  foyer_choice_row_set_up (FOYER_CHOICE_ROW (self), _ ("City or zone"), _ ("Time zones"),
                           _ ("No time zone is called that. Try a big city near the place."),
                           gtk_builder_list_item_factory_new_from_resource (
                               NULL, "/io/github/foyerapp/Foyer/events/foyer-zone-item.ui"));
}

const char *
foyer_zone_row_get_zone_name (FoyerZoneRow *self)
{
  g_return_val_if_fail (FOYER_IS_ZONE_ROW (self), NULL);

  return self->zone_name;
}

/* “Europe/Berlin · CET, UTC+01:00”; where the abbreviation is only the offset, it is not told
 * twice. */
static void
show_detail (FoyerZoneRow *self)
{
  g_autoptr (GTimeZone) zone =
      self->zone_name != NULL ? foyer_time_zone_load (self->zone_name) : NULL;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (self->instant / G_USEC_PER_SEC);
  g_autoptr (GDateTime) there =
      zone != NULL && utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autofree char *offset = there != NULL ? g_date_time_format (there, "UTC%:z") : NULL;
  g_autofree char *detail = NULL;
  const char *name;

  if (there == NULL)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self), self->zone_name);
      return;
    }
  name = g_date_time_get_timezone_abbreviation (there);
  detail = g_ascii_isalpha (*name) ? g_strdup_printf ("%s · %s, %s", self->zone_name, name, offset)
                                   : g_strdup_printf ("%s · %s", self->zone_name, offset);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), detail);
}

void
foyer_zone_row_set_instant (FoyerZoneRow *self, gint64 instant)
{
  g_return_if_fail (FOYER_IS_ZONE_ROW (self));

  self->instant = instant;
  show_detail (self);
}

void
foyer_zone_row_set_zone_name (FoyerZoneRow *self, const char *name)
{
  g_autofree char *city = NULL;

  g_return_if_fail (FOYER_IS_ZONE_ROW (self));

  if (g_strcmp0 (self->zone_name, name) == 0)
    return;
  g_free (self->zone_name);
  self->zone_name = g_strdup (name);
  city = name != NULL ? foyer_event_text_city (name) : NULL;
  foyer_choice_row_set_label (FOYER_CHOICE_ROW (self), city);
  show_detail (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZONE_NAME]);
}
