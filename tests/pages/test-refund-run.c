/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-acts-fixture.h"
#include "foyer-event-cancel-store.h"
#include "foyer-prints-window.h"
#include "foyer-refunds-window-private.h"
#include "orders-fixture.h"

static const char *const card[] = { "card", NULL };
static const char *const both[] = { "card:40.00", "cash:200.00", NULL };

/* Five orders in cash, three by card, one in both ways, one unpaid; then the event does not take
 * place. */
static void
cancel_event (FoyerOrdersFixture *self)
{
  FoyerEventCancel how = { .reason = "Rain" };
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction;

  till_exec (self->till.db, "UPDATE ticket_tiers SET quantity_total = NULL");
  for (guint i = 0; i < 5; i++)
    foyer_orders_sell (self, TILL_STANDARD, 1, "Cash", NULL, FALSE);
  for (guint i = 0; i < 3; i++)
    foyer_orders_sell (self, TILL_STANDARD, 1, "Card", card, FALSE);
  foyer_orders_sell (self, TILL_STANDARD, 2, "Both", both, FALSE);
  foyer_orders_sell (self, TILL_FREE, 1, "Free", (const char *const[]){ NULL }, FALSE);
  transaction = foyer_transaction_begin (self->till.db, "cancel-event", &error);
  foyer_event_cancel_store_cancel (transaction, &self->till.event_id, &how, g_get_real_time (),
                                   NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  foyer_transaction_commit (transaction, NULL, &error);
  g_assert_no_error (error);
}

static gint64
count (FoyerOrdersFixture *self, const char *status)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count (*) FROM refunds WHERE status = '%s'", status);

  return foyer_orders_count (self, sql);
}

static void
test_plan (FoyerOrdersFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerRefundPlan) plan = NULL;

  cancel_event (self);
  plan = foyer_refund_plan_read (self->till.db, &self->till.event_id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->tasks->len, ==, 9);
  g_assert_cmpint (plan->n_orders, ==, 9);
  g_assert_cmpint (plan->n[FOYER_PAY_CASH], ==, 5);
  g_assert_cmpint (plan->amount[FOYER_PAY_CASH], ==, 5 * 4900);
  g_assert_cmpint (plan->n[FOYER_PAY_CARD], ==, 3);
  g_assert_cmpint (plan->n[FOYER_REFUND_WAY_SEVERAL], ==, 1);
  g_assert_cmpstr (plan->currency, ==, "EUR");
}

/* Of what waits for the rest of its money goes back what was taken. */
static void
test_partly_paid (FoyerOrdersFixture *self, gconstpointer data)
{
  static const char *const part[] = { "card:20.00", NULL };
  g_autoptr (FoyerRefundPlan) plan = NULL;
  FoyerTillActor nobody = { 0 };
  g_autoptr (GError) error = NULL;

  foyer_orders_sell (self, TILL_STANDARD, 2, "Part", part, TRUE);
  cancel_event (self);
  plan = foyer_refund_plan_read (self->till.db, &self->till.event_id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->tasks->len, ==, 10);
  g_assert_cmpint (plan->amount[FOYER_PAY_CARD], ==, 3 * 4900 + 2000);
  for (guint i = 0; i < plan->tasks->len; i++)
    {
      foyer_refund_plan_settle (self->till.db, &g_array_index (plan->tasks, FoyerRefundTask, i),
                                &nobody, NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (foyer_orders_count (self, "SELECT sum (iif (kind = 'REFUND', -amount, amount)) "
                                             "FROM payments"),
                   ==, 0);
}

static gboolean
is_ended (gpointer data)
{
  return foyer_refund_run_is_ended (data);
}

static FoyerRefundRun *
start (FoyerOrdersFixture *self, GArray *tasks)
{
  FoyerTillActor nobody = { 0 };
  FoyerRefundRun *run = foyer_refund_run_new (self->replica, tasks, &nobody);

  foyer_refund_run_start (run);
  return run;
}

/* Stopped after its first few, it goes on with what is left; nothing goes back twice. */
static void
test_resume (FoyerOrdersFixture *self, gconstpointer data)
{
  g_autoptr (FoyerRefundPlan) plan = NULL, rest = NULL;
  FoyerRefundRun *run;

  for (guint i = 0; i < 12; i++)
    foyer_orders_sell (self, TILL_VIP, 1, "More", card, FALSE);
  cancel_event (self);
  plan = foyer_refund_plan_read (self->till.db, &self->till.event_id, NULL, NULL);
  g_assert_cmpuint (plan->tasks->len, ==, 21);
  run = start (self, plan->tasks);
  foyer_refund_run_stop (run);
  foyer_test_wait_for (is_ended, run);
  g_assert_cmpuint (foyer_refund_run_get_done (run), ==, 10);
  g_assert_cmpuint (foyer_refund_run_get_failed (run), ==, 0);
  g_object_unref (run);

  /* The list of before once more, as if it had been killed before it knew. */
  run = start (self, plan->tasks);
  foyer_test_wait_for (is_ended, run);
  g_assert_cmpuint (foyer_refund_run_get_failed (run), ==, 10);
  g_object_unref (run);
  rest = foyer_refund_plan_read (self->till.db, &self->till.event_id, NULL, NULL);
  g_assert_cmpuint (rest->tasks->len, ==, 0);
  g_assert_cmpint (foyer_orders_count (self, "SELECT sum (amount) FROM payments "
                                             "WHERE kind = 'REFUND'"),
                   ==, 12 * 12003 + 10 * 4900);
  g_assert_cmpint (till_drawer (&self->till), ==, 10000);
}

static void
test_paused (FoyerOrdersFixture *self, gconstpointer data)
{
  g_autoptr (FoyerRefundPlan) plan = NULL;
  FoyerRefundRun *run;

  cancel_event (self);
  plan = foyer_refund_plan_read (self->till.db, &self->till.event_id, NULL, NULL);
  run = foyer_refund_run_new (self->replica, plan->tasks, &(FoyerTillActor){ 0 });
  foyer_refund_run_pause (run, TRUE);
  foyer_refund_run_start (run);
  foyer_replica_drain (self->replica);
  g_assert_cmpint (count (self, "PROPOSED"), ==, 9);
  foyer_refund_run_pause (run, FALSE);
  foyer_test_wait_for (is_ended, run);
  g_assert_cmpint (count (self, "PROPOSED"), ==, 0);
  g_object_unref (run);
}

static gboolean
has_question (gpointer data)
{
  return foyer_acts_find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL;
}

static void
answer (void)
{
  gpointer question;

  foyer_test_wait_for (has_question, NULL);
  question = foyer_acts_find_window (ADW_TYPE_MESSAGE_DIALOG);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "act");
  gtk_window_destroy (question);
}

typedef struct
{
  FoyerRefundsWindow *window;
  gint64 n;
} Left;

static gboolean
has_left (gpointer data)
{
  const Left *left = data;

  return !foyer_refunds_window_is_running (left->window) && left->window->plan != NULL &&
         left->window->plan->tasks->len == left->n;
}

static void
wait_left (FoyerRefundsWindow *window, guint n)
{
  foyer_test_wait_for (has_left, (&(Left){ window, n }));
}

static gboolean
is_listed (gpointer data)
{
  return foyer_acts_says (data, "Refunds to Give Back") && foyer_acts_says (data, "No printer is chosen");
}

/* There is no printer: the list waits, and can go elsewhere. */
static void
print_list (FoyerRefundsWindow *window)
{
  GtkWidget *list;

  foyer_acts_activate (window, "refunds.print");
  list = foyer_acts_wait_window (FOYER_TYPE_PRINTS_WINDOW);
  foyer_test_wait_for (is_listed, list);
  gtk_window_destroy (GTK_WINDOW (list));
}

/* Those by card at once, one in cash by its tick, and the drawer cannot give more than it has. */
static void
test_window (FoyerOrdersFixture *self, gconstpointer data)
{
  FoyerRefundsWindow *window;
  gint64 key;

  cancel_event (self);
  foyer_orders_open (self);
  foyer_orders_wait_rows (self, 10);
  foyer_refunds_window_present (GTK_WIDGET (self->page), self->replica, NULL,
                                &self->till.event_id);
  window = foyer_acts_wait_window (FOYER_TYPE_REFUNDS_WINDOW);
  wait_left (window, 9);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window->ways_list)));
  g_assert_true (foyer_acts_says (window, "3 refunds · €147.00"));
  print_list (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "refunds.settle-way", "u",
                              (guint) FOYER_PAY_CARD);
  answer ();
  wait_left (window, 6);
  g_assert_cmpint (foyer_orders_count (self, "SELECT count (*) FROM payments "
                                             "WHERE kind = 'REFUND' AND method = 'CARD'"),
                   ==, 3);
  key = g_array_index (window->plan->tasks, FoyerRefundTask, 0).key;
  gtk_widget_activate_action (GTK_WIDGET (window), "refunds.settle", "(xi)", key,
                              (int) FOYER_REFUND_CONFIRMED);
  wait_left (window, 5);
  g_assert_cmpint (till_drawer (&self->till), ==, 10000 + 4 * 4900 + 5800);

  foyer_acts_activate (window, "refunds.confirm-all");
  answer ();
  wait_left (window, 0);
  g_assert_cmpint (till_drawer (&self->till), ==, 10000);
  g_assert_cmpstr (foyer_banner_get_title (window->problem_banner), ==, "");
  foyer_acts_dispose (window);
}

int
main (int argc, char *argv[])
{
  foyer_test_forgive_message_dialogs ();
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  FOYER_ORDERS_ADD ("/refund-run/plan", test_plan);
  FOYER_ORDERS_ADD ("/refund-run/partly-paid", test_partly_paid);
  FOYER_ORDERS_ADD ("/refund-run/resume", test_resume);
  FOYER_ORDERS_ADD ("/refund-run/paused", test_paused);
  FOYER_ORDERS_ADD ("/refund-run/window", test_window);

  return g_test_run ();
}
