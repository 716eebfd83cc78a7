/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-detail.h"

#include "foyer-event-store.h"
#include "foyer-order-money.h"
#include "foyer-row-store.h"
#include "foyer-ticket.h"
#include "foyer-tier.h"

/**
 * foyer_order_detail_free:
 * @self: (transfer full) (nullable): an order
 */
void
foyer_order_detail_free (FoyerOrderDetail *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->order, foyer_order_free);
  g_clear_pointer (&self->event, foyer_event_free);
  g_clear_pointer (&self->tickets, g_ptr_array_unref);
  g_clear_pointer (&self->payments, g_ptr_array_unref);
  g_clear_pointer (&self->tiers, g_ptr_array_unref);
  g_free (self);
}

static GPtrArray *
read_payments (FoyerDatabase *db, const FoyerUuid *order_id, GError **error)
{
  static const char tail[] =
      "WHERE order_id = ?1 AND deleted_at IS NULL ORDER BY paid_at, key LIMIT 500";
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_PAYMENT_TYPE, tail, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_blob (statement, 1, order_id->bytes, sizeof order_id->bytes, SQLITE_STATIC);
  return foyer_row_store_read_all (db, &FOYER_PAYMENT_TYPE, statement, error);
}

static gboolean
read_all (FoyerOrderDetail *self, FoyerDatabase *db, gint64 key, GError **error)
{
  g_autoptr (FoyerOrder) order = foyer_row_store_get (db, &FOYER_ORDER_TYPE, key, error);
  g_autoptr (FoyerOrderMoney) money = NULL;

  if (order == NULL)
    return FALSE;
  money = foyer_order_money_load (db, &order->row.id, error);
  if (money == NULL)
    return FALSE;
  self->payments = read_payments (db, &order->row.id, error);
  if (self->payments != NULL)
    self->tiers = foyer_event_store_tiers (db, &order->event_id, error);
  if (self->tiers == NULL)
    return FALSE;
  self->due = foyer_order_money_get_due (money);
  self->excess = foyer_order_money_get_excess (money);
  self->order = g_steal_pointer (&money->order);
  self->event = g_steal_pointer (&money->event);
  self->tickets = g_steal_pointer (&money->tickets);
  self->paid = money->paid;
  self->returned = money->returned;
  self->waiting = money->waiting;
  self->has_payments = money->has_payments;
  for (guint i = 0; i < FOYER_N_PAY_METHODS; i++)
    self->net[i] = money->net[i];
  return TRUE;
}

/**
 * foyer_order_detail_read:
 * @db: a connection
 * @key: an order
 * @error: return location
 *
 * Returns: (transfer full): the order as of one moment; %NULL with error
 */
FoyerOrderDetail *
foyer_order_detail_read (FoyerDatabase *db, gint64 key, GError **error)
{
  g_autoptr (FoyerOrderDetail) self = g_new0 (FoyerOrderDetail, 1);
  gboolean is_mine, is_read;

  if (!foyer_database_begin_reading (db, &is_mine, error))
    return NULL;
  is_read = read_all (self, db, key, error);
  foyer_database_end_reading (db, is_mine);
  return is_read ? g_steal_pointer (&self) : NULL;
}

/**
 * foyer_order_detail_tier_name:
 * @self: an order
 * @tier_id: a tier
 *
 * Returns: (nullable): what it is called; %NULL if it is not there any more
 */
const char *
foyer_order_detail_tier_name (const FoyerOrderDetail *self, const FoyerUuid *tier_id)
{
  for (guint i = 0; i < self->tiers->len; i++)
    {
      const FoyerTier *tier = self->tiers->pdata[i];

      if (foyer_uuid_equal (&tier->row.id, tier_id))
        return tier->name;
    }
  return NULL;
}

/**
 * foyer_order_detail_count:
 * @self: an order
 *
 * Returns: how many of its tickets are not cancelled
 */
guint
foyer_order_detail_count (const FoyerOrderDetail *self)
{
  guint n = 0;

  for (guint i = 0; i < self->tickets->len; i++)
    n += ((const FoyerTicket *) self->tickets->pdata[i])->status != FOYER_TICKET_CANCELLED;
  return n;
}

/**
 * foyer_order_detail_plan:
 * @db: a connection
 * @order_id: an order
 * @amount: what is to go back, minor units
 * @method: a FoyerPayMethod; -1 for as it was paid
 * @parts: (out): of it, by FoyerPayMethod
 * @error: return location
 *
 * Returns: %FALSE with error: CONFLICT with a sentence
 */
gboolean
foyer_order_detail_plan (FoyerDatabase *db,
                         const FoyerUuid *order_id,
                         gint64 amount,
                         int method,
                         gint64 parts[FOYER_N_PAY_METHODS],
                         GError **error)
{
  g_autoptr (FoyerOrderMoney) money = foyer_order_money_load (db, order_id, error);

  for (guint i = 0; i < FOYER_N_PAY_METHODS; i++)
    parts[i] = 0;
  return money != NULL && foyer_order_money_plan (money, amount, method, parts, error);
}

/**
 * foyer_order_detail_ticket_keys:
 * @db: a connection
 * @keys: (array length=n_keys): orders
 * @n_keys: how many
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64): their tickets; %NULL with error
 */
GArray *
foyer_order_detail_ticket_keys (FoyerDatabase *db,
                                const gint64 *keys,
                                guint n_keys,
                                GCancellable *cancellable,
                                GError **error)
{
  static const char sql[] =
      "SELECT key FROM tickets WHERE order_id = (SELECT id FROM orders WHERE key = ?1) "
      "AND deleted_at IS NULL ORDER BY key";
  g_autoptr (GArray) tickets = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < n_keys; i++)
    {
      sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
      int code;

      if (statement == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      sqlite3_bind_int64 (statement, 1, keys[i]);
      while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
        {
          gint64 key = sqlite3_column_int64 (statement, 0);

          g_array_append_val (tickets, key);
        }
      if (code != SQLITE_DONE)
        return NULL;
    }
  return g_steal_pointer (&tickets);
}
