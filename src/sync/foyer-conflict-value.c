/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-conflict-value.h"

#include "foyer-answers.h"
#include "foyer-column-text.h"
#include "foyer-html.h"
#include "foyer-json-list.h"
#include "foyer-money.h"
#include "foyer-order.h"
#include "foyer-percentage.h"
#include "foyer-promo-code.h"
#include "foyer-question.h"
#include "foyer-quota.h"
#include "foyer-row-store.h"
#include "foyer-store-error.h"
#include "foyer-tier.h"
#include "foyer-time.h"
#include "foyer-wall-parse.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *
get_currency (const FoyerEvent *event, gconstpointer row)
{
  const FoyerColumn *column = foyer_row_type_find (((const FoyerRow *) row)->type, "currency");
  const char *own = column != NULL ? FOYER_COLUMN_FIELD (row, column, char *) : NULL;

  if (own != NULL && *own != '\0')
    return own;
  return event != NULL && event->currency != NULL ? event->currency : "";
}

static GTimeZone *
load_zone (const FoyerEvent *event)
{
  GTimeZone *zone =
      event != NULL && event->timezone != NULL ? foyer_time_zone_load (event->timezone) : NULL;

  return zone != NULL ? zone : g_time_zone_new_utc ();
}

static gboolean
is_percentage (gconstpointer row, const FoyerColumn *column)
{
  const FoyerRow *head = row;

  if (head->type == &FOYER_PROMO_CODE_TYPE && g_str_equal (column->name, "discount_value"))
    return ((const FoyerPromoCode *) row)->discount_type == FOYER_DISCOUNT_PERCENTAGE;
  return foyer_column_text_is_percentage (column);
}

/* Names of what ids stand for
 * -----------------------------------------------------------------------------------------------
 */

static const struct
{
  const char *column;
  const FoyerRowType *type;
  const char *name;
} references[] = {
  { "tier_id", &FOYER_TIER_TYPE, "name" },
  { "tier_ids", &FOYER_TIER_TYPE, "name" },
  { "next_tier_id", &FOYER_TIER_TYPE, "name" },
  { "quota_id", &FOYER_QUOTA_TYPE, "name" },
  { "order_id", &FOYER_ORDER_TYPE, "order_number" },
  { "promo_code_id", &FOYER_PROMO_CODE_TYPE, "code" },
};

static char *
name_reference (FoyerDatabase *db, const char *column, const FoyerUuid *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    if (g_str_equal (references[i].column, column))
      {
        g_autoptr (FoyerRow) row = foyer_row_store_find (db, references[i].type, id, NULL);
        const FoyerColumn *name = foyer_row_type_find (references[i].type, references[i].name);

        if (row != NULL)
          return g_strdup (FOYER_COLUMN_FIELD (row, name, char *));
        return g_strdup (_ ("Not here any more"));
      }
  if (g_str_has_suffix (column, "image_id"))
    return g_strdup (_ ("A picture"));
  return g_strdup (_ ("Set"));
}

static char *
name_list (FoyerDatabase *db, const char *column, const char *json)
{
  g_auto (GStrv) items = foyer_json_list_parse (json);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; items != NULL && items[i] != NULL; i++)
    {
      FoyerUuid id;

      g_ptr_array_add (names, foyer_uuid_parse (items[i], &id) ? name_reference (db, column, &id)
                                                               : g_strdup (items[i]));
    }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (_ (", "), (char **) names->pdata);
}

typedef struct
{
  GPtrArray *questions; /* (nullable) */
  GString *text;
} Answers;

static void
append_answer (const char *code, const char *answer, gpointer data)
{
  Answers *answers = data;
  const char *label = code;

  for (guint i = 0; answers->questions != NULL && i < answers->questions->len; i++)
    {
      const FoyerQuestion *question = g_ptr_array_index (answers->questions, i);

      if (g_strcmp0 (question->code, code) == 0 && question->label != NULL)
        label = question->label;
    }
  g_string_append_printf (answers->text, "%s%s: %s", answers->text->len > 0 ? "\n" : "", label,
                          answer);
}

static char *
name_json (FoyerDatabase *db, const FoyerEvent *event, const FoyerColumn *column, const char *json)
{
  Answers answers = { 0 };

  if (json == NULL || *json == '\0' || *json == '[')
    return name_list (db, column->name, json);
  answers.text = g_string_new (NULL);
  if (event != NULL)
    answers.questions = foyer_row_store_list (db, &FOYER_QUESTION_TYPE, &event->row.id, NULL);
  foyer_answers_foreach (json, append_answer, &answers);
  g_clear_pointer (&answers.questions, g_ptr_array_unref);
  return g_string_free (answers.text, FALSE);
}

/* Values
 * -----------------------------------------------------------------------------------------------
 */

static char *
name_number (const FoyerEvent *event, gconstpointer row, const FoyerColumn *column, gint64 number)
{
  if (number == FOYER_NONE && foyer_column_text_is_limit (column))
    return g_strdup (_ ("No limit"));
  if (number == FOYER_NONE)
    return NULL;
  if (is_percentage (row, column))
    {
      g_autofree char *percentage = foyer_percentage_format (number);

      /* Translators: a percentage. */
      return g_strdup_printf (_ ("%s %%"), percentage);
    }
  if (foyer_column_text_is_money (((const FoyerRow *) row)->type, column))
    return foyer_money_format (number, get_currency (event, row));
  return g_strdup_printf ("%'" G_GINT64_FORMAT, number);
}

static char *
write_wall (gint64 instant, const FoyerEvent *event)
{
  g_autoptr (GTimeZone) zone = load_zone (event);
  FoyerWall wall;

  foyer_wall_from_instant (&wall, instant, zone);
  return foyer_wall_format (&wall);
}

static char *
name_value (FoyerDatabase *db,
            const FoyerEvent *event,
            gconstpointer row,
            const FoyerColumn *column)
{
  const char *text;

  switch (column->type)
    {
    case FOYER_COLUMN_UUID:
      return foyer_uuid_is_nil (&FOYER_COLUMN_FIELD (row, column, FoyerUuid))
                 ? NULL
                 : name_reference (db, column->name, &FOYER_COLUMN_FIELD (row, column, FoyerUuid));
    case FOYER_COLUMN_TEXT:
      text = FOYER_COLUMN_FIELD (row, column, char *);
      return text != NULL && (column->flags & FOYER_COLUMN_HTML) ? foyer_html_to_text (text)
                                                                 : g_strdup (text);
    case FOYER_COLUMN_INTEGER:
      return name_number (event, row, column, FOYER_COLUMN_FIELD (row, column, gint64));
    case FOYER_COLUMN_TIME:
      return FOYER_COLUMN_FIELD (row, column, gint64) == FOYER_NONE
                 ? NULL
                 : write_wall (FOYER_COLUMN_FIELD (row, column, gint64), event);
    case FOYER_COLUMN_BOOLEAN:
      return g_strdup (FOYER_COLUMN_FIELD (row, column, gboolean) ? _ ("Yes") : _ ("No"));
    case FOYER_COLUMN_ENUM:
      return g_strdup (
          foyer_column_text_word (column->words[FOYER_COLUMN_FIELD (row, column, int)]));
    case FOYER_COLUMN_JSON:
      return name_json (db, event, column, FOYER_COLUMN_FIELD (row, column, char *));
    case FOYER_COLUMN_BLOB:
      return g_strdup (_ ("Data"));
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * foyer_conflict_value_text:
 * @db: a connection
 * @event: (nullable): the event, for its currency and zone
 * @row: a row
 * @column: a column of it
 *
 * Main thread.
 *
 * Returns: (transfer full): its value as people read it, never empty
 */
char *
foyer_conflict_value_text (FoyerDatabase *db,
                           const FoyerEvent *event,
                           gconstpointer row,
                           const FoyerColumn *column)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (row != NULL, NULL);
  g_return_val_if_fail (column != NULL, NULL);

  text = name_value (db, event, row, column);
  if (text == NULL || *text == '\0')
    return g_strdup (_ ("Empty"));
  return g_steal_pointer (&text);
}

/**
 * foyer_conflict_value_can_type:
 * @type: a row type
 * @column: a column of it
 *
 * Returns: whether another value can be typed: a text without formatting, a number, an amount, a
 * time
 */
gboolean
foyer_conflict_value_can_type (const FoyerRowType *type, const FoyerColumn *column)
{
  static const char *const of_lists[] = { "timezone", "currency", "accent_colour", "colour",
                                          "qr_code",  "rule",     "start_wall",    NULL };

  g_return_val_if_fail (type != NULL, FALSE);
  g_return_val_if_fail (column != NULL, FALSE);

  switch (column->type)
    {
    case FOYER_COLUMN_TEXT:
      return (column->flags & FOYER_COLUMN_HTML) == 0 && !g_strv_contains (of_lists, column->name);
    case FOYER_COLUMN_INTEGER:
      return !g_str_equal (column->name, "duration") && !g_str_equal (column->name, "sort_order");
    case FOYER_COLUMN_TIME:
      return TRUE;
    case FOYER_COLUMN_UUID:
    case FOYER_COLUMN_BOOLEAN:
    case FOYER_COLUMN_ENUM:
    case FOYER_COLUMN_JSON:
    case FOYER_COLUMN_BLOB:
    default:
      return FALSE;
    }
}

/**
 * foyer_conflict_value_draft:
 * @event: (nullable): the event, for its currency and zone
 * @row: a row
 * @column: a column of it that can be typed
 *
 * Main thread.
 *
 * Returns: (transfer full): its value as it is typed, “” for none
 */
char *
foyer_conflict_value_draft (const FoyerEvent *event, gconstpointer row, const FoyerColumn *column)
{
  gint64 number;

  g_return_val_if_fail (row != NULL, NULL);
  g_return_val_if_fail (column != NULL, NULL);

  if (column->type == FOYER_COLUMN_TEXT)
    return g_strdup (FOYER_COLUMN_FIELD (row, column, char *) != NULL
                         ? FOYER_COLUMN_FIELD (row, column, char *)
                         : "");
  number = FOYER_COLUMN_FIELD (row, column, gint64);
  if (number == FOYER_NONE)
    return g_strdup ("");
  if (column->type == FOYER_COLUMN_TIME)
    return write_wall (number, event);
  if (is_percentage (row, column))
    return foyer_percentage_format (number);
  if (foyer_column_text_is_money (((const FoyerRow *) row)->type, column))
    return foyer_money_to_plain (number, get_currency (event, row));
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

static gboolean
read_whole (const char *typed, gint64 *number)
{
  gint64 value = 0;

  for (const char *at = typed; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || c == '\'' || c == 0x2019)
        continue;
      if (!g_unichar_isdigit (c) || value > G_MAXINT64 / 100)
        return FALSE;
      value = value * 10 + g_unichar_digit_value (c);
    }
  *number = value;
  return TRUE;
}

static gboolean
read_time (const FoyerEvent *event, const char *typed, gint64 base, gint64 *instant)
{
  g_autoptr (GTimeZone) zone = load_zone (event);
  FoyerWall today, known, wall;

  foyer_wall_from_instant (&today, foyer_time_now (), zone);
  foyer_wall_from_instant (&known, base != FOYER_NONE ? base : foyer_time_now (), zone);
  if (!foyer_wall_parse (typed, &today, &known, &wall))
    return FALSE;
  foyer_time_from_wall (zone, wall.year, wall.month, wall.day, wall.hour, wall.minute, 0, instant);
  return TRUE;
}

static gboolean
read_number (const FoyerEvent *event,
             gconstpointer row,
             const FoyerColumn *column,
             const char *typed,
             gint64 *number)
{
  if (*typed == '\0')
    {
      *number = FOYER_NONE;
      return TRUE;
    }
  if (column->type == FOYER_COLUMN_TIME)
    return read_time (event, typed, FOYER_COLUMN_FIELD (row, column, gint64), number);
  if (is_percentage (row, column))
    return foyer_percentage_parse (typed, number);
  if (foyer_column_text_is_money (((const FoyerRow *) row)->type, column))
    {
      g_autofree char *found = NULL;

      return foyer_money_parse (typed, get_currency (event, row), number, &found) && *number >= 0 &&
             (found == NULL || g_str_equal (found, get_currency (event, row)));
    }
  return read_whole (typed, number);
}

static const char *
ask_for (gconstpointer row, const FoyerColumn *column)
{
  if (column->type == FOYER_COLUMN_TIME)
    return _ ("Write a day and a time, such as “fri 7pm”.");
  if (is_percentage (row, column))
    return _ ("Write a percentage, such as 12.5.");
  if (foyer_column_text_is_money (((const FoyerRow *) row)->type, column))
    return _ ("Write an amount, such as 49.00.");
  return _ ("Write a whole number.");
}

/**
 * foyer_conflict_value_parse:
 * @event: (nullable): the event, for its currency and zone
 * @row: a row
 * @column: a column of it that can be typed
 * @typed: what was typed
 * @error: return location
 *
 * Main thread.
 *
 * Returns: %FALSE with error INVALID, a sentence; @row is as it was then
 */
gboolean
foyer_conflict_value_parse (const FoyerEvent *event,
                            gpointer row,
                            const FoyerColumn *column,
                            const char *typed,
                            GError **error)
{
  g_autoptr (FoyerRow) after = foyer_row_copy (row);
  g_autofree char *text = g_strstrip (g_strdup (typed));
  gint64 number = FOYER_NONE;

  g_return_val_if_fail (foyer_conflict_value_can_type (after->type, column), FALSE);

  if (column->type == FOYER_COLUMN_TEXT)
    foyer_row_set_text (after, column, *text != '\0' ? text : NULL);
  else if (read_number (event, row, column, text, &number))
    FOYER_COLUMN_FIELD (after, column, gint64) = number;
  else
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID,
                           ask_for (row, column));
      return FALSE;
    }
  if (foyer_row_validate (after) == column)
    {
      gboolean is_missing = (column->flags & FOYER_COLUMN_REQUIRED) && *text == '\0';

      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID,
                           is_missing                          ? _ ("This must not be empty.")
                           : column->type == FOYER_COLUMN_TEXT ? _ ("This is too long.")
                                                               : _ ("This is too much."));
      return FALSE;
    }
  foyer_row_copy_column (row, after, column);
  return TRUE;
}
