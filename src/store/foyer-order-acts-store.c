/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-acts-store.h"

#include "foyer-money-share.h"
#include "foyer-order-acts-private.h"
#include "foyer-refund-policy.h"
#include "foyer-refund.h"
#include "foyer-row-store.h"
#include "foyer-sale-words.h"
#include "foyer-text.h"
#include "foyer-ticket-store.h"

#include <glib/gi18n-lib.h>

gboolean
foyer_order_acts_invalid (GError **error, const char *sentence)
{
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID, sentence);
  return FALSE;
}

FoyerTicket *
foyer_order_acts_get_ticket (FoyerDatabase *db, const FoyerUuid *ticket_id, GError **error)
{
  g_autoptr (FoyerTicket) ticket = foyer_row_store_find (db, &FOYER_TICKET_TYPE, ticket_id, error);

  if (ticket != NULL && ticket->row.deleted_at != FOYER_NONE)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           _ ("This ticket was removed in the meantime."));
      return NULL;
    }
  if (ticket != NULL && ticket->status == FOYER_TICKET_CANCELLED)
    {
      foyer_sale_refuse_words (error, _ ("This ticket is cancelled."));
      return NULL;
    }
  return g_steal_pointer (&ticket);
}

GPtrArray *
foyer_order_acts_find_tickets (const FoyerOrderMoney *money,
                               const FoyerUuid *ticket_ids,
                               guint n_tickets,
                               GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < money->tickets->len; i++)
    {
      FoyerTicket *ticket = money->tickets->pdata[i];
      gboolean is_meant = n_tickets == 0 && ticket->status != FOYER_TICKET_CANCELLED;

      for (guint k = 0; k < n_tickets; k++)
        is_meant |= foyer_uuid_equal (&ticket->row.id, &ticket_ids[k]);
      if (is_meant)
        g_ptr_array_add (found, ticket);
    }
  if (found->len < n_tickets)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           _ ("One of these tickets is not of this order."));
      return NULL;
    }
  return g_steal_pointer (&found);
}

static void
add_line (GArray *lines, const FoyerTicket *ticket)
{
  FoyerTillLine line = { ticket->tier_id, -1, -ticket->price };

  for (guint i = 0; i < lines->len; i++)
    {
      FoyerTillLine *there = &g_array_index (lines, FoyerTillLine, i);

      if (!foyer_uuid_equal (&there->tier_id, &line.tier_id))
        continue;
      there->quantity--;
      there->amount += line.amount;
      return;
    }
  g_array_append_val (lines, line);
}

gboolean
foyer_order_acts_end_tickets (FoyerTillBook *book,
                              FoyerOrderMoney *money,
                              GPtrArray *tickets,
                              gboolean is_refunded,
                              gint64 total,
                              const char *reason,
                              GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoyerTillLine));
  FoyerTillCost cost = { .service_fee = -foyer_order_money_share_fee (money, tickets),
                         .total = total };

  for (guint i = 0; i < tickets->len; i++)
    {
      const FoyerTicket *before = tickets->pdata[i];
      g_autoptr (FoyerTicket) after = foyer_ticket_copy (before);

      if (before->status != FOYER_TICKET_CANCELLED)
        add_line (lines, before);
      else if (before->is_refunded || !is_refunded)
        continue;
      after->status = FOYER_TICKET_CANCELLED;
      after->is_refunded = is_refunded;
      if (!foyer_transaction_update (book->transaction, before, after, error))
        return FALSE;
    }
  return lines->len == 0 ||
         foyer_till_book_note_lines (book, FOYER_TILL_VOID, &money->order->row.id, lines, &cost,
                                     reason, error);
}

/**
 * foyer_order_refund_init:
 * @refund: (out caller-allocates): all of an order, as it was paid
 * @order_id: the order
 */
void
foyer_order_refund_init (FoyerOrderRefund *refund, const FoyerUuid *order_id)
{
  *refund = (FoyerOrderRefund){ .order_id = *order_id, .amount = FOYER_NONE, .method = -1 };
}

/* What was paid for these tickets. */
static gint64
sum_shares (const FoyerOrderMoney *money, GPtrArray *tickets)
{
  g_autoptr (GArray) shares = foyer_order_money_share (money);
  gint64 sum = 0;

  for (guint i = 0; i < money->tickets->len; i++)
    if (g_ptr_array_find (tickets, money->tickets->pdata[i], NULL))
      sum += g_array_index (shares, gint64, i);
  return sum;
}

/* What went back for these tickets alone. */
static gboolean
sum_returned (FoyerDatabase *db, GPtrArray *tickets, gint64 *sum, GError **error)
{
  static const char sql[] =
      "SELECT coalesce (sum (amount), 0) FROM refunds WHERE event_id = ?1 AND ticket_id = ?2 "
      "AND status IN ('CONFIRMED', 'PROPOSED') AND deleted_at IS NULL";

  *sum = 0;
  for (guint i = 0; i < tickets->len; i++)
    {
      const FoyerTicket *ticket = tickets->pdata[i];
      sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_blob (statement, 1, &ticket->event_id, sizeof ticket->event_id, SQLITE_STATIC);
      sqlite3_bind_blob (statement, 2, &ticket->row.id, sizeof ticket->row.id, SQLITE_STATIC);
      if (foyer_database_step (db, statement, error) != SQLITE_ROW)
        return FALSE;
      *sum += sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return TRUE;
}

static gboolean
read_terms (FoyerDatabase *db,
            const FoyerOrderMoney *money,
            GPtrArray *tickets, /* (nullable) NULL: the order */
            FoyerRefundTerms *terms,
            GError **error)
{
  gint64 order_most = MAX (money->paid - money->returned - money->waiting, 0);

  terms->paid = money->paid;
  terms->returned = money->returned + money->waiting;
  if (tickets != NULL)
    {
      terms->paid = sum_shares (money, tickets);
      if (!sum_returned (db, tickets, &terms->returned, error))
        return FALSE;
    }
  terms->most = CLAMP (terms->paid - terms->returned, 0, order_most);
  terms->percentage = foyer_refund_policy_percentage (money->event, g_get_real_time ());
  terms->proposed = CLAMP (
      foyer_money_percentage (terms->paid, terms->percentage) - terms->returned, 0, terms->most);
  return TRUE;
}

/**
 * foyer_order_acts_read_terms:
 * @db: a connection
 * @order_id: an order
 * @ticket_ids: (nullable) (array length=n_tickets): some of its tickets; none for the order
 * @n_tickets: how many
 * @terms: (out): what was paid for them, what can go back, and what should
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_order_acts_read_terms (FoyerDatabase *db,
                             const FoyerUuid *order_id,
                             const FoyerUuid *ticket_ids,
                             guint n_tickets,
                             FoyerRefundTerms *terms,
                             GError **error)
{
  g_autoptr (FoyerOrderMoney) money = foyer_order_money_load (db, order_id, error);
  g_autoptr (GPtrArray) tickets = NULL;

  if (money != NULL && n_tickets > 0)
    tickets = foyer_order_acts_find_tickets (money, ticket_ids, n_tickets, error);
  if (money == NULL || (n_tickets > 0 && tickets == NULL))
    return FALSE;
  return read_terms (db, money, tickets, terms, error);
}

static char *
dup_or_null (const char *text)
{
  char *copy = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  if (copy != NULL && *copy == '\0')
    g_clear_pointer (&copy, g_free);
  return copy;
}

static gboolean
check_person (const char *name, const char *email, GError **error)
{
  g_autofree char *stripped = dup_or_null (name);

  if (stripped == NULL)
    return foyer_order_acts_invalid (error, _ ("Write a name."));
  if (email != NULL && *email != '\0' && !foyer_email_is_valid (email))
    return foyer_order_acts_invalid (error, _ ("The e-mail address is not one yet."));
  return TRUE;
}

/**
 * foyer_order_acts_set_buyer:
 * @transaction: a transaction
 * @order_id: an order
 * @name: who bought it
 * @email: (nullable): an e-mail address
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_order_acts_set_buyer (FoyerTransaction *transaction,
                            const FoyerUuid *order_id,
                            const char *name,
                            const char *email,
                            GError **error)
{
  g_autoptr (FoyerOrder) before = foyer_row_store_find (foyer_transaction_get_db (transaction),
                                                        &FOYER_ORDER_TYPE, order_id, error);
  g_autoptr (FoyerOrder) after = foyer_order_copy (before);

  if (before == NULL || !check_person (name, email, error))
    return FALSE;
  g_free (after->buyer_name);
  after->buyer_name = dup_or_null (name);
  g_free (after->buyer_email);
  after->buyer_email = dup_or_null (email);
  return foyer_transaction_update (transaction, before, after, error);
}

static gboolean
set_person (FoyerTransaction *transaction,
            const FoyerTicket *before,
            const char *name,
            const char *email,
            GError **error)
{
  g_autoptr (FoyerTicket) after = foyer_ticket_copy (before);

  g_free (after->attendee_name);
  after->attendee_name = dup_or_null (name);
  g_free (after->attendee_email);
  after->attendee_email = dup_or_null (email);
  return foyer_transaction_update (transaction, before, after, error);
}

/**
 * foyer_order_acts_rename:
 * @transaction: a transaction
 * @ticket_id: a ticket
 * @name: who comes with it
 * @email: (nullable): an e-mail address
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_order_acts_rename (FoyerTransaction *transaction,
                         const FoyerUuid *ticket_id,
                         const char *name,
                         const char *email,
                         GError **error)
{
  g_autoptr (FoyerTicket) ticket =
      foyer_order_acts_get_ticket (foyer_transaction_get_db (transaction), ticket_id, error);

  return ticket != NULL && check_person (name, email, error) &&
         set_person (transaction, ticket, name, email, error);
}

/**
 * foyer_order_acts_transfer:
 * @transaction: a transaction
 * @ticket_id: a ticket nobody came in with
 * @name: who has it from now on
 * @email: (nullable): an e-mail address
 * @ticket: (out) (optional): as it is now, with its new code
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_order_acts_transfer (FoyerTransaction *transaction,
                           const FoyerUuid *ticket_id,
                           const char *name,
                           const char *email,
                           FoyerTicket **ticket,
                           GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerTicket) before = foyer_order_acts_get_ticket (db, ticket_id, error);
  g_autoptr (FoyerTicket) reissued = NULL;

  if (before == NULL || !check_person (name, email, error))
    return FALSE;
  if (before->status == FOYER_TICKET_CHECKED_IN)
    return foyer_sale_refuse_words (error, _ ("Somebody came in with this ticket already."));
  if (!foyer_ticket_store_reissue (transaction, before->row.key, error))
    return FALSE;
  reissued = foyer_row_store_get (db, &FOYER_TICKET_TYPE, before->row.key, error);
  if (reissued == NULL || !set_person (transaction, reissued, name, email, error))
    return FALSE;
  if (ticket != NULL)
    *ticket = foyer_row_store_get (db, &FOYER_TICKET_TYPE, before->row.key, error);
  return ticket == NULL || *ticket != NULL;
}

static gboolean
stands (const FoyerTicket *ticket)
{
  return ticket->status != FOYER_TICKET_CANCELLED;
}

static gboolean
is_all_that_stands (const FoyerOrderMoney *money, GPtrArray *tickets)
{
  for (guint i = 0; i < money->tickets->len; i++)
    if (stands (money->tickets->pdata[i]) &&
        !g_ptr_array_find (tickets, money->tickets->pdata[i], NULL))
      return FALSE;
  return TRUE;
}

static gboolean
any_stands (GPtrArray *tickets)
{
  for (guint i = 0; i < tickets->len; i++)
    if (stands (tickets->pdata[i]))
      return TRUE;
  return FALSE;
}

/* The order without these tickets, when net of its money stays: before it is paid, what they cost
 * is not due any more. */
static FoyerOrder *
dup_without (const FoyerOrderMoney *money, GPtrArray *tickets, gint64 net)
{
  FoyerOrder *after = foyer_order_copy (money->order);
  gint64 owed = 0;

  if (after->status != FOYER_ORDER_PENDING)
    return after;
  for (guint i = 0; i < tickets->len; i++)
    if (stands (tickets->pdata[i]))
      owed += ((const FoyerTicket *) tickets->pdata[i])->price;
  after->total = MAX (after->total - owed, net);
  if (after->subtotal != FOYER_NONE)
    after->subtotal = MAX (after->subtotal - (money->order->total - after->total), 0);
  if (net > 0 && after->total == net)
    after->status = FOYER_ORDER_COMPLETED;
  return after;
}

/**
 * foyer_order_acts_cancel:
 * @transaction: a transaction of %FOYER_TILL_KIND_ORDER
 * @order_id: an order
 * @ticket_ids: (nullable) (array length=n_tickets): which of its tickets; none for all that stand
 * @n_tickets: how many
 * @reason: (nullable): why
 * @actor: who does it
 * @error: return location
 *
 * The money stays where it is; of an order that is not paid what they cost is not due any more.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_order_acts_cancel (FoyerTransaction *transaction,
                         const FoyerUuid *order_id,
                         const FoyerUuid *ticket_ids,
                         guint n_tickets,
                         const char *reason,
                         const FoyerTillActor *actor,
                         GError **error)
{
  g_autoptr (FoyerOrderMoney) money =
      foyer_order_money_load (foyer_transaction_get_db (transaction), order_id, error);
  g_autoptr (GPtrArray) tickets = NULL;
  g_autoptr (FoyerOrder) after = NULL;
  g_auto (FoyerTillBook) book = { 0 };
  gint64 net;

  if (money != NULL)
    tickets = foyer_order_acts_find_tickets (money, ticket_ids, n_tickets, error);
  if (tickets == NULL)
    return FALSE;
  /* An order without tickets that is not paid ends. */
  if (!any_stands (tickets) && (n_tickets > 0 || money->order->status != FOYER_ORDER_PENDING))
    return foyer_sale_refuse_words (error, _ ("This is cancelled already."));
  if (!foyer_till_book_open (&book, transaction, money->event, actor, error))
    return FALSE;
  net = MAX (money->paid - money->returned, 0);
  after = dup_without (money, tickets, net);
  if (!foyer_order_acts_end_tickets (&book, money, tickets, FALSE, after->total, reason, error))
    return FALSE;
  if (money->order->status != FOYER_ORDER_PENDING)
    return TRUE;
  if (net == 0 && is_all_that_stands (money, tickets))
    after->status = FOYER_ORDER_EXPIRED;
  return foyer_order_money_update (transaction, money, after, error);
}

static gboolean
check_refund (FoyerDatabase *db,
              const FoyerOrderMoney *money,
              const FoyerOrderRefund *refund,
              gint64 amount,
              gint64 most,
              GError **error)
{
  const FoyerTillActor *actor = &refund->actor;

  if (refund->reason == NULL || *refund->reason == '\0')
    return foyer_order_acts_invalid (error, _ ("Say why the money goes back."));
  if (amount <= 0 || most <= 0)
    return foyer_sale_refuse_words (error, _ ("Nothing of this can go back any more."));
  if (!foyer_cashier_store_check_refund (db, &money->event->row.id, actor, amount,
                                         money->order->currency, error))
    return FALSE;
  /* Whoever keeps both ticket and money has somebody's word for it. */
  if (refund->keeps_tickets && !foyer_uuid_is_nil (&actor->cashier_id) &&
      foyer_uuid_is_nil (&actor->approver_id))
    {
      g_autoptr (FoyerCashier) cashier =
          foyer_row_store_find (db, &FOYER_CASHIER_TYPE, &actor->cashier_id, error);

      if (cashier == NULL)
        return FALSE;
      if (cashier->role != FOYER_CASHIER_SUPERVISOR)
        return foyer_sale_refuse_words (error, _ ("Only a supervisor can let a ticket stay valid "
                                                  "whose money goes back."));
    }
  return TRUE;
}

/* Who gets all back before it is paid, and gives the tickets back, has nothing to pay any more. */
static FoyerOrder *
make_after_refund (const FoyerOrderMoney *money, GPtrArray *tickets, gint64 amount)
{
  gint64 net = MAX (money->paid - money->returned - amount, 0);
  FoyerOrder *after;

  if (money->order->status != FOYER_ORDER_PENDING || net > 0 ||
      !is_all_that_stands (money, tickets))
    return dup_without (money, tickets, net);
  after = foyer_order_copy (money->order);
  after->status = FOYER_ORDER_REFUNDED;
  return after;
}

/**
 * foyer_order_acts_refund:
 * @transaction: a transaction of %FOYER_TILL_KIND_ORDER
 * @refund: what goes back, and for what
 * @result: (out) (optional): the order as it is now, the payments that were written, what waits for
 * its provider
 * @error: return location
 *
 * The tickets that were named end with it; when all of the money of an order goes back and none was
 * named, all do.
 *
 * Returns: %FALSE with error: CONFLICT with a sentence
 */
gboolean
foyer_order_acts_refund (FoyerTransaction *transaction,
                         const FoyerOrderRefund *refund,
                         FoyerSaleResult **result,
                         GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerOrderMoney) money = foyer_order_money_load (db, &refund->order_id, error);
  g_autoptr (GPtrArray) tickets = NULL;
  g_autoptr (FoyerSaleResult) done = foyer_sale_result_new ();
  g_auto (FoyerTillBook) book = { 0 };
  FoyerMoneyBack back = { .method = refund->method, .reason = refund->reason };
  g_autoptr (FoyerOrder) after = NULL;
  gboolean was_open = money != NULL && money->order->status == FOYER_ORDER_PENDING;
  FoyerRefundTerms terms;

  if (money != NULL)
    tickets = foyer_order_acts_find_tickets (money, refund->ticket_ids, refund->n_tickets, error);
  if (tickets == NULL ||
      !read_terms (db, money, refund->n_tickets > 0 ? tickets : NULL, &terms, error))
    return FALSE;
  back.amount = refund->amount != FOYER_NONE ? refund->amount : terms.most;
  if (refund->n_tickets == 1)
    back.ticket_id = refund->ticket_ids[0];
  if (!check_refund (db, money, refund, back.amount, terms.most, error))
    return FALSE;
  if (back.amount > terms.most)
    return foyer_sale_refuse_money (error, _ ("Only %s of this can go back."), terms.most,
                                    money->order->currency);
  if (!foyer_till_book_open (&book, transaction, money->event, &refund->actor, error))
    return FALSE;
  if (!refund->keeps_tickets && (refund->n_tickets > 0 || back.amount == terms.most))
    {
      after = make_after_refund (money, tickets, back.amount);
      if (!foyer_order_acts_end_tickets (&book, money, tickets, TRUE, after->total, refund->reason,
                                         error))
        return FALSE;
    }
  if (!foyer_order_money_give (&book, money, &back, done->payments, &done->proposed, error) ||
      (after != NULL && was_open && !foyer_order_money_update (transaction, money, after, error)))
    return FALSE;
  done->order = foyer_order_copy (money->order);
  if (result != NULL)
    *result = g_steal_pointer (&done);
  return TRUE;
}

/**
 * foyer_order_acts_pay_refund:
 * @transaction: a transaction of %FOYER_TILL_KIND_ORDER
 * @refund_key: a refund that is PROPOSED, of an order
 * @method: a FoyerPayMethod; -1 for as it was paid
 * @actor: who does it
 * @result: (out) (optional): what was written
 * @error: return location
 *
 * Returns: %FALSE with error: CONFLICT when it was settled already
 */
gboolean
foyer_order_acts_pay_refund (FoyerTransaction *transaction,
                             gint64 refund_key,
                             int method,
                             const FoyerTillActor *actor,
                             FoyerSaleResult **result,
                             GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerRefund) before = foyer_row_store_get (db, &FOYER_REFUND_TYPE, refund_key, error);
  g_autoptr (FoyerRefund) after = foyer_refund_copy (before);
  FoyerOrderRefund refund;

  if (before == NULL)
    return FALSE;
  if (before->status != FOYER_REFUND_PROPOSED || before->row.deleted_at != FOYER_NONE)
    return foyer_sale_refuse_words (error, _ ("This refund was settled already."));
  if (foyer_uuid_is_nil (&before->order_id))
    return foyer_sale_refuse_words (error, _ ("This ticket has no order: its money goes back by "
                                              "hand."));
  /* What is paid out now says so by itself: the proposal has done its work. */
  after->status = FOYER_REFUND_DROPPED;
  if (!foyer_transaction_update (transaction, before, after, error))
    return FALSE;
  foyer_order_refund_init (&refund, &before->order_id);
  refund.amount = before->amount;
  refund.method = method;
  refund.reason = before->reason != NULL ? before->reason : _ ("Event cancelled");
  refund.actor = *actor;
  if (!foyer_uuid_is_nil (&before->ticket_id))
    {
      refund.ticket_ids = &before->ticket_id;
      refund.n_tickets = 1;
    }
  return foyer_order_acts_refund (transaction, &refund, result, error);
}
