/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a SALE or VOID record says: foyer-till-details.h. */
#include "foyer-till-details.h"

#include "foyer-row.h"

#include <string.h>

static void
append_number (GString *text, const char *name, gint64 number)
{
  if (number != FOYER_NONE)
    g_string_append_printf (text, ",\"%s\":%" G_GINT64_FORMAT, name, number);
}

/**
 * foyer_till_details_from_lines:
 * @lines: (element-type FoyerTillLine): what was ordered
 * @cost: (nullable): what else there is to say of the order
 *
 * Returns: (transfer full): the details of a SALE or VOID
 */
char *
foyer_till_details_from_lines (const GArray *lines, const FoyerTillCost *cost)
{
  GString *text = g_string_new ("{\"lines\":[");
  char id[FOYER_UUID_STRING_SIZE];

  for (guint i = 0; i < lines->len; i++)
    {
      const FoyerTillLine *line = &g_array_index (lines, FoyerTillLine, i);

      foyer_uuid_format (&line->tier_id, id);
      g_string_append_printf (text,
                              "%s{\"amount\":%" G_GINT64_FORMAT ",\"quantity\":%" G_GINT64_FORMAT
                              ",\"tier_id\":\"%s\"}",
                              i > 0 ? "," : "", line->amount, line->quantity, id);
    }
  g_string_append_c (text, ']');
  if (cost != NULL && !foyer_uuid_is_nil (&cost->other_order_id))
    {
      foyer_uuid_format (&cost->other_order_id, id);
      g_string_append_printf (text, ",\"other_order_id\":\"%s\"", id);
    }
  if (cost != NULL)
    {
      append_number (text, "service_fee", cost->service_fee != 0 ? cost->service_fee : FOYER_NONE);
      append_number (text, "total", cost->total);
    }
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

/* Of a Z report most time would go into making objects of texts that all look the same. */
static gboolean
scan (const char **p, const char *text)
{
  gsize size = strlen (text);

  if (strncmp (*p, text, size) != 0)
    return FALSE;
  *p += size;
  return TRUE;
}

static gboolean
scan_number (const char **p, gint64 *number)
{
  char *end;

  if (**p != '-' && !g_ascii_isdigit (**p))
    return FALSE;
  *number = g_ascii_strtoll (*p, &end, 10);
  *p = end;
  return ABS (*number) <= FOYER_MONEY_MAX;
}

static gboolean
scan_id (const char **p, FoyerUuid *id)
{
  char text[FOYER_UUID_STRING_SIZE];

  if (strnlen (*p, sizeof text) < sizeof text)
    return FALSE;
  memcpy (text, *p, sizeof text - 1);
  text[sizeof text - 1] = '\0';
  *p += sizeof text - 1;
  return foyer_uuid_parse (text, id) && scan (p, "\"");
}

static gboolean
scan_line (const char **p, FoyerTillLine *line)
{
  return scan (p, "{\"amount\":") && scan_number (p, &line->amount) && scan (p, ",\"quantity\":") &&
         scan_number (p, &line->quantity) && scan (p, ",\"tier_id\":\"") &&
         scan_id (p, &line->tier_id) && scan (p, "}");
}

/* As it is written here, with nothing else in it. */
static gboolean
scan_all (const char *p, GArray *lines, FoyerTillCost *cost)
{
  FoyerTillLine line;

  if (!scan (&p, "{\"lines\":["))
    return FALSE;
  while (*p != ']')
    {
      if (!scan_line (&p, &line) || (*p != ']' && !scan (&p, ",")))
        return FALSE;
      g_array_append_val (lines, line);
    }
  p++;
  return (!scan (&p, ",\"other_order_id\":\"") || scan_id (&p, &cost->other_order_id)) &&
         (!scan (&p, ",\"service_fee\":") || scan_number (&p, &cost->service_fee)) &&
         (!scan (&p, ",\"total\":") || scan_number (&p, &cost->total)) && g_str_equal (p, "}");
}

static gboolean
read_int (JsonObject *object, const char *member, gint64 *number)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_INT64 ||
      ABS (json_node_get_int (node)) > FOYER_MONEY_MAX)
    return FALSE;
  *number = json_node_get_int (node);
  return TRUE;
}

static gboolean
read_id (JsonObject *object, const char *member, FoyerUuid *id)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_STRING &&
         foyer_uuid_parse (json_node_get_string (node), id);
}

static gboolean
read_line (JsonNode *node, FoyerTillLine *line)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  return object != NULL && read_int (object, "amount", &line->amount) &&
         read_int (object, "quantity", &line->quantity) &&
         read_id (object, "tier_id", &line->tier_id);
}

static gboolean
read_all (const char *details, GArray *lines, FoyerTillCost *cost)
{
  g_autoptr (JsonNode) root = json_from_string (details, NULL);
  JsonObject *object =
      root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
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
  read_id (object, "other_order_id", &cost->other_order_id);
  read_int (object, "service_fee", &cost->service_fee);
  read_int (object, "total", &cost->total);
  return TRUE;
}

/**
 * foyer_till_details_read_lines:
 * @details: (nullable): the details of a SALE or VOID
 * @lines: (element-type FoyerTillLine): what was ordered is added to it
 * @cost: (out) (optional): what else they say of the order
 *
 * Returns: whether all of them could be read
 */
gboolean
foyer_till_details_read_lines (const char *details, GArray *lines, FoyerTillCost *cost)
{
  static const FoyerTillCost nothing = { .total = FOYER_NONE };
  FoyerTillCost said = nothing;
  guint n = lines->len;
  gboolean is_read = details != NULL && scan_all (details, lines, &said);

  if (!is_read && details != NULL)
    {
      g_array_set_size (lines, n);
      said = nothing;
      is_read = read_all (details, lines, &said);
    }
  if (cost != NULL)
    *cost = said;
  return is_read;
}
