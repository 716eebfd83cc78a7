/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-acts-fixture.h"
#include "foyer-box-office-window-private.h"
#include "sell-fixture.h"

static gboolean
says (gpointer from, const char *words)
{
  return foyer_acts_says (from, words);
}

static gboolean
has_buttons (gpointer data)
{
  return foyer_acts_find (data, g_type_from_name ("FoyerTierButton"), TILL_N_TIERS - 1) != NULL;
}

static gboolean
shows_sold (gpointer data)
{
  FoyerBoxOfficeWindow *window = data;

  return g_str_equal (gtk_stack_get_visible_child_name (window->side_stack), "sold");
}

static FoyerBoxOfficeWindow *
open_window (FoyerSellFixture *fixture)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.foyerapp.Foyer");
  GtkWidget *window =
      foyer_box_office_window_new (NULL, fixture->replica, settings, &fixture->till.event_id);

  gtk_window_present (GTK_WINDOW (window));
  foyer_test_wait_for (has_buttons, window);
  foyer_test_wait_for (foyer_sell_is_open, FOYER_BOX_OFFICE_WINDOW (window)->desk);
  return FOYER_BOX_OFFICE_WINDOW (window);
}

/* By touch: a tier, pay, take. The customer sees it, too. */
static void
test_window (FoyerSellFixture *fixture, gconstpointer data)
{
  gpointer window = open_window (fixture);
  FoyerBoxOfficeWindow *self = window;
  gpointer display;

  foyer_acts_activate (self, "sell.display");
  display = self->display;
  g_assert_nonnull (display);
  g_signal_emit_by_name (foyer_acts_find (self, g_type_from_name ("FoyerTierButton"), 0),
                         "clicked");
  g_assert_true (says (self->cart_view, "€49.00"));
  g_assert_true (says (display, "€49.00"));
  gtk_widget_activate_action (GTK_WIDGET (self), "sell.give", "x", (gint64) 5000);
  g_assert_true (says (self->pay_pane, "€1.00"));
  foyer_acts_activate (self, "sell.enter");
  foyer_test_wait_for (shows_sold, self);
  g_assert_true (says (self->sold_pane, "€1.00"));
  g_assert_true (says (display, "Your change: €1.00"));
  g_assert_true (foyer_acts_is_enabled (self, "sell.print"));
  foyer_acts_activate (self, "sell.enter");
  g_assert_false (shows_sold (self));
  g_assert_cmpint (foyer_sell_count (fixture, "SELECT count (*) FROM tickets"), ==, 1);
  g_object_add_weak_pointer (window, &window);
  gtk_window_close (GTK_WINDOW (self));
  foyer_test_wait_for (foyer_sell_is_gone, &window);
}

static gboolean
is_in (gpointer data)
{
  return till_count (data, "SELECT count (*) FROM check_ins") == 2;
}

static void
test_check_in_at_once (FoyerSellFixture *fixture, gconstpointer data)
{
  gpointer window = open_window (fixture);
  FoyerBoxOfficeWindow *self = window;

  g_settings_set_boolean (self->settings, "box-office-check-in", TRUE);
  for (const char *p = "2a\r\r"; *p != '\0'; p++)
    foyer_sell_desk_press (self->desk, *p == '\r' ? GDK_KEY_Return : (guint) *p);
  foyer_test_wait_for (is_in, fixture->till.db);
  g_settings_reset (self->settings, "box-office-check-in");
  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (GTK_WINDOW (self));
  foyer_test_wait_for (foyer_sell_is_gone, &window);
}

/* It goes in the midst of a sale: the sale is written all the same. */
static void
test_closed_while_writing (FoyerSellFixture *fixture, gconstpointer data)
{
  gpointer window = open_window (fixture);
  FoyerBoxOfficeWindow *self = window;

  for (const char *p = "a\r\r"; *p != '\0'; p++)
    foyer_sell_desk_press (self->desk, *p == '\r' ? GDK_KEY_Return : (guint) *p);
  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (GTK_WINDOW (self));
  foyer_test_wait_for (foyer_sell_is_gone, &window);
  foyer_replica_drain (fixture->replica);
  g_assert_cmpint (foyer_sell_count (fixture, "SELECT count (*) FROM tickets"), ==, 1);
}

static gboolean
has_two (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);

      if (FOYER_IS_BOX_OFFICE_WINDOW (window) &&
          foyer_sell_desk_is_training (FOYER_BOX_OFFICE_WINDOW (window)->desk))
        {
          *(gpointer *) data = window;
          return foyer_sell_desk_get_tiers (FOYER_BOX_OFFICE_WINDOW (window)->desk)->len ==
                 TILL_N_TIERS;
        }
    }
  return FALSE;
}

static gboolean
can_train (FoyerBoxOfficeWindow *window)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window->actions), "training");
}

/* What is sold there is not sold here. */
static void
test_training (FoyerSellFixture *fixture, gconstpointer data)
{
  gpointer window = open_window (fixture);
  gpointer training = NULL;

  gtk_widget_activate_action (GTK_WIDGET (window), "sell.training", NULL);
  g_assert_false (can_train (window));
  foyer_test_wait_for (has_two, &training);
  g_object_add_weak_pointer (training, &training);
  for (const char *p = "2c\r\r"; *p != '\0'; p++)
    foyer_sell_desk_press (FOYER_BOX_OFFICE_WINDOW (training)->desk,
                           *p == '\r' ? GDK_KEY_Return : (guint) *p);
  foyer_test_wait_for (shows_sold, training);
  g_assert_cmpint (foyer_sell_count (fixture, "SELECT count (*) FROM tickets"), ==, 0);
  gtk_window_destroy (GTK_WINDOW (training));
  foyer_test_wait_for (foyer_sell_is_gone, &training);
  g_assert_true (can_train (window));
  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (GTK_WINDOW (window));
  foyer_test_wait_for (foyer_sell_is_gone, &window);
}

#define ADD(name, currency, func)                                                                  \
  g_test_add (name, FoyerSellFixture, currency, foyer_sell_set_up, func, foyer_sell_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/box-office/window", NULL, test_window);
  ADD ("/box-office/check-in-at-once", NULL, test_check_in_at_once);
  ADD ("/box-office/closed-while-writing", NULL, test_closed_while_writing);
  ADD ("/box-office/training", NULL, test_training);
  return g_test_run ();
}
