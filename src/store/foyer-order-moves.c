/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tickets that go to another tier or another order: foyer-order-acts-store.h. */
#include "foyer-allotment-store.h"
#include "foyer-cart-hold-store.h"
#include "foyer-order-acts-private.h"
#include "foyer-order-store.h"
#include "foyer-row-store.h"
#include "foyer-sale-words.h"

#include <glib/gi18n-lib.h>

/* What a ticket of the tier costs; a gift stays what it was. */
static gint64
price_of (const FoyerTier *tier, const FoyerTicket *ticket)
{
  if (tier->kind == FOYER_TIER_FREE)
    return 0;
  return tier->kind == FOYER_TIER_DONATION ? ticket->price : tier->price;
}

static FoyerTier *
find_tier (FoyerDatabase *db, const FoyerTicket *ticket, const FoyerUuid *tier_id, GError **error)
{
  g_autoptr (FoyerTier) tier = foyer_row_store_find (db, &FOYER_TIER_TYPE, tier_id, error);

  if (tier == NULL)
    return NULL;
  if (tier->row.deleted_at != FOYER_NONE || !foyer_uuid_equal (&tier->event_id, &ticket->event_id))
    {
      foyer_sale_refuse_words (error, _ ("This tier is not of the ticket’s event."));
      return NULL;
    }
  if (foyer_uuid_equal (&ticket->tier_id, tier_id))
    {
      foyer_sale_refuse_words (error, _ ("The ticket is of this tier already."));
      return NULL;
    }
  return g_steal_pointer (&tier);
}

/* Of a lower price no more goes back than is there: what was refunded before is with the buyer. */
static gint64
limit_difference (const FoyerOrderMoney *money, gint64 difference)
{
  if (money->order->status == FOYER_ORDER_PENDING)
    return difference;
  return MAX (difference, -MAX (money->paid - money->returned - money->waiting, 0));
}

/**
 * foyer_order_acts_read_move:
 * @db: a connection
 * @ticket_id: a ticket
 * @tier_id: another tier of its event
 * @difference: (out): what is to be paid; below 0 what goes back, of what is left of its order's
 * money; minor units
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_order_acts_read_move (FoyerDatabase *db,
                            const FoyerUuid *ticket_id,
                            const FoyerUuid *tier_id,
                            gint64 *difference,
                            GError **error)
{
  g_autoptr (FoyerTicket) ticket = foyer_order_acts_get_ticket (db, ticket_id, error);
  g_autoptr (FoyerTier) tier = ticket != NULL ? find_tier (db, ticket, tier_id, error) : NULL;
  g_autoptr (FoyerOrderMoney) money = NULL;

  if (tier == NULL)
    return FALSE;
  *difference = price_of (tier, ticket) - ticket->price;
  if (*difference >= 0 || foyer_uuid_is_nil (&ticket->order_id))
    return TRUE;
  money = foyer_order_money_load (db, &ticket->order_id, error);
  if (money == NULL)
    return FALSE;
  *difference = limit_difference (money, *difference);
  return TRUE;
}

/* One place of the new tier; that of the old one is free then. */
static gboolean
take_place (FoyerTransaction *transaction,
            const FoyerEvent *event,
            const FoyerUuid *tier_id,
            GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  g_autoptr (FoyerOffer) offer = NULL;
  int tier;

  foyer_sale_cart_add (cart, tier_id, 1, FOYER_NONE);
  if (!foyer_cart_hold_store_check (db, &event->row.id, cart, error))
    return FALSE;
  offer = foyer_allotment_store_load_offer (db, event, NULL, NULL, NULL, error);
  if (offer == NULL)
    return FALSE;
  tier = foyer_offer_find_tier (offer, tier_id);
  return tier < 0 || foyer_offer_tier (offer, tier)->n_here == FOYER_NONE ||
         foyer_allotment_store_use (transaction, &event->row.id, tier_id, 1, error);
}

static gboolean
move_ticket (FoyerTillBook *book,
             FoyerTicket *ticket,
             const FoyerTier *tier,
             const FoyerOrder *order,
             GError **error)
{
  g_autoptr (FoyerTicket) after = foyer_ticket_copy (ticket);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoyerTillLine));
  FoyerTillLine gone = { ticket->tier_id, -1, -ticket->price };
  FoyerTillLine come = { tier->row.id, 1, price_of (tier, ticket) };
  FoyerTillCost cost = { .total = MAX (order->total + gone.amount + come.amount, 0) };

  after->tier_id = tier->row.id;
  after->price = come.amount;
  g_array_append_val (lines, gone);
  g_array_append_val (lines, come);
  return foyer_transaction_update (book->transaction, ticket, after, error) &&
         foyer_till_book_note_lines (book, FOYER_TILL_VOID, &order->row.id, lines, &cost,
                                     _ ("Other tier"), error);
}

/* Money of an order that changed what it costs. */
static gboolean
settle (FoyerTillBook *book,
        FoyerOrderMoney *money,
        gint64 difference,
        const FoyerTender *tenders,
        guint n_tenders,
        int method,
        FoyerSaleResult *result,
        GError **error)
{
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (FoyerTaken));
  FoyerMoneyBack back = {
    .amount = -difference, .method = method, .reason = _ ("Other tier"), .is_exchange = TRUE
  };
  FoyerTenderState state;
  guint wrong = 0;

  if (money->order->status == FOYER_ORDER_PENDING || difference == 0)
    return TRUE;
  if (difference < 0)
    return foyer_order_money_give (book, money, &back, result->payments, &result->proposed, error);
  state = foyer_tender_take (money->order->currency, difference, tenders, n_tenders, taken,
                             &result->change, &result->due, &wrong);
  if (state != FOYER_TENDER_FINE)
    return foyer_sale_refuse_tender (state, &tenders[wrong], result->due, money->order->currency,
                                     error);
  if (result->due > 0)
    return foyer_sale_refuse_money (error, _ ("%s is still to be paid."), result->due,
                                    money->order->currency);
  return foyer_order_money_take (book, &money->order->row.id, money->order->currency, taken,
                                 result->payments, error);
}

/* fee: the part of the difference that was charged on top of the tickets. */
static gboolean
change_total (FoyerTransaction *transaction,
              FoyerOrderMoney *money,
              gint64 difference,
              gint64 fee,
              GError **error)
{
  g_autoptr (FoyerOrder) after = foyer_order_copy (money->order);

  after->total = MAX (after->total + difference, 0);
  if (after->subtotal != FOYER_NONE)
    after->subtotal = MAX (after->subtotal + difference - fee, 0);
  if (fee != 0)
    after->service_fee = MAX (after->service_fee + fee, 0);
  return foyer_order_money_update (transaction, money, after, error);
}

/**
 * foyer_order_acts_move:
 * @transaction: a transaction of %FOYER_TILL_KIND_ORDER
 * @ticket_id: a ticket of an order
 * @tier_id: the tier it is to be of
 * @tenders: (array length=n_tenders): what pays the difference, where there is one
 * @n_tenders: how many
 * @method: how money goes back; -1 for as it was paid
 * @actor: who does it
 * @result: (out) (optional): what was written
 * @error: return location
 *
 * Returns: %FALSE with error: CONFLICT with a sentence
 */
gboolean
foyer_order_acts_move (FoyerTransaction *transaction,
                       const FoyerUuid *ticket_id,
                       const FoyerUuid *tier_id,
                       const FoyerTender *tenders,
                       guint n_tenders,
                       int method,
                       const FoyerTillActor *actor,
                       FoyerSaleResult **result,
                       GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerTicket) ticket = foyer_order_acts_get_ticket (db, ticket_id, error);
  g_autoptr (FoyerTier) tier = ticket != NULL ? find_tier (db, ticket, tier_id, error) : NULL;
  g_autoptr (FoyerOrderMoney) money = NULL;
  g_autoptr (FoyerSaleResult) done = foyer_sale_result_new ();
  g_auto (FoyerTillBook) book = { 0 };
  gint64 difference, moved;

  if (tier == NULL)
    return FALSE;
  if (foyer_uuid_is_nil (&ticket->order_id))
    return foyer_sale_refuse_words (error, _ ("This ticket has no order. Change its tier in the "
                                              "list of attendees."));
  money = foyer_order_money_load (db, &ticket->order_id, error);
  if (money == NULL)
    return FALSE;
  if (money->order->status == FOYER_ORDER_REFUNDED || money->order->status == FOYER_ORDER_EXPIRED)
    return foyer_sale_refuse_words (error, _ ("This order is over already."));
  difference = price_of (tier, ticket) - ticket->price;
  moved = limit_difference (money, difference);
  if ((moved < 0 && !foyer_cashier_store_check_refund (db, &money->event->row.id, actor, -moved,
                                                       money->order->currency, error)) ||
      !foyer_till_book_open (&book, transaction, money->event, actor, error) ||
      !take_place (transaction, money->event, tier_id, error) ||
      !move_ticket (&book, ticket, tier, money->order, error) ||
      !settle (&book, money, moved, tenders, n_tenders, method, done, error) ||
      !change_total (transaction, money, difference, 0, error))
    return FALSE;
  done->order = foyer_order_copy (money->order);
  g_ptr_array_add (done->tickets,
                   foyer_row_store_get (db, &FOYER_TICKET_TYPE, ticket->row.key, NULL));
  if (result != NULL)
    *result = g_steal_pointer (&done);
  return TRUE;
}

/* The part of an order that goes. */
typedef struct
{
  gint64 cost; /* of its total */
  gint64 paid; /* of what was paid and did not go back */
  gint64 fee;  /* of the cost: charged on top of the tickets */
} Part;

static Part
measure (const FoyerOrderMoney *money, GPtrArray *tickets)
{
  g_autoptr (GArray) shares = foyer_order_money_share (money);
  Part part = { 0 };
  gint64 net, prices;

  for (guint i = 0; i < money->tickets->len; i++)
    {
      const FoyerTicket *ticket = money->tickets->pdata[i];

      if (!g_ptr_array_find (tickets, ticket, NULL))
        continue;
      part.cost += ticket->price;
      part.paid += g_array_index (shares, gint64, i);
    }
  prices = part.cost;
  net = MAX (money->paid - money->returned, 0);
  part.paid = MIN (part.paid, net);
  /* What is paid for costs what was paid: prices may have been told before a code, a group, or a
   * ticket that was cancelled while nothing was paid. Of what waits neither half is paid more than
   * it costs. */
  part.cost = money->order->status == FOYER_ORDER_COMPLETED ? part.paid
                                                            : MIN (part.cost, money->order->total);
  part.paid = MAX (part.paid, net - (money->order->total - part.cost));
  part.paid = MIN (part.paid, part.cost);
  part.fee = CLAMP (part.cost - prices, 0, foyer_order_money_share_fee (money, tickets));
  return part;
}

/* Out of the one order and into the other, in the same way: no drawer feels it. */
static gboolean
carry_money (FoyerTillBook *book,
             FoyerOrderMoney *money,
             const FoyerUuid *to,
             gint64 amount,
             FoyerSaleResult *result,
             GError **error)
{
  FoyerMoneyBack back = {
    .amount = amount, .method = -1, .reason = _ ("Split"), .is_exchange = TRUE, .carried_to = *to
  };
  gint64 proposed;

  return amount == 0 || !money->has_payments ||
         foyer_order_money_give (book, money, &back, result->payments, &proposed, error);
}

/* In the book of both orders: what goes from the one comes into the other, also what is cancelled.
 */
static gboolean
note_split (FoyerTillBook *book,
            const FoyerOrder *from,
            const FoyerOrder *to,
            GPtrArray *tickets,
            GError **error)
{
  g_autoptr (GArray) come = g_array_new (FALSE, FALSE, sizeof (FoyerTillLine));
  g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (FoyerTillLine));
  FoyerTillCost to_cost = { from->row.id, to->total, to->total };
  FoyerTillCost from_cost = { to->row.id, 0, MAX (from->total - to->total, 0) };

  for (guint i = 0; i < tickets->len; i++)
    {
      const FoyerTicket *ticket = tickets->pdata[i];
      FoyerTillLine line = { ticket->tier_id, 1, ticket->price };

      to_cost.service_fee -= line.amount;
      g_array_append_val (come, line);
      line.quantity *= -1;
      line.amount *= -1;
      g_array_append_val (gone, line);
    }
  from_cost.service_fee = -to_cost.service_fee;
  return foyer_till_book_note_lines (book, FOYER_TILL_VOID, &from->row.id, gone, &from_cost,
                                     _ ("Split"), error) &&
         foyer_till_book_note_lines (book, FOYER_TILL_VOID, &to->row.id, come, &to_cost,
                                     _ ("Split"), error);
}

static FoyerOrder *
make_split (FoyerTillBook *book,
            const FoyerOrderMoney *money,
            const Part *part,
            const char *name,
            const char *email,
            GError **error)
{
  g_autoptr (FoyerOrder) order = foyer_order_copy (money->order);

  order->row = (FoyerRow){ .type = &FOYER_ORDER_TYPE, .deleted_at = FOYER_NONE };
  g_free (order->order_number);
  order->order_number = foyer_order_store_new_number (foyer_transaction_get_db (book->transaction),
                                                      &money->event->row.id, error);
  if (order->order_number == NULL)
    return NULL;
  if (name != NULL && *name != '\0')
    {
      g_free (order->buyer_name);
      order->buyer_name = g_strdup (name);
      g_free (order->buyer_email);
      order->buyer_email = email != NULL && *email != '\0' ? g_strdup (email) : NULL;
    }
  order->total = part->cost;
  order->subtotal = part->cost - part->fee;
  order->discount = 0;
  order->service_fee = part->fee;
  order->promo_code_id = (FoyerUuid){ 0 };
  order->created_at = book->time;
  return foyer_transaction_insert (book->transaction, order, error) ? g_steal_pointer (&order)
                                                                    : NULL;
}

/**
 * foyer_order_acts_split:
 * @transaction: a transaction of %FOYER_TILL_KIND_ORDER
 * @order_id: an order
 * @ticket_ids: (array length=n_tickets): those that go
 * @n_tickets: how many, 1 or more, not all
 * @name: (nullable): whose the new order is; %NULL for the same buyer
 * @email: (nullable): an e-mail address
 * @actor: who does it
 * @result: (out) (optional): the new order with its tickets
 * @error: return location
 *
 * What was paid for the tickets goes with them, in the way it was paid.
 *
 * Returns: %FALSE with error: CONFLICT with a sentence
 */
gboolean
foyer_order_acts_split (FoyerTransaction *transaction,
                        const FoyerUuid *order_id,
                        const FoyerUuid *ticket_ids,
                        guint n_tickets,
                        const char *name,
                        const char *email,
                        const FoyerTillActor *actor,
                        FoyerSaleResult **result,
                        GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerOrderMoney) money = foyer_order_money_load (db, order_id, error);
  g_autoptr (GPtrArray) tickets = NULL;
  g_autoptr (FoyerSaleResult) done = foyer_sale_result_new ();
  g_auto (FoyerTillBook) book = { 0 };
  Part part;

  if (money != NULL)
    tickets = foyer_order_acts_find_tickets (money, ticket_ids, n_tickets, error);
  if (tickets == NULL)
    return FALSE;
  if (n_tickets == 0 || tickets->len == money->tickets->len)
    return foyer_sale_refuse_words (error, _ ("Choose some of the tickets, and leave one."));
  if (money->order->status != FOYER_ORDER_COMPLETED && money->order->status != FOYER_ORDER_PENDING)
    return foyer_sale_refuse_words (error, _ ("Only an order that stands can be split."));
  part = measure (money, tickets);
  if (!foyer_till_book_open (&book, transaction, money->event, actor, error))
    return FALSE;
  done->order = make_split (&book, money, &part, name, email, error);
  if (done->order == NULL)
    return FALSE;
  for (guint i = 0; i < tickets->len; i++)
    {
      g_autoptr (FoyerTicket) after = foyer_ticket_copy (tickets->pdata[i]);

      after->order_id = done->order->row.id;
      if (!foyer_transaction_update (transaction, tickets->pdata[i], after, error))
        return FALSE;
      g_ptr_array_add (done->tickets, g_steal_pointer (&after));
    }
  if (!note_split (&book, money->order, done->order, tickets, error) ||
      !carry_money (&book, money, &done->order->row.id, part.paid, done, error) ||
      !change_total (transaction, money, -part.cost, -part.fee, error))
    return FALSE;
  if (result != NULL)
    *result = g_steal_pointer (&done);
  return TRUE;
}
