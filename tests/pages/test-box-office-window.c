/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-acts-fixture.h"
#include "foyer-box-office-window-private.h"
#include "foyer-prints-window.h"
#include "foyer-till-report-window.h"
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

static GtkWidget *
make_window (FoyerSellFixture *fixture, GtkApplication *application)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.foyerapp.Foyer");
  GtkWidget *window = foyer_box_office_window_new (application, fixture->replica, settings,
                                                   &fixture->till.event_id);

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static FoyerBoxOfficeWindow *
open_window_of (FoyerSellFixture *fixture, GtkApplication *application)
{
  GtkWidget *window = make_window (fixture, application);

  foyer_test_wait_for (has_buttons, window);
  foyer_test_wait_for (foyer_sell_is_open, FOYER_BOX_OFFICE_WINDOW (window)->desk);
  return FOYER_BOX_OFFICE_WINDOW (window);
}

static FoyerBoxOfficeWindow *
open_window (FoyerSellFixture *fixture)
{
  return open_window_of (fixture, NULL);
}

static void
press_in (gpointer window, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);
  gboolean is_handled = FALSE;

  for (guint i = 0; !is_handled && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
          gtk_event_controller_get_propagation_phase (GTK_EVENT_CONTROLLER (controller)) ==
              GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &is_handled);
    }
  g_assert_true (is_handled);
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
  press_in (display, GDK_KEY_a);
  g_assert_true (says (display, "€98.00"));
  press_in (self, GDK_KEY_minus);
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

/* Why something is given away is one key; there is no printer, and a way to one. */
static void
test_keys_and_ways (FoyerSellFixture *fixture, gconstpointer data)
{
  gpointer window = open_window (fixture);
  FoyerBoxOfficeWindow *self = window;
  GtkWidget *printers;

  foyer_acts_activate (self, "sell.complimentary");
  press_in (self->ask, GDK_KEY_2);
  g_assert_true (foyer_sell_desk_get_cart (self->desk)->is_complimentary);
  g_assert_cmpstr (foyer_sell_desk_get_cart (self->desk)->reason, ==, "Press");
  foyer_acts_activate (self, "sell.complimentary"); /* the same takes it back */
  g_assert_false (foyer_sell_desk_get_cart (self->desk)->is_complimentary);

  g_assert_false (gtk_widget_has_css_class (window, "paying"));
  foyer_sell_desk_press (self->desk, GDK_KEY_a);
  foyer_sell_desk_press (self->desk, GDK_KEY_Return);
  g_assert_true (gtk_widget_has_css_class (window, "paying"));
  /* There is room for the change before any is typed, so that no key moves under a finger. */
  g_assert_true (gtk_widget_get_visible (foyer_acts_child (self->pay_pane, "change_row")));
  /* A card gives nothing back, and more than is due leaves no rest. */
  for (const char *p = "d99"; *p != '\0'; p++)
    foyer_sell_desk_press (self->desk, (guint) *p);
  g_assert_false (says (self->pay_pane, "Then still to pay"));
  g_assert_true (says (self->pay_pane, "Take €49.00"));
  foyer_sell_desk_press (self->desk, GDK_KEY_BackSpace);
  g_assert_true (says (self->pay_pane, "Then still to pay"));
  foyer_sell_desk_press (self->desk, GDK_KEY_BackSpace);
  foyer_sell_desk_press (self->desk, GDK_KEY_Return);
  foyer_test_wait_for (shows_sold, self);
  g_assert_false (gtk_widget_has_css_class (window, "paying"));

  printers = foyer_acts_child (self->sold_pane, "printers_button");
  g_assert_false (gtk_widget_get_visible (printers));
  foyer_acts_activate (self, "sell.print");
  g_assert_true (gtk_widget_get_visible (printers));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (printers)), ==, "app.printers");
  foyer_sell_desk_press (self->desk, GDK_KEY_a);
  foyer_acts_activate (self, "sell.print");
  g_assert_true (says (self, "No printer is set up."));

  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (GTK_WINDOW (self));
  foyer_test_wait_for (foyer_sell_is_gone, &window);
}

static gboolean
waits (gpointer data)
{
  FoyerBoxOfficeWindow *self = data;

  return says (self->sold_pane, "Not printed: it waits.") &&
         foyer_print_desk_get_waiting (foyer_till_desk_get_prints (self->till))->len == 1;
}

static gboolean
is_silent (gpointer data)
{
  return !says (((FoyerBoxOfficeWindow *) data)->sold_pane, "Not printed: it waits.");
}

/* Without its printer a receipt waits, and that is not said any longer than it does. */
static void
test_print_waits (FoyerSellFixture *fixture, gconstpointer data)
{
  gpointer window = open_window (fixture);
  FoyerBoxOfficeWindow *self = window;
  g_autoptr (GSettings) printer = g_settings_get_child (self->settings, "receipt-printer");
  g_autofree char *path = g_build_filename (fixture->till.dir, "lp0", NULL);
  g_autofree char *target = g_strconcat ("device:", path, NULL);
  FoyerPrintDesk *prints;
  const FoyerWaitingPrint *print;

  g_settings_set_string (printer, "target", target);
  for (const char *p = "a\r\r"; *p != '\0'; p++)
    foyer_sell_desk_press (self->desk, *p == '\r' ? GDK_KEY_Return : (guint) *p);
  foyer_test_wait_for (shows_sold, self);
  foyer_acts_activate (self, "sell.print-receipt");
  foyer_test_wait_for (waits, self);
  prints = foyer_till_desk_get_prints (self->till);
  print = foyer_print_desk_get_waiting (prints)->pdata[0];
  foyer_print_desk_drop (prints, print->job->key);
  foyer_test_wait_for (is_silent, self);

  g_settings_reset (printer, "target");
  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (GTK_WINDOW (self));
  foyer_test_wait_for (foyer_sell_is_gone, &window);
}

static gboolean
has_part (gpointer data)
{
  return till_count (data, "SELECT count (*) FROM payments") == 1;
}

static gboolean
has_left (gpointer data)
{
  return *foyer_banner_get_title (((FoyerBoxOfficeWindow *) data)->left_banner) != '\0';
}

/* What was left is told with the time of the event, not of the machine. */
static void
test_left_banner (FoyerSellFixture *fixture, gconstpointer data)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Zurich");
  g_autoptr (GDateTime) created = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *when = NULL;
  gpointer window;

  foyer_sell_press (fixture, "2a⏎d30⏎");
  foyer_test_wait_for (has_part, fixture->till.db);
  created = g_date_time_new_from_unix_utc (
      foyer_sell_count (fixture, "SELECT created_at / 1000000 FROM orders"));
  local = g_date_time_to_timezone (created, zone);
  when = g_date_time_format (local, "%H:%M");
  window = make_window (fixture, NULL);
  foyer_test_wait_for (has_left, window); /* as soon as it is said */
  g_assert_nonnull (
      strstr (foyer_banner_get_title (((FoyerBoxOfficeWindow *) window)->left_banner), when));

  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (GTK_WINDOW (window));
  foyer_test_wait_for (foyer_sell_is_gone, &window);
}

static gboolean
has_guests (gpointer data)
{
  return gtk_widget_get_visible (data) && gtk_list_box_get_row_at_index (data, 0) != NULL;
}

/* Whoever bought before is typed, found, and taken by two keys. */
static void
test_earlier_guest (FoyerSellFixture *fixture, gconstpointer data)
{
  gpointer window = open_window (fixture);
  FoyerBoxOfficeWindow *self = window;
  GtkListBox *guests = foyer_acts_child (self->buyer, "guests");

  foyer_sell_desk_set_buyer (self->desk, "Grace Hopper", "grace@example.org");
  for (const char *p = "a\r\r"; *p != '\0'; p++)
    foyer_sell_desk_press (self->desk, *p == '\r' ? GDK_KEY_Return : (guint) *p);
  foyer_test_wait_for (shows_sold, self);
  foyer_sell_desk_press (self->desk, GDK_KEY_a);
  foyer_acts_activate (self, "sell.buyer");
  gtk_editable_set_text (foyer_acts_child (self->buyer, "name"), "gra");
  foyer_test_wait_for (has_guests, guests);
  press_in (foyer_acts_child (self->buyer, "name"), GDK_KEY_Down);
  g_assert_true (gtk_window_get_focus (window) ==
                 GTK_WIDGET (gtk_list_box_get_row_at_index (guests, 0)));
  g_signal_emit_by_name (guests, "row-activated", gtk_list_box_get_row_at_index (guests, 0));
  g_assert_cmpstr (foyer_sell_desk_get_cart (self->desk)->buyer_email, ==, "grace@example.org");

  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (GTK_WINDOW (self));
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
  g_assert_nonnull (strstr (gtk_window_get_title (training), "Training"));
  g_assert_null (strstr (gtk_window_get_title (window), "Training"));
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

/* What the main window is told. */
typedef struct
{
  gint64 order;
  gint64 undone;
  char *event; /* (owned) */
} Told;

static void
show_order_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Told *told = data;

  g_free (told->event);
  g_variant_get (parameter, "(sx)", &told->event, &told->order);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ((Told *) data)->undone = g_variant_get_int64 (parameter);
}

static gboolean
is_published (gpointer data)
{
  return till_count (data, "SELECT count (*) FROM events WHERE status = 'PUBLISHED'") == 1;
}

static gboolean
has_no_remark (gpointer data)
{
  return *foyer_banner_get_title (((FoyerBoxOfficeWindow *) data)->remark_banner) == '\0';
}

static gboolean
has_button (gpointer data)
{
  return g_strcmp0 (foyer_banner_get_action_name (((FoyerBoxOfficeWindow *) data)->remark_banner),
                    "sell.publish") == 0;
}

static gboolean
can_report (gpointer data)
{
  return foyer_till_desk_is_ready (data) && foyer_till_desk_is_open (data);
}

static void
printers_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
}

/* To the order that was sold, by the main window; a draft is published from here, and taken back.
 */
static void
test_main_window (FoyerSellFixture *fixture, gconstpointer data)
{
  static const GActionEntry entries[] = {
    { .name = "show-order", .activate = show_order_cb, .parameter_type = "(sx)" },
    { .name = "undo-change", .activate = undo_cb, .parameter_type = "x" },
  };
  static const GActionEntry ways[] = { { .name = "printers", .activate = printers_cb } };
  g_autoptr (GtkApplication) application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  Told told = { 0 };
  gpointer window, report;
  GtkWidget *other, *list;
  FoyerBoxOfficeWindow *self;

  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_action_map_add_action_entries (G_ACTION_MAP (application), ways, 1, NULL);
  other = gtk_application_window_new (application);
  g_action_map_add_action_entries (G_ACTION_MAP (other), entries, G_N_ELEMENTS (entries), &told);
  window = open_window_of (fixture, application);
  self = window;
  g_assert_false (foyer_acts_is_enabled (self, "sell.show-order"));
  for (const char *p = "a\r\r"; *p != '\0'; p++)
    foyer_sell_desk_press (self->desk, *p == '\r' ? GDK_KEY_Return : (guint) *p);
  foyer_test_wait_for (shows_sold, self);
  foyer_acts_activate (self, "sell.show-order");
  g_assert_cmpint (told.order, ==, foyer_sell_count (fixture, "SELECT key FROM orders"));

  /* A report that has no printer leads to where one is chosen. */
  foyer_test_wait_for (can_report, self->till);
  g_assert_true (gtk_widget_activate_action (window, "till.x", NULL));
  report = foyer_acts_wait_window (FOYER_TYPE_TILL_REPORT_WINDOW);
  g_assert_true (gtk_widget_get_sensitive (foyer_acts_child (report, "print_button")));
  gtk_window_close (GTK_WINDOW (report));

  /* As the list of what waits leads to help. */
  list = foyer_prints_window_present (GTK_WIDGET (self->cart_view),
                                      foyer_till_desk_get_prints (self->till));
  g_assert_true (gtk_window_get_application (GTK_WINDOW (list)) == application);
  gtk_window_close (GTK_WINDOW (list));

  /* A draft says so, with a button. */
  g_assert_true (has_no_remark (self));
  till_exec (fixture->till.db,
             "UPDATE events SET status = 'DRAFT', published_at = NULL, venue_name = 'Hall'");
  foyer_acts_activate (self, "sell.enter");
  for (const char *p = "a\r\r"; *p != '\0'; p++)
    foyer_sell_desk_press (self->desk, *p == '\r' ? GDK_KEY_Return : (guint) *p);
  foyer_test_wait_for (has_button, self);
  foyer_acts_activate (self, "sell.publish");
  if (foyer_acts_find_window (g_type_from_name ("FoyerPublishWindow")) != NULL)
    foyer_acts_activate (foyer_acts_find_window (g_type_from_name ("FoyerPublishWindow")),
                         "publish.publish");
  foyer_test_wait_for (is_published, fixture->till.db);
  foyer_test_wait_for (has_no_remark, self);
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (self), "win.undo-change", "x", (gint64) 7));
  g_assert_cmpint (told.undone, ==, 7);

  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (GTK_WINDOW (self));
  foyer_test_wait_for (foyer_sell_is_gone, &window);
  gtk_window_destroy (GTK_WINDOW (other));
  g_free (told.event);
}

#define ADD(name, currency, func)                                                                  \
  g_test_add (name, FoyerSellFixture, currency, foyer_sell_set_up, func, foyer_sell_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/box-office/window", NULL, test_window);
  ADD ("/box-office/keys-and-ways", NULL, test_keys_and_ways);
  ADD ("/box-office/earlier-guest", NULL, test_earlier_guest);
  ADD ("/box-office/print-waits", NULL, test_print_waits);
  ADD ("/box-office/left-banner", NULL, test_left_banner);
  ADD ("/box-office/check-in-at-once", NULL, test_check_in_at_once);
  ADD ("/box-office/closed-while-writing", NULL, test_closed_while_writing);
  ADD ("/box-office/training", NULL, test_training);
  ADD ("/box-office/main-window", NULL, test_main_window);
  return g_test_run ();
}
