/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-row-sql.h"

#include "foyer-allotment.h"
#include "foyer-cashier.h"
#include "foyer-check-in-list.h"
#include "foyer-check-in.h"
#include "foyer-conflict.h"
#include "foyer-event.h"
#include "foyer-image.h"
#include "foyer-message.h"
#include "foyer-order.h"
#include "foyer-payment.h"
#include "foyer-promo-code.h"
#include "foyer-question.h"
#include "foyer-quota.h"
#include "foyer-refund.h"
#include "foyer-series.h"
#include "foyer-ticket.h"
#include "foyer-tier.h"
#include "foyer-till-record.h"

#include <string.h>

static const FoyerRowType *const types[] = {
  &FOYER_EVENT_TYPE,
  &FOYER_TIER_TYPE,
  &FOYER_ORDER_TYPE,
  &FOYER_TICKET_TYPE,
  &FOYER_QUESTION_TYPE,
  &FOYER_CHECK_IN_LIST_TYPE,
  &FOYER_CHECK_IN_TYPE,
  &FOYER_QUOTA_TYPE,
  &FOYER_PROMO_CODE_TYPE,
  &FOYER_SERIES_TYPE,
  &FOYER_IMAGE_TYPE,
  &FOYER_MESSAGE_TYPE,
  &FOYER_REFUND_TYPE,
  &FOYER_CONFLICT_TYPE,
  &FOYER_PAYMENT_TYPE,
  &FOYER_ALLOTMENT_TYPE,
  &FOYER_CASHIER_TYPE,
  &FOYER_TILL_RECORD_TYPE,
  NULL,
};

/**
 * foyer_row_types:
 *
 * Returns: (transfer none) (array zero-terminated=1): every type of row that has a table
 */
const FoyerRowType *const *
foyer_row_types (void)
{
  return types;
}

/**
 * foyer_row_type_from_number:
 * @number: as the journal names it
 *
 * Returns: (nullable): the type
 */
const FoyerRowType *
foyer_row_type_from_number (gint64 number)
{
  for (guint i = 0; types[i] != NULL; i++)
    if (types[i]->number == number)
      return types[i];
  return NULL;
}

static void
append_columns (GString *sql, const FoyerRowType *type)
{
  g_string_append (sql, "key, id, version, updated_at, deleted_at");
  for (guint i = 0; i < type->n_columns; i++)
    g_string_append_printf (sql, ", %s", type->columns[i].name);
}

static void
append_select (GString *sql, const FoyerRowType *type)
{
  g_string_append (sql, "SELECT ");
  append_columns (sql, type);
  g_string_append_printf (sql, " FROM %s ", type->table);
}

static const char *
order_of (const FoyerRowType *type)
{
  return foyer_row_type_find (type, "sort_order") != NULL ? " ORDER BY sort_order, key"
                                                          : " ORDER BY key";
}

/* The column that says which event a row is of; NULL for a series, which has several. */
static const char *
event_of (const FoyerRowType *type)
{
  if (type == &FOYER_EVENT_TYPE)
    return "id";
  return foyer_row_type_find (type, "event_id") != NULL ? "event_id" : NULL;
}

static void
append_insert (GString *sql, const FoyerRowType *type)
{
  g_string_append_printf (sql, "INSERT INTO %s (id, version, updated_at", type->table);
  for (guint i = 0; i < type->n_columns; i++)
    g_string_append_printf (sql, ", %s", type->columns[i].name);
  g_string_append (sql, ") VALUES (?, ?, ?");
  for (guint i = 0; i < type->n_columns; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
}

static char *
make_sql (const FoyerRowType *type, FoyerRowSql kind)
{
  GString *sql = g_string_new (NULL);

  switch (kind)
    {
    case FOYER_ROW_SQL_COLUMNS:
      append_columns (sql, type);
      break;
    case FOYER_ROW_SQL_GET:
      append_select (sql, type);
      g_string_append (sql, "WHERE key = ?1");
      break;
    case FOYER_ROW_SQL_FIND:
      append_select (sql, type);
      g_string_append (sql, "WHERE id = ?1");
      break;
    case FOYER_ROW_SQL_LIST:
      append_select (sql, type);
      g_string_append_printf (sql, "WHERE deleted_at IS NULL%s", order_of (type));
      break;
    case FOYER_ROW_SQL_LIST_EVENT:
      append_select (sql, type);
      g_string_append_printf (sql, "WHERE %s = ?1 AND deleted_at IS NULL%s",
                              foyer_row_type_find (type, "event_id") != NULL ? "event_id" : "id",
                              order_of (type));
      break;
    case FOYER_ROW_SQL_INSERT:
      append_insert (sql, type);
      break;
    case FOYER_ROW_SQL_MARK:
      g_string_append_printf (sql,
                              "UPDATE %s SET deleted_at = ?1, updated_at = ?2 "
                              "WHERE key BETWEEN ?3 AND ?4 AND (deleted_at IS NOT NULL) = ?5",
                              type->table);
      break;
    case FOYER_ROW_SQL_ALIVE:
      g_string_append_printf (
          sql,
          "SELECT key FROM %s WHERE key BETWEEN ?1 AND ?2 AND (deleted_at IS NOT NULL) = ?3 "
          "ORDER BY key",
          type->table);
      break;
    case FOYER_ROW_SQL_HEAD:
      g_string_append_printf (sql, "UPDATE %s SET version = ?1, updated_at = ?2 WHERE key = ?3",
                              type->table);
      break;
    case FOYER_ROW_SQL_HOSTED:
      g_string_append_printf (sql,
                              "SELECT key FROM %s WHERE key BETWEEN ?1 AND ?2 AND %s IN (SELECT %s "
                              "WHERE server_key = ?3) ORDER BY key",
                              type->table, event_of (type) != NULL ? event_of (type) : "id",
                              event_of (type) != NULL
                                  ? "event_id FROM hosted_events"
                                  : "series_id FROM events JOIN hosted_events ON event_id = id");
      break;
    case FOYER_ROW_SQL_ISLANDS:
      g_string_append_printf (
          sql,
          "SELECT min (key), max (key) FROM (SELECT key, key - row_number () OVER (ORDER BY key) "
          "AS island FROM %s WHERE %s AND key BETWEEN ?2 AND ?3) GROUP BY island ORDER BY 1",
          type->table,
          event_of (type) == NULL ? "id IN (SELECT series_id FROM events WHERE id = ?1)"
          : g_str_equal (event_of (type), "id") ? "id = ?1"
                                                : "event_id = ?1");
      break;
    case FOYER_ROW_SQL_UNMARKED:
      g_string_append_printf (
          sql,
          "SELECT key FROM %s AS r WHERE %s = ?1 AND deleted_at IS NULL AND NOT "
          "EXISTS (SELECT 1 FROM load_marks AS m WHERE m.event_id = ?1 AND "
          "m.row_type = ?2 AND m.key = r.key) ORDER BY key",
          type->table, event_of (type) != NULL ? event_of (type) : "id");
      break;
    case FOYER_ROW_SQL_COUNT:
      g_string_append_printf (sql, "SELECT count (*) FROM %s WHERE %s = ?1 AND deleted_at IS NULL",
                              type->table, event_of (type) != NULL ? event_of (type) : "id");
      break;
    case FOYER_ROW_SQL_ERASE:
      g_string_append_printf (sql, "DELETE FROM %s WHERE %s = ?1", type->table,
                              event_of (type) != NULL ? event_of (type) : "id");
      break;
    case FOYER_N_ROW_SQLS:
      break;
    }
  return g_string_free (sql, FALSE);
}

/**
 * foyer_row_sql:
 * @type: the type of row
 * @kind: which statement
 *
 * Made once per process and then the same string for ever, so that it can name a statement in the
 * cache of a connection. Any thread.
 *
 * Returns: (transfer none): SQL
 */
const char *
foyer_row_sql (const FoyerRowType *type, FoyerRowSql kind)
{
  static gsize made[G_N_ELEMENTS (types)][FOYER_N_ROW_SQLS];
  guint at = 0;

  while (types[at] != type && types[at] != NULL)
    at++;
  g_return_val_if_fail (types[at] != NULL, NULL);

  if (g_once_init_enter (&made[at][kind]))
    g_once_init_leave (&made[at][kind], (gsize) make_sql (type, kind));
  return (const char *) made[at][kind];
}

/**
 * foyer_row_sql_update:
 * @type: the type of row
 * @set: the columns to write
 *
 * The row is only touched when these columns still have the values expected.
 *
 * Returns: (transfer full): SQL
 */
char *
foyer_row_sql_update (const FoyerRowType *type, FoyerColumnSet set)
{
  GString *sql = g_string_new (NULL);
  g_autoptr (GString) where = g_string_new (" WHERE key = ?2");
  guint parameter = 3;

  g_string_append_printf (sql, "UPDATE %s SET updated_at = ?1", type->table);
  for (guint i = 0; i < type->n_columns; i++)
    if (set & (FoyerColumnSet) 1 << i)
      {
        g_string_append_printf (sql, ", %s = ?%u", type->columns[i].name, parameter);
        g_string_append_printf (where, " AND %s IS ?%u", type->columns[i].name, parameter + 1);
        parameter += 2;
      }
  g_string_append (sql, where->str);
  return g_string_free (sql, FALSE);
}

static int
bind_text (sqlite3_stmt *statement, int parameter, const char *text)
{
  /* There is one way to say "none". */
  if (text == NULL || *text == '\0')
    return sqlite3_bind_null (statement, parameter);
  return sqlite3_bind_text (statement, parameter, text, -1, SQLITE_STATIC);
}

static int
bind_bytes (sqlite3_stmt *statement, int parameter, GBytes *bytes)
{
  gsize size;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  if (data == NULL)
    return sqlite3_bind_null (statement, parameter);
  return sqlite3_bind_blob64 (statement, parameter, data, size, SQLITE_STATIC);
}

static int
bind_number (sqlite3_stmt *statement, int parameter, gint64 number)
{
  if (number == FOYER_NONE)
    return sqlite3_bind_null (statement, parameter);
  return sqlite3_bind_int64 (statement, parameter, number);
}

/**
 * foyer_row_bind:
 * @statement: a statement
 * @parameter: which of its parameters
 * @row: (type FoyerRow): a row, which must stay until the statement is done
 * @column: one of its columns
 *
 * Returns: SQLite's code
 */
int
foyer_row_bind (sqlite3_stmt *statement,
                int parameter,
                gconstpointer row,
                const FoyerColumn *column)
{
  switch (column->type)
    {
    case FOYER_COLUMN_UUID:
      {
        const FoyerUuid *uuid = &FOYER_COLUMN_FIELD (row, column, const FoyerUuid);

        if (foyer_uuid_is_nil (uuid))
          return sqlite3_bind_null (statement, parameter);
        return sqlite3_bind_blob (statement, parameter, uuid->bytes, sizeof uuid->bytes,
                                  SQLITE_STATIC);
      }
    case FOYER_COLUMN_TEXT:
    case FOYER_COLUMN_JSON:
      return bind_text (statement, parameter, FOYER_COLUMN_FIELD (row, column, char *const));
    case FOYER_COLUMN_BLOB:
      return bind_bytes (statement, parameter, FOYER_COLUMN_FIELD (row, column, GBytes *const));
    case FOYER_COLUMN_INTEGER:
    case FOYER_COLUMN_TIME:
      return bind_number (statement, parameter, FOYER_COLUMN_FIELD (row, column, const gint64));
    case FOYER_COLUMN_BOOLEAN:
      return sqlite3_bind_int (statement, parameter,
                               FOYER_COLUMN_FIELD (row, column, const gboolean) != FALSE);
    case FOYER_COLUMN_ENUM:
      return bind_text (statement, parameter,
                        column->words[FOYER_COLUMN_FIELD (row, column, const int)]);
    }
  g_return_val_if_reached (SQLITE_MISUSE);
}

static GBytes *
take_bytes (sqlite3_stmt *statement, int result)
{
  gconstpointer data = sqlite3_column_blob (statement, result);

  return data != NULL ? g_bytes_new (data, sqlite3_column_bytes (statement, result)) : NULL;
}

static char *
take_text (sqlite3_stmt *statement, int result)
{
  const char *text = (const char *) sqlite3_column_text (statement, result);
  int length = sqlite3_column_bytes (statement, result);

  if (text == NULL || length == 0)
    return NULL;
  if (g_utf8_validate (text, length, NULL))
    return g_strndup (text, length);
  return g_utf8_make_valid (text, length);
}

/* A word that this version does not know, which only damage can bring, reads as the last one: a
 * cancelled ticket, an expired order. */
static int
take_word (sqlite3_stmt *statement, int result, const FoyerColumn *column)
{
  const char *word = (const char *) sqlite3_column_text (statement, result);
  int value = 0;

  if (word == NULL)
    return 0;
  while (column->words[value] != NULL && strcmp (column->words[value], word) != 0)
    value++;
  return column->words[value] != NULL || value == 0 ? value : value - 1;
}

/**
 * foyer_row_take:
 * @statement: a statement that has a row
 * @result: which of its result columns
 * @row: (type FoyerRow): the row to fill
 * @column: one of its columns; its field holds nothing yet
 *
 * What is on disk is checked: bad UTF-8 is made valid, an id of a wrong size is nil.
 */
void
foyer_row_take (sqlite3_stmt *statement, int result, gpointer row, const FoyerColumn *column)
{
  switch (column->type)
    {
    case FOYER_COLUMN_UUID:
      if (sqlite3_column_bytes (statement, result) == sizeof (FoyerUuid))
        memcpy (&FOYER_COLUMN_FIELD (row, column, FoyerUuid),
                sqlite3_column_blob (statement, result), sizeof (FoyerUuid));
      break;
    case FOYER_COLUMN_TEXT:
    case FOYER_COLUMN_JSON:
      FOYER_COLUMN_FIELD (row, column, char *) = take_text (statement, result);
      break;
    case FOYER_COLUMN_BLOB:
      FOYER_COLUMN_FIELD (row, column, GBytes *) = take_bytes (statement, result);
      break;
    case FOYER_COLUMN_INTEGER:
    case FOYER_COLUMN_TIME:
      FOYER_COLUMN_FIELD (row, column, gint64) =
          sqlite3_column_type (statement, result) == SQLITE_NULL
              ? FOYER_NONE
              : sqlite3_column_int64 (statement, result);
      break;
    case FOYER_COLUMN_BOOLEAN:
      FOYER_COLUMN_FIELD (row, column, gboolean) = sqlite3_column_int (statement, result) != 0;
      break;
    case FOYER_COLUMN_ENUM:
      FOYER_COLUMN_FIELD (row, column, int) = take_word (statement, result, column);
      break;
    }
}
