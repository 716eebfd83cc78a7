/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is paid at a door. */
#include "foyer-door-fixture.h"
#include "foyer-test-data.h"

#include <string.h>

/* What is due is asked for and noted; cash only into a till that is open. */
static void
test_take_payment (FoyerDoorFixture *fixture, gconstpointer data)
{
  g_autofree char *code = foyer_test_data_code (3);
  g_autoptr (FoyerTicket) ticket = NULL;

  foyer_door_fixture_exec (fixture,
                           "UPDATE orders SET status = 'PENDING', total = 4900, currency = 'EUR'");
  g_assert_cmpint (foyer_door_fixture_scan_and_wait (fixture, code), ==, FOYER_VERDICT_UNPAID);
  g_assert_cmpint (fixture->answer->result->due, ==, 4900);
  foyer_door_fixture_press_button (fixture, "door.take-payment");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->window->reason)));
  g_assert_cmpint (fixture->n_answers, ==, 1);
  foyer_reason_popover_choose (fixture->window->reason, "Cash · €49.00");
  foyer_door_fixture_wait_for_answers (fixture, 2);
  g_assert_null (fixture->answer->result);
  g_assert_nonnull (strstr (fixture->answer->error->message, "till is closed"));
  g_assert_cmpint (foyer_door_fixture_count (fixture, "SELECT count (*) FROM payments"), ==, 0);
  g_assert_cmpint (foyer_door_fixture_scan_and_wait (fixture, code), ==, FOYER_VERDICT_UNPAID);
  foyer_door_fixture_press_button (fixture, "door.take-payment");
  foyer_reason_popover_choose (fixture->window->reason, "Card · €49.00");
  foyer_door_fixture_wait_for_answers (fixture, 4);
  g_assert_cmpint (fixture->answer->result->verdict, ==, FOYER_VERDICT_ADMITTED);
  g_assert_cmpint (foyer_door_fixture_count (fixture,
                                             "SELECT count (*) FROM payments p JOIN orders o "
                                             "ON o.id = p.order_id WHERE o.status = 'COMPLETED' "
                                             "AND p.method = 'CARD' AND p.amount = 4900"),
                   ==, 1);
  g_assert_cmpint (foyer_door_fixture_count (
                       fixture, "SELECT count (*) FROM till_records WHERE kind = 'PAYMENT'"),
                   ==, 1);
}

static gboolean
is_taken_back (gpointer data)
{
  return foyer_door_fixture_count (data, "SELECT count (*) FROM tickets WHERE attendee_name = "
                                         "'Ada Lovelace' AND status = 'VALID'") == 1;
}

static gboolean
has_words (GtkWidget *widget, const char *words)
{
  g_autofree char *text = NULL;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (widget), "text") != NULL)
    g_object_get (widget, "text", &text, NULL);
  if (text != NULL && strstr (text, words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_words (child, words))
      return TRUE;
  return FALSE;
}

/* Only the check-in was taken back, and the door says so. */
static gboolean
shows_stays_sold (gpointer data)
{
  return has_words (GTK_WIDGET (((FoyerDoorFixture *) data)->window->view),
                    "The ticket stays sold.");
}

static gboolean
shows_stays_listed (gpointer data)
{
  return has_words (GTK_WIDGET (((FoyerDoorFixture *) data)->window->view),
                    "They stay on the list");
}

static void
test_walk_in (FoyerDoorFixture *fixture, gconstpointer data)
{
  guint n;

  g_assert_cmpint (foyer_door_fixture_scan_and_wait (fixture, "OTHER-SYSTEM-99"), ==,
                   FOYER_VERDICT_UNKNOWN);
  n = fixture->n_answers + 1;
  foyer_door_fixture_press_button (fixture, "door.walk-in");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->window->walk_in)));
  foyer_door_fixture_add_walk_in (fixture);
  foyer_door_fixture_wait_for_answers (fixture, n);
  g_assert_cmpint (fixture->answer->result->verdict, ==, FOYER_VERDICT_ADMITTED);
  g_assert_cmpstr (foyer_door_answer_get_name (fixture->answer), ==, "Ada Lovelace");
  foyer_door_fixture_check_sold (fixture);
  foyer_door_undo (fixture->window->door, fixture->answer, "Not them");
  foyer_test_wait_for (is_taken_back, fixture);
  foyer_test_wait_for (shows_stays_sold, fixture);
  g_assert_cmpint (foyer_door_fixture_scan_and_wait (fixture, "OTHER-SYSTEM-99"), ==,
                   FOYER_VERDICT_ADMITTED);
}

static gpointer
child_of (FoyerDoorFixture *fixture, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->window->walk_in),
                                        FOYER_TYPE_WALK_IN_POPOVER, name);
}

/* The popover has gone, and the focus with it. */
static gboolean
has_focus_back (gpointer data)
{
  FoyerCheckInWindow *window = data;
  GtkWidget *focus = gtk_window_get_focus (data);

  return !gtk_widget_get_mapped (GTK_WIDGET (window->walk_in)) && !window->has_lost_popover &&
         (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (window->search)));
}

/* Nothing is sold any more: who is to come in all the same gets no ticket, and it is noted why. It
 * can be taken back. */
static void
test_without_ticket (FoyerDoorFixture *fixture, gconstpointer data)
{
  GtkWidget *add = child_of (fixture, "add");
  guint n = fixture->n_answers + 1;

  foyer_door_fixture_exec (fixture,
                           "UPDATE events SET status = 'PUBLISHED', published_at = 1, end_date = "
                           "(unixepoch () + 86400) * 1000000; UPDATE ticket_tiers SET kind = "
                           "'PAID', price = 4900, sale_end = 1");
  foyer_door_fixture_press_button (fixture, "door.walk-in");
  gtk_editable_set_text (child_of (fixture, "name"), "Ada Lovelace");
  g_assert_true (gtk_widget_get_sensitive (add));
  gtk_check_button_set_active (child_of (fixture, "without"), TRUE);
  g_assert_false (gtk_widget_get_sensitive (add));
  g_assert_false (gtk_widget_get_visible (child_of (fixture, "tiers")));
  g_assert_false (gtk_widget_get_visible (child_of (fixture, "payments")));
  gtk_editable_set_text (child_of (fixture, "reason"), "Speaks at nine");
  g_assert_true (gtk_widget_get_sensitive (add));
  g_signal_emit_by_name (add, "clicked");
  foyer_door_fixture_wait_for_answers (fixture, n);
  g_assert_cmpint (fixture->answer->result->verdict, ==, FOYER_VERDICT_ADMITTED);
  g_assert_cmpstr (fixture->answer->result->check_in->reason, ==, "Speaks at nine");
  g_assert_cmpint (foyer_door_fixture_count (fixture,
                                             "SELECT count (*) FROM tickets WHERE attendee_name = "
                                             "'Ada Lovelace' AND order_id IS NULL AND status = "
                                             "'CHECKED_IN'"),
                   ==, 1);
  /* The keys of the answer are keys again, and not what is sought. */
  foyer_test_wait_for (has_focus_back, fixture->window);
  foyer_door_undo (fixture->window->door, fixture->answer, "Not them");
  foyer_test_wait_for (is_taken_back, fixture);
  foyer_test_wait_for (shows_stays_listed, fixture);
  /* What is refused is no failure of the disk: it says why, and is not tried again. */
  foyer_door_fixture_exec (fixture, "UPDATE events SET start_date = 1, end_date = 2");
  g_assert_cmpint (foyer_door_fixture_scan_and_wait (fixture, "OTHER-SYSTEM-98"), ==,
                   FOYER_VERDICT_UNKNOWN);
  n = fixture->n_answers + 1;
  g_signal_emit_by_name (fixture->window->walk_in, "chosen", "Ada Byron", G_MAXUINT, 0, "Late");
  foyer_door_fixture_wait_for_answers (fixture, n);
  g_assert_null (fixture->answer->result);
  g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "no");
  g_assert_true (has_words (GTK_WIDGET (fixture->window->view), "The event is over"));
  g_assert_false (has_words (GTK_WIDGET (fixture->window->view), "on paper"));
  g_assert_false (gtk_widget_get_visible (
      foyer_verdict_view_get_button (fixture->window->view, "door.retry")));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/door-payment/" name, FoyerDoorFixture, NULL, foyer_door_fixture_set_up, func,      \
              foyer_door_fixture_tear_down)

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("take-payment", test_take_payment);
  ADD ("walk-in", test_walk_in);
  ADD ("without-ticket", test_without_ticket);
  return g_test_run ();
}
