/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-row-json.h"

#include "foyer-time.h"

#include <string.h>

/* Two digits at least below the limit; -1 for anything else. */
static int
read_pair (const char *text, int limit)
{
  int value;

  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]))
    return -1;
  value = (text[0] - '0') * 10 + (text[1] - '0');
  return value < limit ? value : -1;
}

/* Days since 1970 of a date of the Gregorian calendar: March is the first month, so that the odd
 * day comes last. */
static gint64
days_from_date (gint64 year, int month, int day)
{
  gint64 y = month <= 2 ? year - 1 : year;
  gint64 era = y / 400;
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719468;
}

/* "+00", "+05:30", "-03", "Z". */
static gboolean
read_offset (const char *at, const char *end, gint64 *seconds)
{
  int hours, minutes = 0;

  *seconds = 0;
  if (end - at == 1 && *at == 'Z')
    return TRUE;
  if ((end - at != 3 && end - at != 6) || (*at != '+' && *at != '-'))
    return FALSE;
  hours = read_pair (at + 1, 24);
  if (end - at == 6)
    minutes = at[3] == ':' ? read_pair (at + 4, 60) : -1;
  *seconds = (*at == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
  return hours >= 0 && minutes >= 0;
}

/**
 * foyer_row_json_parse_time:
 * @text: such as “2026-11-22T18:42:07.25+00:00”
 * @length: its bytes
 * @instant: (out): microseconds since the epoch
 *
 * Returns: whether it is a time with an offset, of the years 0000 to 9999
 */
gboolean
foyer_row_json_parse_time (const char *text, gsize length, gint64 *instant)
{
  const char *at = text + 19, *end = text + length;
  int century, year, month, day, hour, minute, second;
  gint64 fraction = 0, offset;

  if (length < 20 || text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != ' ') ||
      text[13] != ':' || text[16] != ':')
    return FALSE;
  century = read_pair (text, 100);
  year = read_pair (text + 2, 100);
  month = read_pair (text + 5, 13);
  day = read_pair (text + 8, 32);
  hour = read_pair (text + 11, 24);
  minute = read_pair (text + 14, 60);
  second = read_pair (text + 17, 60);
  if (century < 0 || year < 0 || month < 1 || day < 1 || hour < 0 || minute < 0 || second < 0)
    return FALSE;
  year += century * 100;
  if (day > 28 && day > g_date_get_days_in_month (month, MAX (year, 1)))
    return FALSE;

  if (*at == '.')
    {
      gint64 unit = G_USEC_PER_SEC / 10;

      for (at++; at < end && g_ascii_isdigit (*at); at++, unit /= 10)
        fraction += (*at - '0') * unit;
    }
  if (!read_offset (at, end, &offset))
    return FALSE;
  *instant =
      (days_from_date (year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset) *
          G_USEC_PER_SEC +
      fraction;
  return TRUE;
}

static gboolean
read_uuid (const char *text, gsize length, FoyerUuid *uuid)
{
  char copy[FOYER_UUID_STRING_SIZE];

  if (length != FOYER_UUID_STRING_SIZE - 1)
    return FALSE;
  memcpy (copy, text, length);
  copy[length] = '\0';
  return foyer_uuid_parse (copy, uuid);
}

static gboolean
read_word (const char *text, gsize length, const char *const *words, int *value)
{
  for (*value = 0; words[*value] != NULL; (*value)++)
    if (strncmp (words[*value], text, length) == 0 && words[*value][length] == '\0')
      return TRUE;
  return FALSE;
}

/* PostgreSQL's bytea: "\x" and hexadecimal digits. */
static gboolean
read_bytes (const char *text, gsize length, GBytes **bytes)
{
  g_autofree guint8 *data = NULL;

  if (length < 2 || length % 2 != 0 || text[0] != '\\' || text[1] != 'x')
    return FALSE;
  data = g_malloc (length / 2);
  for (gsize i = 2; i < length; i += 2)
    {
      int high = g_ascii_xdigit_value (text[i]), low = g_ascii_xdigit_value (text[i + 1]);

      if (high < 0 || low < 0)
        return FALSE;
      data[i / 2 - 1] = high << 4 | low;
    }
  g_clear_pointer (bytes, g_bytes_unref);
  *bytes = g_bytes_new_take (g_steal_pointer (&data), length / 2 - 1);
  return TRUE;
}

static void
set_text (gpointer row, const FoyerColumn *column, const char *text, gsize length)
{
  char **field = &FOYER_COLUMN_FIELD (row, column, char *);

  g_free (*field);
  *field = length > 0 ? g_strndup (text, length) : NULL;
}

/* What a column holds of a value that is a text in JSON. */
static gboolean
read_from_text (FoyerJsonScanner *scanner, gpointer row, const FoyerColumn *column)
{
  gsize length;
  const char *text = foyer_json_scanner_read_text (scanner, &length);

  if (text == NULL)
    return FALSE;
  switch (column->type)
    {
    case FOYER_COLUMN_UUID:
      return read_uuid (text, length, &FOYER_COLUMN_FIELD (row, column, FoyerUuid));
    case FOYER_COLUMN_TEXT:
      set_text (row, column, text, length);
      return TRUE;
    case FOYER_COLUMN_TIME:
      return foyer_row_json_parse_time (text, length, &FOYER_COLUMN_FIELD (row, column, gint64));
    case FOYER_COLUMN_ENUM:
      return read_word (text, length, column->words, &FOYER_COLUMN_FIELD (row, column, int));
    case FOYER_COLUMN_BLOB:
      return read_bytes (text, length, &FOYER_COLUMN_FIELD (row, column, GBytes *));
    case FOYER_COLUMN_INTEGER:
    case FOYER_COLUMN_BOOLEAN:
    case FOYER_COLUMN_JSON:
      break;
    }
  g_return_val_if_reached (FALSE);
}

static gboolean
read_json (FoyerJsonScanner *scanner, gpointer row, const FoyerColumn *column)
{
  gsize length;
  const char *json = foyer_json_scanner_skip (scanner, &length);

  if (json != NULL)
    set_text (row, column, json, length);
  return json != NULL;
}

/**
 * foyer_row_json_read_column:
 * @scanner: where a value begins
 * @row: (type FoyerRow): a row
 * @column: one of its columns
 *
 * Returns: whether it was one that the column holds
 */
gboolean
foyer_row_json_read_column (FoyerJsonScanner *scanner, gpointer row, const FoyerColumn *column)
{
  /* A new row says “none” everywhere already, but for a word, which is always there. */
  if (foyer_json_scanner_read_null (scanner))
    return !(column->flags & FOYER_COLUMN_REQUIRED) && column->type != FOYER_COLUMN_ENUM;

  switch (column->type)
    {
    case FOYER_COLUMN_INTEGER:
      return foyer_json_scanner_read_integer (scanner, &FOYER_COLUMN_FIELD (row, column, gint64));
    case FOYER_COLUMN_BOOLEAN:
      return foyer_json_scanner_read_boolean (scanner, &FOYER_COLUMN_FIELD (row, column, gboolean));
    case FOYER_COLUMN_JSON:
      return read_json (scanner, row, column);
    case FOYER_COLUMN_UUID:
    case FOYER_COLUMN_TEXT:
    case FOYER_COLUMN_TIME:
    case FOYER_COLUMN_ENUM:
    case FOYER_COLUMN_BLOB:
      return read_from_text (scanner, row, column);
    }
  g_return_val_if_reached (FALSE);
}

/* The columns of every row's head come in the same way. */
static const FoyerColumn head_columns[] = {
  FOYER_COLUMN (FoyerRow, id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerRow, version, INTEGER, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerRow, updated_at, TIME, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerRow, deleted_at, TIME),
};
#define ALL_HEAD_COLUMNS ((1u << G_N_ELEMENTS (head_columns)) - 1)

static const FoyerColumn *
find (const FoyerColumn *columns, guint n_columns, guint first, const char *name, gsize length)
{
  for (guint i = 0; i < n_columns; i++)
    {
      const FoyerColumn *column = &columns[(first + i) % n_columns];

      if (strncmp (column->name, name, length) == 0 && column->name[length] == '\0')
        return column;
    }
  return NULL;
}

static void
stop_at (FoyerJsonScanner *scanner, const char *column, const char *problem)
{
  foyer_json_scanner_stop (scanner, problem);
  if (scanner->subject == NULL)
    scanner->subject = column;
}

/**
 * foyer_row_json_columns:
 * @type: a type of row
 *
 * Returns: its columns that are not of this replica alone
 */
FoyerColumnSet
foyer_row_json_columns (const FoyerRowType *type)
{
  FoyerColumnSet set = 0;

  for (guint i = 0; i < type->n_columns; i++)
    if (!(type->columns[i].flags & FOYER_COLUMN_LOCAL))
      set |= (FoyerColumnSet) 1 << i;
  return set;
}

/**
 * foyer_row_json_read:
 * @scanner: where an object begins
 * @row: (type FoyerRow): a new row
 * @present: (out): the columns that the object had
 *
 * Members that the type does not know, and those of this replica alone, are read over: a newer
 * server may send more. A value of another kind than its column, a word that is not known and a
 * missing head stop the scanner, which then names the column.
 *
 * Returns: whether all is well
 */
gboolean
foyer_row_json_read (FoyerJsonScanner *scanner, gpointer row, FoyerColumnSet *present)
{
  const FoyerRowType *type = ((FoyerRow *) row)->type;
  guint head = 0, expected = 0;
  const char *name;
  gsize length;

  *present = 0;
  if (!foyer_json_scanner_enter_object (scanner))
    return FALSE;
  while ((name = foyer_json_scanner_next_member (scanner, &length)) != NULL)
    {
      /* Mostly they come in the same order. */
      const FoyerColumn *column = find (type->columns, type->n_columns, expected, name, length);

      if (column != NULL && !(column->flags & FOYER_COLUMN_LOCAL))
        {
          expected = column - type->columns + 1;
          *present |= (FoyerColumnSet) 1 << (column - type->columns);
        }
      else
        {
          column = find (head_columns, G_N_ELEMENTS (head_columns), 0, name, length);
          if (column != NULL)
            head |= 1u << (column - head_columns);
        }
      if (column == NULL)
        foyer_json_scanner_skip (scanner, NULL);
      else if (!foyer_row_json_read_column (scanner, row, column))
        stop_at (scanner, column->name, "not what this column holds");
    }
  if (head != ALL_HEAD_COLUMNS)
    foyer_json_scanner_stop (scanner, "id, version, updated_at or deleted_at is missing");
  return scanner->problem == NULL;
}

/**
 * foyer_row_json_append_text:
 * @json: where to append
 * @text: (nullable): UTF-8, or %NULL for null
 *
 * Appends a JSON text with its quotes.
 */
void
foyer_row_json_append_text (GString *json, const char *text)
{
  if (text == NULL)
    {
      g_string_append (json, "null");
      return;
    }
  g_string_append_c (json, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      gsize length = strcspn (at, "\"\\\001\002\003\004\005\006\007\010\011\012\013\014\015\016\017"
                                  "\020\021\022\023\024\025\026"
                                  "\027\030\031\032\033\034\035\036\037");

      g_string_append_len (json, at, length);
      at += length;
      if (*at == '\0')
        break;
      if (*at == '"' || *at == '\\')
        g_string_append_printf (json, "\\%c", *at);
      else
        g_string_append_printf (json, "\\u%04x", (guint) *at);
    }
  g_string_append_c (json, '"');
}

/**
 * foyer_row_json_append_time:
 * @json: where to append
 * @instant: microseconds since the epoch, or %FOYER_NONE for null
 *
 * Appends a time as PostgreSQL reads it.
 */
void
foyer_row_json_append_time (GString *json, gint64 instant)
{
  gint64 second = instant / G_USEC_PER_SEC - (instant % G_USEC_PER_SEC < 0);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (second);
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S") : NULL;

  if (text == NULL)
    g_string_append (json, "null");
  else
    g_string_append_printf (json, "\"%s.%06dZ\"", text, (int) (instant - second * G_USEC_PER_SEC));
}

static void
append_bytes (GString *json, GBytes *bytes)
{
  gsize n_bytes;
  const guint8 *data = g_bytes_get_data (bytes, &n_bytes);

  g_string_append (json, "\"\\\\x");
  for (gsize i = 0; i < n_bytes; i++)
    g_string_append_printf (json, "%02x", data[i]);
  g_string_append_c (json, '"');
}

/**
 * foyer_row_json_append_id:
 * @json: where to append
 * @id: an id; nil for null
 *
 * Appends it as a JSON text.
 */
void
foyer_row_json_append_id (GString *json, const FoyerUuid *id)
{
  char text[FOYER_UUID_STRING_SIZE];

  if (foyer_uuid_is_nil (id))
    {
      g_string_append (json, "null");
      return;
    }
  foyer_uuid_format (id, text);
  g_string_append_printf (json, "\"%s\"", text);
}

static void
append_number (GString *json, gint64 number)
{
  g_string_append_printf (json, "%" G_GINT64_FORMAT, number);
}

static gboolean
is_none (gconstpointer row, const FoyerColumn *column)
{
  switch (column->type)
    {
    case FOYER_COLUMN_UUID:
      return foyer_uuid_is_nil (&FOYER_COLUMN_FIELD (row, column, const FoyerUuid));
    case FOYER_COLUMN_TEXT:
    case FOYER_COLUMN_JSON:
      return FOYER_COLUMN_FIELD (row, column, char *const) == NULL;
    case FOYER_COLUMN_BLOB:
      return FOYER_COLUMN_FIELD (row, column, GBytes *const) == NULL;
    case FOYER_COLUMN_INTEGER:
    case FOYER_COLUMN_TIME:
      return FOYER_COLUMN_FIELD (row, column, const gint64) == FOYER_NONE;
    case FOYER_COLUMN_BOOLEAN:
    case FOYER_COLUMN_ENUM:
      return FALSE;
    }
  g_return_val_if_reached (TRUE);
}

static void
append_column (GString *json, gconstpointer row, const FoyerColumn *column)
{
  if (is_none (row, column))
    {
      g_string_append (json, "null");
      return;
    }
  switch (column->type)
    {
    case FOYER_COLUMN_UUID:
      foyer_row_json_append_id (json, &FOYER_COLUMN_FIELD (row, column, const FoyerUuid));
      break;
    case FOYER_COLUMN_TEXT:
      foyer_row_json_append_text (json, FOYER_COLUMN_FIELD (row, column, char *const));
      break;
    case FOYER_COLUMN_JSON:
      g_string_append (json, FOYER_COLUMN_FIELD (row, column, char *const));
      break;
    case FOYER_COLUMN_BLOB:
      append_bytes (json, FOYER_COLUMN_FIELD (row, column, GBytes *const));
      break;
    case FOYER_COLUMN_INTEGER:
      append_number (json, FOYER_COLUMN_FIELD (row, column, const gint64));
      break;
    case FOYER_COLUMN_TIME:
      foyer_row_json_append_time (json, FOYER_COLUMN_FIELD (row, column, const gint64));
      break;
    case FOYER_COLUMN_BOOLEAN:
      g_string_append (json, FOYER_COLUMN_FIELD (row, column, const gboolean) ? "true" : "false");
      break;
    case FOYER_COLUMN_ENUM:
      foyer_row_json_append_text (json, column->words[FOYER_COLUMN_FIELD (row, column, const int)]);
      break;
    }
}

static void
write_members (GString *json, gconstpointer row, FoyerColumnSet set, gboolean is_first)
{
  const FoyerRowType *type = ((const FoyerRow *) row)->type;

  for (guint i = 0; i < type->n_columns; i++)
    if (set & (FoyerColumnSet) 1 << i)
      {
        g_string_append_printf (json, "%s\"%s\": ", is_first ? "" : ", ", type->columns[i].name);
        append_column (json, row, &type->columns[i]);
        is_first = FALSE;
      }
}

/**
 * foyer_row_json_write:
 * @json: where to append
 * @row: (type FoyerRow): a valid row
 * @set: which columns
 *
 * Appends one object with the row's id and these columns.
 */
void
foyer_row_json_write (GString *json, gconstpointer row, FoyerColumnSet set)
{
  const FoyerRow *head = row;

  g_string_append (json, "{\"id\": ");
  foyer_row_json_append_id (json, &head->id);
  write_members (json, row, set, FALSE);
  g_string_append_c (json, '}');
}

/**
 * foyer_row_json_write_columns:
 * @json: where to append
 * @row: (type FoyerRow): a valid row
 * @set: which columns
 * @extra: (nullable): members that come first
 *
 * Appends one object with these columns.
 */
void
foyer_row_json_write_columns (GString *json,
                              gconstpointer row,
                              FoyerColumnSet set,
                              const char *extra)
{
  g_string_append_c (json, '{');
  if (extra != NULL)
    g_string_append (json, extra);
  write_members (json, row, set, extra == NULL);
  g_string_append_c (json, '}');
}
