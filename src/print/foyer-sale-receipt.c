/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sale-receipt.h"

#include "foyer-money.h"
#include "foyer-receipt-words.h"
#include "foyer-row.h"

#include <glib/gi18n-lib.h>

static void
add_head (FoyerReceipt *receipt, const FoyerSaleReceipt *sale)
{
  g_autofree char *when = foyer_receipt_when (sale->event_start, sale->zone);

  foyer_receipt_add_image (receipt, sale->logo);
  foyer_receipt_add_text (receipt, sale->seller, FOYER_RECEIPT_CENTRE, FOYER_RECEIPT_PLAIN);
  foyer_receipt_add_text (receipt, sale->event, FOYER_RECEIPT_CENTRE, FOYER_RECEIPT_BOLD);
  foyer_receipt_add_text (receipt, when, FOYER_RECEIPT_CENTRE, FOYER_RECEIPT_PLAIN);
  foyer_receipt_add_text (receipt, sale->venue, FOYER_RECEIPT_CENTRE, FOYER_RECEIPT_PLAIN);
}

static void
add_facts (FoyerReceipt *receipt, const FoyerSaleReceipt *sale)
{
  g_autofree char *when = foyer_receipt_when (sale->sold_at, sale->zone);

  foyer_receipt_add_rule (receipt);
  foyer_receipt_add_fact (receipt, _ ("Order"), sale->order_number);
  foyer_receipt_add_fact (receipt, _ ("Sold"), when);
  foyer_receipt_add_fact (receipt, _ ("Sold by"), sale->cashier);
  foyer_receipt_add_fact (receipt, _ ("Till"), sale->till);
  foyer_receipt_add_fact (receipt, _ ("Buyer"), sale->buyer);
}

/* Below its line and a little further in. */
static void
add_note (FoyerReceipt *receipt, const char *note)
{
  g_autofree char *text = note != NULL && *note != '\0' ? g_strconcat ("\u00a0\u00a0", note, NULL)
                                                        : NULL;

  foyer_receipt_add_text (receipt, text, FOYER_RECEIPT_START, FOYER_RECEIPT_PLAIN);
}

static void
add_line (FoyerReceipt *receipt, const FoyerSaleReceipt *sale, const FoyerSaleReceiptLine *line)
{
  const char *name = line->name != NULL ? line->name : "";
  /* Translators: quantity, what it is: “2 × VIP”. */
  g_autofree char *text = g_strdup_printf (_ ("%u × %s"), line->quantity, name);

  foyer_receipt_add_money (receipt, text, line->amount, sale->currency, FOYER_RECEIPT_PLAIN);
  if (line->quantity > 1 && line->unit_price != 0)
    {
      g_autofree char *money = foyer_money_format (line->unit_price, sale->currency);
      /* Translators: the price of one of several tickets. */
      g_autofree char *each = g_strdup_printf (_ ("%s each"), money);

      add_note (receipt, each);
    }
  add_note (receipt, line->note);
}

static void
add_lines (FoyerReceipt *receipt, const FoyerSaleReceipt *sale)
{
  gint64 subtotal = 0;

  foyer_receipt_add_rule (receipt);
  for (guint i = 0; i < sale->n_lines; i++)
    {
      add_line (receipt, sale, &sale->lines[i]);
      if (__builtin_add_overflow (subtotal, sale->lines[i].amount, &subtotal))
        subtotal = G_MAXINT64;
    }
  if (sale->n_lines > 0)
    foyer_receipt_add_rule (receipt);
  if (sale->discount != 0 || sale->service_fee != 0)
    foyer_receipt_add_money (receipt, _ ("Subtotal"), subtotal, sale->currency, FOYER_RECEIPT_PLAIN);
}

static void
add_total (FoyerReceipt *receipt, const FoyerSaleReceipt *sale)
{
  if (sale->discount != 0)
    {
      g_autofree char *text = sale->promo_code != NULL && *sale->promo_code != '\0'
                                  /* Translators: a promo code. */
                                  ? g_strdup_printf (_ ("Discount (%s)"), sale->promo_code)
                                  : g_strdup (_ ("Discount"));

      foyer_receipt_add_money (receipt, text, -sale->discount, sale->currency, FOYER_RECEIPT_PLAIN);
    }
  if (sale->service_fee != 0)
    foyer_receipt_add_money (receipt, _ ("Service fee"), sale->service_fee, sale->currency,
                             FOYER_RECEIPT_PLAIN);
  foyer_receipt_add_money (receipt, _ ("Total"), sale->total, sale->currency,
                           FOYER_RECEIPT_BOLD | FOYER_RECEIPT_DOUBLE);
  foyer_receipt_add_fact (receipt, _ ("Complimentary"), sale->complimentary);
}

/* A refund is money that went the other way. */
static void
add_payment (FoyerReceipt                  *receipt,
             const FoyerSaleReceipt        *sale,
             const FoyerSaleReceiptPayment *payment)
{
  const char *name = payment->name != NULL ? payment->name : "";
  g_autofree char *way = payment->reference != NULL && *payment->reference != '\0'
                             /* Translators: the way to pay, and its reference: “Card (4711)”. */
                             ? g_strdup_printf (_ ("%s (%s)"), name, payment->reference)
                             : g_strdup (name);
  /* Translators: money given back, and how: “Refund, Cash”. */
  g_autofree char *text = payment->is_refund ? g_strdup_printf (_ ("Refund, %s"), way)
                                             : g_strdup (way);
  gint64 moved;

  if (payment->rounding != 0)
    foyer_receipt_add_money (receipt, _ ("Cash rounding"),
                             payment->is_refund ? -payment->rounding : payment->rounding,
                             sale->currency, FOYER_RECEIPT_PLAIN);
  if (__builtin_add_overflow (payment->amount, payment->rounding, &moved))
    moved = payment->amount;
  foyer_receipt_add_money (receipt, text, payment->is_refund ? -moved : moved, sale->currency,
                           FOYER_RECEIPT_PLAIN);
}

static void
add_payments (FoyerReceipt *receipt, const FoyerSaleReceipt *sale)
{
  for (guint i = 0; i < sale->n_payments; i++)
    add_payment (receipt, sale, &sale->payments[i]);
  if (sale->tendered != 0)
    foyer_receipt_add_money (receipt, _ ("Cash given"), sale->tendered, sale->currency,
                             FOYER_RECEIPT_PLAIN);
  if (sale->tendered != 0 || sale->change != 0)
    foyer_receipt_add_money (receipt, _ ("Change"), sale->change, sale->currency,
                             FOYER_RECEIPT_BOLD);
  if (sale->due != 0)
    foyer_receipt_add_money (receipt, _ ("Still to pay"), sale->due, sale->currency,
                             FOYER_RECEIPT_BOLD);
}

/**
 * foyer_sale_receipt_build:
 * @sale: what was sold and how it was paid
 *
 * Writes the receipt of an order in the language and money of the locale. Main thread.
 *
 * Returns: (transfer full): the receipt
 */
FoyerReceipt *
foyer_sale_receipt_build (const FoyerSaleReceipt *sale)
{
  g_autofree char *title = NULL;
  FoyerReceipt *receipt;

  g_return_val_if_fail (sale != NULL, NULL);

  /* Translators: the number of an order. */
  title = g_strdup_printf (_ ("Receipt %s"), sale->order_number != NULL ? sale->order_number : "");
  receipt = foyer_receipt_new (title);
  foyer_receipt_add_mark (receipt, sale->mark);
  foyer_receipt_add_copy_mark (receipt, sale->copied_at, sale->zone);
  add_head (receipt, sale);
  add_facts (receipt, sale);
  add_lines (receipt, sale);
  add_total (receipt, sale);
  add_payments (receipt, sale);
  if (sale->footer != NULL && *sale->footer != '\0')
    {
      foyer_receipt_add_rule (receipt);
      foyer_receipt_add_text (receipt, sale->footer, FOYER_RECEIPT_CENTRE, FOYER_RECEIPT_PLAIN);
    }
  if (sale->code != NULL)
    foyer_receipt_add_qr (receipt, sale->code);
  foyer_receipt_add_mark (receipt, sale->mark);
  return receipt;
}
