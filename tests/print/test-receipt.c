/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-receipt.h"

#include <string.h>

#include "foyer-row.h"
#include "foyer-sale-receipt.h"
#include "foyer-sample-receipts.h"

/* What a receipt says, a line each. */
static char *
tell (const FoyerReceipt *receipt)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < foyer_receipt_get_n_lines (receipt); i++)
    {
      const FoyerReceiptLine *line = foyer_receipt_get_line (receipt, i);

      switch (line->kind)
        {
        case FOYER_RECEIPT_TEXT:
          g_string_append (text, line->text);
          if (line->amount != NULL)
            g_string_append_printf (text, " | %s", line->amount);
          break;
        case FOYER_RECEIPT_RULE:
          g_string_append (text, "---");
          break;
        case FOYER_RECEIPT_QR:
          g_string_append_printf (text, "qr %s", line->text);
          break;
        case FOYER_RECEIPT_CUT:
          g_string_append (text, "cut");
          break;
        case FOYER_RECEIPT_IMAGE:
          g_string_append (text, "image");
          break;
        case FOYER_RECEIPT_SPACE:
          break;
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static const struct
{
  Sample      sample;
  const char *says[12];
} tables[] = {
  { SAMPLE_SALE,
    { "Acme Events\n12 Long Street, Berlin\nGUADEC 2026\n", "Kulturbrauerei\n---\nOrder | K7FQ-22\n",
      "Sold by | Anna\nTill | North door\nBuyer | Grace Hopper\n---\n",
      "2 × General Admission | €98.00\n\u00a0\u00a0€49.00 each\n\u00a0\u00a0Grace Hopper\n1 × VIP | €149.00\n",
      "4 × Free | €0.00\n---\nSubtotal | €339.00\nDiscount (SPRING) | −€5.00\nService fee | €5.00\n",
      "Total | €339.00\nCash rounding | €0.02\nCash | €200.02\nCard (4711) | €139.00\n",
      "Cash given | €250.00\nChange | €49.98\n---\nThank you.\nSee you at the bar!\nqr F0123" } },
  { SAMPLE_TICKET,
    { "Training – does not count\nCopy of ", "GUADEC 2026\n", "Grace Hopper\nGeneral Admission\nqr F0123",
      "Price | €49.00\nOrder | K7FQ-22\nTicket | 2 of 3\n---\nNo re-entry", "Training – does not count\n" } },
  { SAMPLE_REPORT,
    { "Z Report 7\nGUADEC 2026\n---\nTill | North door\n", "Closed by | Anna\n",
      "Orders | 40\nTickets | 42\nPayments | €2100.00\nRefunds | −€42.00\nRevenue | €2058.00\n",
      "12 × Cash | €588.00\n30 × Card | €1470.00\n", "Anna | €2058.00\n",
      "Float | €100.00\nCash payments | €588.00\n", "Expected | €608.00\n10 × €50.00 | €500.00\n40 × €2.00",
      "Counted | €580.00\nDifference | −€28.00\nA note was torn\n", "Seal | 9f86d081884c7d65\n" } },
  { SAMPLE_SLIP, { "Paid Out\n", "Reason | To the bank\nAmount | −CHF" } },
  { SAMPLE_EMPTY, { "---\n---\nTotal | 0.00\n" } },
  { SAMPLE_HUGE, { "4294967295 × Everything | $92233720368547758.07\n", "Subtotal | $92233720368547758.07\n" } },
  { SAMPLE_DINAR, { "3 × Entry | KWD\u00a037.035\n\u00a0\u00a0KWD\u00a012.345 each\n" } },
};

static void
test_says (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (FoyerReceipt) receipt = sample_receipt (tables[i].sample);
      g_autofree char *text = tell (receipt);

      for (guint j = 0; tables[i].says[j] != NULL; j++)
        if (strstr (text, tables[i].says[j]) == NULL)
          g_error ("“%s” is not in:\n%s", tables[i].says[j], text);
    }
}

/* A receipt in the event's zone, wherever it is printed. */
static void
test_zone (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Kolkata");
  FoyerSaleReceipt sale = FOYER_SALE_RECEIPT_INIT;
  g_autoptr (FoyerReceipt) receipt = NULL;
  g_autofree char *text = NULL;

  sale.zone = zone;
  sale.sold_at = G_GINT64_CONSTANT (1795953600) * G_USEC_PER_SEC; /* 2026-11-29 12:00 UTC */
  receipt = foyer_sale_receipt_build (&sale);
  text = tell (receipt);
  g_assert_nonnull (strstr (text, "17:30 IST\n"));
}

static void
test_refund (void)
{
  static const FoyerSaleReceiptPayment refund = { "Cash", NULL, 1003, 2, TRUE };
  FoyerSaleReceipt sale = FOYER_SALE_RECEIPT_INIT;
  g_autoptr (FoyerReceipt) receipt = NULL;
  g_autofree char *text = NULL;

  sale.currency = "EUR";
  sale.payments = &refund;
  sale.n_payments = 1;
  receipt = foyer_sale_receipt_build (&sale);
  text = tell (receipt);
  g_assert_nonnull (strstr (text, "Cash rounding | −€0.02\nRefund, Cash | −€10.05\n"));
}

/* Nothing that a printer would obey comes through, whoever wrote it; a code is sent with its length. */
static void
test_hostile (void)
{
  g_autoptr (FoyerReceipt) receipt = sample_receipt (SAMPLE_HOSTILE);

  for (guint i = 0; i < foyer_receipt_get_n_lines (receipt); i++)
    {
      const FoyerReceiptLine *line = foyer_receipt_get_line (receipt, i);

      for (const char *p = line->kind == FOYER_RECEIPT_TEXT ? line->text : ""; *p != '\0'; p++)
        g_assert_false (g_ascii_iscntrl (*p));
      for (const char *p = line->amount != NULL ? line->amount : ""; *p != '\0'; p++)
        g_assert_false (g_ascii_iscntrl (*p));
    }
}

static void
test_append (void)
{
  g_autoptr (FoyerReceipt) all = foyer_receipt_new ("Tickets");
  g_autoptr (FoyerReceipt) ticket = sample_receipt (SAMPLE_TICKET);
  guint n = foyer_receipt_get_n_lines (ticket);

  foyer_receipt_append (all, ticket);
  g_assert_cmpuint (foyer_receipt_get_n_lines (all), ==, n);
  foyer_receipt_append (all, ticket);
  g_assert_cmpuint (foyer_receipt_get_n_lines (all), ==, 2 * n + 1);
  g_assert_cmpint (foyer_receipt_get_line (all, n)->kind, ==, FOYER_RECEIPT_CUT);
  g_clear_pointer (&ticket, foyer_receipt_unref);
  g_assert_cmpstr (foyer_receipt_get_line (all, 0)->text, ==, "Training – does not count");
}

static void
test_image (void)
{
  g_autoptr (FoyerReceipt) receipt = foyer_receipt_new ("Logo");
  cairo_surface_t *logo = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 10, 10);
  cairo_surface_t *nothing = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 0, 10);

  foyer_receipt_add_image (receipt, NULL);
  foyer_receipt_add_image (receipt, nothing);
  g_assert_cmpuint (foyer_receipt_get_n_lines (receipt), ==, 0);
  foyer_receipt_add_image (receipt, logo);
  cairo_surface_destroy (nothing);
  cairo_surface_destroy (logo);
  g_assert_cmpint (cairo_image_surface_get_width (foyer_receipt_get_line (receipt, 0)->image), ==, 10);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/receipt/says", test_says);
  g_test_add_func ("/receipt/zone", test_zone);
  g_test_add_func ("/receipt/refund", test_refund);
  g_test_add_func ("/receipt/hostile", test_hostile);
  g_test_add_func ("/receipt/append", test_append);
  g_test_add_func ("/receipt/image", test_image);

  return g_test_run ();
}
