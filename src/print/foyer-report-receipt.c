/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-report-receipt.h"

#include "foyer-money.h"
#include "foyer-receipt-words.h"
#include "foyer-row.h"

#include <glib/gi18n-lib.h>

static void
add_count (FoyerReceipt *receipt, const char *name, gint64 count)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, count);

  foyer_receipt_add_fact (receipt, name, text);
}

static void
add_head (FoyerReceipt *receipt, const FoyerReportReceipt *report, const char *title)
{
  g_autofree char *opened = foyer_receipt_when (report->opened_at, report->zone);
  g_autofree char *made = foyer_receipt_when (report->made_at, report->zone);

  foyer_receipt_add_text (receipt, title, FOYER_RECEIPT_CENTRE,
                          FOYER_RECEIPT_BOLD | FOYER_RECEIPT_DOUBLE);
  foyer_receipt_add_text (receipt, report->event, FOYER_RECEIPT_CENTRE, FOYER_RECEIPT_BOLD);
  foyer_receipt_add_rule (receipt);
  foyer_receipt_add_fact (receipt, _ ("Till"), report->till);
  foyer_receipt_add_fact (receipt, _ ("Opened"), opened);
  foyer_receipt_add_fact (receipt, _ ("Opened by"), report->opened_by);
  foyer_receipt_add_fact (receipt, report->is_closing ? _ ("Closed") : _ ("Printed"), made);
  foyer_receipt_add_fact (receipt, report->is_closing ? _ ("Closed by") : _ ("Printed by"),
                          report->made_by);
}

static void
add_sales (FoyerReceipt *receipt, const FoyerReportReceipt *report)
{
  foyer_receipt_add_rule (receipt);
  add_count (receipt, _ ("Orders"), report->n_orders);
  add_count (receipt, _ ("Tickets"), report->n_tickets);
  foyer_receipt_add_money (receipt, _ ("Payments"), report->sales, report->currency,
                           FOYER_RECEIPT_PLAIN);
  foyer_receipt_add_money (receipt, _ ("Refunds"), -report->refunds, report->currency,
                           FOYER_RECEIPT_PLAIN);
  foyer_receipt_add_money (receipt, _ ("Revenue"), report->sales - report->refunds,
                           report->currency, FOYER_RECEIPT_BOLD);
}

static void
add_table (FoyerReceipt                 *receipt,
           const char                   *title,
           const FoyerReportReceiptLine *lines,
           guint                         n_lines,
           const char                   *currency)
{
  if (n_lines == 0)
    return;
  foyer_receipt_add_rule (receipt);
  foyer_receipt_add_text (receipt, title, FOYER_RECEIPT_START, FOYER_RECEIPT_BOLD);
  for (guint i = 0; i < n_lines; i++)
    {
      const char *name = lines[i].name != NULL ? lines[i].name : "";
      g_autofree char *text = lines[i].count < 0
                                  ? g_strdup (name)
                                  : g_strdup_printf ("%" G_GINT64_FORMAT " × %s",
                                                     lines[i].count, name);

      foyer_receipt_add_money (receipt, text, lines[i].amount, currency, FOYER_RECEIPT_PLAIN);
    }
}

static void
add_coins (FoyerReceipt *receipt, const FoyerReportReceipt *report)
{
  for (guint i = 0; i < report->n_coins; i++)
    {
      const FoyerReportReceiptCoin *coin = &report->coins[i];
      g_autofree char *value = foyer_money_format (coin->value, report->currency);
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " × %s", coin->count, value);
      gint64 amount;

      if (coin->count != 0 && !__builtin_mul_overflow (coin->value, coin->count, &amount))
        foyer_receipt_add_money (receipt, text, amount, report->currency, FOYER_RECEIPT_PLAIN);
    }
}

static void
add_drawer (FoyerReceipt *receipt, const FoyerReportReceipt *report)
{
  const char *currency = report->currency;

  foyer_receipt_add_rule (receipt);
  foyer_receipt_add_text (receipt, _ ("Cash in the drawer"), FOYER_RECEIPT_START,
                          FOYER_RECEIPT_BOLD);
  foyer_receipt_add_money (receipt, _ ("Float"), report->opening, currency, FOYER_RECEIPT_PLAIN);
  foyer_receipt_add_money (receipt, _ ("Cash payments"), report->cash_sales, currency,
                           FOYER_RECEIPT_PLAIN);
  foyer_receipt_add_money (receipt, _ ("Cash refunds"), -report->cash_refunds, currency,
                           FOYER_RECEIPT_PLAIN);
  foyer_receipt_add_money (receipt, _ ("Paid in"), report->paid_in, currency, FOYER_RECEIPT_PLAIN);
  foyer_receipt_add_money (receipt, _ ("Paid out"), -report->paid_out, currency,
                           FOYER_RECEIPT_PLAIN);
  if (report->rounding != 0)
    foyer_receipt_add_money (receipt, _ ("Of this, rounding"), report->rounding, currency,
                             FOYER_RECEIPT_PLAIN);
  foyer_receipt_add_money (receipt, _ ("Expected"), report->expected, currency,
                           FOYER_RECEIPT_BOLD);
  if (report->is_counted)
    {
      add_coins (receipt, report);
      foyer_receipt_add_money (receipt, _ ("Counted"), report->counted, currency,
                               FOYER_RECEIPT_BOLD);
      foyer_receipt_add_money (receipt, _ ("Difference"), report->difference, currency,
                               FOYER_RECEIPT_BOLD);
      foyer_receipt_add_text (receipt, report->reason, FOYER_RECEIPT_START, FOYER_RECEIPT_PLAIN);
    }
  if (report->n_no_sales > 0)
    add_count (receipt, _ ("Drawer opened without a sale"), report->n_no_sales);
}

/**
 * foyer_report_receipt_build:
 * @report: sums of a till's session
 *
 * Writes an X report of a session that goes on, or the Z report of one that is closed, with a place to sign. Main thread.
 *
 * Returns: (transfer full): the report
 */
FoyerReceipt *
foyer_report_receipt_build (const FoyerReportReceipt *report)
{
  g_autofree char *number = NULL;
  g_autofree char *title = NULL;
  FoyerReceipt *receipt;

  g_return_val_if_fail (report != NULL, NULL);

  number = g_strdup_printf ("%" G_GINT64_FORMAT, report->number);
  /* Translators: the reports of a till are called X and Z everywhere; the number of the report. */
  title = g_strdup_printf (report->is_closing ? _ ("Z Report %s") : _ ("X Report %s"), number);
  receipt = foyer_receipt_new (title);
  foyer_receipt_add_mark (receipt, report->mark);
  foyer_receipt_add_copy_mark (receipt, report->copied_at, report->zone);
  add_head (receipt, report, title);
  add_sales (receipt, report);
  add_table (receipt, _ ("By way to pay"), report->methods, report->n_methods, report->currency);
  add_table (receipt, _ ("By tier"), report->tiers, report->n_tiers, report->currency);
  add_table (receipt, _ ("By cashier"), report->cashiers, report->n_cashiers, report->currency);
  add_drawer (receipt, report);
  foyer_receipt_add_rule (receipt);
  foyer_receipt_add_fact (receipt, _ ("Seal"), report->seal);
  if (report->is_closing)
    {
      foyer_receipt_add_text (receipt, _ ("Signature"), FOYER_RECEIPT_START, FOYER_RECEIPT_PLAIN);
      foyer_receipt_add_space (receipt);
      foyer_receipt_add_space (receipt);
      foyer_receipt_add_rule (receipt);
    }
  foyer_receipt_add_mark (receipt, report->mark);
  return receipt;
}
