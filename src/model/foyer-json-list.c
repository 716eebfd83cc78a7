/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-json-list.h"

#include <json-glib/json-glib.h>

/**
 * foyer_json_list_parse:
 * @json: (nullable): a JSON array of strings, as a column holds it
 *
 * What is no string in it is left out, and of what is no array there is nothing.
 *
 * Returns: (transfer full) (array zero-terminated=1): its strings, in order
 */
char **
foyer_json_list_parse (const char *json)
{
  g_autoptr (GStrvBuilder) items = g_strv_builder_new ();
  g_autoptr (JsonNode) root = json != NULL && *json != '\0' ? json_from_string (json, NULL) : NULL;
  JsonArray *array =
      root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (item) && json_node_get_value_type (item) == G_TYPE_STRING)
        g_strv_builder_add (items, json_node_get_string (item));
    }
  return g_strv_builder_end (items);
}

/**
 * foyer_json_list_format:
 * @items: (array zero-terminated=1): strings
 *
 * Returns: (transfer full) (nullable): them as a column holds them; %NULL when there is none
 */
char *
foyer_json_list_format (const char *const *items)
{
  g_autoptr (JsonArray) array = NULL;
  g_autoptr (JsonNode) root = NULL;

  if (items == NULL || items[0] == NULL)
    return NULL;
  array = json_array_new ();
  for (guint i = 0; items[i] != NULL; i++)
    json_array_add_string_element (array, items[i]);
  root = json_node_init_array (json_node_alloc (), array);
  return json_to_string (root, FALSE);
}

/**
 * foyer_json_list_has_id:
 * @json: (nullable): a JSON array of ids
 * @id: an id
 *
 * Returns: whether it is among them
 */
gboolean
foyer_json_list_has_id (const char *json, const FoyerUuid *id)
{
  g_auto (GStrv) items = foyer_json_list_parse (json);
  FoyerUuid item;

  for (guint i = 0; items[i] != NULL; i++)
    if (foyer_uuid_parse (items[i], &item) && foyer_uuid_equal (&item, id))
      return TRUE;
  return FALSE;
}
