/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendees-fixture.h"

#include "foyer-walk-in-window.h"

static GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_PREFERENCES_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);
  return found;
}

static gint64
count (FoyerAttendeesFixture *fixture, const char *sql)
{
  sqlite3_stmt *statement =
      foyer_database_prepare (foyer_replica_get_reader (fixture->replica), sql, NULL);
  gint64 n;

  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return n;
}

static gboolean
is_sold (gpointer data)
{
  return count (data, "SELECT count (*) FROM orders WHERE buyer_name = 'Zebulon Walker'") == 1;
}

/* Of an event that sells it is a sale, as at the door: with an order, and what was paid. */
static void
test_walk_in_sold (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerDatabase) db = foyer_database_open (foyer_replica_get_path (fixture->replica),
                                                      FOYER_DATABASE_READ_WRITE, NULL);
  GtkWidget *window, *payment;

  foyer_database_exec (db,
                       "UPDATE events SET status = 'PUBLISHED', published_at = 1, "
                       "end_date = (unixepoch () + 86400) * 1000000; UPDATE ticket_tiers SET "
                       "kind = 'PAID', price = 4900",
                       NULL);
  window = foyer_walk_in_window_present (GTK_WIDGET (fixture->page), fixture->replica,
                                         &fixture->event_id);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  payment = find_row (window, "Payment");
  g_assert_true (gtk_widget_get_visible (payment));
  adw_combo_row_set_selected (ADW_COMBO_ROW (payment), 2);
  gtk_editable_set_text (GTK_EDITABLE (find_row (window, "Name")), "Zebulon Walker");
  gtk_editable_set_text (GTK_EDITABLE (find_row (window, "Company")), "Analytical Engines");
  gtk_widget_activate_action (window, "walk-in.add", NULL);
  foyer_test_wait_for (is_sold, fixture);
  while (window != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM orders o JOIN tickets t ON t.order_id = "
                                   "o.id JOIN payments p ON p.order_id = o.id WHERE "
                                   "o.buyer_name = 'Zebulon Walker' AND t.company = 'Analytical "
                                   "Engines' AND o.status = 'COMPLETED' AND p.method = 'CARD' "
                                   "AND p.amount = 4900"),
                   ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/walk-in/sold", FoyerAttendeesFixture, GUINT_TO_POINTER (600),
              foyer_attendees_fixture_set_up, test_walk_in_sold, foyer_attendees_fixture_tear_down);
  return g_test_run ();
}
