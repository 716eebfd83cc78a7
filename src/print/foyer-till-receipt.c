/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-till-receipt.h"

#include "foyer-report-receipt.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

static void
add_methods (GArray *lines, const FoyerTillReport *report)
{
  for (guint i = 0; i < FOYER_N_PAY_METHODS; i++)
    {
      FoyerReportReceiptLine line = { .name = foyer_pay_method_get_name (i),
                                      .count = report->n_paid[i] + report->n_refunded[i],
                                      .amount = report->paid[i] - report->refunded[i] };

      if (line.count > 0)
        g_array_append_val (lines, line);
    }
}

static void
add_tiers (GArray *lines, const FoyerTillReport *report, const FoyerTillNames *names)
{
  for (guint i = 0; i < report->tiers->len; i++)
    {
      const FoyerTillTierSum *tier = &g_array_index (report->tiers, FoyerTillTierSum, i);
      const char *name = foyer_till_names_find (names, &tier->tier_id);
      FoyerReportReceiptLine line = { .name = name != NULL ? name : _ ("Other"),
                                      .count = MAX (tier->quantity, 0),
                                      .amount = tier->amount };

      g_array_append_val (lines, line);
    }
}

/* What the tiers lack to what was taken less what went back. */
static void
add_rest (GArray *lines, const FoyerTillReport *report)
{
  const FoyerReportReceiptLine rest[] = {
    { .name = _ ("Service fees"), .count = -1, .amount = report->service_fees },
    { .name = report->open_rest > 0 ? _ ("Not paid yet, or refunded alone")
                                    : _ ("Paid for other sessions, or kept"),
      .count = -1,
      .amount = -report->open_rest },
    { .name = _ ("Sales less refunds"), .count = -1, .amount = report->revenue },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rest); i++)
    if (rest[i].amount != 0 && (lines->len > 1 || i + 1 < G_N_ELEMENTS (rest)))
      g_array_append_val (lines, rest[i]);
}

static void
add_cashiers (GArray *lines, const FoyerTillReport *report, const FoyerTillNames *names)
{
  for (guint i = 0; i < report->cashiers->len; i++)
    {
      const FoyerTillCashierSum *sum = &g_array_index (report->cashiers, FoyerTillCashierSum, i);
      FoyerReportReceiptLine line = { .name = foyer_till_names_find (names, &sum->cashier_id),
                                      .count = sum->n_sales };

      for (guint j = 0; j < FOYER_N_PAY_METHODS; j++)
        line.amount += sum->paid[j] - sum->refunded[j];
      if (line.name != NULL)
        g_array_append_val (lines, line);
    }
}

static void
add_coins (GArray *coins, const FoyerTillReport *report)
{
  for (guint i = 0; i < report->denominations->len; i++)
    {
      const FoyerCounted *counted = &g_array_index (report->denominations, FoyerCounted, i);
      FoyerReportReceiptCoin coin = { .value = counted->value, .count = counted->n };

      g_array_append_val (coins, coin);
    }
}

static FoyerReceiptMark
find_mark (const FoyerTillNames *names, const FoyerTillReceipt *options)
{
  if (options->mark != FOYER_RECEIPT_REAL)
    return options->mark;
  if (names->is_training)
    return FOYER_RECEIPT_TRAINING;
  return names->is_test ? FOYER_RECEIPT_TEST : FOYER_RECEIPT_REAL;
}

static void
set_ends (FoyerReportReceipt *receipt,
          const FoyerTillReport *report,
          const FoyerTillNames *names,
          const FoyerTillReceipt *options)
{
  receipt->is_closing = report->closed_at != FOYER_NONE;
  receipt->number = report->number;
  receipt->event = names->event;
  receipt->till = names->till;
  receipt->opened_at = report->opened_at;
  receipt->opened_by = foyer_till_names_find (names, &report->opened_by);
  receipt->made_at = receipt->is_closing ? report->closed_at : options->made_at;
  receipt->made_by =
      receipt->is_closing ? foyer_till_names_find (names, &report->closed_by) : options->made_by;
  receipt->seal = names->seal;
  receipt->mark = find_mark (names, options);
  receipt->copied_at = options->copied_at;
}

static void
set_money (FoyerReportReceipt *receipt, const FoyerTillReport *report)
{
  receipt->currency = report->currency;
  receipt->n_orders = report->n_sales;
  receipt->n_tickets = report->n_tickets;
  for (guint i = 0; i < FOYER_N_PAY_METHODS; i++)
    {
      receipt->sales += report->paid[i];
      receipt->refunds += report->refunded[i];
    }
  /* What really went through the drawer is with its rounding, which is told below as a part of it.
   */
  receipt->opening = report->opening_float;
  receipt->cash_refunds = report->refunded[FOYER_PAY_CASH];
  receipt->cash_sales = report->paid[FOYER_PAY_CASH] + report->rounding;
  receipt->paid_in = report->pay_in;
  receipt->paid_out = report->pay_out;
  receipt->rounding = report->rounding;
  receipt->expected = report->drawer;
  receipt->is_counted = report->counted != FOYER_NONE;
  receipt->counted = report->counted;
  receipt->difference = report->difference;
  receipt->reason = report->reason;
  receipt->n_no_sales = report->n_no_sale;
}

/**
 * foyer_till_receipt_build:
 * @report: the sums of a till's session
 * @names: what people call what it tells of
 * @options: what else is to be said
 *
 * An X report of a session that goes on, the Z report of one that is closed. Main thread.
 *
 * Returns: (transfer full): the report
 */
FoyerReceipt *
foyer_till_receipt_build (const FoyerTillReport *report,
                          const FoyerTillNames *names,
                          const FoyerTillReceipt *options)
{
  FoyerReportReceipt receipt = FOYER_REPORT_RECEIPT_INIT;
  g_autoptr (GArray) methods = g_array_new (FALSE, FALSE, sizeof (FoyerReportReceiptLine));
  g_autoptr (GArray) tiers = g_array_new (FALSE, FALSE, sizeof (FoyerReportReceiptLine));
  g_autoptr (GArray) cashiers = g_array_new (FALSE, FALSE, sizeof (FoyerReportReceiptLine));
  g_autoptr (GArray) coins = g_array_new (FALSE, FALSE, sizeof (FoyerReportReceiptCoin));
  g_autoptr (GTimeZone) zone = NULL;

  g_return_val_if_fail (report != NULL && names != NULL && options != NULL, NULL);

  set_ends (&receipt, report, names, options);
  set_money (&receipt, report);
  zone = names->timezone != NULL ? foyer_time_zone_load (names->timezone) : NULL;
  receipt.zone = zone;
  add_methods (methods, report);
  receipt.methods = (const FoyerReportReceiptLine *) methods->data;
  receipt.n_methods = methods->len;
  add_tiers (tiers, report, names);
  add_rest (tiers, report);
  receipt.tiers = (const FoyerReportReceiptLine *) tiers->data;
  receipt.n_tiers = tiers->len;
  add_cashiers (cashiers, report, names);
  receipt.cashiers = (const FoyerReportReceiptLine *) cashiers->data;
  receipt.n_cashiers = cashiers->len;
  add_coins (coins, report);
  receipt.coins = (const FoyerReportReceiptCoin *) coins->data;
  receipt.n_coins = coins->len;
  return foyer_report_receipt_build (&receipt);
}
