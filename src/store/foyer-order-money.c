/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-money.h"

#include "foyer-cash-rounding.h"
#include "foyer-money-share.h"
#include "foyer-money.h"
#include "foyer-refund.h"
#include "foyer-row-store.h"
#include "foyer-sale-store.h"
#include "foyer-sale-words.h"
#include "foyer-tender.h"
#include "foyer-ticket.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
foyer_order_money_free (FoyerOrderMoney *self)
{
  if (self == NULL)
    return;
  foyer_order_free (self->order);
  foyer_event_free (self->event);
  g_clear_pointer (&self->tickets, g_ptr_array_unref);
  g_free (self);
}

static GPtrArray *
read_of_order (FoyerDatabase *db,
               const FoyerRowType *type,
               const char *tail,
               const FoyerUuid *order_id,
               GError **error)
{
  sqlite3_stmt *statement = foyer_row_store_select (db, type, tail, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_blob (statement, 1, order_id->bytes, sizeof order_id->bytes, SQLITE_STATIC);
  return foyer_row_store_read_all (db, type, statement, error);
}

static gboolean
add_payments (FoyerOrderMoney *self, FoyerDatabase *db, GError **error)
{
  static const char tail[] = "WHERE order_id = ?1 AND deleted_at IS NULL ORDER BY key";
  g_autoptr (GPtrArray) payments =
      read_of_order (db, &FOYER_PAYMENT_TYPE, tail, &self->order->row.id, error);

  for (guint i = 0; payments != NULL && i < payments->len; i++)
    {
      const FoyerPayment *payment = payments->pdata[i];
      int sign = payment->kind == FOYER_PAYMENT_REFUND ? -1 : 1;

      self->has_payments = TRUE;
      self->net[payment->method] += sign * payment->amount;
      self->rounding[payment->method] += sign * payment->rounding;
      if (sign > 0)
        {
          self->paid += payment->amount;
          self->has_taken = TRUE;
          self->last_at[payment->method] = MAX (self->last_at[payment->method], payment->paid_at);
        }
      else
        self->sent_back += payment->amount;
    }
  return payments != NULL;
}

/* What was refunded, and what is to be. Money that went back beside that went for a cheaper tier or
 * to another order: it was not paid for this one. */
static gboolean
add_refunds (FoyerOrderMoney *self, FoyerDatabase *db, GError **error)
{
  static const char sql[] =
      "SELECT coalesce (sum (amount) FILTER (WHERE status = 'CONFIRMED'), 0), "
      "coalesce (sum (amount) FILTER (WHERE status = 'PROPOSED'), 0) "
      "FROM refunds WHERE event_id = ?1 AND order_id = ?2 AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, &self->event->row.id, sizeof (FoyerUuid), SQLITE_STATIC);
  sqlite3_bind_blob (statement, 2, &self->order->row.id, sizeof (FoyerUuid), SQLITE_STATIC);
  if (foyer_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  self->returned = sqlite3_column_int64 (statement, 0);
  self->waiting = sqlite3_column_int64 (statement, 1);
  self->paid -= MAX (self->sent_back - self->returned, 0);
  sqlite3_reset (statement);
  return TRUE;
}

FoyerOrderMoney *
foyer_order_money_load (FoyerDatabase *db, const FoyerUuid *order_id, GError **error)
{
  static const char tail[] = "WHERE order_id = ?1 AND deleted_at IS NULL ORDER BY key";
  g_autoptr (FoyerOrderMoney) self = g_new0 (FoyerOrderMoney, 1);

  self->order = foyer_row_store_find (db, &FOYER_ORDER_TYPE, order_id, error);
  if (self->order == NULL)
    return NULL;
  if (self->order->row.deleted_at != FOYER_NONE)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           _ ("This order was removed in the meantime."));
      return NULL;
    }
  self->event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, &self->order->event_id, error);
  if (self->event == NULL || !add_payments (self, db, error) || !add_refunds (self, db, error))
    return NULL;
  if (!self->has_payments && self->order->status != FOYER_ORDER_PENDING &&
      self->order->status != FOYER_ORDER_EXPIRED)
    self->paid = self->order->total;
  self->tickets = read_of_order (db, &FOYER_TICKET_TYPE, tail, order_id, error);
  return self->tickets != NULL ? g_steal_pointer (&self) : NULL;
}

gboolean
foyer_order_money_is_given_up (const FoyerOrderMoney *self)
{
  for (guint i = 0; i < self->tickets->len; i++)
    if (((const FoyerTicket *) self->tickets->pdata[i])->status != FOYER_TICKET_CANCELLED)
      return FALSE;
  return self->tickets->len > 0;
}

/* Of what came in before this program kept its payments nothing is known. */
gint64
foyer_order_money_get_owed (const FoyerOrderMoney *self)
{
  if (!self->has_taken || self->order->status == FOYER_ORDER_PENDING ||
      self->order->status == FOYER_ORDER_EXPIRED)
    return 0;
  return MAX (self->returned - self->paid, 0);
}

gint64
foyer_order_money_get_due (const FoyerOrderMoney *self)
{
  if (self->order->status != FOYER_ORDER_PENDING && self->order->status != FOYER_ORDER_EXPIRED)
    return foyer_order_money_get_owed (self);
  if (foyer_order_money_is_given_up (self))
    return 0;
  return MAX (self->order->total - (self->paid - self->returned), 0);
}

gint64
foyer_order_money_get_excess (const FoyerOrderMoney *self)
{
  if (!self->has_payments || self->order->status == FOYER_ORDER_PENDING ||
      self->order->status == FOYER_ORDER_EXPIRED)
    return 0;
  return MAX (self->paid - self->returned - self->waiting - self->order->total, 0);
}

GArray *
foyer_order_money_share (const FoyerOrderMoney *self)
{
  g_autoptr (GArray) shares = g_array_new (FALSE, TRUE, sizeof (FoyerMoneyShare));
  GArray *parts = g_array_new (FALSE, TRUE, sizeof (gint64));
  gboolean has_price = FALSE;

  g_array_set_size (shares, self->tickets->len);
  for (guint i = 0; i < self->tickets->len; i++)
    has_price |= ((const FoyerTicket *) self->tickets->pdata[i])->price > 0;
  for (guint i = 0; i < self->tickets->len; i++)
    g_array_index (shares, FoyerMoneyShare, i).weight =
        has_price ? ((const FoyerTicket *) self->tickets->pdata[i])->price : 1;
  foyer_money_share_out (self->paid, (FoyerMoneyShare *) shares->data, shares->len);
  for (guint i = 0; i < shares->len; i++)
    g_array_append_val (parts, g_array_index (shares, FoyerMoneyShare, i).part);
  return parts;
}

/* What an order costs beyond its tickets; a fee that is in their prices is no such thing. */
static gint64
get_fee (const FoyerOrder *order)
{
  gint64 discount = order->discount != FOYER_NONE ? order->discount : 0;

  if (order->subtotal == FOYER_NONE || order->service_fee == FOYER_NONE)
    return 0;
  return CLAMP (order->total - (order->subtotal - discount), 0, MAX (order->service_fee, 0));
}

gint64
foyer_order_money_share_fee (const FoyerOrderMoney *self, GPtrArray *tickets)
{
  g_autoptr (GArray) shares = g_array_new (FALSE, TRUE, sizeof (FoyerMoneyShare));
  gint64 fee = get_fee (self->order), sum = 0, price = 0;
  gboolean is_all = TRUE;

  if (fee == 0)
    return 0;
  g_array_set_size (shares, self->tickets->len);
  for (guint i = 0; i < self->tickets->len; i++)
    price += ((const FoyerTicket *) self->tickets->pdata[i])->price;
  for (guint i = 0; i < self->tickets->len; i++)
    g_array_index (shares, FoyerMoneyShare, i).weight =
        price > 0 ? ((const FoyerTicket *) self->tickets->pdata[i])->price : 1;
  foyer_money_share_out (fee, (FoyerMoneyShare *) shares->data, shares->len);
  for (guint i = 0; i < self->tickets->len; i++)
    {
      const FoyerTicket *ticket = self->tickets->pdata[i];

      if (ticket->status == FOYER_TICKET_CANCELLED)
        continue;
      if (g_ptr_array_find (tickets, ticket, NULL))
        sum += g_array_index (shares, FoyerMoneyShare, i).part;
      else
        is_all = FALSE;
    }
  /* Of an order that waits the fee is due as long as any of it is. */
  if (self->order->status == FOYER_ORDER_PENDING)
    return is_all ? fee : 0;
  return sum;
}

static gboolean
refuse_voucher (sqlite3_stmt *statement,
                const FoyerUuid *order_id,
                gboolean is_known,
                const char *currency,
                GError **error)
{
  gboolean is_same = sqlite3_column_bytes (statement, 0) == sizeof *order_id &&
                     memcmp (sqlite3_column_blob (statement, 0), order_id, sizeof *order_id) == 0;
  g_autofree char *money = foyer_money_format (sqlite3_column_int64 (statement, 2), currency);

  if (is_same)
    return foyer_sale_refuse_words (error, _ ("This voucher pays a part of this order already. "
                                              "Take what is on it at once."));
  if (is_known)
    return TRUE;
  g_set_error (error, FOYER_SALE_ERROR, FOYER_SALE_ERROR_USED,
               /* Translators: an amount, and the number of an order */
               _ ("This voucher paid %s of order %s before. If there is enough left on it, take it "
                  "once more."),
               money, (const char *) sqlite3_column_text (statement, 1));
  return FALSE;
}

/* What is left on a voucher nobody knows here: one that paid before is only taken by somebody who
 * was told. What was given back is on it again. */
static gboolean
check_voucher (FoyerTillBook *book,
               const FoyerUuid *order_id,
               const FoyerTaken *taken,
               const char *currency,
               GError **error)
{
  static const char sql[] =
      "SELECT p.order_id, o.order_number, p.amount FROM payments p JOIN orders o ON o.id = "
      "p.order_id WHERE p.event_id = ?1 AND p.method = 'VOUCHER' AND p.kind = 'PAYMENT' "
      "AND p.deleted_at IS NULL AND upper (trim (p.reference)) = upper (trim (?2)) "
      "AND 0 < (SELECT sum (iif (q.kind = 'REFUND', -q.amount, q.amount)) FROM payments q "
      "WHERE q.order_id = p.order_id AND q.method = 'VOUCHER' AND q.deleted_at IS NULL) "
      "ORDER BY p.order_id = ?3 DESC, p.paid_at DESC LIMIT 1";
  FoyerDatabase *db = foyer_transaction_get_db (book->transaction);
  sqlite3_stmt *statement;
  gboolean is_fine = TRUE;
  int code;

  if (taken->method != FOYER_PAY_VOUCHER || taken->reference == NULL || *taken->reference == '\0')
    return TRUE;
  statement = foyer_database_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, &book->event_id, sizeof book->event_id, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, taken->reference, -1, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 3, order_id, sizeof *order_id, SQLITE_STATIC);
  code = foyer_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    is_fine = refuse_voucher (statement, order_id, taken->is_known, currency, error);
  sqlite3_reset (statement);
  return is_fine && (code == SQLITE_ROW || code == SQLITE_DONE);
}

gboolean
foyer_order_money_take (FoyerTillBook *book,
                        const FoyerUuid *order_id,
                        const char *currency,
                        const GArray *taken,
                        GPtrArray *payments,
                        GError **error)
{
  for (guint i = 0; i < taken->len; i++)
    {
      const FoyerTaken *one = &g_array_index (taken, FoyerTaken, i);
      FoyerPayment *payment;

      if (!check_voucher (book, order_id, one, currency, error))
        return FALSE;
      payment = foyer_payment_new ();
      g_ptr_array_add (payments, payment);
      payment->order_id = *order_id;
      payment->kind = FOYER_PAYMENT_PAYMENT;
      payment->method = one->method;
      payment->amount = one->amount;
      payment->rounding = one->rounding;
      payment->currency = g_strdup (currency);
      payment->reference =
          one->reference != NULL && *one->reference != '\0' ? g_strdup (one->reference) : NULL;
      if (!foyer_till_book_pay (book, payment, NULL, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
foyer_order_money_update (FoyerTransaction *transaction,
                          FoyerOrderMoney *self,
                          FoyerOrder *after,
                          GError **error)
{
  if (!foyer_transaction_update (transaction, self->order, after, error))
    return FALSE;
  foyer_order_free (self->order);
  self->order = foyer_order_copy (after);
  return TRUE;
}

/* What of an amount is to go back in each way: what was paid last goes first. */
gboolean
foyer_order_money_plan (const FoyerOrderMoney *self,
                        gint64 amount,
                        int method,
                        gint64 parts[FOYER_N_PAY_METHODS],
                        GError **error)
{
  gint64 rest = amount;
  gboolean is_planned[FOYER_N_PAY_METHODS] = { FALSE };

  if (method >= 0)
    {
      parts[method] = rest;
      return TRUE;
    }
  if (!self->has_payments)
    return foyer_sale_refuse_words (error, _ ("It is not known here how this order was paid. Say "
                                              "how the money goes back."));
  for (guint round = 0; round < FOYER_N_PAY_METHODS && rest > 0; round++)
    {
      int next = -1;

      for (int i = 0; i < FOYER_N_PAY_METHODS; i++)
        if (!is_planned[i] && self->net[i] > 0 &&
            (next < 0 || self->last_at[i] > self->last_at[next]))
          next = i;
      if (next < 0)
        break;
      is_planned[next] = TRUE;
      parts[next] = MIN (self->net[next], rest);
      rest -= parts[next];
    }
  if (rest > 0)
    return foyer_sale_refuse_money (error, _ ("Only %s of this order can go back."), amount - rest,
                                    self->order->currency);
  return TRUE;
}

/* All the cash of an order goes back as it came; a part of it is rounded by itself. */
static gint64
round_back (const FoyerOrderMoney *self, FoyerPayMethod method, gint64 amount)
{
  if (method != FOYER_PAY_CASH)
    return 0;
  if (amount == self->net[method])
    return self->rounding[method];
  return foyer_cash_round (amount, self->order->currency) - amount;
}

static gboolean
note_refund (FoyerTransaction *transaction,
             const FoyerOrderMoney *self,
             const FoyerMoneyBack *back,
             gint64 amount,
             FoyerRefundStatus status,
             GError **error)
{
  g_autoptr (FoyerRefund) refund = foyer_refund_new ();

  if (amount == 0)
    return TRUE;
  refund->event_id = self->event->row.id;
  refund->order_id = self->order->row.id;
  refund->ticket_id = back->ticket_id;
  refund->amount = amount;
  refund->currency = g_strdup (self->order->currency);
  refund->reason = g_strdup (back->reason);
  refund->status = status;
  return foyer_transaction_insert (transaction, refund, error);
}

static gboolean
has_live_tickets (FoyerDatabase *db, const FoyerOrder *order, gboolean *has, GError **error)
{
  static const char sql[] = "SELECT EXISTS (SELECT 1 FROM tickets WHERE order_id = ?1 "
                            "AND status <> 'CANCELLED' AND deleted_at IS NULL)";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, &order->row.id, sizeof order->row.id, SQLITE_STATIC);
  if (foyer_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  *has = sqlite3_column_int (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

/* It is over when all of the money went back and nobody comes with a ticket of it. */
static gboolean
set_status (FoyerTransaction *transaction, FoyerOrderMoney *self, GError **error)
{
  g_autoptr (FoyerOrder) after = foyer_order_copy (self->order);
  gboolean is_open = self->returned < self->paid;

  if (self->order->status != FOYER_ORDER_COMPLETED &&
      self->order->status != FOYER_ORDER_PARTLY_REFUNDED)
    return TRUE;
  if (!is_open &&
      !has_live_tickets (foyer_transaction_get_db (transaction), self->order, &is_open, error))
    return FALSE;
  if (!is_open)
    after->status = FOYER_ORDER_REFUNDED;
  else if (self->paid - self->returned < self->order->total)
    after->status = FOYER_ORDER_PARTLY_REFUNDED;
  return foyer_order_money_update (transaction, self, after, error);
}

/* Into the other order before it is out of this one: the drawer never has less. */
static gboolean
carry (FoyerTillBook *book,
       const FoyerMoneyBack *back,
       const FoyerPayment *out,
       GPtrArray *payments,
       GError **error)
{
  FoyerPayment *payment = foyer_payment_new ();

  g_ptr_array_add (payments, payment);
  payment->order_id = back->carried_to;
  payment->kind = FOYER_PAYMENT_PAYMENT;
  payment->method = out->method;
  payment->amount = out->amount;
  payment->rounding = out->rounding;
  payment->currency = g_strdup (out->currency);
  return foyer_till_book_pay (book, payment, back->reason, error);
}

static gboolean
give_part (FoyerTillBook *book,
           FoyerOrderMoney *self,
           FoyerPayMethod method,
           gint64 amount,
           const FoyerMoneyBack *back,
           GPtrArray *payments,
           GError **error)
{
  FoyerPayment *payment = foyer_payment_new ();

  g_ptr_array_add (payments, payment);
  payment->order_id = self->order->row.id;
  payment->kind = FOYER_PAYMENT_REFUND;
  payment->method = method;
  payment->amount = amount;
  payment->rounding = round_back (self, method, amount);
  payment->currency = g_strdup (self->order->currency);
  self->net[method] -= amount;
  self->rounding[method] -= payment->rounding;
  book->is_carrying = !foyer_uuid_is_nil (&back->carried_to);
  return (!book->is_carrying || carry (book, back, payment, payments, error)) &&
         foyer_till_book_pay (book, payment, back->reason, error);
}

gboolean
foyer_order_money_give (FoyerTillBook *book,
                        FoyerOrderMoney *self,
                        const FoyerMoneyBack *back,
                        GPtrArray *payments,
                        gint64 *proposed,
                        GError **error)
{
  gint64 parts[FOYER_N_PAY_METHODS] = { 0 };
  gint64 online;

  *proposed = 0;
  if (!back->is_exchange && back->amount > self->paid - self->returned)
    return foyer_sale_refuse_money (error, _ ("Only %s of this order can go back."),
                                    MAX (self->paid - self->returned, 0), self->order->currency);
  if (!foyer_order_money_plan (self, back->amount, back->method, parts, error))
    return FALSE;
  /* The provider sends it back, when somebody confirms it. */
  online = foyer_uuid_is_nil (&back->carried_to) ? parts[FOYER_PAY_STRIPE] : 0;
  for (int i = 0; i < FOYER_N_PAY_METHODS; i++)
    if ((i != FOYER_PAY_STRIPE || online == 0) && parts[i] > 0 &&
        !give_part (book, self, i, parts[i], back, payments, error))
      return FALSE;
  *proposed = online;
  if (back->is_exchange && online > 0)
    return note_refund (book->transaction, self, back, online, FOYER_REFUND_PROPOSED, error);
  if (back->is_exchange)
    return TRUE;
  self->returned += back->amount - online;
  return note_refund (book->transaction, self, back, back->amount - online, FOYER_REFUND_CONFIRMED,
                      error) &&
         note_refund (book->transaction, self, back, online, FOYER_REFUND_PROPOSED, error) &&
         (back->amount == online || set_status (book->transaction, self, error));
}
