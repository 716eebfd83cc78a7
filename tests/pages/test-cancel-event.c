/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-acts-fixture.h"
#include "foyer-cancel-event-window.h"
#include "foyer-cancelled-group.h"
#include "foyer-event-acts-store.h"
#include "foyer-event-cancel-store.h"
#include "foyer-message-store.h"
#include "foyer-message-window.h"
#include "foyer-money.h"
#include "foyer-refund-store.h"
#include "foyer-refunds-window.h"
#include "foyer-ticket.h"
#include "foyer-time.h"

#include <string.h>

#define LIVING "SELECT count (*) FROM tickets WHERE status <> 'CANCELLED'"

static GtkWidget *
open_cancel (FoyerActs *acts)
{
  return foyer_cancel_event_window_present (acts->from, acts->replica, &acts->event_id);
}

static gboolean
can_go_on (gpointer data)
{
  return foyer_acts_is_enabled (data, "cancel-event.next");
}

/* The words at the end of a row. */
static gboolean
row_says (gpointer window, const char *row, gint64 n)
{
  g_autofree char *text = g_strdup_printf ("%'d", (int) n);

  return foyer_acts_says (foyer_acts_child (window, row), text);
}

static void
go_on (gpointer window, guint n)
{
  foyer_test_wait_for (can_go_on, window);
  while (n-- > 0)
    foyer_acts_activate (window, "cancel-event.next");
}

static void
test_cancel (FoyerActs *acts, gconstpointer data)
{
  g_autofree char *before = foyer_acts_digest (acts);
  g_autofree char *after = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *total = NULL;
  FoyerRefundTotals totals;
  gint64 n_living = foyer_acts_count (acts, LIVING);
  GtkWidget *window = open_cancel (acts);
  FoyerEventStake stake;

  g_assert_true (foyer_event_cancel_store_survey (acts->db, &acts->event_id, &stake, NULL));
  foyer_test_wait_for (can_go_on, window);
  g_assert_cmpint (stake.n_tickets, ==, n_living);
  g_assert_true (row_says (window, "tickets_row", n_living));
  g_assert_true (row_says (window, "tickets_row", stake.n_arrived));
  g_assert_true (row_says (window, "orders_row", stake.n_orders));
  g_assert_true (row_says (window, "people_row", stake.n_addresses));
  total = foyer_money_format (stake.refund_total, "EUR");
  g_assert_true (foyer_acts_says (foyer_acts_child (window, "money_row"), total));

  /* a message needs a subject, unless there is to be none */
  go_on (window, 1);
  gtk_editable_set_text (foyer_acts_child (window, "subject_row"), "  ");
  g_assert_false (can_go_on (window));
  gtk_switch_set_active (foyer_acts_child (window, "message_switch"), FALSE);
  g_assert_true (can_go_on (window));
  gtk_switch_set_active (foyer_acts_child (window, "message_switch"), TRUE);
  g_assert_false (can_go_on (window));
  gtk_editable_set_text (foyer_acts_child (window, "subject_row"), "Not this year");
  go_on (window, 2);

  g_assert_false (foyer_acts_is_enabled (window, "cancel-event.cancel"));
  g_assert_true (foyer_acts_says (foyer_acts_child (window, "stack"), total));
  gtk_check_button_set_active (foyer_acts_child (window, "sure_check"), TRUE);
  foyer_acts_activate (window, "cancel-event.cancel");
  foyer_acts_wait_gone (window);

  g_assert_cmpint (acts->change_set, !=, 0);
  g_assert_nonnull (strstr (acts->told, "Test Event"));
  g_assert_cmpint (foyer_acts_count (acts, LIVING), ==, 0);
  g_assert_cmpint (
      foyer_acts_count (acts, "SELECT count (*) FROM events WHERE status = 'CANCELLED'"), ==, 1);
  subject = foyer_acts_read (acts, "SELECT subject FROM messages WHERE status = 'PREPARED'");
  g_assert_cmpstr (subject, ==, "Not this year");
  foyer_refund_store_totals (acts->db, &acts->event_id, &totals, NULL);
  g_assert_cmpint (totals.n[FOYER_REFUND_PROPOSED], ==, stake.n_refunds);
  g_assert_cmpint (totals.amount[FOYER_REFUND_PROPOSED], ==, stake.refund_total);

  foyer_acts_undo (acts, acts->change_set);
  after = foyer_acts_digest (acts);
  g_assert_cmpstr (after, ==, before);
}

/* Neither a message nor refunds, and the way back in between. */
static void
test_without (FoyerActs *acts, gconstpointer data)
{
  GtkWidget *window = open_cancel (acts);

  go_on (window, 1);
  gtk_switch_set_active (foyer_acts_child (window, "message_switch"), FALSE);
  go_on (window, 1);
  foyer_acts_activate (window, "cancel-event.back");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (foyer_acts_child (window, "stack")), ==,
                   "message");
  go_on (window, 1);
  gtk_switch_set_active (foyer_acts_child (window, "refunds_switch"), FALSE);
  go_on (window, 1);
  g_assert_true (foyer_acts_says (window, "No refund is proposed."));
  gtk_check_button_set_active (foyer_acts_child (window, "sure_check"), TRUE);
  foyer_acts_activate (window, "cancel-event.cancel");
  foyer_acts_wait_gone (window);
  g_assert_cmpint (foyer_acts_count (acts, "SELECT count (*) FROM messages"), ==, 0);
  g_assert_cmpint (foyer_acts_count (acts, "SELECT count (*) FROM refunds"), ==, 0);
  g_assert_cmpint (foyer_acts_count (acts, LIVING), ==, 0);
}

static void
begin_cancelling (GtkWidget *window)
{
  go_on (window, 3);
  gtk_check_button_set_active (foyer_acts_child (window, "sure_check"), TRUE);
  foyer_acts_activate (window, "cancel-event.cancel");
}

/* All of it or nothing of it, whoever was faster. */
static void
assert_whole (FoyerActs *acts, const char *before)
{
  g_autofree char *after = foyer_acts_digest (acts);

  if (foyer_acts_count (acts, LIVING) == 0)
    g_assert_cmpint (
        foyer_acts_count (acts, "SELECT count (*) FROM events WHERE status = 'CANCELLED'"), ==, 1);
  else
    g_assert_cmpstr (after, ==, before);
}

/* Held back by another writer, it cannot be done before it is stopped. */
static void
test_stopped (FoyerActs *acts, gconstpointer data)
{
  g_autofree char *before = foyer_acts_digest (acts);
  g_autofree char *after = NULL;
  GtkWidget *window = open_cancel (acts);

  foyer_test_wait_for (can_go_on, window);
  foyer_acts_exec (acts, "BEGIN IMMEDIATE");
  begin_cancelling (window);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (foyer_acts_child (window, "stack")), ==,
                   "progress");
  gtk_window_close (GTK_WINDOW (window));
  g_assert_true (gtk_widget_get_visible (window));
  foyer_acts_exec (acts, "COMMIT");
  foyer_acts_wait_gone (window);
  after = foyer_acts_digest (acts);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (acts->change_set, ==, 0);
}

/* Somebody else cancelled it meanwhile: said where the work is, and nothing is done twice. */
static void
test_cancelled_meanwhile (FoyerActs *acts, gconstpointer data)
{
  const FoyerEventCancel how = { .subject = "Theirs" };
  FoyerTransaction *transaction;
  GtkWidget *window = open_cancel (acts);
  GtkWidget *label = foyer_acts_child (window, "error_label");

  go_on (window, 3);
  transaction = foyer_transaction_begin (acts->db, "cancel-event", NULL);
  g_assert_true (foyer_event_cancel_store_cancel (transaction, &acts->event_id, &how,
                                                  foyer_time_now (), NULL, NULL, NULL, NULL));
  g_assert_true (foyer_transaction_commit (transaction, NULL, NULL));
  gtk_check_button_set_active (foyer_acts_child (window, "sure_check"), TRUE);
  foyer_acts_activate (window, "cancel-event.cancel");
  foyer_test_wait_for ((gboolean (*) (gpointer)) gtk_widget_get_visible, label);
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (label)), "cancelled already"));
  g_assert_cmpint (foyer_acts_count (acts, "SELECT count (*) FROM messages"), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_closed_early (FoyerActs *acts, gconstpointer data)
{
  g_autofree char *before = foyer_acts_digest (acts);
  GtkWidget *window = open_cancel (acts);

  foyer_acts_dispose (window); /* while it counts */
  window = open_cancel (acts);
  gtk_window_close (GTK_WINDOW (window));
  foyer_acts_wait_gone (window);
  window = open_cancel (acts);
  begin_cancelling (window);
  foyer_acts_dispose (window); /* while it cancels */
  assert_whole (acts, before);
}

/* Refunds
 * ---------------------------------------------------------------------------------------------- */

static void
cancel (FoyerActs *acts)
{
  const FoyerEventCancel how = { .subject = "Cancelled", .body = "Sorry", .reason = "Rain" };
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (acts->db, "cancel-event", &error);

  g_assert_true (foyer_event_cancel_store_cancel (transaction, &acts->event_id, &how,
                                                  foyer_time_now (), NULL, NULL, NULL, &error));
  g_assert_true (foyer_transaction_commit (transaction, NULL, &error));
}

static GtkWidget *
open_refunds (FoyerActs *acts)
{
  return foyer_refunds_window_present (acts->from, acts->replica, NULL, &acts->event_id);
}

static GListModel *
get_refunds (gpointer window)
{
  return foyer_acts_child (window, "selection");
}

static gboolean
is_listed (gpointer window)
{
  return g_list_model_get_n_items (get_refunds (window)) > 0;
}

static const char *
get_totals (gpointer window)
{
  return adw_window_title_get_subtitle (foyer_acts_child (window, "title"));
}

static gboolean
is_settled (gpointer window)
{
  return g_str_equal (get_totals (window), "All are settled");
}

static gboolean
has_question (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        {
          *(GtkWindow **) data = window;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
has_one_less (gpointer data)
{
  const char **before = data;

  return !g_str_equal (get_totals ((gpointer) before[1]), before[0]);
}

static void
test_refunds (FoyerActs *acts, gconstpointer data)
{
  GtkWindow *question = NULL;
  GtkWidget *window;
  FoyerRefundTotals totals;
  g_autofree char *subtitle = NULL;
  g_autofree char *number = NULL;
  gint64 key;
  gint64 n_open;

  cancel (acts);
  foyer_refund_store_totals (acts->db, &acts->event_id, &totals, NULL);
  n_open = totals.n[FOYER_REFUND_PROPOSED];
  key = foyer_acts_count (acts, "SELECT min (key) FROM refunds");
  window = open_refunds (acts);
  foyer_test_wait_for (is_listed, window);
  g_assert_cmpuint (g_list_model_get_n_items (get_refunds (window)), ==, n_open);
  number = g_strdup_printf ("%'d to confirm", (int) n_open);
  g_assert_true (g_str_has_prefix (get_totals (window), number));

  subtitle = g_strdup (get_totals (window));
  gtk_widget_activate_action (window, "refunds.settle", "(xi)", key, FOYER_REFUND_DROPPED);
  foyer_test_wait_for (has_one_less, ((gpointer[]){ subtitle, window }));
  foyer_acts_wait_told (acts);
  foyer_refund_store_totals (acts->db, &acts->event_id, &totals, NULL);
  g_assert_cmpint (totals.n[FOYER_REFUND_DROPPED], ==, 1);
  g_assert_cmpint (totals.n[FOYER_REFUND_PROPOSED], ==, n_open - 1);

  foyer_acts_activate (window, "refunds.confirm-all");
  foyer_test_wait_for (has_question, &question);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "act");
  gtk_window_destroy (question);
  foyer_test_wait_for (is_settled, window);
  foyer_refund_store_totals (acts->db, &acts->event_id, &totals, NULL);
  g_assert_cmpint (totals.n[FOYER_REFUND_CONFIRMED], ==, n_open - 1);
  g_assert_false (foyer_acts_is_enabled (window, "refunds.confirm-all"));

  /* and the window follows what is undone */
  foyer_acts_undo (acts, acts->change_set);
  foyer_test_wait_for (has_one_less, ((gpointer[]){ (gpointer) "All are settled", window }));
  foyer_refund_store_totals (acts->db, &acts->event_id, &totals, NULL);
  g_assert_cmpint (totals.n[FOYER_REFUND_PROPOSED], ==, n_open - 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_empty (gpointer window)
{
  return g_str_equal (gtk_stack_get_visible_child_name (foyer_acts_child (window, "stack")),
                      "empty");
}

static void
test_refunds_closed_early (FoyerActs *acts, gconstpointer data)
{
  GtkWidget *window = open_refunds (acts);

  foyer_test_wait_for (is_empty, window);
  gtk_window_destroy (GTK_WINDOW (window));
  cancel (acts);
  foyer_acts_dispose (open_refunds (acts)); /* while it lists */
  window = open_refunds (acts);
  foyer_test_wait_for (is_listed, window);
  gtk_widget_activate_action (window, "refunds.settle", "(xi)",
                              foyer_acts_count (acts, "SELECT min (key) FROM refunds"),
                              FOYER_REFUND_CONFIRMED);
  foyer_acts_dispose (window); /* while it settles */
  g_assert_cmpint (
      foyer_acts_count (acts, "SELECT count (*) FROM refunds WHERE status = 'CONFIRMED'"), ==, 1);
}

/* The message and the page
 * ---------------------------------------------------------------------------------------------- */

static GtkWidget *
open_message (FoyerActs *acts)
{
  return foyer_message_window_present (acts->from, acts->replica, &acts->event_id,
                                       FOYER_MESSAGE_CANCELLATION);
}

static void
test_message (FoyerActs *acts, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *subject = NULL;
  GtkWidget *window;

  g_assert_null (open_message (acts));
  cancel (acts);
  before = foyer_acts_digest (acts);

  /* the same words write nothing */
  window = open_message (acts);
  foyer_acts_activate (window, "edit.save");
  foyer_acts_wait_gone (window);
  g_assert_cmpint (acts->change_set, ==, 0);
  after = foyer_acts_digest (acts);
  g_assert_cmpstr (after, ==, before);

  window = open_message (acts);
  gtk_editable_set_text (foyer_acts_child (window, "subject_row"), " ");
  g_assert_false (foyer_acts_is_enabled (window, "edit.save"));
  g_assert_true (foyer_acts_says (window, "needs a subject"));
  gtk_editable_set_text (foyer_acts_child (window, "subject_row"), "Called off");
  foyer_acts_activate (window, "edit.save");
  foyer_acts_wait_gone (window);
  subject = foyer_acts_read (acts, "SELECT subject FROM messages");
  g_assert_cmpstr (subject, ==, "Called off");
  foyer_acts_undo (acts, acts->change_set);
  undone = foyer_acts_digest (acts);
  g_assert_cmpstr (undone, ==, before);

  window = open_message (acts);
  gtk_editable_set_text (foyer_acts_child (window, "subject_row"), "In the last moment");
  foyer_acts_activate (window, "edit.save");
  foyer_acts_dispose (window);
  g_assert_cmpint (foyer_acts_count (acts, "SELECT count (*) FROM messages WHERE subject LIKE "
                                           "'In the last%'"),
                   ==, 1);
}

static gboolean
is_shown (gpointer widget)
{
  return gtk_widget_get_visible (widget);
}

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_visible (widget);
}

static void
test_group (FoyerActs *acts, gconstpointer data)
{
  FoyerCancelledGroup *group = g_object_ref_sink (g_object_new (FOYER_TYPE_CANCELLED_GROUP, NULL));
  g_autofree char *number = NULL;
  FoyerRefundTotals totals;
  gint64 change_set;

  foyer_cancelled_group_set_event (group, acts->replica, &acts->event_id);
  g_assert_false (is_shown (group));
  cancel (acts);
  change_set = foyer_acts_count (acts, "SELECT max (number) FROM change_sets");
  foyer_test_wait_for (is_shown, group);
  foyer_refund_store_totals (acts->db, &acts->event_id, &totals, NULL);
  number = g_strdup_printf ("%'d refunds to confirm", (int) totals.n[FOYER_REFUND_PROPOSED]);
  g_assert_true (foyer_acts_says (foyer_acts_child (group, "refunds_row"), number));
  g_assert_true (foyer_acts_says (foyer_acts_child (group, "message_row"), "Cancelled"));
  foyer_acts_undo (acts, change_set);
  foyer_test_wait_for (is_hidden, group);
  g_assert_finalize_object (group);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/cancel-event/" name, FoyerActs, NULL, foyer_acts_set_up, func, foyer_acts_tear_down)

int
main (int argc, char *argv[])
{
  foyer_test_forgive_message_dialogs ();
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();

  ADD ("cancel", test_cancel);
  ADD ("without", test_without);
  ADD ("stopped", test_stopped);
  ADD ("cancelled-meanwhile", test_cancelled_meanwhile);
  ADD ("closed-early", test_closed_early);
  ADD ("refunds", test_refunds);
  ADD ("refunds-closed-early", test_refunds_closed_early);
  ADD ("message", test_message);
  ADD ("group", test_group);
  return g_test_run ();
}
