/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sale-store.h"

#include "foyer-allotment-store.h"
#include "foyer-cart-hold-store.h"
#include "foyer-money-share.h"
#include "foyer-order-money.h"
#include "foyer-order-store.h"
#include "foyer-row-store.h"
#include "foyer-sale-words.h"
#include "foyer-text.h"
#include "foyer-till-book.h"
#include "foyer-till-details.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (foyer - sale - error - quark, foyer_sale_error)

#define TIER_INDEX_MOST 255

/* A sale on its way. */
typedef struct
{
  FoyerTransaction *transaction;
  const FoyerSaleRequest *request;
  FoyerEvent *event; /* (owned) */
  FoyerOffer *offer; /* (owned) */
  FoyerPrice *price; /* (owned) */
  GArray *taken;     /* (owned) of FoyerTaken */
  FoyerTillBook book;
  FoyerSaleResult *result; /* (owned) */
} Sale;

static void
sale_clear (Sale *self)
{
  foyer_event_free (self->event);
  foyer_offer_free (self->offer);
  foyer_price_free (self->price);
  g_clear_pointer (&self->taken, g_array_unref);
  foyer_till_book_close (&self->book);
  foyer_sale_result_free (self->result);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sale, sale_clear)

static gboolean
invalid (GError **error, const char *sentence)
{
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID, sentence);
  return FALSE;
}

/* What the event asks of who buys. */
static gboolean
check_buyer (const FoyerEvent *event, const FoyerSaleCart *cart, GError **error)
{
  if (event->buyer_data != FOYER_BUYER_DATA_OPTIONAL && cart->buyer_name == NULL)
    return invalid (error, _ ("This event asks for the buyer’s name."));
  if (event->buyer_data == FOYER_BUYER_DATA_NAME_AND_EMAIL && cart->buyer_email == NULL)
    return invalid (error, _ ("This event asks for the buyer’s e-mail address."));
  if (cart->buyer_email != NULL && !foyer_email_is_valid (cart->buyer_email))
    return invalid (error, _ ("The e-mail address is not one yet."));
  if (cart->is_complimentary && cart->reason == NULL)
    return invalid (error, _ ("Say why the tickets are given away."));
  return TRUE;
}

static gboolean
load_offer (Sale *self, GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (self->transaction);
  const FoyerSaleCart *cart = self->request->cart;
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();

  self->event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, &self->request->event_id, error);
  if (self->event == NULL)
    return FALSE;
  for (guint i = 0; i < cart->codes->len; i++)
    g_ptr_array_add (codes, cart->codes->pdata[i]);
  g_ptr_array_add (codes, NULL);
  self->offer = foyer_allotment_store_load_offer (
      db, self->event, (const char *const *) codes->pdata, cart->buyer_email, &cart->id, error);
  return self->offer != NULL;
}

static gboolean
make_price (Sale *self, GError **error)
{
  const FoyerSaleCart *cart = self->request->cart;
  /* What is on sale is asked of the clock, wherever the book's time has got to. */
  gint64 now = self->book.clock != FOYER_NONE ? self->book.clock : self->book.time;

  self->price = foyer_price_new ();
  foyer_sale_cart_price (cart, self->offer, now, self->price);
  for (guint i = 0; i < self->price->refusals->len; i++)
    {
      const FoyerRefusal *refusal = &g_array_index (self->price->refusals, FoyerRefusal, i);

      if (foyer_refusal_blocks (refusal->kind) ||
          (self->request->needs_codes && refusal->kind != FOYER_REFUSAL_CODE_NOT_COMBINED))
        return foyer_sale_refuse (refusal, self->offer, cart, now, error);
    }
  if (foyer_sale_cart_count (cart) > FOYER_SALE_TICKETS_MAX)
    return foyer_sale_refuse_words (error, _ ("An order has at most 1,000 tickets."));
  if (self->request->expected_total != FOYER_NONE &&
      self->request->expected_total != self->price->total)
    return foyer_sale_refuse_money (error,
                                    _ ("The price has changed in the meantime: it is %s now."),
                                    self->price->total, self->event->currency);
  return TRUE;
}

static gboolean
take_tenders (GArray *taken,
              const FoyerTender *tenders,
              guint n_tenders,
              gint64 due,
              const char *currency,
              gboolean allows_rest,
              FoyerSaleResult *result,
              GError **error)
{
  FoyerTenderState state;
  guint wrong = 0;

  if (n_tenders > FOYER_SALE_PAYMENTS_MAX)
    return foyer_sale_refuse_words (error, _ ("An order has at most 20 payments."));
  state = foyer_tender_take (currency, due, tenders, n_tenders, taken, &result->change,
                             &result->due, &wrong);
  if (state != FOYER_TENDER_FINE)
    return foyer_sale_refuse_tender (state, &tenders[wrong], result->due, currency, error);
  if (result->due > 0 && !allows_rest)
    return foyer_sale_refuse_money (error, _ ("%s is still to be paid."), result->due, currency);
  return TRUE;
}

static gboolean
write_order (Sale *self, GError **error)
{
  const FoyerSaleCart *cart = self->request->cart;
  FoyerOrder *order = self->result->order = foyer_order_new ();

  order->event_id = self->event->row.id;
  order->order_number = foyer_order_store_new_number (foyer_transaction_get_db (self->transaction),
                                                      &self->event->row.id, error);
  if (order->order_number == NULL)
    return FALSE;
  order->buyer_name = g_strdup (cart->buyer_name);
  order->buyer_email = g_strdup (cart->buyer_email);
  order->subtotal = self->price->subtotal;
  order->discount = self->price->discount;
  order->service_fee = self->price->service_fee;
  order->total = self->price->total;
  order->currency = g_strdup (self->event->currency);
  order->status = self->result->due > 0 ? FOYER_ORDER_PENDING : FOYER_ORDER_COMPLETED;
  order->channel = cart->is_complimentary ? FOYER_CHANNEL_COMPLIMENTARY : FOYER_CHANNEL_BOX_OFFICE;
  if (self->price->code >= 0)
    {
      self->result->promo =
          foyer_promo_code_copy (foyer_offer_code (self->offer, self->price->code)->promo);
      order->promo_code_id = self->result->promo->row.id;
    }
  order->created_at = self->book.time;
  if (cart->is_complimentary)
    order->note = g_strdup (cart->reason);
  else if (self->result->due > 0 && self->request->rest == FOYER_SALE_REST_LATER)
    order->note = g_strdup (_ ("To be paid later"));
  return foyer_transaction_insert (self->transaction, order, error);
}

/* What each ticket of a line costs, to the last minor unit. */
static GArray *
share_line (const FoyerPriceLine *line)
{
  GArray *shares = g_array_new (FALSE, TRUE, sizeof (FoyerMoneyShare));

  g_array_set_size (shares, line->quantity);
  for (guint i = 0; i < shares->len; i++)
    g_array_index (shares, FoyerMoneyShare, i).weight = 1;
  foyer_money_share_out (line->subtotal - line->discount, (FoyerMoneyShare *) shares->data,
                         shares->len);
  return shares;
}

static char *
make_code (const FoyerTillBook *book, const FoyerEvent *event, guint tier)
{
  tier = MIN (tier, TIER_INDEX_MOST);
  return event->is_test ? foyer_ticket_code_new_test (&book->key, &event->row.id, tier)
                        : foyer_ticket_code_new (&book->key, &event->row.id, tier);
}

static FoyerTicket *
make_ticket (Sale *self, const FoyerSaleLine *line, guint tier, gint64 price, const char *name)
{
  const FoyerSaleCart *cart = self->request->cart;
  FoyerTicket *ticket = foyer_ticket_new ();

  if (name == NULL || *name == '\0')
    name = cart->buyer_name != NULL ? cart->buyer_name : _ ("Guest");
  ticket->event_id = self->event->row.id;
  ticket->order_id = self->result->order->row.id;
  ticket->tier_id = line->tier_id;
  ticket->attendee_name = g_strdup (name);
  ticket->attendee_email = g_strdup (cart->buyer_email);
  ticket->qr_code = make_code (&self->book, self->event, tier);
  ticket->price = price;
  return ticket;
}

static gboolean
write_line (Sale *self, guint index, GError **error)
{
  const FoyerSaleLine *line = &g_array_index (self->request->cart->lines, FoyerSaleLine, index);
  const FoyerPriceLine *priced = &g_array_index (self->price->lines, FoyerPriceLine, index);
  g_autoptr (GArray) shares = share_line (priced);
  guint n_names = line->names != NULL ? g_strv_length (line->names) : 0;

  for (guint i = 0; i < priced->quantity; i++)
    {
      FoyerTicket *ticket =
          make_ticket (self, line, priced->tier, g_array_index (shares, FoyerMoneyShare, i).part,
                       i < n_names ? line->names[i] : NULL);

      g_ptr_array_add (self->result->tickets, ticket);
      if (!foyer_transaction_insert (self->transaction, ticket, error))
        return FALSE;
    }
  return TRUE;
}

/* Where a server shares out the places, they come out of what this device holds. */
static gboolean
use_places (Sale *self, GError **error)
{
  for (guint i = 0; i < self->price->lines->len; i++)
    {
      const FoyerPriceLine *line = &g_array_index (self->price->lines, FoyerPriceLine, i);
      const FoyerOfferTier *tier = foyer_offer_tier (self->offer, line->tier);

      if (tier->n_here != FOYER_NONE &&
          !foyer_allotment_store_use (self->transaction, &self->event->row.id, &tier->tier->row.id,
                                      line->quantity, error))
        return FALSE;
    }
  return foyer_cart_hold_store_consume (self->transaction, &self->request->cart->id, error);
}

static gboolean
note_lines (Sale *self, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoyerTillLine));
  FoyerTillCost cost = { .service_fee = self->price->total, .total = self->price->total };

  for (guint i = 0; i < self->price->lines->len; i++)
    {
      const FoyerPriceLine *priced = &g_array_index (self->price->lines, FoyerPriceLine, i);
      FoyerTillLine line = { foyer_offer_tier (self->offer, priced->tier)->tier->row.id,
                             priced->quantity, priced->subtotal - priced->discount };

      cost.service_fee -= line.amount;
      g_array_append_val (lines, line);
    }
  return foyer_till_book_note_lines (
      &self->book, FOYER_TILL_SALE, &self->result->order->row.id, lines, &cost,
      self->request->cart->is_complimentary ? self->result->order->note : NULL, error);
}

/**
 * foyer_sale_store_sell:
 * @transaction: a transaction of %FOYER_TILL_KIND_SALE
 * @request: what is sold, how it is paid, and by whom
 * @result: (out) (optional): what was written
 * @error: return location
 *
 * What is left is counted in the transaction itself, so that nobody takes it meanwhile. Cash needs
 * a session of the till that is open; other money does not.
 *
 * Returns: %FALSE with error, and the transaction is to be freed
 */
gboolean
foyer_sale_store_sell (FoyerTransaction *transaction,
                       const FoyerSaleRequest *request,
                       FoyerSaleResult **result,
                       GError **error)
{
  g_auto (Sale) self = { .transaction = transaction, .request = request };

  self.taken = g_array_new (FALSE, FALSE, sizeof (FoyerTaken));
  self.result = foyer_sale_result_new ();
  if (!load_offer (&self, error) || !check_buyer (self.event, request->cart, error) ||
      !foyer_till_book_open (&self.book, transaction, self.event, &request->actor, error) ||
      !make_price (&self, error) ||
      !take_tenders (self.taken, request->tenders, request->n_tenders, self.price->total,
                     self.event->currency, request->rest != FOYER_SALE_REST_REFUSED, self.result,
                     error) ||
      !write_order (&self, error))
    return FALSE;
  for (guint i = 0; i < self.price->lines->len; i++)
    if (!write_line (&self, i, error))
      return FALSE;
  if (!use_places (&self, error) || !note_lines (&self, error) ||
      !foyer_order_money_take (&self.book, &self.result->order->row.id, self.event->currency,
                               self.taken, self.result->payments, error))
    return FALSE;
  if (result != NULL)
    *result = g_steal_pointer (&self.result);
  return TRUE;
}

/* The places of an order that expired are not its own any more. */
static gboolean
take_places_again (FoyerTransaction *transaction, const FoyerOrderMoney *money, GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  g_autoptr (FoyerOffer) offer = NULL;
  g_autoptr (GArray) lines = foyer_order_parse_lines (money->order->lines);

  if (money->order->status != FOYER_ORDER_EXPIRED)
    return TRUE;
  for (guint i = 0; i < money->tickets->len; i++)
    {
      const FoyerTicket *ticket = money->tickets->pdata[i];

      if (ticket->status != FOYER_TICKET_CANCELLED && !foyer_uuid_is_nil (&ticket->tier_id))
        foyer_sale_cart_add (cart, &ticket->tier_id, 1, FOYER_NONE);
    }
  /* One of the web gets its tickets when it is paid. */
  for (guint i = 0; money->tickets->len == 0 && i < lines->len; i++)
    {
      const FoyerOrderLine *line = &g_array_index (lines, FoyerOrderLine, i);

      if (line->quantity > 0)
        foyer_sale_cart_add (cart, &line->tier_id, line->quantity, FOYER_NONE);
    }
  if (foyer_sale_cart_is_empty (cart))
    return TRUE;
  if (!foyer_cart_hold_store_check (db, &money->event->row.id, cart, error))
    return FALSE;
  offer = foyer_allotment_store_load_offer (db, money->event, NULL, NULL, NULL, error);
  for (guint i = 0; offer != NULL && i < cart->lines->len; i++)
    {
      const FoyerSaleLine *line = &g_array_index (cart->lines, FoyerSaleLine, i);
      int tier = foyer_offer_find_tier (offer, &line->tier_id);

      if (tier >= 0 && foyer_offer_tier (offer, tier)->n_here != FOYER_NONE &&
          !foyer_allotment_store_use (transaction, &money->event->row.id, &line->tier_id,
                                      line->quantity, error))
        return FALSE;
    }
  return offer != NULL;
}

/* What a reservation of the web holds becomes its tickets where it is paid, as the server would
 * make them: with codes that this desk signs. Its places are its own already. */
static gboolean
make_reserved (FoyerTillBook *book,
               const FoyerOrderMoney *money,
               GPtrArray *tickets,
               GError **error)
{
  g_autoptr (GArray) lines = foyer_order_parse_lines (money->order->lines);
  FoyerDatabase *db = foyer_transaction_get_db (book->transaction);
  g_autoptr (FoyerOffer) offer = NULL;

  if (money->tickets->len > 0 || lines->len == 0)
    return TRUE;
  offer = foyer_allotment_store_load_offer (db, money->event, NULL, NULL, NULL, error);
  for (guint i = 0; offer != NULL && i < lines->len; i++)
    {
      const FoyerOrderLine *line = &g_array_index (lines, FoyerOrderLine, i);
      int tier = foyer_offer_find_tier (offer, &line->tier_id);

      if (tier < 0)
        return foyer_sale_refuse_words (error, _ ("What this order was for is not sold any more. "
                                                  "Do not take money for it."));
      for (gint64 n = 0; n < line->quantity; n++)
        {
          FoyerTicket *ticket = foyer_ticket_new ();

          g_ptr_array_add (tickets, ticket);
          ticket->event_id = money->event->row.id;
          ticket->order_id = money->order->row.id;
          ticket->tier_id = line->tier_id;
          ticket->attendee_name =
              g_strdup (money->order->buyer_name != NULL ? money->order->buyer_name
                                                         : money->order->order_number);
          ticket->attendee_email = g_strdup (money->order->buyer_email);
          ticket->qr_code = make_code (book, money->event, (guint) tier);
          /* What a line costs is shared out; what remains goes to the first. */
          ticket->price = (line->amount + line->quantity - n - 1) / line->quantity;
          if (!foyer_transaction_insert (book->transaction, ticket, error))
            return FALSE;
        }
    }
  return offer != NULL;
}

/**
 * foyer_sale_store_pay:
 * @transaction: a transaction of %FOYER_TILL_KIND_SALE
 * @order_id: an order that is PENDING or EXPIRED, or of which more went back than came in
 * @tenders: (array length=n_tenders): what is handed over
 * @n_tenders: how many
 * @allows_rest: whether less than is due is taken
 * @actor: who takes it
 * @result: (out) (optional): what was written
 * @error: return location
 *
 * Returns: %FALSE with error: CONFLICT with a sentence
 */
gboolean
foyer_sale_store_pay (FoyerTransaction *transaction,
                      const FoyerUuid *order_id,
                      const FoyerTender *tenders,
                      guint n_tenders,
                      gboolean allows_rest,
                      const FoyerTillActor *actor,
                      FoyerSaleResult **result,
                      GError **error)
{
  g_autoptr (FoyerOrderMoney) money =
      foyer_order_money_load (foyer_transaction_get_db (transaction), order_id, error);
  g_autoptr (FoyerSaleResult) paid = foyer_sale_result_new ();
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (FoyerTaken));
  g_autoptr (FoyerOrder) after = NULL;
  g_auto (FoyerTillBook) book = { 0 };
  gboolean is_owed;
  gint64 due;

  if (money == NULL)
    return FALSE;
  due = foyer_order_money_get_due (money);
  if (due == 0 && money->order->status != FOYER_ORDER_PENDING &&
      money->order->status != FOYER_ORDER_EXPIRED)
    return foyer_sale_refuse_words (error, _ ("Nothing of this order is to be paid."));
  is_owed = foyer_order_money_get_owed (money) > 0;
  if (!is_owed && foyer_order_money_is_given_up (money))
    return foyer_sale_refuse_words (error, _ ("All tickets of this order are cancelled. Do not "
                                              "take money for it."));
  if (!foyer_till_book_open (&book, transaction, money->event, actor, error) ||
      !take_tenders (taken, tenders, n_tenders, due, money->order->currency, allows_rest, paid,
                     error) ||
      !take_places_again (transaction, money, error) ||
      !foyer_order_money_take (&book, order_id, money->order->currency, taken, paid->payments,
                               error))
    return FALSE;
  if (!is_owed && paid->due == 0 && !make_reserved (&book, money, paid->tickets, error))
    return FALSE;
  after = foyer_order_copy (money->order);
  if (!is_owed)
    after->status = paid->due > 0 ? FOYER_ORDER_PENDING : FOYER_ORDER_COMPLETED;
  if (!is_owed && paid->due == 0)
    after->expires_at = FOYER_NONE;
  if (!is_owed && !foyer_order_money_update (transaction, money, after, error))
    return FALSE;
  paid->order = g_steal_pointer (&after);
  if (result != NULL)
    *result = g_steal_pointer (&paid);
  return TRUE;
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
      there->quantity += line.quantity;
      there->amount += line.amount;
      return;
    }
  g_array_append_val (lines, line);
}

/* Cancels the tickets that stand; lines: what they cost, below 0. */
static gboolean
cancel_all (FoyerTransaction *transaction,
            const FoyerOrderMoney *money,
            gboolean is_refunded,
            GArray *lines,
            GError **error)
{
  for (guint i = 0; i < money->tickets->len; i++)
    {
      const FoyerTicket *before = money->tickets->pdata[i];
      g_autoptr (FoyerTicket) after = foyer_ticket_copy (before);

      if (before->status == FOYER_TICKET_CANCELLED)
        continue;
      after->status = FOYER_TICKET_CANCELLED;
      after->is_refunded = is_refunded;
      if (!foyer_transaction_update (transaction, before, after, error))
        return FALSE;
      add_line (lines, before);
    }
  return TRUE;
}

/**
 * foyer_sale_store_void:
 * @transaction: a transaction of %FOYER_TILL_KIND_SALE
 * @order_id: an order
 * @reason: why; it stays in the book
 * @actor: who does it, and who consents
 * @result: (out) (optional): what was written
 * @error: return location
 *
 * Returns: %FALSE with error: CONFLICT with a sentence, also when so much does not lie in the
 * drawer; INVALID without a reason
 */
gboolean
foyer_sale_store_void (FoyerTransaction *transaction,
                       const FoyerUuid *order_id,
                       const char *reason,
                       const FoyerTillActor *actor,
                       FoyerSaleResult **result,
                       GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerOrderMoney) money = foyer_order_money_load (db, order_id, error);
  g_autoptr (FoyerSaleResult) undone = foyer_sale_result_new ();
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoyerTillLine));
  g_autoptr (FoyerOrder) after = NULL;
  g_auto (FoyerTillBook) book = { 0 };
  FoyerMoneyBack back = { .method = -1, .reason = reason };
  FoyerTillCost cost = { 0 };

  if (money == NULL)
    return FALSE;
  cost.service_fee = -foyer_order_money_share_fee (money, money->tickets);
  cost.total = money->order->total;
  if (reason == NULL || *reason == '\0')
    return invalid (error, _ ("Say why the sale is voided."));
  if (money->order->status == FOYER_ORDER_REFUNDED || money->order->status == FOYER_ORDER_EXPIRED)
    return foyer_sale_refuse_words (error, _ ("This order is over already."));
  back.amount = MAX (money->paid - money->returned, 0);
  if (!foyer_cashier_store_check_refund (db, &money->event->row.id, actor, back.amount,
                                         money->order->currency, error) ||
      !foyer_till_book_open (&book, transaction, money->event, actor, error) ||
      !cancel_all (transaction, money, back.amount > 0, lines, error) ||
      !foyer_till_book_note_lines (&book, FOYER_TILL_VOID, order_id, lines, &cost, reason, error))
    return FALSE;
  if (back.amount > 0 &&
      !foyer_order_money_give (&book, money, &back, undone->payments, &undone->proposed, error))
    return FALSE;
  after = foyer_order_copy (money->order);
  after->status = money->paid > 0 ? FOYER_ORDER_REFUNDED : FOYER_ORDER_EXPIRED;
  if (money->paid == 0 && money->order->status != FOYER_ORDER_PENDING)
    after->status = FOYER_ORDER_REFUNDED;
  if (!foyer_order_money_update (transaction, money, after, error))
    return FALSE;
  undone->order = g_steal_pointer (&after);
  if (result != NULL)
    *result = g_steal_pointer (&undone);
  return TRUE;
}
