/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-import-orders.h"

#include "foyer-cell.h"
#include "foyer-key-table.h"
#include "foyer-money.h"
#include "foyer-order-store.h"
#include "foyer-row-store.h"
#include "foyer-text.h"

#include <string.h>

/* What the rows of one order that follow each other say. */
typedef struct
{
  gboolean is_open;
  gboolean has_number;
  gboolean was_seen; /* it came before, with others in between */
  gint64 total;
  guint n_tickets;
  guint n_refunded;
  gboolean is_pending;
  gboolean is_expired;
} Group;

struct _FoyerImportOrders
{
  FoyerDatabase *db;             /* (owned) */
  FoyerTransaction *transaction; /* (nullable) */
  FoyerUuid event_id;
  char *currency; /* (owned) */
  gboolean event_is_new;
  FoyerKeyTable *seen; /* (owned) hashes of order numbers */
  GString *number;     /* (owned) of the group */
  Group group;
  FoyerOrder *before; /* (owned) (nullable) as it is stored */
  FoyerOrder *order;  /* (owned) (nullable) as it is to be; NULL while nobody needs it */
  gboolean is_dirty;
  gint64 n_added;
};

/**
 * foyer_import_orders_new:
 * @db: the connection
 * @transaction: (nullable): where to write; %NULL in a dry run
 * @event: the event
 * @event_is_new: whether it cannot have orders yet
 *
 * Returns: (transfer full): the orders
 */
FoyerImportOrders *
foyer_import_orders_new (FoyerDatabase *db,
                         FoyerTransaction *transaction,
                         const FoyerEvent *event,
                         gboolean event_is_new)
{
  FoyerImportOrders *self = g_new0 (FoyerImportOrders, 1);

  self->db = g_object_ref (db);
  self->transaction = transaction;
  self->event_id = event->row.id;
  self->currency = g_strdup (event->currency != NULL ? event->currency : "EUR");
  self->event_is_new = event_is_new;
  self->seen = foyer_key_table_new ();
  self->number = g_string_new (NULL);
  return self;
}

static FoyerOrderStatus
get_status (const Group *group)
{
  if (group->is_pending)
    return FOYER_ORDER_PENDING;
  if (group->is_expired)
    return FOYER_ORDER_EXPIRED;
  if (group->n_refunded > 0)
    return group->n_refunded == group->n_tickets ? FOYER_ORDER_REFUNDED
                                                 : FOYER_ORDER_PARTLY_REFUNDED;
  return FOYER_ORDER_COMPLETED;
}

/* An order that was there before: its tickets are the truth. */
static gboolean
sum_up (FoyerImportOrders *self, GError **error)
{
  static const char sql[] = "SELECT count (*), total (price), total (is_refunded) FROM tickets "
                            "WHERE order_id = ?1 AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_database_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, self->order->row.id.bytes, sizeof self->order->row.id.bytes,
                     SQLITE_STATIC);
  if (foyer_database_step (self->db, statement, error) != SQLITE_ROW)
    return FALSE;
  self->group.n_tickets = sqlite3_column_int (statement, 0);
  self->group.total = sqlite3_column_int64 (statement, 1);
  self->group.n_refunded = sqlite3_column_int (statement, 2);
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
write_order (FoyerImportOrders *self, GError **error)
{
  if (self->before != NULL && !sum_up (self, error))
    return FALSE;
  self->order->total = MIN (self->group.total, FOYER_MONEY_MAX);
  self->order->status = get_status (&self->group);
  if (self->before != NULL)
    return foyer_transaction_update (self->transaction, self->before, self->order, error);
  return foyer_transaction_insert (self->transaction, self->order, error);
}

static void
close_group (FoyerImportOrders *self)
{
  memset (&self->group, 0, sizeof self->group);
  g_string_truncate (self->number, 0);
  g_clear_pointer (&self->before, foyer_order_free);
  g_clear_pointer (&self->order, foyer_order_free);
  self->is_dirty = FALSE;
}

static gboolean
flush (FoyerImportOrders *self, GError **error)
{
  if (self->order != NULL && self->is_dirty)
    {
      if (self->transaction != NULL && !write_order (self, error))
        return FALSE;
      if (self->before == NULL && !self->group.was_seen)
        self->n_added++;
    }
  close_group (self);
  return TRUE;
}

/**
 * foyer_import_orders_enter:
 * @self: the orders
 * @row: a row that is not skipped
 * @error: return location
 *
 * Told of every row before anything else: the order of its tickets is gathered from now on.
 *
 * Returns: FALSE with error
 */
gboolean
foyer_import_orders_enter (FoyerImportOrders *self, const FoyerImportRow *row, GError **error)
{
  const FoyerCell *number = &row->fields[FOYER_ROLE_ORDER_NUMBER];
  Group *group = &self->group;

  if (!group->is_open || !group->has_number || !foyer_cell_equals (number, self->number->str))
    {
      if (!flush (self, error))
        return FALSE;
      group->is_open = TRUE;
      group->has_number = number->length > 0;
      g_string_append_len (self->number, number->text, number->length);
      if (group->has_number)
        group->was_seen =
            foyer_key_table_add (self->seen, foyer_text_hash (number->text, number->length, 1),
                                 1) != 0;
    }
  group->n_tickets += row->quantity;
  group->total += row->price != FOYER_NONE ? row->price * row->quantity : 0;
  group->n_refunded += row->status == FOYER_SOURCE_REFUNDED ? row->quantity : 0;
  group->is_pending |= row->status == FOYER_SOURCE_PENDING;
  group->is_expired |= row->status == FOYER_SOURCE_EXPIRED;
  return TRUE;
}

static gboolean
find_order (FoyerImportOrders *self, const FoyerTicket *before, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (self->group.has_number && (!self->event_is_new || self->group.was_seen))
    self->before =
        foyer_order_store_find (self->db, &self->event_id, self->number->str, &local_error);
  else if (!self->group.has_number && before != NULL && !foyer_uuid_is_nil (&before->order_id))
    self->before =
        foyer_row_store_find (self->db, &FOYER_ORDER_TYPE, &before->order_id, &local_error);
  if (local_error == NULL ||
      g_error_matches (local_error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
take_buyer (FoyerOrder *order, const FoyerImportRow *row)
{
  g_autoptr (GString) name = g_string_new (NULL);
  const FoyerCell *email = &row->fields[FOYER_ROLE_BUYER_EMAIL];

  foyer_cell_append_line (name, &row->fields[FOYER_ROLE_BUYER_NAME]);
  if (name->len > 0 && (order->buyer_name == NULL || !g_str_equal (order->buyer_name, name->str)))
    {
      g_free (order->buyer_name);
      order->buyer_name = g_utf8_substring (name->str, 0, MIN (200, g_utf8_strlen (name->str, -1)));
    }
  if (email->length > 0 && email->length <= 254 &&
      (order->buyer_email == NULL || !foyer_cell_equals (email, order->buyer_email)))
    {
      g_free (order->buyer_email);
      order->buyer_email = foyer_cell_dup (email);
    }
}

static gboolean
make_order (FoyerImportOrders *self, const FoyerImportRow *row, GError **error)
{
  const FoyerCell *currency = &row->fields[FOYER_ROLE_CURRENCY];
  FoyerOrder *order = foyer_order_new ();

  self->order = order;
  self->is_dirty = TRUE;
  foyer_uuid_init_v7 (&order->row.id);
  order->event_id = self->event_id;
  order->channel = FOYER_CHANNEL_IMPORT;
  order->currency =
      currency->length == 3 ? g_ascii_strup (currency->text, 3) : g_strdup (self->currency);
  if (!foyer_currency_is_known (order->currency))
    {
      g_free (order->currency);
      order->currency = g_strdup (self->currency);
    }
  if (self->group.has_number)
    order->order_number = g_strdup (self->number->str);
  else if (self->transaction != NULL)
    order->order_number = foyer_order_store_new_number (self->db, &self->event_id, error);
  take_buyer (order, row);
  return self->transaction == NULL || order->order_number != NULL;
}

/* Whether what the row says of its order is new to it. */
static gboolean
note_changes (FoyerImportOrders *self, const FoyerImportRow *row)
{
  FoyerOrderStatus status = self->before->status;
  gboolean was_open = status == FOYER_ORDER_PENDING || status == FOYER_ORDER_EXPIRED;
  gboolean has_changed;

  take_buyer (self->order, row);
  has_changed = foyer_row_diff (self->before, self->order) != 0;
  if (row->status == FOYER_SOURCE_PENDING)
    has_changed |= status != FOYER_ORDER_PENDING;
  else if (row->status == FOYER_SOURCE_EXPIRED)
    has_changed |= status != FOYER_ORDER_EXPIRED;
  else
    has_changed |= was_open && !self->group.is_pending && !self->group.is_expired;
  self->is_dirty |= has_changed;
  return has_changed;
}

/**
 * foyer_import_orders_take:
 * @self: the orders
 * @row: the row that was entered last
 * @before: (nullable): its ticket as it is stored, %NULL for a new one
 * @order_id: (out): the ticket's order, nil for none
 * @has_changed: (out): whether the row changes columns of an order that was there
 * @error: return location
 *
 * A row without an order number gets an order only if one is needed to say that it is not paid.
 *
 * Returns: FALSE with error
 */
gboolean
foyer_import_orders_take (FoyerImportOrders *self,
                          const FoyerImportRow *row,
                          const FoyerTicket *before,
                          FoyerUuid *order_id,
                          gboolean *has_changed,
                          GError **error)
{
  gboolean is_needed = self->group.has_number || row->status == FOYER_SOURCE_PENDING ||
                       row->status == FOYER_SOURCE_EXPIRED;

  *has_changed = FALSE;
  memset (order_id, 0, sizeof *order_id);
  if (self->order == NULL)
    {
      if (!find_order (self, before, error))
        return FALSE;
      if (self->before != NULL)
        self->order = foyer_order_copy (self->before);
      else if (is_needed && !make_order (self, row, error))
        return FALSE;
    }
  if (self->before != NULL)
    *has_changed = note_changes (self, row);
  if (self->order != NULL)
    *order_id = self->order->row.id;
  return TRUE;
}

/**
 * foyer_import_orders_touch:
 * @self: the orders
 *
 * A ticket of the order that is gathered was added or changed.
 */
void
foyer_import_orders_touch (FoyerImportOrders *self)
{
  self->is_dirty = self->order != NULL;
}

/**
 * foyer_import_orders_finish:
 * @self: the orders
 * @orders_added: (out): how many are new
 * @error: return location
 *
 * Writes the last order.
 *
 * Returns: FALSE with error
 */
gboolean
foyer_import_orders_finish (FoyerImportOrders *self, gint64 *orders_added, GError **error)
{
  gboolean is_written = flush (self, error);

  *orders_added = self->n_added;
  return is_written;
}

/**
 * foyer_import_orders_free:
 * @self: (transfer full): the orders
 */
void
foyer_import_orders_free (FoyerImportOrders *self)
{
  close_group (self);
  g_object_unref (self->db);
  g_free (self->currency);
  foyer_key_table_free (self->seen);
  g_string_free (self->number, TRUE);
  g_free (self);
}
