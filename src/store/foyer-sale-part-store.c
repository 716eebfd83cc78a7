/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sale-part-store.h"

#include "foyer-identity.h"
#include "foyer-order-acts-store.h"
#include "foyer-order-money.h"
#include "foyer-row-store.h"
#include "foyer-sale-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The newest payment of the same kind and sum is the one that went back. */
static gboolean
take_out (GPtrArray *payments, const FoyerPayment *back)
{
  for (guint i = payments->len; i > 0; i--)
    {
      const FoyerPayment *payment = payments->pdata[i - 1];

      if (payment->kind != FOYER_PAYMENT_PAYMENT || payment->method != back->method ||
          payment->amount != back->amount)
        continue;
      g_ptr_array_remove_index (payments, i - 1);
      return TRUE;
    }
  return FALSE;
}

/* What went back before all of total was paid is as if it had never been; what went back after that
 * was a refund, and was paid all the same. */
static GPtrArray *
list_payments (FoyerDatabase *db,
               const FoyerUuid *order_id,
               gint64 total,
               gboolean with_refunds,
               GError **error)
{
  static const char tail[] = "WHERE order_id = ?1 AND deleted_at IS NULL ORDER BY key";
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_PAYMENT_TYPE, tail, error);
  g_autoptr (GPtrArray) all = NULL;
  GPtrArray *payments;
  gint64 paid = 0;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_blob (statement, 1, order_id->bytes, sizeof order_id->bytes, SQLITE_STATIC);
  all = foyer_row_store_read_all (db, &FOYER_PAYMENT_TYPE, statement, error);
  if (all == NULL)
    return NULL;
  payments = g_ptr_array_new_with_free_func (foyer_row_free);
  for (guint i = 0; i < all->len; i++)
    {
      const FoyerPayment *payment = all->pdata[i];
      gboolean is_back = payment->kind != FOYER_PAYMENT_PAYMENT;
      gboolean is_early = is_back && paid < total;

      if (!is_back || is_early)
        paid += is_back ? -payment->amount : payment->amount;
      if (is_early && take_out (payments, payment))
        continue;
      if (!is_back || with_refunds)
        g_ptr_array_add (payments, foyer_payment_copy (payment));
    }
  return payments;
}

static FoyerSaleResult *
load (FoyerDatabase *db, const FoyerUuid *order_id, gboolean is_whole, GError **error)
{
  g_autoptr (FoyerOrderMoney) money = foyer_order_money_load (db, order_id, error);
  g_autoptr (GPtrArray) payments = NULL;
  FoyerSaleResult *self;

  if (money != NULL)
    payments = list_payments (db, order_id, money->order->total, is_whole, error);
  if (payments == NULL)
    return NULL;
  self = g_new0 (FoyerSaleResult, 1);
  self->order = foyer_order_copy (money->order);
  self->due = foyer_order_money_get_due (money);
  if (!foyer_uuid_is_nil (&self->order->promo_code_id))
    self->promo =
        foyer_row_store_find (db, &FOYER_PROMO_CODE_TYPE, &self->order->promo_code_id, NULL);
  self->payments = g_steal_pointer (&payments);
  self->tickets = g_ptr_array_new_with_free_func (foyer_row_free);
  for (guint i = 0; i < money->tickets->len; i++)
    if (is_whole ||
        ((const FoyerTicket *) money->tickets->pdata[i])->status != FOYER_TICKET_CANCELLED)
      g_ptr_array_add (self->tickets, foyer_ticket_copy (money->tickets->pdata[i]));
  return self;
}

/**
 * foyer_sale_part_store_load:
 * @db: a connection
 * @order_id: an order
 * @error: return location
 *
 * Returns: (transfer full): how it stands; %NULL with error
 */
FoyerSaleResult *
foyer_sale_part_store_load (FoyerDatabase *db, const FoyerUuid *order_id, GError **error)
{
  return load (db, order_id, FALSE, error);
}

/**
 * foyer_sale_part_store_load_whole:
 * @db: a connection
 * @order_id: an order
 * @error: return location
 *
 * As a receipt tells it: also the tickets that ended, and what went back.
 *
 * Returns: (transfer full): how it stands, and how it came to that; %NULL with error
 */
FoyerSaleResult *
foyer_sale_part_store_load_whole (FoyerDatabase *db, const FoyerUuid *order_id, GError **error)
{
  return load (db, order_id, TRUE, error);
}

/**
 * foyer_sale_part_store_find_begun:
 * @db: a connection
 * @event_id: an event
 * @error: return location
 *
 * An order that waits on purpose says so in its note. Without a name, or with money in it, another
 * one was left in the middle.
 *
 * Returns: (transfer full) (nullable): the oldest one of this device; %NULL without error when
 * there is none
 */
FoyerSaleResult *
foyer_sale_part_store_find_begun (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  static const char sql[] =
      /* Both, so that the index of open ones is taken. */
      "SELECT o.id FROM orders o WHERE o.event_id = ?1 AND o.status = 'PENDING' "
      "AND o.status IN ('PENDING', 'EXPIRED', 'REFUNDED') "
      "AND o.deleted_at IS NULL AND o.channel = 'BOX_OFFICE' AND o.note IS NULL "
      "AND EXISTS (SELECT 1 FROM till_records r WHERE r.order_id = o.id AND r.kind = 'SALE' "
      "AND r.device_id = ?2) AND (o.buyer_name IS NULL OR 0 < (SELECT sum (iif (p.kind = 'REFUND', "
      "-p.amount, p.amount)) FROM payments p WHERE p.order_id = o.id AND p.deleted_at IS NULL)) "
      "ORDER BY o.key LIMIT 1";
  sqlite3_stmt *statement;
  FoyerUuid device_id, order_id;
  int code;

  if (!foyer_identity_read (db, NULL, &device_id, error))
    return NULL;
  statement = foyer_database_prepare (db, sql, error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 2, device_id.bytes, sizeof device_id.bytes, SQLITE_STATIC);
  code = foyer_database_step (db, statement, error);
  if (code == SQLITE_ROW && sqlite3_column_bytes (statement, 0) == sizeof order_id)
    memcpy (&order_id, sqlite3_column_blob (statement, 0), sizeof order_id);
  else
    code = code == SQLITE_ROW ? SQLITE_DONE : code;
  sqlite3_reset (statement);
  return code == SQLITE_ROW ? foyer_sale_part_store_load (db, &order_id, error) : NULL;
}

/**
 * foyer_sale_part_store_leave:
 * @transaction: a transaction of %FOYER_TILL_KIND_SALE
 * @order_id: an order that waits for its rest
 * @name: (nullable): who pays it; %NULL for who is known already
 * @email: (nullable): their e-mail address
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_sale_part_store_leave (FoyerTransaction *transaction,
                             const FoyerUuid *order_id,
                             const char *name,
                             const char *email,
                             GError **error)
{
  g_autoptr (FoyerOrder) before = NULL, after = NULL;

  if (name != NULL && !foyer_order_acts_set_buyer (transaction, order_id, name, email, error))
    return FALSE;
  before = foyer_row_store_find (foyer_transaction_get_db (transaction), &FOYER_ORDER_TYPE,
                                 order_id, error);
  if (before == NULL)
    return FALSE;
  after = foyer_order_copy (before);
  if (after->status == FOYER_ORDER_PENDING && after->note == NULL)
    after->note = g_strdup (_ ("To be paid later"));
  return foyer_transaction_update (transaction, before, after, error);
}

/**
 * foyer_sale_part_store_give_back:
 * @transaction: a transaction of %FOYER_TILL_KIND_SALE
 * @order_id: an order that waits for its rest
 * @payment_id: a payment of it that did not go back yet
 * @actor: who gives it back
 * @error: return location
 *
 * The order is as if it had not been paid so: nothing of it is refunded, and nobody has to consent,
 * as its tickets are not worth anything before all of it is paid.
 *
 * Returns: %FALSE with error: CONFLICT with a sentence
 */
gboolean
foyer_sale_part_store_give_back (FoyerTransaction *transaction,
                                 const FoyerUuid *order_id,
                                 const FoyerUuid *payment_id,
                                 const FoyerTillActor *actor,
                                 GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerOrderMoney) money = foyer_order_money_load (db, order_id, error);
  g_autoptr (GPtrArray) payments = NULL;
  g_autoptr (GPtrArray) written = g_ptr_array_new_with_free_func (foyer_row_free);
  g_auto (FoyerTillBook) book = { 0 };
  FoyerMoneyBack back = { .is_exchange = TRUE, .reason = _ ("Given back before all was paid") };
  gint64 proposed;

  if (money == NULL)
    return FALSE;
  if (money->order->status != FOYER_ORDER_PENDING)
    return foyer_sale_refuse_words (error, _ ("This order is paid already: refund it instead."));
  payments = list_payments (db, order_id, money->order->total, FALSE, error);
  for (guint i = 0; payments != NULL && i < payments->len; i++)
    {
      const FoyerPayment *payment = payments->pdata[i];

      if (!foyer_uuid_equal (&payment->row.id, payment_id))
        continue;
      if (payment->method == FOYER_PAY_STRIPE)
        return foyer_sale_refuse_words (error,
                                        _ ("What was paid online cannot be given back here."));
      back.method = payment->method;
      back.amount = payment->amount;
      return foyer_till_book_open (&book, transaction, money->event, actor, error) &&
             foyer_order_money_give (&book, money, &back, written, &proposed, error);
    }
  return payments != NULL && foyer_sale_refuse_words (error, _ ("This payment went back already."));
}
