/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sample-receipts.h"

#include "foyer-drawer-receipt.h"
#include "foyer-report-receipt.h"
#include "foyer-row.h"
#include "foyer-sale-receipt.h"
#include "foyer-ticket-receipt.h"

#define N_LONG 500
#define NOON   (G_GINT64_CONSTANT (1795953600) * G_USEC_PER_SEC)

static const FoyerSaleReceiptLine plain_lines[] = {
  { "General Admission", "Grace Hopper", 2, 4900, 9800 },
  { "VIP", NULL, 1, 14900, 14900 },
  { "Student with a valid card of a university, shown at the door", NULL, 3, 1900, 5700 },
  { "Workshop “Café à la crème”", "Zoë Müller-Lüdenscheidt", 1, 2500, 2500 },
  { "Donation", NULL, 1, 1000, 1000 },
  { "Free", NULL, 4, 0, 0 },
};
static const FoyerSaleReceiptLine script_lines[] = {
  { "General Admission", "محمد الأنصاري", 2, 4900, 9800 },
  { "VIP", "山田 太郎", 1, 14900, 14900 },
  { "סטודנט", "שירה בן-גוריון", 3, 1900, 5700 },
  { "Workshop “Café à la crème”", "Zoë 🎸", 1, 2500, 2500 },
  { "تذكرة عامة مع اسم طويل جدا لا يتسع له سطر واحد على الورق", NULL, 1, 1000, 1000 },
  { "学生票", NULL, 4, 0, 0 },
};
static const FoyerSaleReceiptLine hostile_lines[] = {
  { "\033@\033p0\x19\xfa", "\035V\1", 1, 100, 100 },
  { "\020\024\1\0\1", "\033t\1\x80\x90", 1, 100, 100 },
  { "\xe2\x80\xae" "gnp", "\xff\xfe\xfd", 1, 100, 100 },
  { "a\nb\rc\fd\ve", "\035(k\4\0001A2\0", 1, 100, 100 },
};
static const FoyerSaleReceiptLine huge_lines[] = {
  { "Everything", NULL, G_MAXUINT, G_MAXINT64, G_MAXINT64 },
  { "And as much again", NULL, 1, G_MAXINT64, G_MAXINT64 },
};
static const FoyerSaleReceiptLine dinar_lines[] = { { "Entry", NULL, 3, 12345, 37035 } };
static const FoyerSaleReceiptPayment payments[] = {
  { "Cash", NULL, 20000, 2, FALSE },
  { "Card", "4711", 13900, 0, FALSE },
};

static FoyerReceipt *
build_sale (const FoyerSaleReceiptLine *lines, guint n_lines, const char *event)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  FoyerSaleReceipt sale = FOYER_SALE_RECEIPT_INIT;

  sale.seller = "Acme Events\n12 Long Street, Berlin";
  sale.event = event;
  sale.zone = zone;
  sale.event_start = sale.sold_at = NOON;
  sale.venue = "Kulturbrauerei";
  sale.order_number = "K7FQ-22";
  sale.buyer = "Grace Hopper";
  sale.cashier = "Anna";
  sale.till = "North door";
  sale.currency = "EUR";
  sale.lines = lines;
  sale.n_lines = n_lines;
  sale.discount = 500;
  sale.promo_code = "SPRING";
  sale.service_fee = 500;
  sale.total = 33900;
  sale.payments = payments;
  sale.n_payments = G_N_ELEMENTS (payments);
  sale.tendered = 25000;
  sale.change = 4998;
  sale.footer = "Thank you.\nSee you at the bar!";
  sale.code = SAMPLE_CODE;
  return foyer_sale_receipt_build (&sale);
}

static FoyerReceipt *
build_long (void)
{
  FoyerSaleReceiptLine *lines = g_new0 (FoyerSaleReceiptLine, N_LONG);
  FoyerReceipt *receipt;

  for (guint i = 0; i < N_LONG; i++)
    lines[i] = (FoyerSaleReceiptLine){ "General Admission", NULL, 1, 4900, 4900 };
  receipt = build_sale (lines, N_LONG, "GUADEC 2026");
  g_free (lines);
  return receipt;
}

static FoyerReceipt *
build_amounts (const FoyerSaleReceiptLine *lines, guint n_lines, const char *currency, gint64 total)
{
  FoyerSaleReceipt sale = FOYER_SALE_RECEIPT_INIT;

  sale.event = "Amounts";
  sale.order_number = "1";
  sale.currency = currency;
  sale.lines = lines;
  sale.n_lines = n_lines;
  sale.service_fee = total;
  sale.total = total;
  sale.due = total;
  return foyer_sale_receipt_build (&sale);
}

static FoyerReceipt *
build_hostile (void)
{
  FoyerSaleReceipt sale = FOYER_SALE_RECEIPT_INIT;
  static const char command[] = "\033p\1\1\1\035VA\020\024\1\033@";

  sale.seller = sale.event = sale.venue = sale.order_number = sale.buyer = command;
  sale.cashier = sale.till = sale.promo_code = sale.complimentary = sale.footer = command;
  sale.code = command;
  sale.currency = "EUR";
  sale.discount = 1;
  sale.lines = hostile_lines;
  sale.n_lines = G_N_ELEMENTS (hostile_lines);
  return foyer_sale_receipt_build (&sale);
}

static FoyerReceipt *
build_ticket (void)
{
  FoyerTicketReceipt ticket = FOYER_TICKET_RECEIPT_INIT;

  ticket.event = "GUADEC 2026";
  ticket.event_start = NOON;
  ticket.venue = "Kulturbrauerei";
  ticket.address = "Schönhauser Allee 36, Berlin";
  ticket.tier = "General Admission";
  ticket.attendee = "Grace Hopper";
  ticket.price = "€49.00";
  ticket.code = SAMPLE_CODE;
  ticket.order_number = "K7FQ-22";
  ticket.place = "2 of 3";
  ticket.footer = "No re-entry after 22:00.";
  ticket.mark = FOYER_RECEIPT_TRAINING;
  ticket.copied_at = NOON;
  return foyer_ticket_receipt_build (&ticket);
}

static FoyerReceipt *
build_report (void)
{
  static const FoyerReportReceiptLine methods[]
      = { { "Cash", 12, 58800 }, { "Card", 30, 147000 } };
  static const FoyerReportReceiptLine tiers[]
      = { { "General Admission", 40, 196000 }, { "VIP", 2, 9800 } };
  static const FoyerReportReceiptLine cashiers[] = { { "Anna", -1, 205800 } };
  static const FoyerReportReceiptCoin coins[] = { { 5000, 10 }, { 200, 40 }, { 1, 0 } };
  FoyerReportReceipt report = FOYER_REPORT_RECEIPT_INIT;

  report.is_closing = TRUE;
  report.number = 7;
  report.event = "GUADEC 2026";
  report.till = "North door";
  report.opened_at = NOON;
  report.opened_by = report.made_by = "Anna";
  report.made_at = NOON + G_TIME_SPAN_HOUR;
  report.currency = "EUR";
  report.n_orders = 40;
  report.n_tickets = 42;
  report.sales = 210000;
  report.refunds = 4200;
  report.methods = methods;
  report.n_methods = G_N_ELEMENTS (methods);
  report.tiers = tiers;
  report.n_tiers = G_N_ELEMENTS (tiers);
  report.cashiers = cashiers;
  report.n_cashiers = G_N_ELEMENTS (cashiers);
  report.opening = 10000;
  report.cash_sales = 58800;
  report.paid_in = 2000;
  report.paid_out = 10000;
  report.expected = 60800;
  report.is_counted = TRUE;
  report.counted = 58000;
  report.difference = -2800;
  report.reason = "A note was torn";
  report.coins = coins;
  report.n_coins = G_N_ELEMENTS (coins);
  report.n_no_sales = 2;
  report.seal = "9f86d081884c7d65";
  return foyer_report_receipt_build (&report);
}

static FoyerReceipt *
build_slip (void)
{
  FoyerDrawerReceipt slip = FOYER_DRAWER_RECEIPT_INIT;

  slip.is_out = TRUE;
  slip.amount = 10000;
  slip.currency = "CHF";
  slip.reason = "To the bank";
  slip.event = "GUADEC 2026";
  slip.cashier = "Anna";
  slip.approver = "Bea";
  slip.time = NOON;
  slip.number = 12;
  return foyer_drawer_receipt_build (&slip);
}

FoyerReceipt *
sample_receipt (Sample sample)
{
  static const FoyerSaleReceipt nothing = FOYER_SALE_RECEIPT_INIT;

  switch (sample)
    {
    case SAMPLE_SALE:
      return build_sale (plain_lines, G_N_ELEMENTS (plain_lines), "GUADEC 2026");
    case SAMPLE_SCRIPTS:
      return build_sale (script_lines, G_N_ELEMENTS (script_lines), "GUADEC 2026 – مؤتمر");
    case SAMPLE_HOSTILE:
      return build_hostile ();
    case SAMPLE_TICKET:
      return build_ticket ();
    case SAMPLE_REPORT:
      return build_report ();
    case SAMPLE_SLIP:
      return build_slip ();
    case SAMPLE_EMPTY:
      return foyer_sale_receipt_build (&nothing);
    case SAMPLE_LONG:
      return build_long ();
    case SAMPLE_HUGE:
      return build_amounts (huge_lines, G_N_ELEMENTS (huge_lines), "USD", G_MAXINT64);
    case SAMPLE_DINAR:
      return build_amounts (dinar_lines, G_N_ELEMENTS (dinar_lines), "KWD", 37035);
    case N_SAMPLES:
    default:
      g_assert_not_reached ();
    }
}

const char *
sample_name (Sample sample)
{
  static const char *const names[N_SAMPLES] = { "sale",  "scripts", "hostile", "ticket", "report",
                                                "slip", "empty",   "long",    "huge",   "dinar" };

  return names[sample];
}
