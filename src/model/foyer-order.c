/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order.h"

#include "foyer-money.h"

#include <json-glib/json-glib.h>

static const char *const status_words[] = { "PENDING",         "COMPLETED", "REFUNDED",
                                            "PARTLY_REFUNDED", "EXPIRED",   NULL };

static const char *const channel_words[] = { "IMPORT", "BOX_OFFICE", "WEB", "COMPLIMENTARY", NULL };

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN (FoyerOrder, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerOrder, order_number, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 64),
  FOYER_COLUMN (FoyerOrder, buyer_name, TEXT, .max = 200),
  FOYER_COLUMN (FoyerOrder, buyer_email, TEXT, .max = 254),
  FOYER_COLUMN_SINCE (2, FoyerOrder, subtotal, INTEGER, .max = FOYER_MONEY_MAX),
  FOYER_COLUMN_SINCE (2, FoyerOrder, discount, INTEGER, .max = FOYER_MONEY_MAX),
  FOYER_COLUMN_SINCE (2, FoyerOrder, service_fee, INTEGER, .max = FOYER_MONEY_MAX),
  FOYER_COLUMN (FoyerOrder, total, INTEGER, .flags = FOYER_COLUMN_REQUIRED, .max = FOYER_MONEY_MAX),
  FOYER_COLUMN (FoyerOrder, currency, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 3),
  FOYER_COLUMN (FoyerOrder, status, ENUM, .words = status_words),
  FOYER_COLUMN (FoyerOrder, channel, ENUM, .words = channel_words),
  FOYER_COLUMN_SINCE (2, FoyerOrder, promo_code_id, UUID),
  FOYER_COLUMN_SINCE (4, FoyerOrder, created_at, TIME),
  FOYER_COLUMN_SINCE (4, FoyerOrder, expires_at, TIME),
  FOYER_COLUMN_SINCE (4, FoyerOrder, note, TEXT, .max = 2000),
  FOYER_COLUMN_SINCE (4, FoyerOrder, lines, JSON),
};
/* clang-format on */

const FoyerRowType FOYER_ORDER_TYPE = {
  .table = "orders",
  .number = 3,
  .size = sizeof (FoyerOrder),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};

/* What the server did not write is no line. */
static gboolean
read_line (JsonNode *node, FoyerOrderLine *line)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *tier = object != NULL ? json_object_get_member (object, "tier_id") : NULL;
  JsonNode *quantity = object != NULL ? json_object_get_member (object, "quantity") : NULL;
  JsonNode *amount = object != NULL ? json_object_get_member (object, "amount") : NULL;
  JsonNode *cancelled = object != NULL ? json_object_get_member (object, "is_cancelled") : NULL;

  if (tier == NULL || quantity == NULL || !JSON_NODE_HOLDS_VALUE (tier) ||
      json_node_get_value_type (tier) != G_TYPE_STRING || !JSON_NODE_HOLDS_VALUE (quantity) ||
      json_node_get_value_type (quantity) != G_TYPE_INT64 ||
      !foyer_uuid_parse (json_node_get_string (tier), &line->tier_id))
    return FALSE;
  if (cancelled != NULL && !JSON_NODE_HOLDS_NULL (cancelled))
    return FALSE;
  line->quantity = json_node_get_int (quantity);
  line->amount = amount != NULL && JSON_NODE_HOLDS_VALUE (amount) ? json_node_get_int (amount) : 0;
  line->amount = CLAMP (line->amount, 0, FOYER_MONEY_MAX);
  return line->quantity > 0 && line->quantity <= FOYER_ORDER_LINE_MAX;
}

/**
 * foyer_order_parse_lines:
 * @lines: (nullable): what an order holds, as its column has it
 *
 * Returns: (transfer full) (element-type FoyerOrderLine): the places that it holds, without what is
 *   not as it should be
 */
GArray *
foyer_order_parse_lines (const char *lines)
{
  g_autoptr (JsonNode) root =
      lines != NULL && *lines != '\0' ? json_from_string (lines, NULL) : NULL;
  JsonArray *array =
      root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  GArray *found = g_array_new (FALSE, FALSE, sizeof (FoyerOrderLine));

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      FoyerOrderLine line;

      if (read_line (json_array_get_element (array, i), &line))
        g_array_append_val (found, line);
    }
  return found;
}
