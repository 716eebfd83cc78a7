/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-currency-item.h"

#include "foyer-currency.h"
#include "foyer-text.h"

#include <json-glib/json-glib.h>
#include <libintl.h>
#include <string.h>

#define ISO_DOMAIN "iso_4217"

struct _FoyerCurrencyItem
{
  GObject parent_instance;

  char *code;   /* (owned) */
  char *name;   /* (owned) */
  char *folded; /* (owned) what is searched */
};

G_DEFINE_FINAL_TYPE (FoyerCurrencyItem, foyer_currency_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CODE,
  PROP_NAME,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
foyer_currency_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerCurrencyItem *self = FOYER_CURRENCY_ITEM (object);

  switch (id)
    {
    case PROP_CODE:
      g_value_set_string (value, self->code);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_currency_item_finalize (GObject *object)
{
  FoyerCurrencyItem *self = FOYER_CURRENCY_ITEM (object);

  g_free (self->code);
  g_free (self->name);
  g_free (self->folded);
  G_OBJECT_CLASS (foyer_currency_item_parent_class)->finalize (object);
}

static void
foyer_currency_item_class_init (FoyerCurrencyItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_currency_item_get_property;
  object_class->finalize = foyer_currency_item_finalize;
  properties[PROP_CODE] =
      g_param_spec_string ("code", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] =
      g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
foyer_currency_item_init (FoyerCurrencyItem *self)
{
}

/* English names by code, from the file that the translations go with. */
static GHashTable *
load_names (void)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *const *folders = g_get_system_data_dirs ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  gboolean is_loaded = FALSE;
  JsonNode *root;
  JsonArray *array;

  for (guint i = 0; folders[i] != NULL && !is_loaded; i++)
    {
      g_autofree char *path =
          g_build_filename (folders[i], "iso-codes", "json", ISO_DOMAIN ".json", NULL);

      is_loaded = json_parser_load_from_file (parser, path, NULL);
    }
  root = is_loaded ? json_parser_get_root (parser) : NULL;
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) ||
      !json_object_has_member (json_node_get_object (root), "4217"))
    return names;
  array = json_object_get_array_member (json_node_get_object (root), "4217");
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *entry = json_array_get_object_element (array, i);
      const char *code = entry != NULL
                             ? json_object_get_string_member_with_default (entry, "alpha_3", NULL)
                             : NULL;
      const char *name =
          entry != NULL ? json_object_get_string_member_with_default (entry, "name", NULL) : NULL;

      if (code != NULL && name != NULL)
        g_hash_table_insert (names, g_strdup (code), g_strdup (name));
    }
  return names;
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer data)
{
  return g_utf8_collate (((FoyerCurrencyItem *) a)->name, ((FoyerCurrencyItem *) b)->name);
}

GListModel *
foyer_currency_item_list_new (void)
{
  GListStore *store = g_list_store_new (FOYER_TYPE_CURRENCY_ITEM);
  g_autoptr (GHashTable) names = load_names ();
  g_auto (GStrv) codes = foyer_currency_list ();

  bind_textdomain_codeset (ISO_DOMAIN, "UTF-8");
  for (guint i = 0; codes[i] != NULL; i++)
    {
      g_autoptr (FoyerCurrencyItem) item = g_object_new (FOYER_TYPE_CURRENCY_ITEM, NULL);
      const char *name = g_hash_table_lookup (names, codes[i]);
      g_autofree char *both = NULL;

      item->code = g_strdup (codes[i]);
      item->name = g_strdup (name != NULL ? dgettext (ISO_DOMAIN, name) : codes[i]);
      both = g_strdup_printf ("%s %s %s", item->name, item->code, name != NULL ? name : "");
      item->folded = foyer_text_fold (both, -1);
      g_list_store_insert_sorted (store, item, compare_names, NULL);
    }
  return G_LIST_MODEL (store);
}

const char *
foyer_currency_item_get_code (FoyerCurrencyItem *self)
{
  g_return_val_if_fail (FOYER_IS_CURRENCY_ITEM (self), NULL);

  return self->code;
}

const char *
foyer_currency_item_get_name (FoyerCurrencyItem *self)
{
  g_return_val_if_fail (FOYER_IS_CURRENCY_ITEM (self), NULL);

  return self->name;
}

gboolean
foyer_currency_item_matches (FoyerCurrencyItem *self, const char *folded)
{
  g_return_val_if_fail (FOYER_IS_CURRENCY_ITEM (self), FALSE);

  return strstr (self->folded, folded) != NULL;
}
