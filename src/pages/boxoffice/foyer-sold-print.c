/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sold-print.h"

#include "foyer-gross-price.h"
#include "foyer-money.h"
#include "foyer-sale-receipt.h"
#include "foyer-sell-words.h"
#include "foyer-ticket-receipt.h"

#include <glib/gi18n-lib.h>

static FoyerReceiptMark
find_mark (const FoyerEvent *event, FoyerReceiptMark mark)
{
  return mark == FOYER_RECEIPT_REAL && event->is_test ? FOYER_RECEIPT_TEST : mark;
}

static const char *
find_tier_name (const FoyerOffer *offer, const FoyerUuid *tier_id)
{
  int tier = foyer_offer_find_tier (offer, tier_id);

  return tier >= 0 ? foyer_offer_tier (offer, tier)->tier->name : _ ("Ticket");
}

static gboolean
has_ended (const FoyerTicket *ticket)
{
  return ticket->status == FOYER_TICKET_CANCELLED;
}

/* Tickets of one tier at one price are a line. price: before the discount. */
static void
add_line (GArray *lines, const FoyerOffer *offer, const FoyerTicket *ticket, gint64 price)
{
  const char *name = find_tier_name (offer, &ticket->tier_id);
  const char *note = has_ended (ticket) ? C_ ("ticket or event", "Cancelled") : NULL;
  FoyerSaleReceiptLine line = {
    .name = name, .note = note, .quantity = 1, .unit_price = price, .amount = price
  };

  for (guint i = 0; i < lines->len; i++)
    {
      FoyerSaleReceiptLine *there = &g_array_index (lines, FoyerSaleReceiptLine, i);

      if (there->name != name || there->note != note || there->unit_price != price)
        continue;
      there->quantity++;
      there->amount += price;
      return;
    }
  g_array_append_val (lines, line);
}

/* What the tickets cost of an order, and what is charged on top of that. */
static gint64
get_goods (const FoyerOrder *order)
{
  if (order->subtotal == FOYER_NONE)
    return order->total;
  return order->subtotal - (order->discount != FOYER_NONE ? order->discount : 0);
}

/* A ticket that ended stands on it as long as it is in the total: not when it ended before anybody
 * paid for it. */
static GArray *
list_lines (const FoyerSaleResult *sold, const FoyerOffer *offer, gint64 *discount)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (FoyerSaleReceiptLine));
  g_autoptr (GPtrArray) tickets = g_ptr_array_new ();
  g_autofree gint64 *prices = g_new (gint64, sold->tickets->len + 1);
  gint64 sum = 0;

  for (guint i = 0; i < sold->tickets->len; i++)
    sum += ((const FoyerTicket *) sold->tickets->pdata[i])->price;
  for (guint i = 0; i < sold->tickets->len; i++)
    if (!has_ended (sold->tickets->pdata[i]) || sum <= get_goods (sold->order))
      g_ptr_array_add (tickets, sold->tickets->pdata[i]);
  *discount = foyer_gross_prices (sold->order, sold->promo, offer, tickets, prices);
  for (guint i = 0; i < tickets->len; i++)
    add_line (lines, offer, tickets->pdata[i], prices[i]);
  return lines;
}

static GArray *
list_payments (const FoyerSaleResult *sold)
{
  GArray *payments = g_array_new (FALSE, FALSE, sizeof (FoyerSaleReceiptPayment));

  for (guint i = 0; i < sold->payments->len; i++)
    {
      const FoyerPayment *payment = sold->payments->pdata[i];
      FoyerSaleReceiptPayment item = {
        .name = foyer_sell_words_method (payment->method),
        .reference = payment->reference,
        .amount = payment->amount,
        .rounding = payment->rounding,
        .is_refund = payment->kind == FOYER_PAYMENT_REFUND,
      };

      g_array_append_val (payments, item);
    }
  return payments;
}

/* What was handed over in cash: what counts, and what came back of it. */
static gint64
sum_tendered (const FoyerSaleResult *sold)
{
  gint64 sum = 0;

  for (guint i = 0; i < sold->payments->len; i++)
    {
      const FoyerPayment *payment = sold->payments->pdata[i];

      if (payment->method == FOYER_PAY_CASH && payment->kind == FOYER_PAYMENT_PAYMENT)
        sum += payment->amount + payment->rounding;
    }
  return sold->change > 0 ? sum + sold->change : 0;
}

FoyerReceipt *
foyer_sold_print_receipt (const FoyerSaleResult *sold,
                          const FoyerOffer *offer,
                          GTimeZone *zone,
                          FoyerReceiptMark mark,
                          gint64 copied_at)
{
  const FoyerOrder *order = sold->order;
  const FoyerEvent *event = offer->event;
  gint64 discount = 0;
  g_autoptr (GArray) lines = list_lines (sold, offer, &discount);
  g_autoptr (GArray) payments = list_payments (sold);
  FoyerSaleReceipt receipt = FOYER_SALE_RECEIPT_INIT;

  receipt.event = event->title;
  receipt.zone = zone;
  receipt.event_start = event->start_date;
  receipt.venue = event->venue_name;
  receipt.order_number = order->order_number;
  receipt.buyer = order->buyer_name;
  receipt.sold_at = order->created_at;
  receipt.currency = order->currency;
  receipt.lines = (const FoyerSaleReceiptLine *) lines->data;
  receipt.n_lines = lines->len;
  receipt.discount = discount;
  receipt.promo_code = sold->promo != NULL ? sold->promo->code : NULL;
  /* A fee that is in the prices is no line of its own. */
  if (order->service_fee != FOYER_NONE)
    receipt.service_fee = CLAMP (order->total - get_goods (order), 0, order->service_fee);
  receipt.total = order->total;
  receipt.complimentary = order->channel == FOYER_CHANNEL_COMPLIMENTARY ? order->note : NULL;
  receipt.payments = (const FoyerSaleReceiptPayment *) payments->data;
  receipt.n_payments = payments->len;
  receipt.tendered = sum_tendered (sold);
  receipt.change = sold->change;
  receipt.due = sold->due;
  receipt.mark = find_mark (event, mark);
  receipt.copied_at = copied_at;
  return foyer_sale_receipt_build (&receipt);
}

static FoyerReceipt *
build_ticket (const FoyerSaleResult *sold,
              const FoyerOffer *offer,
              GTimeZone *zone,
              guint n,
              FoyerReceiptMark mark,
              gint64 copied_at)
{
  const FoyerTicket *ticket = sold->tickets->pdata[n];
  const FoyerEvent *event = offer->event;
  g_autofree char *price = ticket->price > 0
                               ? foyer_money_format (ticket->price, sold->order->currency)
                               : g_strdup (_ ("Free"));
  /* Translators: the second of three tickets: “2 of 3” */
  g_autofree char *place = g_strdup_printf (_ ("%d of %d"), (int) n + 1, (int) sold->tickets->len);
  FoyerTicketReceipt receipt = FOYER_TICKET_RECEIPT_INIT;

  receipt.event = event->title;
  receipt.zone = zone;
  receipt.event_start = event->start_date;
  receipt.venue = event->venue_name;
  receipt.address = event->venue_address;
  receipt.tier = find_tier_name (offer, &ticket->tier_id);
  receipt.attendee = ticket->attendee_name;
  receipt.price = price;
  receipt.code = ticket->qr_code;
  receipt.order_number = sold->order->order_number;
  receipt.place = sold->tickets->len > 1 ? place : NULL;
  receipt.mark = find_mark (event, mark);
  receipt.copied_at = copied_at;
  return foyer_ticket_receipt_build (&receipt);
}

FoyerReceipt *
foyer_sold_print_tickets (const FoyerSaleResult *sold,
                          const FoyerOffer *offer,
                          GTimeZone *zone,
                          FoyerReceiptMark mark,
                          gint64 copied_at)
{
  FoyerReceipt *all = foyer_receipt_new (offer->event->title);

  for (guint i = 0; i < sold->tickets->len; i++)
    {
      g_autoptr (FoyerReceipt) ticket = build_ticket (sold, offer, zone, i, mark, copied_at);

      foyer_receipt_append (all, ticket);
    }
  return all;
}
