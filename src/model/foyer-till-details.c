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

static const char *scan_value (const char *p);

/* Plain text, which is written in one way alone. */
static const char *
scan_text (const char *p)
{
  for (p++; *p != '"'; p++)
    if ((guchar) *p < 0x20 || (guchar) *p >= 0x7f || *p == '\\' || *p == '/')
      return NULL;
  return p + 1;
}

static const char *
scan_number (const char *p)
{
  const char *first = *p == '-' ? p + 1 : p;
  const char *end = first;

  while (g_ascii_isdigit (*end))
    end++;
  if (end == first || end - first > 18 || (*first == '0' && (end - first > 1 || first != p)) ||
      *end == '.' || *end == 'e' || *end == 'E')
    return NULL;
  return end;
}

static const char *
scan_object (const char *p)
{
  const char *last = NULL;
  gsize last_size = 0;

  if (*++p == '}')
    return p + 1;
  while (TRUE)
    {
      const char *name = p, *end = *p == '"' ? scan_text (p) : NULL;
      gsize size;
      int order;

      if (end == NULL || *end != ':')
        return NULL;
      size = end - name - 2;
      order = last != NULL ? memcmp (last, name + 1, MIN (last_size, size)) : -1;
      if (order > 0 || (order == 0 && last_size >= size))
        return NULL;
      last = name + 1;
      last_size = size;
      p = scan_value (end + 1);
      if (p == NULL || (*p != ',' && *p != '}'))
        return NULL;
      if (*p++ == '}')
        return p;
    }
}

static const char *
scan_array (const char *p)
{
  if (*++p == ']')
    return p + 1;
  while (TRUE)
    {
      p = scan_value (p);
      if (p == NULL || (*p != ',' && *p != ']'))
        return NULL;
      if (*p++ == ']')
        return p;
    }
}

static const char *
scan_value (const char *p)
{
  switch (*p)
    {
    case '{':
      return scan_object (p);
    case '[':
      return scan_array (p);
    case '"':
      return scan_text (p);
    default:
      return scan_number (p);
    }
}

/* What the till writes is in the one form already: seen in a fraction of the time that it takes to
 * make it anew. Nothing is nested deeper than a hand. */
static gboolean
is_canonical (const char *json)
{
  guint depth = 0;
  const char *end;

  for (const char *p = json; *p != '\0'; p++)
    if ((*p == '{' || *p == '[') && ++depth > 4096)
      return FALSE;
  end = *json == '{' ? scan_object (json) : NULL;
  return end != NULL && *end == '\0';
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
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) sorted = NULL;

  if (json != NULL && is_canonical (json))
    return g_strdup (json);
  node = json != NULL ? json_from_string (json, NULL) : NULL;
  sorted = node != NULL ? sort_node (node) : NULL;
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
