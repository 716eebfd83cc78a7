/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-promo-code.h"

#include <json-glib/json-glib.h>

static const char *const type_words[] = { "PERCENTAGE", "FIXED", NULL };
static const char *const scope_words[] = { "ORDER", "TICKET", NULL };

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, code, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = FOYER_PROMO_CODE_MAX),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, discount_type, ENUM, .words = type_words),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, discount_value, INTEGER, .flags = FOYER_COLUMN_REQUIRED, .max = FOYER_MONEY_MAX),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, applies_to, ENUM, .words = scope_words),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, tier_ids, JSON),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, valid_from, TIME),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, valid_until, TIME),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, max_uses, INTEGER, .max = 100000000),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, max_per_person, INTEGER, .max = 100000000),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, is_inactive, BOOLEAN),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, batch, TEXT, .max = 200),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, note, TEXT, .max = 2000),
};
/* clang-format on */

const FoyerRowType FOYER_PROMO_CODE_TYPE = {
  .table = "promo_codes",
  .number = 9,
  .size = sizeof (FoyerPromoCode),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};

/**
 * foyer_promo_code_normalise:
 * @text: (nullable): a code as somebody wrote it
 *
 * Case, the width of letters and what stands around it do not count.
 *
 * Returns: (transfer full) (nullable): the code as it is stored; %NULL when it is empty, has a
 * space or control character inside, is too long or no UTF-8
 */
char *
foyer_promo_code_normalise (const char *text)
{
  g_autofree char *normal = NULL;
  g_autofree char *code = NULL;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;
  normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  code = g_utf8_strup (g_strstrip (normal), -1);
  if (*code == '\0' || g_utf8_strlen (code, -1) > FOYER_PROMO_CODE_MAX)
    return NULL;
  for (const char *p = code; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isgraph (g_utf8_get_char (p)))
      return NULL;
  return g_steal_pointer (&code);
}

/**
 * foyer_promo_code_get_tiers:
 * @self: a promo code
 *
 * Returns: (transfer full) (nullable) (element-type FoyerUuid): the tiers that it is for, %NULL for
 * every tier. Of a text that is no list of ids: none
 */
GArray *
foyer_promo_code_get_tiers (const FoyerPromoCode *self)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;
  GArray *ids;

  if (self->tier_ids == NULL)
    return NULL;
  ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  node = json_from_string (self->tier_ids, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return ids;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      FoyerUuid id;

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING &&
          foyer_uuid_parse (json_node_get_string (element), &id))
        g_array_append_val (ids, id);
    }
  return ids;
}

/**
 * foyer_promo_code_make_tiers:
 * @ids: (nullable) (element-type FoyerUuid): tiers, %NULL for every tier
 *
 * Returns: (transfer full) (nullable): the text for tier_ids
 */
char *
foyer_promo_code_make_tiers (const GArray *ids)
{
  GString *text;

  if (ids == NULL)
    return NULL;
  text = g_string_new ("[");
  for (guint i = 0; i < ids->len; i++)
    {
      char id[FOYER_UUID_STRING_SIZE];

      foyer_uuid_format (&g_array_index (ids, FoyerUuid, i), id);
      g_string_append_printf (text, "%s\"%s\"", i > 0 ? "," : "", id);
    }
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}
