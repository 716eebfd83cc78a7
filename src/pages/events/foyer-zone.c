/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-zone.h"

#include "foyer-event-text.h"
#include "foyer-text.h"
#include "foyer-time.h"

#include <string.h>

#define ZONE_TABLE "/usr/share/zoneinfo/zone.tab"

struct _FoyerZone
{
  GObject parent_instance;

  char *name;   /* (owned) */
  char *city;   /* (owned) */
  char *folded; /* (owned) what a search looks through */
};

G_DEFINE_FINAL_TYPE (FoyerZone, foyer_zone, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_NAME,
  PROP_CITY,
  PROP_DETAIL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* Where there is no table (a bare container), these still cover the clocks of most. */
static const char *const usual_zones[] = {
  "Africa/Cairo",    "Africa/Johannesburg", "Africa/Lagos",     "Africa/Nairobi",
  "America/Chicago", "America/Denver",      "America/New_York", "America/Sao_Paulo",
  "Asia/Dubai",      "America/Los_Angeles", "Asia/Kolkata",     "Asia/Shanghai",
  "Asia/Tokyo",      "Australia/Sydney",    "Europe/Berlin",    "Europe/London",
  "Europe/Istanbul", "Pacific/Auckland",
};

static char *
dup_detail (FoyerZone *self)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (self->name);
  g_autoptr (GDateTime) now = zone != NULL ? g_date_time_new_now (zone) : NULL;
  g_autofree char *clock = now != NULL ? g_date_time_format (now, "UTC%:z") : NULL;

  return g_strdup_printf ("%s · %s", self->name, clock != NULL ? clock : "");
}

static void
foyer_zone_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerZone *self = FOYER_ZONE (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_CITY:
      g_value_set_string (value, self->city);
      break;
    case PROP_DETAIL:
      g_value_take_string (value, dup_detail (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_zone_finalize (GObject *object)
{
  FoyerZone *self = FOYER_ZONE (object);

  g_free (self->name);
  g_free (self->city);
  g_free (self->folded);
  G_OBJECT_CLASS (foyer_zone_parent_class)->finalize (object);
}

static void
foyer_zone_class_init (FoyerZoneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = foyer_zone_get_property;
  object_class->finalize = foyer_zone_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_CITY] = g_param_spec_string ("city", NULL, NULL, NULL, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
foyer_zone_init (FoyerZone *self)
{
}

static FoyerZone *
make_zone (const char *name)
{
  FoyerZone *self = g_object_new (FOYER_TYPE_ZONE, NULL);
  g_autofree char *both = NULL;

  self->name = g_strdup (name);
  self->city = foyer_event_text_city (name);
  both = g_strdup_printf ("%s %s", self->city, name);
  self->folded = foyer_text_fold (both, -1);
  return self;
}

static int
compare_zones (gconstpointer a, gconstpointer b, gpointer data)
{
  return g_utf8_collate (((const FoyerZone *) a)->city, ((const FoyerZone *) b)->city);
}

const char *
foyer_zone_get_name (FoyerZone *self)
{
  g_return_val_if_fail (FOYER_IS_ZONE (self), NULL);

  return self->name;
}

gboolean
foyer_zone_matches (FoyerZone *self, const char *folded_text)
{
  g_return_val_if_fail (FOYER_IS_ZONE (self), FALSE);
  g_return_val_if_fail (folded_text != NULL, FALSE);

  return strstr (self->folded, folded_text) != NULL;
}

GListModel *
foyer_zone_list_new (void)
{
  GListStore *store = g_list_store_new (FOYER_TYPE_ZONE);
  g_autofree char *table = NULL;
  g_autoptr (FoyerZone) utc = make_zone ("UTC");

  if (g_file_get_contents (ZONE_TABLE, &table, NULL, NULL))
    {
      g_auto (GStrv) lines = g_strsplit (table, "\n", -1);

      for (guint i = 0; lines[i] != NULL; i++)
        {
          g_auto (GStrv) cells = g_strsplit (lines[i], "\t", 4);
          g_autoptr (FoyerZone) zone = NULL;

          if (*lines[i] == '#' || g_strv_length (cells) < 3)
            continue;
          zone = make_zone (cells[2]);
          g_list_store_append (store, zone);
        }
    }
  else
    {
      for (guint i = 0; i < G_N_ELEMENTS (usual_zones); i++)
        {
          g_autoptr (FoyerZone) zone = make_zone (usual_zones[i]);

          g_list_store_append (store, zone);
        }
    }
  g_list_store_sort (store, compare_zones, NULL);
  g_list_store_insert (store, 0, utc);
  return G_LIST_MODEL (store);
}
