/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-acts-fixture.h"
#include "foyer-order-panel-private.h"
#include "orders-fixture.h"

static const char *const card[] = { "card", NULL };
static const char *const part[] = { "cash:20.00", NULL };

static const char *
get_state (FoyerOrdersFixture *self)
{
  return gtk_stack_get_visible_child_name (self->page->parts->stack);
}

static const FoyerOrderEntry *
peek (FoyerOrdersFixture *self, guint position)
{
  return foyer_order_table_peek (self->page->table, position);
}

static void
search (FoyerOrdersFixture *self, const char *text)
{
  gtk_editable_set_text (self->page->parts->search_entry, text);
}

static void
test_empty (FoyerOrdersFixture *self, gconstpointer data)
{
  foyer_orders_open (self);
  foyer_orders_wait_rows (self, 0);
  g_assert_cmpstr (get_state (self), ==, "empty");
  foyer_orders_sell (self, TILL_VIP, 1, "Ada Lovelace", NULL, FALSE);
  foyer_orders_wait_rows (self, 1);
  g_assert_cmpstr (get_state (self), ==, "table");
  search (self, "nobody of this name");
  foyer_orders_wait_rows (self, 0);
  g_assert_cmpstr (get_state (self), ==, "no-match");
  foyer_acts_activate (self->page, "page.clear");
  foyer_orders_wait_rows (self, 1);
  g_assert_cmpstr (get_state (self), ==, "table");
}

/* What is typed, and what is filtered by, together. */
static void
test_find (FoyerOrdersFixture *self, gconstpointer data)
{
  foyer_orders_sell (self, TILL_VIP, 1, "Ada Lovelace", NULL, FALSE);
  foyer_orders_sell (self, TILL_STANDARD, 2, "Grace Hopper", card, FALSE);
  foyer_orders_sell (self, TILL_STANDARD, 1, "Ada Byron", part, TRUE);
  foyer_orders_open (self);
  foyer_orders_wait_rows (self, 3);
  search (self, "ada");
  foyer_orders_wait_rows (self, 2);
  g_assert_cmpstr (gtk_label_get_label (self->page->parts->count_label), ==, "2 of 3");
  foyer_orders_page_show_unpaid (self->page);
  foyer_orders_wait_rows (self, 1);
  g_assert_cmpstr (peek (self, 0)->order->buyer_name, ==, "Ada Byron");
  g_assert_cmpint (peek (self, 0)->paid, ==, 2000);
  search (self, "grace");
  foyer_orders_wait_rows (self, 0);
  foyer_list_filter_clear (FOYER_LIST_FILTER (self->page->filter));
  foyer_orders_wait_rows (self, 1);
}

/* By the title of a column, and so again the next time. */
static void
test_sort (FoyerOrdersFixture *self, gconstpointer data)
{
  g_autoptr (GtkColumnViewColumn) total = NULL;

  foyer_orders_sell (self, TILL_STANDARD, 2, "Middle", NULL, FALSE);
  foyer_orders_sell (self, TILL_STANDARD, 1, "Little", NULL, FALSE);
  foyer_orders_sell (self, TILL_VIP, 1, "Much", NULL, FALSE);
  foyer_orders_open (self);
  foyer_orders_wait_rows (self, 3);
  g_assert_cmpstr (peek (self, 0)->order->buyer_name, ==, "Much");
  total = g_list_model_get_item (gtk_column_view_get_columns (self->page->parts->view),
                                 FOYER_ORDER_FIELD_TOTAL);
  gtk_column_view_sort_by_column (self->page->parts->view, total, GTK_SORT_ASCENDING);
  foyer_orders_wait_rows (self, 3);
  g_assert_cmpstr (peek (self, 0)->order->buyer_name, ==, "Little");
  g_assert_cmpstr (peek (self, 2)->order->buyer_name, ==, "Much");
  g_assert_false (g_settings_get_boolean (self->settings, "orders-sort-descending"));
  gtk_window_destroy (self->window);
  foyer_orders_open (self);
  foyer_orders_wait_rows (self, 3);
  g_assert_cmpstr (peek (self, 0)->order->buyer_name, ==, "Little");
}

/* Every column is sorted by; a number's title stands where the numbers end. */
static void
test_titles (FoyerOrdersFixture *self, gconstpointer data)
{
  GListModel *columns;
  GtkWidget *title;

  foyer_orders_sell (self, TILL_STANDARD, 1, "Two", NULL, FALSE);
  foyer_orders_sell (self, TILL_STANDARD, 3, "Most", part, TRUE);
  foyer_orders_sell (self, TILL_STANDARD, 2, "Middle", NULL, FALSE);
  foyer_orders_open (self);
  foyer_orders_wait_rows (self, 3);
  columns = G_LIST_MODEL (gtk_column_view_get_columns (self->page->parts->view));
  title = gtk_widget_get_first_child (
      gtk_widget_get_first_child (GTK_WIDGET (self->page->parts->view)));
  for (guint i = 0; i < FOYER_N_ORDER_FIELDS; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      gboolean is_number = i == FOYER_ORDER_FIELD_TICKETS || i == FOYER_ORDER_FIELD_TOTAL ||
                           i == FOYER_ORDER_FIELD_PAID;
      GtkWidget *box = gtk_widget_get_first_child (title);
      GtkWidget *label =
          is_number ? gtk_widget_get_last_child (box) : gtk_widget_get_first_child (box);

      g_assert_nonnull (gtk_column_view_column_get_sorter (column));
      if (is_number)
        g_assert_cmpfloat (gtk_label_get_xalign (GTK_LABEL (label)), ==, 1);
      g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==,
                       gtk_column_view_column_get_title (column));
      title = gtk_widget_get_next_sibling (title);
      if (i != FOYER_ORDER_FIELD_TICKETS && i != FOYER_ORDER_FIELD_PAID)
        continue;
      gtk_column_view_sort_by_column (self->page->parts->view, column,
                                      i == FOYER_ORDER_FIELD_PAID ? GTK_SORT_ASCENDING
                                                                  : GTK_SORT_DESCENDING);
      foyer_orders_wait_rows (self, 3);
      g_assert_cmpstr (peek (self, 0)->order->buyer_name, ==, "Most");
    }
}

/* A column that was dragged is as wide the next time. */
static void
test_widths (FoyerOrdersFixture *self, gconstpointer data)
{
  g_autoptr (GtkColumnViewColumn) before = NULL, after = NULL;

  foyer_orders_open (self);
  foyer_orders_wait_rows (self, 0);
  before = g_list_model_get_item (gtk_column_view_get_columns (self->page->parts->view),
                                  FOYER_ORDER_FIELD_TIME);
  gtk_column_view_column_set_fixed_width (before, 222);
  gtk_window_destroy (self->window);
  foyer_orders_open (self);
  foyer_orders_wait_rows (self, 0);
  after = g_list_model_get_item (gtk_column_view_get_columns (self->page->parts->view),
                                 FOYER_ORDER_FIELD_TIME);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (after), ==, 222);
}

static void
test_panel (FoyerOrdersFixture *self, gconstpointer data)
{
  gint64 key = foyer_orders_sell (self, TILL_STANDARD, 2, "Ada Byron", part, TRUE);
  FoyerOrderPanel *panel;
  gint64 ticket;

  foyer_orders_open (self);
  foyer_orders_wait_rows (self, 1);
  foyer_list_page_show_row (FOYER_LIST_PAGE (self->page), key);
  panel = FOYER_ORDER_PANEL (self->page->parts->panel);
  g_assert_true (foyer_acts_says (panel, "€98.00"));
  g_assert_true (foyer_acts_says (panel, "€78.00 is still to be paid"));
  g_assert_true (foyer_acts_says (panel, "Standard · €49.00\nUnpaid"));
  g_assert_true (foyer_acts_says (panel, "€20.00 paid: Cash"));
  gtk_editable_set_text (GTK_EDITABLE (panel->name_row), "Ada Lovelace");
  g_signal_emit_by_name (panel->name_row, "apply");
  foyer_orders_wait_count (self, "SELECT count (*) FROM orders WHERE buyer_name = 'Ada Lovelace'",
                           1);
  /* What is wrong is said beside the field, and nothing is written. */
  gtk_editable_set_text (GTK_EDITABLE (panel->email_row), "ada at home");
  g_signal_emit_by_name (panel->email_row, "apply");
  g_assert_cmpstr (foyer_message_row_get_text (panel->email_message), !=, "");
  foyer_replica_drain (self->replica);
  g_assert_cmpint (
      foyer_orders_count (self, "SELECT count (*) FROM orders WHERE buyer_email IS NOT NULL"), ==,
      0);
  ticket = foyer_orders_count (self, "SELECT min (key) FROM tickets");
  gtk_widget_activate_action (GTK_WIDGET (panel), "order.show-attendee", "x", ticket);
  g_assert_cmpint (self->person, ==, ticket);
}

static gboolean
can_scroll (gpointer data)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (data);

  return gtk_adjustment_get_page_size (adjustment) > 0 &&
         gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment);
}

static gboolean
has_address (gpointer data)
{
  FoyerOrderPanel *panel = data;

  return panel->detail != NULL && panel->detail->order->buyer_email != NULL;
}

static gboolean
has_focus_in_menu (gpointer data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (data));

  return focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL;
}

static double
get_scrolled (FoyerOrderPanel *panel)
{
  return gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (panel->scroller));
}

/* A menu that hangs below the panel's end does not move it; another order is seen from its top; who
 * left no name is a guest in the list and here; and nothing is sent to nobody. */
static void
test_panel_place (FoyerOrdersFixture *self, gconstpointer data)
{
  static const char marked[] = "SELECT count (*) FROM tickets WHERE resend_marked_at IS NOT NULL";
  gint64 first = foyer_orders_sell (self, TILL_STANDARD, 5, "Ada Byron", NULL, FALSE);
  gint64 second = foyer_orders_sell (self, TILL_STANDARD, 5, NULL, NULL, FALSE);
  FoyerOrderPanel *panel;
  GtkWidget *button;

  foyer_orders_open (self);
  foyer_orders_wait_rows (self, 2);
  foyer_list_page_show_row (FOYER_LIST_PAGE (self->page), first);
  panel = FOYER_ORDER_PANEL (self->page->parts->panel);
  foyer_test_wait_for (can_scroll, panel->scroller);
  g_assert_true (foyer_key_selection_has_key (self->page->parts->selection, first));
  foyer_acts_activate (panel, "order.mark-resend");
  foyer_acts_activate (self->page, "page.mark-resend");
  button = foyer_acts_find (panel->tickets_group, GTK_TYPE_MENU_BUTTON, 4);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  foyer_test_wait_for (has_focus_in_menu, panel);
  g_assert_cmpfloat (get_scrolled (panel), ==, 0);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (panel->scroller), 40);
  foyer_list_page_show_row (FOYER_LIST_PAGE (self->page), second);
  g_assert_cmpfloat (get_scrolled (panel), ==, 0);
  g_assert_true (foyer_key_selection_has_key (self->page->parts->selection, second));
  g_assert_cmpuint (foyer_key_selection_get_size (self->page->parts->selection), ==, 1);
  g_assert_cmpstr (gtk_label_get_label (panel->buyer_label), ==, "Guest");
  gtk_editable_set_text (GTK_EDITABLE (panel->name_row), "Ada Lovelace");
  gtk_editable_set_text (GTK_EDITABLE (panel->email_row), "ada@example.org");
  g_signal_emit_by_name (panel->email_row, "apply");
  foyer_orders_wait_count (self, "SELECT count (*) FROM orders WHERE buyer_email IS NOT NULL", 1);
  foyer_test_wait_for (has_address, panel);
  g_assert_cmpint (foyer_orders_count (self, marked), ==, 0);
  foyer_acts_activate (panel, "order.mark-resend");
  foyer_orders_wait_count (self, marked, 5);
}

/* All of what is selected is checked in, at once, and can be taken back. */
static void
test_check_in (FoyerOrdersFixture *self, gconstpointer data)
{
  foyer_orders_sell (self, TILL_STANDARD, 2, "Ada", NULL, FALSE);
  foyer_orders_sell (self, TILL_VIP, 1, "Grace", card, FALSE);
  foyer_orders_open (self);
  foyer_orders_wait_rows (self, 2);
  foyer_acts_activate (self->page, "page.select-all");
  g_assert_cmpuint (foyer_key_selection_get_size (self->page->parts->selection), ==, 2);
  foyer_acts_activate (self->page, "page.check-in");
  foyer_orders_wait_count (self, "SELECT count (*) FROM tickets WHERE status = 'CHECKED_IN'", 3);
}

/* The page goes while it is asked for orders, and while it works. */
static void
test_closed_while_asking (FoyerOrdersFixture *self, gconstpointer data)
{
  foyer_orders_sell (self, TILL_STANDARD, 2, "Ada", NULL, FALSE);
  foyer_orders_open (self);
  foyer_orders_wait_rows (self, 1);
  search (self, "a");
  search (self, "ad");
  foyer_acts_activate (self->page, "page.select-all");
  foyer_acts_activate (self->page, "page.check-in");
}

/* With the bar of what is selected, which takes its width also while it is hidden. */
static void
test_narrow (FoyerOrdersFixture *self, gconstpointer data)
{
  int least;

  foyer_orders_sell (self, TILL_STANDARD, 2, "Ada", NULL, FALSE);
  foyer_orders_open (self);
  foyer_orders_wait_rows (self, 1);
  gtk_widget_measure (foyer_acts_find (self->page, GTK_TYPE_ACTION_BAR, 0),
                      GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <, 290);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  FOYER_ORDERS_ADD ("/orders-page/empty", test_empty);
  FOYER_ORDERS_ADD ("/orders-page/find", test_find);
  FOYER_ORDERS_ADD ("/orders-page/sort", test_sort);
  FOYER_ORDERS_ADD ("/orders-page/titles", test_titles);
  FOYER_ORDERS_ADD ("/orders-page/widths", test_widths);
  FOYER_ORDERS_ADD ("/orders-page/panel", test_panel);
  FOYER_ORDERS_ADD ("/orders-page/panel-place", test_panel_place);
  FOYER_ORDERS_ADD ("/orders-page/narrow", test_narrow);
  FOYER_ORDERS_ADD ("/orders-page/check-in", test_check_in);
  FOYER_ORDERS_ADD ("/orders-page/closed-while-asking", test_closed_while_asking);

  return g_test_run ();
}
