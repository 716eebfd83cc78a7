/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-acts-fixture.h"
#include "foyer-order-act-window-private.h"
#include "foyer-order-panel-private.h"
#include "foyer-order-paper-window.h"
#include "foyer-pin-window.h"
#include "foyer-print-source.h"
#include "foyer-row-store.h"
#include "orders-fixture.h"

#include <string.h>

static const char *const card[] = { "card", NULL };
static const char *const both[] = { "card:40.00", "cash:200.00", NULL };
static const char *const part[] = { "cash:20.00", NULL };

/* The panel of a new order. */
static FoyerOrderPanel *
open_order (FoyerOrdersFixture *self,
            guint tier,
            gint64 quantity,
            const char *const *tenders,
            gboolean allows_rest)
{
  gint64 key = foyer_orders_sell (self, tier, quantity, "Ada Lovelace", tenders, allows_rest);

  foyer_orders_open (self);
  foyer_orders_wait_rows (self, 1);
  foyer_list_page_show_row (FOYER_LIST_PAGE (self->page), key);
  return FOYER_ORDER_PANEL (self->page->parts->panel);
}

static FoyerOrderActWindow *
open_act (FoyerOrderPanel *panel, const char *action)
{
  foyer_acts_activate (panel, action);
  return foyer_acts_wait_window (FOYER_TYPE_ORDER_ACT_WINDOW);
}

static FoyerOrderActWindow *
open_ticket_act (FoyerOrdersFixture *self, FoyerOrderPanel *panel, const char *action)
{
  gint64 key = foyer_orders_count (self, "SELECT min (key) FROM tickets");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (panel), action, "x", key));
  return foyer_acts_wait_window (FOYER_TYPE_ORDER_ACT_WINDOW);
}

static void
type (gpointer row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
save (FoyerOrderActWindow *window)
{
  g_assert_true (foyer_acts_is_enabled (window, "edit.save"));
  foyer_acts_activate (window, "edit.save");
  foyer_acts_wait_gone (window);
}

static void
check (FoyerOrderActWindow *window, guint n, gboolean is_active)
{
  gtk_check_button_set_active (window->checks->pdata[n], is_active);
}

static gboolean
says (FoyerOrderActWindow *window, const char *text)
{
  return strstr (gtk_label_get_label (window->summary), text) != NULL;
}

/* The whole order, as it was paid: said before, and so it is. */
static void
test_refund (FoyerOrdersFixture *self, gconstpointer data)
{
  FoyerOrderPanel *panel = open_order (self, TILL_STANDARD, 2, both, FALSE);
  FoyerOrderActWindow *window = open_act (panel, "order.refund");

  g_assert_cmpstr (gtk_editable_get_text (window->amount_row), ==, "98.00");
  g_assert_true (says (window, "€58.00 Cash"));
  g_assert_true (says (window, "€40.00 Card"));
  g_assert_true (says (window, "2 tickets end"));
  /* Nobody says why, or too much. */
  g_assert_false (foyer_acts_is_enabled (window, "edit.save"));
  type (window->reason_row, "Ill");
  type (window->amount_row, "98.01");
  g_assert_false (foyer_acts_is_enabled (window, "edit.save"));
  g_assert_cmpstr (foyer_message_row_get_text (window->amount_message), ==,
                   "At most €98.00 can go back.");
  type (window->amount_row, "98.00");
  save (window);
  g_assert_cmpint (foyer_orders_count (self, "SELECT count (*) FROM orders "
                                             "WHERE status = 'REFUNDED'"),
                   ==, 1);
  g_assert_cmpint (foyer_orders_count (self, "SELECT sum (amount) FROM payments "
                                             "WHERE kind = 'REFUND'"),
                   ==, 9800);
  g_assert_cmpint (till_drawer (&self->till), ==, 10000);
}

/* Of one ticket its share; of none a part, and all tickets stay. */
static void
test_refund_part (FoyerOrdersFixture *self, gconstpointer data)
{
  FoyerOrderPanel *panel = open_order (self, TILL_STANDARD, 2, card, FALSE);
  FoyerOrderActWindow *window = open_act (panel, "order.refund");

  check (window, 0, FALSE);
  g_assert_cmpstr (gtk_editable_get_text (window->amount_row), ==, "49.00");
  g_assert_true (says (window, "1 ticket ends"));
  g_assert_false (says (window, "terms"));
  check (window, 1, FALSE);
  type (window->amount_row, "10.00");
  type (window->reason_row, "Late");
  g_assert_true (says (window, "No ticket ends"));
  save (window);
  g_assert_cmpint (foyer_orders_count (self, "SELECT count (*) FROM tickets "
                                             "WHERE status = 'VALID'"),
                   ==, 2);
  g_assert_cmpint (foyer_orders_count (self, "SELECT count (*) FROM orders "
                                             "WHERE status = 'PARTLY_REFUNDED'"),
                   ==, 1);
}

static gboolean
is_revealed (gpointer page)
{
  return adw_flap_get_reveal_flap (((FoyerOrdersPage *) page)->parts->flap);
}

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_visible (widget);
}

/* Paid at the desk and on the web: what is too much goes back, by the provider if nothing else is
 * said. */
static void
test_paid_twice (FoyerOrdersFixture *self, gconstpointer data)
{
  gint64 key = foyer_orders_sell (self, TILL_STANDARD, 2, "Ada Lovelace", card, FALSE);
  FoyerOrderActWindow *window;
  FoyerOrderPanel *panel;

  till_pay_online (self->till.db, key, 0);
  foyer_orders_open (self);
  foyer_orders_wait_rows (self, 1);
  foyer_list_page_show_row (FOYER_LIST_PAGE (self->page), key);
  panel = FOYER_ORDER_PANEL (self->page->parts->panel);
  g_assert_cmpstr (gtk_label_get_label (panel->money_label), ==, "Paid twice: €98.00 is too much");
  g_assert_true (gtk_widget_get_visible (panel->return_button));
  foyer_test_wait_for (is_revealed, self->page);
  window = open_act (panel, "order.return");
  g_assert_true (says (window, "€98.00 Online"));
  /* The guest stands here. */
  adw_combo_row_set_selected (window->method_row, 1);
  g_assert_true (says (window, "€98.00 Card"));
  save (window);
  g_assert_cmpint (foyer_orders_count (self, "SELECT sum (iif (kind = 'REFUND', -amount, amount)) "
                                             "FROM payments"),
                   ==, 9800);
  foyer_orders_wait_count (self, "SELECT count (*) FROM orders WHERE status = 'COMPLETED'", 1);
  g_assert_cmpint (
      foyer_orders_count (self, "SELECT count (*) FROM tickets WHERE status = 'VALID'"), ==, 2);
  foyer_test_wait_for (is_hidden, panel->return_button);
}

static void
set_terms (FoyerOrdersFixture *self)
{
  till_exec (self->till.db, "UPDATE events SET refund_full_days = 30, refund_part_hours = 24, "
                            "refund_part_percentage = 5000");
}

/* What the event's terms say is what is proposed. */
static void
test_terms (FoyerOrdersFixture *self, gconstpointer data)
{
  FoyerOrderActWindow *window;

  set_terms (self);
  window = open_act (open_order (self, TILL_STANDARD, 2, card, FALSE), "order.refund");
  g_assert_cmpstr (gtk_editable_get_text (window->amount_row), ==, "49.00");
  g_assert_true (says (window, "By the event’s terms, €49.00 of €98.00"));
  g_assert_true (says (window, "2 tickets end"));
  type (window->reason_row, "Ill");
  save (window);
  g_assert_cmpint (foyer_orders_count (self, "SELECT count (*) FROM tickets "
                                             "WHERE status = 'CANCELLED' AND is_refunded"),
                   ==, 2);
}

static void
test_cancel (FoyerOrdersFixture *self, gconstpointer data)
{
  FoyerOrderActWindow *window =
      open_act (open_order (self, TILL_STANDARD, 2, card, FALSE), "order.cancel");

  g_assert_true (says (window, "€98.00 that was paid for them stays here."));
  check (window, 0, FALSE);
  check (window, 1, FALSE);
  g_assert_false (foyer_acts_is_enabled (window, "edit.save"));
  check (window, 1, TRUE);
  save (window);
  g_assert_cmpint (foyer_orders_count (self, "SELECT count (*) FROM tickets "
                                             "WHERE status = 'CANCELLED' AND NOT is_refunded"),
                   ==, 1);
  g_assert_cmpint (foyer_orders_count (self, "SELECT count (*) FROM payments "
                                             "WHERE kind = 'REFUND'"),
                   ==, 0);
}

/* A part of the rest, then all of it with change. */
static void
test_pay (FoyerOrdersFixture *self, gconstpointer data)
{
  FoyerOrderPanel *panel = open_order (self, TILL_STANDARD, 2, part, TRUE);
  FoyerOrderActWindow *window = open_act (panel, "order.pay");

  g_assert_cmpstr (gtk_editable_get_text (window->amount_row), ==, "78.00");
  adw_combo_row_set_selected (window->method_row, 1);
  type (window->amount_row, "79.00");
  g_assert_false (foyer_acts_is_enabled (window, "edit.save"));
  type (window->amount_row, "28.00");
  type (window->reference_row, "4711");
  g_assert_true (says (window, "€50.00 is still to be paid then"));
  save (window);
  foyer_orders_wait_count (self, "SELECT amount FROM payments WHERE reference = '4711'", 2800);
  foyer_order_panel_reload (panel);
  window = open_act (panel, "order.pay");
  type (window->amount_row, "60.00");
  g_assert_true (says (window, "Change: €10.00."));
  save (window);
  g_assert_cmpint (foyer_orders_count (self, "SELECT count (*) FROM orders "
                                             "WHERE status = 'COMPLETED'"),
                   ==, 1);
  g_assert_cmpint (till_drawer (&self->till), ==, 17000);
}

/* A dearer tier is paid, a cheaper one gives back. */
static void
test_move (FoyerOrdersFixture *self, gconstpointer data)
{
  FoyerOrderPanel *panel = open_order (self, TILL_STANDARD, 1, card, FALSE);
  FoyerOrderActWindow *window = open_ticket_act (self, panel, "order.move-ticket");

  g_assert_true (says (window, "€71.03 more is paid now."));
  g_assert_cmpint (window->job->has_tender, ==, TRUE);
  save (window);
  g_assert_cmpint (foyer_orders_count (self, "SELECT total FROM orders"), ==, 12003);
  foyer_order_panel_reload (panel);
  window = open_ticket_act (self, panel, "order.move-ticket");
  adw_combo_row_set_selected (window->tier_row, 1);
  g_assert_true (says (window, "Goes back: "));
  save (window);
  g_assert_cmpint (foyer_orders_count (self, "SELECT total FROM orders"), ==, 0);
}

/* The old code dies, and it can be taken back. */
static void
test_transfer (FoyerOrdersFixture *self, gconstpointer data)
{
  FoyerOrderPanel *panel = open_order (self, TILL_STANDARD, 1, card, FALSE);
  FoyerOrderActWindow *window = open_ticket_act (self, panel, "order.transfer-ticket");

  g_assert_true (says (window, "The old code dies"));
  g_assert_false (foyer_acts_is_enabled (window, "edit.save"));
  type (window->name_row, "Grace Hopper");
  type (window->email_row, "grace");
  g_assert_false (foyer_acts_is_enabled (window, "edit.save"));
  type (window->email_row, "");
  save (window);
  g_assert_cmpint (foyer_orders_count (self, "SELECT count (*) FROM replaced_codes"), ==, 1);
  g_assert_cmpint (foyer_orders_count (self, "SELECT count (*) FROM tickets "
                                             "WHERE attendee_name = 'Grace Hopper'"),
                   ==, 1);
  g_assert_cmpint (self->change_set, >, 0);
}

static void
test_split (FoyerOrdersFixture *self, gconstpointer data)
{
  FoyerOrderPanel *panel = open_order (self, TILL_STANDARD, 3, card, FALSE);
  FoyerOrderActWindow *window = open_act (panel, "order.split");

  g_assert_false (foyer_acts_is_enabled (window, "edit.save"));
  g_assert_true (says (window, "Choose some of the tickets"));
  check (window, 0, TRUE);
  type (window->name_row, "Grace Hopper");
  g_assert_true (says (window, "€49.00 that was paid goes with them"));
  check (window, 1, TRUE);
  check (window, 2, TRUE);
  g_assert_false (foyer_acts_is_enabled (window, "edit.save"));
  g_assert_true (says (window, "leave one"));
  check (window, 2, FALSE);
  save (window);
  g_assert_cmpint (foyer_orders_count (self, "SELECT total FROM orders "
                                             "WHERE buyer_name = 'Grace Hopper'"),
                   ==, 9800);
  g_assert_cmpint (foyer_orders_count (self, "SELECT total FROM orders "
                                             "WHERE buyer_name = 'Ada Lovelace'"),
                   ==, 4900);
}

static gboolean
shows_paper (gpointer data)
{
  GtkWidget *stack = foyer_acts_find (data, GTK_TYPE_STACK, 0);

  return g_str_equal (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "paper");
}

/* Both are there to be seen, also without a printer. */
static void
test_paper (FoyerOrdersFixture *self, gconstpointer data)
{
  static const char *const actions[] = { "order.print", "order.print-receipt" };
  FoyerOrderPanel *panel = open_order (self, TILL_STANDARD, 2, card, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gpointer window;

      foyer_acts_activate (panel, actions[i]);
      window = foyer_acts_wait_window (FOYER_TYPE_ORDER_PAPER_WINDOW);
      foyer_test_wait_for (shows_paper, window);
      g_assert_cmpstr (gtk_actionable_get_action_name (foyer_acts_child (window, "print_button")),
                       ==, "app.printers");
      g_assert_true (foyer_acts_is_enabled (window, "paper.save"));
      gtk_window_close (window);
    }
}

/* On the newest order. */
static void
act (FoyerOrdersFixture *self, const char *what, gboolean is_one)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerOrder) order =
      foyer_row_store_get (self->till.db, &FOYER_ORDER_TYPE,
                           foyer_orders_count (self, "SELECT max (key) FROM orders"), &error);
  g_autoptr (FoyerTicket) ticket =
      foyer_row_store_get (self->till.db, &FOYER_TICKET_TYPE,
                           foyer_orders_count (self, "SELECT max (key) - 1 FROM tickets"), &error);
  FoyerTillActor actor = { 0 };
  FoyerOrderRefund refund;

  g_assert_no_error (error);
  foyer_order_refund_init (&refund, &order->row.id);
  refund.ticket_ids = &ticket->row.id;
  refund.n_tickets = is_one ? 1 : 0;
  refund.reason = "Ill";
  if (g_strcmp0 (what, "refund") == 0)
    TILL_ACT (self->till.db, FOYER_TILL_KIND_ORDER, &error,
              foyer_order_acts_refund (transaction, &refund, NULL, &error));
  else if (g_strcmp0 (what, "cancel") == 0)
    TILL_ACT (self->till.db, FOYER_TILL_KIND_ORDER, &error,
              foyer_order_acts_cancel (transaction, &order->row.id, refund.ticket_ids,
                                       refund.n_tickets, "Ill", &actor, &error));
  g_assert_no_error (error);
}

/* What a copy of the receipt says of money, line by line. */
static char *
dup_money (FoyerOrdersFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPrintJob) job = foyer_print_job_new (&self->till.event_id, FOYER_PRINT_RECEIPT);
  g_autoptr (FoyerOrder) order =
      foyer_row_store_get (self->till.db, &FOYER_ORDER_TYPE,
                           foyer_orders_count (self, "SELECT max (key) FROM orders"), &error);
  g_autoptr (FoyerPrintSource) source = NULL;
  g_autoptr (FoyerReceipt) receipt = NULL;
  GString *said = g_string_new (NULL);

  g_assert_no_error (error);
  job->order_id = order->row.id;
  source = foyer_print_source_read (self->till.db, job, &error);
  g_assert_no_error (error);
  receipt = foyer_print_source_build (source);
  for (guint i = 0; i < foyer_receipt_get_n_lines (receipt); i++)
    {
      const FoyerReceiptLine *line = foyer_receipt_get_line (receipt, i);

      if (line->amount != NULL && strstr (line->amount, "€") != NULL)
        g_string_append_printf (said, "%s%s %s", said->len > 0 ? "|" : "", line->text,
                                line->amount);
      else if (g_strcmp0 (line->text, "\u00a0\u00a0Cancelled") == 0)
        g_string_append (said, " Cancelled");
    }
  return g_string_free (said, FALSE);
}

/* Its lines make its total, whatever was done to it, and what went back is on it. */
static void
test_receipt (FoyerOrdersFixture *self, gconstpointer data)
{
  static const char *const both_ways[] = { "card:40.00", "cash:300.00", NULL };
  static const struct
  {
    const char *const *tenders;
    const char *act; /* of the first ticket, or of all; NULL: none */
    gboolean is_one;
    const char *said;
  } cases[] = {
    { card, NULL, FALSE, "2 × VIP €240.06|Total €240.06|Card €240.06" },
    { card, "refund", TRUE,
      "1 × VIP €120.03 Cancelled|1 × VIP €120.03|Total €240.06|Card €240.06|"
      "Refund, Card −€120.03" },
    { both_ways, "refund", FALSE,
      "2 × VIP €240.06 Cancelled|Total €240.06|Card €40.00|Cash €200.06|Refund, Cash −€200.06|"
      "Refund, Card −€40.00" },
    { card, "cancel", TRUE,
      "1 × VIP €120.03 Cancelled|1 × VIP €120.03|Total €240.06|Card €240.06" },
    { part, "cancel", TRUE, "1 × VIP €120.03|Total €120.03|Cash €20.00|Still to pay €100.03" },
    { part, "refund", FALSE, "2 × VIP €240.06 Cancelled|Total €240.06" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *said = NULL;

      foyer_orders_sell (self, TILL_VIP, 2, "Ada", cases[i].tenders, cases[i].tenders == part);
      act (self, cases[i].act, cases[i].is_one);
      said = dup_money (self);
      g_assert_cmpstr (said, ==, cases[i].said);
    }
}

static gint64
count_copies (gpointer data)
{
  return foyer_orders_count (data, "SELECT count (*) FROM till_records WHERE kind = 'COPY'");
}

static gboolean
one_is_noted (gpointer data)
{
  return count_copies (data) == 1;
}

static gboolean
both_are_noted (gpointer data)
{
  return count_copies (data) == 2;
}

static gboolean
all_wait (gpointer data)
{
  return foyer_orders_count (data, "SELECT sum (1 + 10 * is_copy) FROM print_jobs WHERE state = "
                                   "'WAITING' AND attempts = 1 AND error LIKE '%listens%'") == 24;
}

static gboolean
can_print (gpointer data)
{
  return foyer_acts_is_enabled (data, "paper.print");
}

static gboolean
first_waits (gpointer data)
{
  return foyer_orders_count (data, "SELECT count (*) FROM print_jobs WHERE NOT is_copy AND state = "
                                   "'WAITING' AND attempts = 1") > 0;
}

/* The first of each is no copy, and is not noted as one; what comes after it is. What was noted in
 * the book comes out, or waits, also when its window is gone. */
static void
test_paper_waits (FoyerOrdersFixture *self, gconstpointer data)
{
  static const char *const actions[] = { "order.print", "order.print-receipt" };
  g_autoptr (GSettings) settings = g_settings_new ("io.github.foyerapp.Foyer");
  g_autoptr (GSettings) printer = g_settings_get_child (settings, "receipt-printer");
  FoyerOrderPanel *panel;

  g_settings_set_string (printer, "target", "network:127.0.0.1:1");
  panel = open_order (self, TILL_STANDARD, 2, card, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gpointer window;

      foyer_acts_activate (panel, actions[i]);
      window = foyer_acts_wait_window (FOYER_TYPE_ORDER_PAPER_WINDOW);
      foyer_test_wait_for (shows_paper, window);
      foyer_acts_activate (window, "paper.print");
      foyer_test_wait_for (can_print, window);
      g_assert_true (first_waits (self));
      g_assert_cmpint (count_copies (self), ==, i);
      foyer_acts_activate (window, "paper.print");
      foyer_test_wait_for (i == 0 ? one_is_noted : both_are_noted, self);
      gtk_window_close (window);
    }
  foyer_test_wait_for (all_wait, self);
  g_settings_reset (printer, "target");
}

static gboolean
can_save_again (gpointer data)
{
  return !foyer_edit_window_is_saving (data);
}

static void
add_cashier (FoyerOrdersFixture *self)
{
  g_autoptr (FoyerCashier) cashier = foyer_cashier_new ();
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (self->till.db, "add-cashier", &error);

  cashier->event_id = self->till.event_id;
  cashier->name = g_strdup ("Carla");
  cashier->role = FOYER_CASHIER_CASHIER;
  cashier->refund_limit = 1000;
  foyer_transaction_insert (transaction, cashier, &error);
  g_assert_no_error (error);
  foyer_transaction_commit (transaction, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
has_cashiers (gpointer data)
{
  return foyer_till_desk_get_cashiers (data)->len > 0;
}

/* Where there are cashiers somebody says first who they are; else nothing is done, and nothing
 * lost. */
static void
test_asks_who (FoyerOrdersFixture *self, gconstpointer data)
{
  FoyerOrderPanel *panel = open_order (self, TILL_STANDARD, 2, card, FALSE);
  FoyerOrderActWindow *window;
  gpointer pin;

  add_cashier (self);
  foyer_test_wait_for (has_cashiers, panel->desk);
  window = open_act (panel, "order.refund");
  type (window->reason_row, "Ill");
  foyer_acts_activate (window, "edit.save");
  pin = foyer_acts_wait_window (FOYER_TYPE_PIN_WINDOW);
  gtk_window_close (pin);
  foyer_test_wait_for (can_save_again, window);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (window->reason_row)), ==, "Ill");
  g_assert_cmpint (foyer_orders_count (self, "SELECT count (*) FROM payments "
                                             "WHERE kind = 'REFUND'"),
                   ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The window goes in the midst of its work: it is done all the same. Before somebody consented,
 * nothing is. */
static void
test_closed_while_writing (FoyerOrdersFixture *self, gconstpointer data)
{
  FoyerOrderPanel *panel = open_order (self, TILL_STANDARD, 2, card, FALSE);
  FoyerOrderActWindow *window = open_act (panel, "order.cancel");

  foyer_acts_activate (window, "edit.save");
  foyer_acts_dispose (window);
  window = open_ticket_act (self, panel, "order.rename-ticket");
  type (window->name_row, "Grace Hopper");
  foyer_acts_activate (window, "edit.save");
  foyer_acts_dispose (window);
  foyer_orders_wait_count (self,
                           "SELECT count (*) FROM tickets WHERE attendee_name = 'Grace Hopper'", 1);
  g_assert_cmpint (foyer_orders_count (self, "SELECT count (*) FROM tickets "
                                             "WHERE status = 'CANCELLED'"),
                   ==, 0);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  FOYER_ORDERS_ADD ("/order-acts/refund", test_refund);
  FOYER_ORDERS_ADD ("/order-acts/refund-part", test_refund_part);
  FOYER_ORDERS_ADD ("/order-acts/paid-twice", test_paid_twice);
  FOYER_ORDERS_ADD ("/order-acts/terms", test_terms);
  FOYER_ORDERS_ADD ("/order-acts/cancel", test_cancel);
  FOYER_ORDERS_ADD ("/order-acts/pay", test_pay);
  FOYER_ORDERS_ADD ("/order-acts/move", test_move);
  FOYER_ORDERS_ADD ("/order-acts/transfer", test_transfer);
  FOYER_ORDERS_ADD ("/order-acts/split", test_split);
  FOYER_ORDERS_ADD ("/order-acts/paper", test_paper);
  FOYER_ORDERS_ADD ("/order-acts/receipt", test_receipt);
  FOYER_ORDERS_ADD ("/order-acts/paper-waits", test_paper_waits);
  FOYER_ORDERS_ADD ("/order-acts/asks-who", test_asks_who);
  FOYER_ORDERS_ADD ("/order-acts/closed-while-writing", test_closed_while_writing);

  return g_test_run ();
}
