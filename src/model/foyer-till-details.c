/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-till-details.h"

#include "foyer-row.h"

#include <string.h>

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static JsonNode *sort_node (JsonNode *node);

static JsonNode *
sort_object (JsonObject *object)
{
  JsonObject *sorted = json_object_new ();
  g_autoptr (GList) names = g_list_sort (json_object_get_members (object), compare_names);

  for (GList *name = names; name != NULL; name = name->next)
    json_object_set_member (sorted, name->data,
                            sort_node (json_object_get_member (object, name->data)));
  return json_node_init_object (json_node_alloc (), sorted);
}

static JsonNode *
sort_array (JsonArray *array)
{
  JsonArray *sorted = json_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (sorted, sort_node (json_array_get_element (array, i)));
  return json_node_init_array (json_node_alloc (), sorted);
}

static JsonNode *
sort_node (JsonNode *node)
{
  JsonNode *sorted;

  if (JSON_NODE_HOLDS_OBJECT (node))
    sorted = sort_object (json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    sorted = sort_array (json_node_get_array (node));
  else
    return json_node_copy (node);
  /* init_… took a reference of its own. */
  if (JSON_NODE_HOLDS_OBJECT (sorted))
    json_object_unref (json_node_get_object (sorted));
  else
    json_array_unref (json_node_get_array (sorted));
  return sorted;
}

/**
 * foyer_json_canonical:
 * @json: (nullable): a JSON value as text
 *
 * Returns: (transfer full) (nullable): the one text that says the same: members in the order of
 * their bytes, no spaces; %NULL for what is no JSON
 */
char *
foyer_json_canonical (const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;
  g_autoptr (JsonNode) sorted = node != NULL ? sort_node (node) : NULL;

  return sorted != NULL ? json_to_string (sorted, FALSE) : NULL;
}

/**
 * foyer_till_details_write:
 * @object: what there is to say
 *
 * Returns: (transfer full) (nullable): its text, %NULL when it is empty
 */
char *
foyer_till_details_write (JsonObject *object)
{
  g_autoptr (JsonNode) sorted = NULL;

  if (json_object_get_size (object) == 0)
    return NULL;
  sorted = sort_object (object);
  json_object_unref (json_node_get_object (sorted));
  return json_to_string (sorted, FALSE);
}

/**
 * foyer_till_details_from_lines:
 * @lines: (element-type FoyerTillLine): what was ordered
 *
 * Returns: (transfer full): the details of a SALE or VOID
 */
char *
foyer_till_details_from_lines (const GArray *lines)
{
  GString *text = g_string_new ("{\"lines\":[");

  for (guint i = 0; i < lines->len; i++)
    {
      const FoyerTillLine *line = &g_array_index (lines, FoyerTillLine, i);
      char id[FOYER_UUID_STRING_SIZE];

      foyer_uuid_format (&line->tier_id, id);
      g_string_append_printf (text,
                              "%s{\"amount\":%" G_GINT64_FORMAT ",\"quantity\":%" G_GINT64_FORMAT
                              ",\"tier_id\":\"%s\"}",
                              i > 0 ? "," : "", line->amount, line->quantity, id);
    }
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

static JsonObject *
read_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
read_int (JsonObject *object, const char *member, gint64 *number)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *number = json_node_get_int (node);
  return TRUE;
}

static gboolean
read_line (JsonNode *node, FoyerTillLine *line)
{
  JsonObject *object = read_object (node);
  const char *id;

  if (object == NULL || !read_int (object, "amount", &line->amount) ||
      !read_int (object, "quantity", &line->quantity) || ABS (line->amount) > FOYER_MONEY_MAX ||
      ABS (line->quantity) > FOYER_MONEY_MAX)
    return FALSE;
  node = json_object_get_member (object, "tier_id");
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;
  id = json_node_get_string (node);
  return foyer_uuid_parse (id, &line->tier_id);
}

/**
 * foyer_till_details_read_lines:
 * @details: (nullable): the details of a SALE or VOID
 * @lines: (element-type FoyerTillLine): what was ordered is added to it
 *
 * Returns: whether all of them could be read
 */
gboolean
foyer_till_details_read_lines (const char *details, GArray *lines)
{
  g_autoptr (JsonNode) root = details != NULL ? json_from_string (details, NULL) : NULL;
  JsonObject *object = read_object (root);
  JsonNode *node = object != NULL ? json_object_get_member (object, "lines") : NULL;
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      FoyerTillLine line;

      if (!read_line (json_array_get_element (array, i), &line))
        return FALSE;
      g_array_append_val (lines, line);
    }
  return TRUE;
}

/**
 * foyer_till_details_set_counted:
 * @object: details that are being made
 * @counted: (element-type FoyerCounted): what somebody counted; those of which there are none are
 * left out
 */
void
foyer_till_details_set_counted (JsonObject *object, const GArray *counted)
{
  JsonObject *member = json_object_new ();

  for (guint i = 0; i < counted->len; i++)
    {
      const FoyerCounted *item = &g_array_index (counted, FoyerCounted, i);
      g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, item->value);

      if (item->n != 0)
        json_object_set_int_member (member, name, item->n);
    }
  json_object_set_object_member (object, "counted", member);
}

static int
compare_counted (gconstpointer a, gconstpointer b)
{
  const FoyerCounted *one = a, *other = b;

  return (other->value > one->value) - (other->value < one->value);
}

/**
 * foyer_till_details_get_counted:
 * @details: (nullable): the details of an OPEN or CLOSE
 *
 * Returns: (transfer full) (element-type FoyerCounted): what was counted, the largest first
 */
GArray *
foyer_till_details_get_counted (const char *details)
{
  g_autoptr (JsonNode) root = details != NULL ? json_from_string (details, NULL) : NULL;
  JsonObject *object = read_object (root);
  JsonObject *counted =
      object != NULL ? read_object (json_object_get_member (object, "counted")) : NULL;
  GArray *list = g_array_new (FALSE, FALSE, sizeof (FoyerCounted));
  g_autoptr (GList) names = counted != NULL ? json_object_get_members (counted) : NULL;

  for (GList *name = names; name != NULL; name = name->next)
    {
      FoyerCounted item;

      if (g_ascii_string_to_signed (name->data, 10, 1, FOYER_MONEY_MAX, &item.value, NULL) &&
          read_int (counted, name->data, &item.n))
        g_array_append_val (list, item);
    }
  g_array_sort (list, compare_counted);
  return list;
}

/**
 * foyer_till_details_get_number:
 * @details: (nullable): a record's details
 * @member: a member of them
 *
 * Returns: the number; %FOYER_NONE when there is none
 */
gint64
foyer_till_details_get_number (const char *details, const char *member)
{
  g_autoptr (JsonNode) root = details != NULL ? json_from_string (details, NULL) : NULL;
  JsonObject *object = read_object (root);
  gint64 number;

  return object != NULL && read_int (object, member, &number) ? number : FOYER_NONE;
}

/**
 * foyer_till_details_dup_text:
 * @details: (nullable): a record's details
 * @member: a member of them
 *
 * Returns: (transfer full) (nullable): the text; %NULL when there is none
 */
char *
foyer_till_details_dup_text (const char *details, const char *member)
{
  g_autoptr (JsonNode) root = details != NULL ? json_from_string (details, NULL) : NULL;
  JsonObject *object = read_object (root);
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return g_strdup (json_node_get_string (node));
}
