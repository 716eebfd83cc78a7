/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-push-batch.h"

#include "foyer-check-in.h"
#include "foyer-event.h"
#include "foyer-order.h"
#include "foyer-row-json.h"
#include "foyer-series.h"
#include "foyer-ticket.h"

#include <string.h>

/**
 * foyer_push_batch_new:
 * @call: which function
 * @event_id: (nullable): the event of all its rows
 *
 * Returns: (transfer full): an empty batch
 */
FoyerPushBatch *
foyer_push_batch_new (FoyerPushCall call, const FoyerUuid *event_id)
{
  FoyerPushBatch *self = g_new0 (FoyerPushBatch, 1);

  self->call = call;
  if (event_id != NULL)
    self->event_id = *event_id;
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_push_item_free);
  self->followers = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_push_item_free);
  return self;
}

/**
 * foyer_push_batch_free:
 * @self: (transfer full) (nullable): a batch
 */
void
foyer_push_batch_free (FoyerPushBatch *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->followers);
  g_free (self);
}

/**
 * foyer_push_batch_get_function:
 * @self: a batch
 *
 * Returns: the server's function
 */
const char *
foyer_push_batch_get_function (const FoyerPushBatch *self)
{
  static const char *const functions[] = { "check_in", "record_sales", "store_rows", "edit_rows" };

  return functions[self->call];
}

static void
append_member (GString *json, const char *name)
{
  g_string_append_printf (json, "%s\"%s\": ", json->str[json->len - 1] == '{' ? "" : ", ", name);
}

static void
write_check_in (GString *json, const FoyerCheckIn *fact)
{
  gboolean has_code = fact->code != NULL || (foyer_uuid_is_nil (&fact->ticket_id) &&
                                             fact->direction != FOYER_DIRECTION_UNDO);
  const FoyerUuid *ids[] = { &fact->row.id, &fact->ticket_id, &fact->list_id, &fact->device_id,
                             &fact->undoes_id };
  static const char *const names[] = { "id", "ticket_id", "list_id", "device_id", "undoes_id" };
  static const char *const words[] = { "direction", "method", "verdict" };

  g_string_append_c (json, '{');
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (!foyer_uuid_is_nil (ids[i]))
      {
        append_member (json, names[i]);
        foyer_row_json_append_id (json, ids[i]);
      }
  if (has_code)
    {
      append_member (json, "qr_code");
      foyer_row_json_append_text (json, fact->code != NULL ? fact->code : "");
    }
  append_member (json, "at");
  foyer_row_json_append_time (json, fact->time);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const FoyerColumn *column = foyer_row_type_find (&FOYER_CHECK_IN_TYPE, words[i]);

      append_member (json, words[i]);
      foyer_row_json_append_text (json,
                                  column->words[FOYER_COLUMN_FIELD (fact, column, const int)]);
    }
  if (fact->reason != NULL)
    {
      append_member (json, "reason");
      foyer_row_json_append_text (json, fact->reason);
    }
  g_string_append_c (json, '}');
}

/* As it was when it was sold. What became of it since is told by facts and edits, which come after
   it. */
static FoyerOrder *
as_sold (const FoyerOrder *order, gint64 clock_offset)
{
  FoyerOrder *sold = foyer_order_copy (order);

  if (sold->created_at == FOYER_NONE)
    sold->created_at = sold->row.updated_at;
  sold->created_at += clock_offset;
  if (sold->status == FOYER_ORDER_EXPIRED)
    sold->status = FOYER_ORDER_PENDING;
  else if (sold->status != FOYER_ORDER_PENDING)
    sold->status = FOYER_ORDER_COMPLETED;
  return sold;
}

static void
write_sale (FoyerPushBatch *self, GString *json, const FoyerOrder *order)
{
  FoyerColumnSet all = foyer_row_json_columns (&FOYER_TICKET_TYPE);
  g_autoptr (FoyerOrder) sold = as_sold (order, self->clock_offset);
  guint n = 0;

  foyer_row_json_write (json, sold, foyer_row_json_columns (&FOYER_ORDER_TYPE));
  g_string_truncate (json, json->len - 1);
  g_string_append (json, ", \"tickets\": [");
  for (guint i = 0; i < self->followers->len; i++)
    {
      const FoyerPushItem *item = g_ptr_array_index (self->followers, i);
      const FoyerTicket *ticket = item->row;

      if (!foyer_uuid_equal (&ticket->order_id, &order->row.id))
        continue;
      g_string_append (json, n++ > 0 ? ", " : "");
      foyer_row_json_write (json, ticket, all);
    }
  /* Payments come after it: they may be known when it is, or not. */
  g_string_append (json, "], \"payments\": []}");
}

static void
write_stored (GString *json, const FoyerPushItem *item)
{
  const FoyerRow *row = item->row;

  g_string_append_printf (json, "{\"table\": \"%s\", \"row\": ", row->type->table);
  foyer_row_json_write (json, row, foyer_row_json_columns (row->type));
  if (item->price != FOYER_NONE)
    g_string_append_printf (json, ", \"price\": %" G_GINT64_FORMAT, item->price);
  g_string_append_c (json, '}');
}

static char *
write_owner (const FoyerUuid *organizer_id)
{
  char id[FOYER_UUID_STRING_SIZE];

  foyer_uuid_format (organizer_id, id);
  return g_strdup_printf ("\"organizer_id\": \"%s\"", id);
}

/* What others have written over is asked; what this desk wrote itself and perhaps told already, is
 * not. */
static void
write_own (GString *json, const FoyerPendingRow *pending)
{
  guint n = 0;

  g_string_append (json, ", \"own\": [");
  for (guint i = 0; i < pending->own->len; i++)
    {
      const FoyerPendingOwn *own = &g_array_index (pending->own, FoyerPendingOwn, i);

      if (!(own->column & pending->columns))
        continue;
      g_string_append (json, n++ > 0 ? ", " : "");
      foyer_row_json_write_columns (json, own->row, own->column, NULL);
    }
  g_string_append_c (json, ']');
}

static void
write_edit (GString *json, FoyerPushItem *item, const FoyerUuid *organizer_id)
{
  const FoyerRow *row = item->row;
  const FoyerPendingRow *pending = &item->pending;

  g_string_append_printf (json, "{\"table\": \"%s\", \"id\": ", row->type->table);
  foyer_row_json_append_id (json, &row->id);
  if (pending->is_new)
    {
      g_autofree char *owner = organizer_id != NULL ? write_owner (organizer_id) : NULL;

      g_string_append (json, ", \"is_new\": true, \"set\": ");
      foyer_row_json_write_columns (json, row, foyer_row_json_columns (row->type), owner);
    }
  else if (pending->columns != 0)
    {
      g_string_append (json, ", \"set\": ");
      foyer_row_json_write_columns (json, row, pending->columns, NULL);
      g_string_append_printf (json, ", \"was\": %s", item->base != NULL ? item->base : "{}");
      if (pending->own != NULL)
        write_own (json, pending);
    }
  if (pending->is_marked && !pending->is_new)
    g_string_append_printf (json, ", \"is_removed\": %s",
                            row->deleted_at != FOYER_NONE ? "true" : "false");
  g_string_append_c (json, '}');
}

/**
 * foyer_push_batch_write:
 * @self: a batch
 * @organizer_of: says whose a new event or series is
 * @data: for @organizer_of
 *
 * Returns: (transfer full): the arguments of the call
 */
char *
foyer_push_batch_write (FoyerPushBatch *self,
                        FoyerUuid (*organizer_of) (gconstpointer row, gpointer data),
                        gpointer data)
{
  static const char *const names[] = { "check_ins", "orders", "rows", "edits" };
  GString *json = g_string_new ("{");

  if (self->call != FOYER_PUSH_EDIT)
    {
      g_string_append (json, "\"event_id\": ");
      foyer_row_json_append_id (json, &self->event_id);
      g_string_append (json, ", ");
    }
  g_string_append_printf (json, "\"%s\": [", names[self->call]);
  for (guint i = 0; i < self->items->len; i++)
    {
      FoyerPushItem *item = g_ptr_array_index (self->items, i);
      const FoyerRow *row = item->row;
      FoyerUuid organizer_id;

      g_string_append (json, i > 0 ? ", " : "");
      switch (self->call)
        {
        case FOYER_PUSH_CHECK_IN:
          write_check_in (json, item->row);
          break;
        case FOYER_PUSH_SALES:
          write_sale (self, json, item->row);
          break;
        case FOYER_PUSH_STORE:
          write_stored (json, item);
          break;
        case FOYER_PUSH_EDIT:
          if (row->type == &FOYER_EVENT_TYPE || row->type == &FOYER_SERIES_TYPE)
            organizer_id = organizer_of (row, data);
          write_edit (json, item,
                      row->type == &FOYER_EVENT_TYPE || row->type == &FOYER_SERIES_TYPE
                          ? &organizer_id
                          : NULL);
          break;
        }
    }
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}

/* What an answer says of one row. */
typedef struct
{
  FoyerUuid id;
  char *status; /* or verdict */
  char *code;
  char *message;
} Said;

static void
said_clear (Said *said)
{
  g_free (said->status);
  g_free (said->code);
  g_free (said->message);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Said, said_clear)

static gboolean
is_member (const char *name, gsize length, const char *wanted)
{
  return strlen (wanted) == length && memcmp (name, wanted, length) == 0;
}

static void
take_text (FoyerJsonScanner *scanner, char **text)
{
  const char *found;
  gsize length;

  if (foyer_json_scanner_read_null (scanner))
    return;
  found = foyer_json_scanner_read_text (scanner, &length);
  g_free (*text);
  *text = found != NULL ? g_strndup (found, length) : NULL;
}

static void
read_said (FoyerJsonScanner *scanner, Said *said)
{
  g_autofree char *id = NULL;
  const char *name;
  gsize length;

  foyer_json_scanner_enter_object (scanner);
  while ((name = foyer_json_scanner_next_member (scanner, &length)) != NULL)
    if (is_member (name, length, "id"))
      take_text (scanner, &id);
    else if (is_member (name, length, "status") || is_member (name, length, "verdict"))
      take_text (scanner, &said->status);
    else if (is_member (name, length, "code"))
      take_text (scanner, &said->code);
    else if (is_member (name, length, "message"))
      take_text (scanner, &said->message);
    else
      foyer_json_scanner_skip (scanner, NULL);
  if (id == NULL || !foyer_uuid_parse (id, &said->id))
    foyer_json_scanner_stop (scanner, "an answer has no id");
}

static FoyerPushItem *
find_item (FoyerPushBatch *self, const FoyerUuid *id, guint *expected)
{
  for (guint n = 0; n < self->items->len; n++)
    {
      guint i = (*expected + n) % self->items->len;
      FoyerPushItem *item = g_ptr_array_index (self->items, i);

      if (foyer_uuid_equal (&((FoyerRow *) item->row)->id, id))
        {
          *expected = i + 1;
          return item;
        }
    }
  return NULL;
}

static void
take_said (FoyerPushBatch *self, FoyerPushItem *item, Said *said)
{
  gboolean is_refused;

  if (self->call == FOYER_PUSH_CHECK_IN || self->call == FOYER_PUSH_STORE)
    is_refused = said->code != NULL;
  else
    is_refused =
        g_strcmp0 (said->status, "refused") == 0 || g_strcmp0 (said->status, "REFUSED") == 0;
  /* The row was refused when it was new, which is written down; or it was never told, and is gone.
   */
  if (item->pending.is_follower && g_strcmp0 (said->code, "NO_ROW") == 0)
    is_refused = FALSE;
  item->status = is_refused                                  ? FOYER_TOLD_REFUSED
                 : g_strcmp0 (said->status, "conflict") == 0 ? FOYER_TOLD_CONFLICT
                                                             : FOYER_TOLD_DONE;
  g_free (item->code);
  g_free (item->message);
  item->code = is_refused ? g_steal_pointer (&said->code) : NULL;
  /* As the server says it: it may be read in another language than today's. */
  item->message = is_refused ? g_strdup (said->message != NULL ? said->message : "") : NULL;
}

static guint
read_list (FoyerPushBatch *self, FoyerJsonScanner *scanner)
{
  guint expected = 0, n = 0;

  foyer_json_scanner_enter_array (scanner);
  while (foyer_json_scanner_next (scanner))
    {
      g_auto (Said) said = { 0 };
      FoyerPushItem *item;

      read_said (scanner, &said);
      if (scanner->problem != NULL)
        break;
      item = find_item (self, &said.id, &expected);
      if (item == NULL)
        foyer_json_scanner_stop (scanner, "an answer is to what was not asked");
      else
        take_said (self, item, &said);
      n++;
    }
  return n;
}

/**
 * foyer_push_batch_read:
 * @self: a batch that was sent
 * @answer: what the server answered
 * @error: return location
 *
 * Returns: %FALSE with error NOT_UNDERSTOOD: nothing is known of what became of the rows
 */
gboolean
foyer_push_batch_read (FoyerPushBatch *self, GBytes *answer, GError **error)
{
  g_auto (FoyerJsonScanner) scanner = { 0 };
  gsize n_bytes, length;
  const char *text = g_bytes_get_data (answer, &n_bytes), *name;
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    ((FoyerPushItem *) g_ptr_array_index (self->items, i))->status = FOYER_TOLD_DONE;
  foyer_json_scanner_init (&scanner, text, n_bytes);
  if (self->call == FOYER_PUSH_STORE)
    {
      gboolean has_stored = FALSE;

      foyer_json_scanner_enter_object (&scanner);
      while ((name = foyer_json_scanner_next_member (&scanner, &length)) != NULL)
        if (is_member (name, length, "refused"))
          read_list (self, &scanner);
        else
          {
            has_stored |= is_member (name, length, "stored");
            foyer_json_scanner_skip (&scanner, NULL);
          }
      if (!has_stored)
        foyer_json_scanner_stop (&scanner, "stored is missing");
    }
  else
    {
      n = read_list (self, &scanner);
      if (n != self->items->len)
        foyer_json_scanner_stop (&scanner, "there are not as many answers as questions");
    }
  return foyer_json_scanner_finish (&scanner, error);
}
