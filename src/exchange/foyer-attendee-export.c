/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-export.h"

#include "foyer-cell.h"
#include "foyer-event-store.h"
#include "foyer-money.h"
#include "foyer-question.h"
#include "foyer-row-store.h"
#include "foyer-ticket.h"
#include "foyer-time.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define FLUSH_BYTES   (64 * 1024)
#define PROGRESS_ROWS 512

/* The fixed columns, by the headings that the import knows again. Interface: never renamed. */
typedef enum
{
  COLUMN_NAME,
  COLUMN_EMAIL,
  COLUMN_COMPANY,
  COLUMN_TIER,
  COLUMN_STATUS,
  COLUMN_CHECKED_IN_AT,
  COLUMN_ORDER,
  COLUMN_BUYER_NAME,
  COLUMN_BUYER_EMAIL,
  COLUMN_PRICE,
  COLUMN_CURRENCY,
  COLUMN_CODE,
  COLUMN_NOTES,
  N_COLUMNS,
} Column;

static const char *const headings[N_COLUMNS + 1] = {
  "Name",       "Email",       "Company", "Ticket",   "Status", "Checked in at", "Order number",
  "Buyer name", "Buyer email", "Price",   "Currency", "Code",   "Notes",         NULL,
};

/* What is fetched for a row, in this order. */
static const char all_sql[] = "SELECT t.attendee_name, t.attendee_email, t.company, r.name, "
                              "t.status, t.is_refunded, t.needs_approval, o.status, "
                              "t.check_in_time, o.order_number, o.buyer_name, o.buyer_email, "
                              "t.price, o.currency, t.qr_code, t.notes, t.answers "
                              "FROM tickets AS t LEFT JOIN ticket_tiers AS r ON r.id = t.tier_id "
                              "LEFT JOIN orders AS o ON o.id = t.order_id "
                              "WHERE t.event_id = ?1 AND t.deleted_at IS NULL ORDER BY t.key";
static const char one_sql[] = "SELECT t.attendee_name, t.attendee_email, t.company, r.name, "
                              "t.status, t.is_refunded, t.needs_approval, o.status, "
                              "t.check_in_time, o.order_number, o.buyer_name, o.buyer_email, "
                              "t.price, o.currency, t.qr_code, t.notes, t.answers "
                              "FROM tickets AS t LEFT JOIN ticket_tiers AS r ON r.id = t.tier_id "
                              "LEFT JOIN orders AS o ON o.id = t.order_id "
                              "WHERE t.key = ?2 AND t.event_id = ?1 AND t.deleted_at IS NULL";

enum
{
  F_NAME,
  F_EMAIL,
  F_COMPANY,
  F_TIER,
  F_STATUS,
  F_REFUNDED,
  F_APPROVAL,
  F_ORDER_STATUS,
  F_CHECK_IN_TIME,
  F_ORDER_NUMBER,
  F_BUYER_NAME,
  F_BUYER_EMAIL,
  F_PRICE,
  F_CURRENCY,
  F_CODE,
  F_NOTES,
  F_ANSWERS,
};

typedef struct
{
  FoyerDatabase *db;
  FoyerEvent *event;    /* (owned) */
  GTimeZone *zone;      /* (owned) (nullable) */
  GPtrArray *questions; /* (owned) (element-type FoyerQuestion) */
  GArray *columns;      /* (owned) of guint: a Column, or N_COLUMNS + the index of a question */
  GString *buffer;      /* (owned) */
  GOutputStream *stream;
  GCancellable *cancellable;
} Export;

static void
export_clear (Export *self)
{
  g_clear_pointer (&self->event, foyer_event_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_array_unref);
  if (self->buffer != NULL)
    g_string_free (self->buffer, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Export, export_clear)

static const char *
get_heading (Export *self, guint column)
{
  if (column < N_COLUMNS)
    return headings[column];
  return ((FoyerQuestion *) g_ptr_array_index (self->questions, column - N_COLUMNS))->label;
}

/* A question may have the label of a fixed column, or of another question: then its code tells. */
static gboolean
is_column (Export *self, guint column, const char *name)
{
  const FoyerQuestion *question;

  if (column < N_COLUMNS)
    return g_str_equal (headings[column], name);
  question = g_ptr_array_index (self->questions, column - N_COLUMNS);
  if (g_str_has_prefix (name, FOYER_EXPORT_QUESTION))
    return g_str_equal (question->code, name + strlen (FOYER_EXPORT_QUESTION));
  return g_str_equal (question->label, name);
}

static void
append_cell (GString *to, const char *text)
{
  gboolean is_guarded, is_quoted;

  if (text == NULL)
    return;
  is_guarded = foyer_cell_needs_guard (text);
  is_quoted = is_guarded || strpbrk (text, ",;\"\r\n\t|") != NULL || *text == ' ';
  if (is_quoted)
    g_string_append_c (to, '"');
  if (is_guarded)
    g_string_append_c (to, '\'');
  for (const char *quote; (quote = strchr (text, '"')) != NULL; text = quote + 1)
    {
      g_string_append_len (to, text, quote + 1 - text);
      g_string_append_c (to, '"');
    }
  g_string_append (to, text);
  if (is_quoted)
    g_string_append_c (to, '"');
}

static const char *
get_text (sqlite3_stmt *row, int field)
{
  return (const char *) sqlite3_column_text (row, field);
}

/* One word that says all of it, and that the import reads back. */
static const char *
get_status (sqlite3_stmt *row)
{
  const char *status = get_text (row, F_STATUS), *order = get_text (row, F_ORDER_STATUS);

  if (g_strcmp0 (status, "CANCELLED") == 0)
    {
      if (sqlite3_column_int (row, F_REFUNDED))
        return "Refunded";
      return g_strcmp0 (order, "EXPIRED") == 0 ? "Expired" : "Cancelled";
    }
  if (g_strcmp0 (order, "PENDING") == 0)
    return "Unpaid";
  if (g_strcmp0 (status, "CHECKED_IN") == 0)
    return "Checked In";
  return sqlite3_column_int (row, F_APPROVAL) ? "Invited" : "Valid";
}

static void
append_fixed (Export *self, sqlite3_stmt *row, Column column)
{
  static const int plain[N_COLUMNS] = {
    [COLUMN_NAME] = F_NAME,
    [COLUMN_EMAIL] = F_EMAIL,
    [COLUMN_COMPANY] = F_COMPANY,
    [COLUMN_TIER] = F_TIER,
    [COLUMN_ORDER] = F_ORDER_NUMBER,
    [COLUMN_BUYER_NAME] = F_BUYER_NAME,
    [COLUMN_BUYER_EMAIL] = F_BUYER_EMAIL,
    [COLUMN_CODE] = F_CODE,
    [COLUMN_NOTES] = F_NOTES,
  };
  const char *currency = get_text (row, F_CURRENCY);
  g_autofree char *text = NULL;

  if (currency == NULL)
    currency = self->event->currency;
  switch (column)
    {
    case COLUMN_STATUS:
      append_cell (self->buffer, get_status (row));
      break;
    case COLUMN_CHECKED_IN_AT:
      if (sqlite3_column_type (row, F_CHECK_IN_TIME) != SQLITE_NULL)
        text = foyer_time_to_iso (sqlite3_column_int64 (row, F_CHECK_IN_TIME), self->zone);
      append_cell (self->buffer, text);
      break;
    case COLUMN_PRICE:
      text = foyer_money_to_plain (sqlite3_column_int64 (row, F_PRICE), currency);
      append_cell (self->buffer, text);
      break;
    case COLUMN_CURRENCY:
      append_cell (self->buffer, currency);
      break;
    default:
      append_cell (self->buffer, get_text (row, plain[column]));
    }
}

static void
append_row (Export *self, sqlite3_stmt *row)
{
  const char *answers = get_text (row, F_ANSWERS);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = NULL;

  if (answers != NULL && self->columns->len > 0)
    node = json_from_string (answers, NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    object = json_node_get_object (node);

  for (guint i = 0; i < self->columns->len; i++)
    {
      guint column = g_array_index (self->columns, guint, i);

      if (i > 0)
        g_string_append_c (self->buffer, ',');
      if (column < N_COLUMNS)
        append_fixed (self, row, column);
      else if (object != NULL)
        {
          const FoyerQuestion *question = g_ptr_array_index (self->questions, column - N_COLUMNS);

          append_cell (self->buffer,
                       json_object_get_string_member_with_default (object, question->code, NULL));
        }
    }
  g_string_append (self->buffer, "\r\n");
}

static gboolean
flush (Export *self, gsize limit, GError **error)
{
  if (self->buffer->len <= limit)
    return TRUE;
  if (!g_output_stream_write_all (self->stream, self->buffer->str, self->buffer->len, NULL,
                                  self->cancellable, error))
    return FALSE;
  g_string_truncate (self->buffer, 0);
  return TRUE;
}

static gboolean
choose_columns (Export *self, const char *const *columns, GError **error)
{
  guint n = N_COLUMNS + self->questions->len;

  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; columns == NULL && i < n; i++)
    g_array_append_val (self->columns, i);
  for (guint c = 0; columns != NULL && columns[c] != NULL; c++)
    {
      guint i = 0;

      while (i < n && !is_column (self, i, columns[c]))
        i++;
      if (i == n)
        {
          g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND, "%s", columns[c]);
          return FALSE;
        }
      g_array_append_val (self->columns, i);
    }
  return TRUE;
}

static gboolean
prepare (Export *self,
         const FoyerUuid *event_id,
         const char *const *columns,
         FoyerExportFlags flags,
         GError **error)
{
  self->event = foyer_row_store_find (self->db, &FOYER_EVENT_TYPE, event_id, error);
  if (self->event == NULL)
    return FALSE;
  self->zone = foyer_time_zone_load (self->event->timezone != NULL ? self->event->timezone : "UTC");
  self->questions = foyer_event_store_questions (self->db, event_id, error);
  if (self->questions == NULL || !choose_columns (self, columns, error))
    return FALSE;

  self->buffer = g_string_sized_new (2 * FLUSH_BYTES);
  if (flags & FOYER_EXPORT_BOM)
    g_string_append (self->buffer, "\xef\xbb\xbf");
  for (guint i = 0; i < self->columns->len; i++)
    {
      if (i > 0)
        g_string_append_c (self->buffer, ',');
      append_cell (self->buffer, get_heading (self, g_array_index (self->columns, guint, i)));
    }
  g_string_append (self->buffer, "\r\n");
  return TRUE;
}

static gint64
count_all (Export *self)
{
  static const char sql[] =
      "SELECT count (*) FROM tickets WHERE event_id = ?1 AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_database_prepare (self->db, sql, NULL);
  gint64 total = 0;

  if (statement == NULL)
    return 0;
  sqlite3_bind_blob (statement, 1, self->event->row.id.bytes, sizeof self->event->row.id.bytes,
                     SQLITE_STATIC);
  if (foyer_database_step (self->db, statement, NULL) == SQLITE_ROW)
    total = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return total;
}

/**
 * foyer_attendee_export:
 * @db: a connection
 * @event_id: the event
 * @keys: (nullable) (array length=n_keys): of the tickets, in the order to write them; %NULL for
 * all
 * @n_keys: their number
 * @columns: (nullable): headings from foyer_attendee_export_list_columns (), or
 * %FOYER_EXPORT_QUESTION and the code of a question; %NULL for all
 * @flags: how
 * @stream: where to
 * @progress: (nullable) (scope call): told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Row by row: memory does not grow with the list. Times are ISO 8601 in the event's zone, prices
 * plain. A cell that a spreadsheet would calculate gets an apostrophe before it (OWASP, “CSV
 * Injection”), which the import takes off again.
 *
 * Returns: the number of rows below the headings, -1 with error
 */
gint64
foyer_attendee_export (FoyerDatabase *db,
                       const FoyerUuid *event_id,
                       const gint64 *keys,
                       gsize n_keys,
                       const char *const *columns,
                       FoyerExportFlags flags,
                       GOutputStream *stream,
                       FoyerExportProgress progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GError **error)
{
  g_auto (Export) self = { .db = db, .stream = stream, .cancellable = cancellable };
  sqlite3_stmt *statement;
  gint64 n_rows = 0, total;
  int code = SQLITE_DONE;

  if (!prepare (&self, event_id, columns, flags, error))
    return -1;
  total = keys != NULL ? (gint64) n_keys : count_all (&self);
  statement = foyer_database_prepare (db, keys != NULL ? one_sql : all_sql, error);
  if (statement == NULL)
    return -1;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);

  for (gsize i = 0; keys == NULL || i < n_keys; i++)
    {
      if (keys != NULL)
        {
          sqlite3_reset (statement);
          sqlite3_bind_int64 (statement, 2, keys[i]);
        }
      code = sqlite3_step (statement);
      if (code == SQLITE_ROW)
        {
          append_row (&self, statement);
          n_rows++;
        }
      else if (code != SQLITE_DONE || keys == NULL)
        break;
      if (!flush (&self, FLUSH_BYTES, error) ||
          g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          sqlite3_reset (statement);
          return -1;
        }
      if (progress != NULL && i % PROGRESS_ROWS == 0)
        progress (n_rows, total, progress_data);
    }
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    foyer_database_set_error (db, code, error);
  sqlite3_reset (statement);
  if ((code != SQLITE_ROW && code != SQLITE_DONE) || !flush (&self, 0, error))
    return -1;
  if (progress != NULL)
    progress (n_rows, total, progress_data);
  return n_rows;
}

/**
 * foyer_attendee_export_to_file:
 * @db: a connection
 * @event_id: the event
 * @keys: (nullable) (array length=n_keys): of the tickets; %NULL for all
 * @n_keys: their number
 * @columns: (nullable): headings; %NULL for all
 * @flags: how
 * @file: where to
 * @progress: (nullable) (scope call): told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * As foyer_attendee_export (). A file that is there is replaced only when the new one is whole and
 * on disk.
 *
 * Returns: the number of rows, -1 with error
 */
gint64
foyer_attendee_export_to_file (FoyerDatabase *db,
                               const FoyerUuid *event_id,
                               const gint64 *keys,
                               gsize n_keys,
                               const char *const *columns,
                               FoyerExportFlags flags,
                               GFile *file,
                               FoyerExportProgress progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GCancellable) give_up = g_cancellable_new ();
  gboolean is_new = !g_file_query_exists (file, cancellable);
  gint64 n_rows;

  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error);
  if (stream == NULL)
    return -1;
  n_rows =
      foyer_attendee_export (db, event_id, keys, n_keys, columns, flags, G_OUTPUT_STREAM (stream),
                             progress, progress_data, cancellable, error);
  if (n_rows >= 0 && g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error))
    return n_rows;

  /* Closed with a cancelled cancellable, the new file is thrown away and the old one stays; where
   * there was none, GIO wrote in place. */
  g_cancellable_cancel (give_up);
  g_output_stream_close (G_OUTPUT_STREAM (stream), give_up, NULL);
  if (is_new)
    g_file_delete (file, NULL, NULL);
  return -1;
}

/**
 * foyer_attendee_export_list_columns:
 * @db: a connection
 * @event_id: the event
 * @error: return location
 *
 * Returns: (transfer full): the headings: the fixed ones, then the questions' labels; %NULL with
 * error
 */
char **
foyer_attendee_export_list_columns (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  g_autoptr (GPtrArray) questions = foyer_event_store_questions (db, event_id, error);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (questions == NULL)
    return NULL;
  g_strv_builder_addv (builder, (const char **) headings);
  for (guint i = 0; i < questions->len; i++)
    g_strv_builder_add (builder, ((FoyerQuestion *) g_ptr_array_index (questions, i))->label);
  return g_strv_builder_end (builder);
}
