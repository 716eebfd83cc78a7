/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-feed-answer.h"

#include "foyer-row-json.h"
#include "foyer-row-sql.h"

#include <string.h>

/* It names the transactions that ran when it was made: a few, and at worst some thousand. */
#define MOST_OF_CURSOR (256 * 1024)

static const char *const status_words[] = { "ok", "load", "gone", NULL };

static void
clear (gpointer data)
{
  FoyerFeedAnswer *answer = data;

  g_free (answer->cursor);
}

static gboolean
is_text (const char *text, gsize length, const char *wanted)
{
  return strlen (wanted) == length && memcmp (text, wanted, length) == 0;
}

static void
read_id (FoyerJsonScanner *scanner, FoyerUuid *id)
{
  gsize length;
  const char *text = foyer_json_scanner_read_text (scanner, &length);
  g_autofree char *copy = text != NULL ? g_strndup (text, length) : NULL;

  if (copy == NULL || !foyer_uuid_parse (copy, id))
    foyer_json_scanner_stop (scanner, "an id was expected");
}

static void
read_status (FoyerJsonScanner *scanner, FoyerFeedStatus *status)
{
  gsize length;
  const char *text = foyer_json_scanner_read_text (scanner, &length);

  for (guint i = 0; text != NULL && status_words[i] != NULL; i++)
    if (is_text (text, length, status_words[i]))
      {
        *status = i;
        return;
      }
  foyer_json_scanner_stop (scanner, "a status is not known");
}

static void
read_cursor (FoyerJsonScanner *scanner, char **cursor)
{
  gsize length;
  const char *text;

  if (foyer_json_scanner_read_null (scanner))
    return;
  text = foyer_json_scanner_read_text (scanner, &length);
  if (text != NULL && length > MOST_OF_CURSOR)
    foyer_json_scanner_stop (scanner, "a cursor is too long");
  g_free (*cursor);
  *cursor = text != NULL ? g_strndup (text, length) : NULL;
}

static void
read_event (FoyerJsonScanner *scanner, FoyerFeedAnswer *answer)
{
  gboolean has_status = FALSE;
  const char *name;
  gsize length;

  foyer_json_scanner_enter_object (scanner);
  while ((name = foyer_json_scanner_next_member (scanner, &length)) != NULL)
    if (is_text (name, length, "event_id"))
      read_id (scanner, &answer->event_id);
    else if (is_text (name, length, "status"))
      {
        read_status (scanner, &answer->status);
        has_status = TRUE;
      }
    else if (is_text (name, length, "cursor"))
      read_cursor (scanner, &answer->cursor);
    else if (is_text (name, length, "is_more"))
      foyer_json_scanner_read_boolean (scanner, &answer->is_more);
    else if (is_text (name, length, "n_rows"))
      foyer_json_scanner_read_integer (scanner, &answer->n_rows);
    else if (is_text (name, length, "n_done"))
      foyer_json_scanner_read_integer (scanner, &answer->n_done);
    else if (is_text (name, length, "rows"))
      answer->rows = foyer_json_scanner_skip (scanner, &answer->n_bytes);
    else
      foyer_json_scanner_skip (scanner, NULL);
  if (!has_status || foyer_uuid_is_nil (&answer->event_id) ||
      (answer->status != FOYER_FEED_GONE && answer->cursor == NULL))
    foyer_json_scanner_stop (scanner, "event_id, status or cursor is missing");
}

/**
 * foyer_feed_answer_read:
 * @answer: what the server's changes () answered; it must live as long as what is read from it
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerFeedAnswer): one for each event; %NULL with error
 * NOT_UNDERSTOOD
 */
GArray *
foyer_feed_answer_read (GBytes *answer, GError **error)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (FoyerFeedAnswer));
  g_auto (FoyerJsonScanner) scanner = { 0 };
  gsize n_bytes;
  const char *text = g_bytes_get_data (answer, &n_bytes);

  g_array_set_clear_func (events, clear);
  foyer_json_scanner_init (&scanner, text, n_bytes);
  foyer_json_scanner_enter_array (&scanner);
  while (foyer_json_scanner_next (&scanner))
    {
      g_array_set_size (events, events->len + 1);
      memset (&g_array_index (events, FoyerFeedAnswer, events->len - 1), 0,
              sizeof (FoyerFeedAnswer));
      read_event (&scanner, &g_array_index (events, FoyerFeedAnswer, events->len - 1));
    }
  return foyer_json_scanner_finish (&scanner, error) ? g_steal_pointer (&events) : NULL;
}

static const FoyerRowType *
find_type (const char *table, gsize length)
{
  for (const FoyerRowType *const *type = foyer_row_types (); *type != NULL; type++)
    if (is_text (table, length, (*type)->table))
      return *type;
  return NULL;
}

/* {"table": …, "id": …, "row": {…} or null}. */
typedef struct
{
  const FoyerRowType *type; /* (nullable): a table that this program does not know */
  gboolean is_code;         /* of replaced_codes */
  gboolean is_device;       /* of devices */
  gboolean has_table;
  FoyerUuid id;
  gboolean has_id;
  const char *row; /* (nullable): where it stands, when it came before the rest */
  gsize length;
  gboolean is_given;
} Item;

static gboolean
read_code (FoyerJsonScanner *scanner,
           const FoyerFeedHandler *handler,
           gpointer data,
           GError **error)
{
  g_autofree char *code = NULL;
  FoyerUuid ticket_id = { 0 };
  gint64 replaced_at = 0;
  const char *name, *text;
  gsize length;

  if (foyer_json_scanner_read_null (scanner))
    return TRUE;
  foyer_json_scanner_enter_object (scanner);
  while ((name = foyer_json_scanner_next_member (scanner, &length)) != NULL)
    if (is_text (name, length, "code"))
      {
        text = foyer_json_scanner_read_text (scanner, &length);
        g_free (code);
        code = text != NULL ? g_strndup (text, length) : NULL;
      }
    else if (is_text (name, length, "ticket_id"))
      read_id (scanner, &ticket_id);
    else if (is_text (name, length, "replaced_at"))
      {
        text = foyer_json_scanner_read_text (scanner, &length);
        if (text == NULL || !foyer_row_json_parse_time (text, length, &replaced_at))
          foyer_json_scanner_stop (scanner, "a time was expected");
      }
    else
      foyer_json_scanner_skip (scanner, NULL);
  if (code == NULL || foyer_uuid_is_nil (&ticket_id))
    foyer_json_scanner_stop (scanner, "code or ticket_id is missing");
  return scanner->problem != NULL ||
         handler->take_code (code, &ticket_id, replaced_at, data, error);
}

static void
read_key (FoyerJsonScanner *scanner, guint8 key[32])
{
  gsize length;
  const char *text = foyer_json_scanner_read_text (scanner, &length);
  gboolean is_read = text != NULL && length == 64;

  for (gsize i = 0; is_read && i < 32; i++)
    {
      int high = g_ascii_xdigit_value (text[2 * i]), low = g_ascii_xdigit_value (text[2 * i + 1]);

      is_read = high >= 0 && low >= 0;
      key[i] = (guint8) (high << 4 | low);
    }
  if (!is_read)
    foyer_json_scanner_stop (scanner, "a key of 64 hexadecimal digits was expected");
}

/* It stays as long as events of its organizer are kept here. */
static gboolean
read_device (FoyerJsonScanner *scanner,
             const FoyerUuid *id,
             const FoyerFeedHandler *handler,
             gpointer data,
             GError **error)
{
  g_auto (FoyerDevice) device = { .id = *id, .revoked_at = FOYER_NONE };
  gboolean has_key = FALSE;
  const char *name, *text;
  gsize length;

  if (foyer_json_scanner_read_null (scanner))
    return TRUE;
  foyer_json_scanner_enter_object (scanner);
  while ((name = foyer_json_scanner_next_member (scanner, &length)) != NULL)
    if (is_text (name, length, "organizer_id"))
      read_id (scanner, &device.organizer_id);
    else if (is_text (name, length, "name"))
      {
        text = foyer_json_scanner_read_text (scanner, &length);
        g_free (device.name);
        device.name = text != NULL ? g_strndup (text, length) : NULL;
      }
    else if (is_text (name, length, "public_key"))
      {
        read_key (scanner, device.public_key);
        has_key = TRUE;
      }
    else if (!is_text (name, length, "revoked_at"))
      foyer_json_scanner_skip (scanner, NULL);
    else if (!foyer_json_scanner_read_null (scanner))
      {
        text = foyer_json_scanner_read_text (scanner, &length);
        if (text == NULL || !foyer_row_json_parse_time (text, length, &device.revoked_at))
          foyer_json_scanner_stop (scanner, "a time was expected");
      }
  if (device.name == NULL || !has_key || foyer_uuid_is_nil (&device.organizer_id))
    foyer_json_scanner_stop (scanner, "organizer_id, name or public_key is missing");
  return scanner->problem != NULL || handler->take_device (&device, data, error);
}

static gboolean
read_row (FoyerJsonScanner *scanner,
          Item *item,
          const FoyerFeedHandler *handler,
          gpointer data,
          GError **error)
{
  g_autoptr (FoyerRow) row = NULL;
  FoyerColumnSet present;

  item->is_given = TRUE;
  if (item->is_code)
    return read_code (scanner, handler, data, error);
  if (item->is_device)
    return read_device (scanner, &item->id, handler, data, error);
  if (item->type == NULL)
    {
      foyer_json_scanner_skip (scanner, NULL);
      return TRUE;
    }
  if (foyer_json_scanner_read_null (scanner))
    return handler->take_row (item->type, &item->id, NULL, 0, data, error);
  row = foyer_row_new (item->type);
  if (!foyer_row_json_read (scanner, row, &present))
    return TRUE;
  if (!handler->take_row (item->type, &item->id, row, present, data, error))
    return FALSE;
  g_steal_pointer (&row);
  return TRUE;
}

/* The server writes table and id first, so that a row is read where it stands; another order costs
 * a second look. */
static gboolean
read_item (FoyerJsonScanner *scanner,
           const FoyerFeedHandler *handler,
           gpointer data,
           GError **error)
{
  Item item = { 0 };
  const char *name, *table;
  gsize length;

  foyer_json_scanner_enter_object (scanner);
  while ((name = foyer_json_scanner_next_member (scanner, &length)) != NULL)
    if (is_text (name, length, "table"))
      {
        table = foyer_json_scanner_read_text (scanner, &length);
        item.type = table != NULL ? find_type (table, length) : NULL;
        item.has_table = table != NULL;
        item.is_code = table != NULL && is_text (table, length, "replaced_codes");
        item.is_device = table != NULL && is_text (table, length, "devices");
      }
    else if (is_text (name, length, "id"))
      {
        read_id (scanner, &item.id);
        item.has_id = TRUE;
      }
    else if (!is_text (name, length, "row"))
      foyer_json_scanner_skip (scanner, NULL);
    else if (!item.has_table || !item.has_id)
      item.row = foyer_json_scanner_skip (scanner, &item.length);
    else if (!read_row (scanner, &item, handler, data, error))
      return FALSE;

  if (!item.has_table || !item.has_id || (!item.is_given && item.row == NULL))
    foyer_json_scanner_stop (scanner, "table, id or row is missing");
  if (scanner->problem != NULL || item.is_given)
    return TRUE;

  {
    g_auto (FoyerJsonScanner) part = { 0 };

    foyer_json_scanner_init_part (&part, item.row, item.length);
    return read_row (&part, &item, handler, data, error) &&
           foyer_json_scanner_finish (&part, error);
  }
}

/**
 * foyer_feed_answer_rows:
 * @self: what was said of an event
 * @handler: called with each row, in order
 * @data: for @handler
 * @error: return location
 *
 * Rows of tables that this program does not know are passed over: a newer server may have more.
 *
 * Returns: %FALSE with the error of @handler, or NOT_UNDERSTOOD
 */
gboolean
foyer_feed_answer_rows (const FoyerFeedAnswer *self,
                        const FoyerFeedHandler *handler,
                        gpointer data,
                        GError **error)
{
  g_auto (FoyerJsonScanner) scanner = { 0 };

  if (self->rows == NULL)
    return TRUE;
  foyer_json_scanner_init_part (&scanner, self->rows, self->n_bytes);
  foyer_json_scanner_enter_array (&scanner);
  while (foyer_json_scanner_next (&scanner))
    {
      if (!read_item (&scanner, handler, data, error))
        return FALSE;
    }
  return foyer_json_scanner_finish (&scanner, error);
}
