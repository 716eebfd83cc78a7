/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-orders-page-private.h"

#include "foyer-event.h"
#include "foyer-order-cell.h"
#include "foyer-row-store.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

/* How many pixels a row has at least, and windows mostly; and how many frames are painted before
 * all rows are offered to the view: at first it makes widgets only for those that are seen. */
#define ROW_HEIGHT    22
#define WINDOW_HEIGHT 720
#define FIRST_FRAMES  3

G_DEFINE_FINAL_TYPE (FoyerOrdersPage, foyer_orders_page, GTK_TYPE_WIDGET)

static gboolean
is_filtered (FoyerOrdersPage *self)
{
  return *gtk_editable_get_text (self->search_entry) != '\0' ||
         foyer_order_filter_is_set (self->filter);
}

static void
ask (FoyerOrdersPage *self)
{
  FoyerOrderQuery query = { 0 };

  foyer_order_filter_get_query (self->filter, &query);
  query.search = gtk_editable_get_text (self->search_entry);
  query.sort = foyer_order_columns_get_sort (self->columns, &query.is_ascending);
  foyer_order_table_set_query (self->table, &query);
}

/* A person asks: the answer is shown from its beginning. */
static void
ask_cb (FoyerOrdersPage *self)
{
  if (self->table == NULL)
    return;
  self->is_asked = TRUE;
  ask (self);
}

static void
show_count (FoyerOrdersPage *self)
{
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->table));
  guint total = foyer_order_table_get_total (self->table);
  g_autofree char *text = NULL;

  if (is_filtered (self))
    text = g_strdup_printf (_ ("%'u of %'u"), n_shown, total);
  else
    text = g_strdup_printf ("%'u", total);
  gtk_label_set_label (self->count_label, total > 0 ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->count_label), total > 0 ? text : NULL);
}

static const char *
choose_state (FoyerOrdersPage *self)
{
  if (foyer_order_table_get_error (self->table) != NULL)
    return "problem";
  if (g_list_model_get_n_items (G_LIST_MODEL (self->table)) > 0 ||
      foyer_order_table_is_pending (self->table))
    return "table";
  return foyer_order_table_get_total (self->table) == 0 ? "none" : "no-match";
}

static void
show_state (FoyerOrdersPage *self)
{
  const char *error = foyer_order_table_get_error (self->table);

  adw_status_page_set_description (self->problem, error != NULL ? error : "");
  gtk_stack_set_visible_child_name (self->stack, choose_state (self));
  if (self->is_asked && !foyer_order_table_is_pending (self->table))
    {
      self->is_asked = FALSE;
      gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)), 0);
    }
  show_count (self);
}

static void
rows_changed_cb (FoyerOrdersPage *self)
{
  if (self->panel != NULL && adw_flap_get_reveal_flap (self->flap))
    foyer_order_panel_reload (self->panel);
  foyer_orders_page_update_actions (self);
}

/* GTK scrolls from the left also where the first column is at the right. */
static void
width_changed_cb (FoyerOrdersPage *self, GtkAdjustment *adjustment)
{
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    gtk_adjustment_set_value (adjustment, end - self->from_right);
}

static void
moved_aside_cb (FoyerOrdersPage *self, GtkAdjustment *adjustment)
{
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  self->from_right = end - gtk_adjustment_get_value (adjustment);
}

/* One order chosen while the panel is open: it follows. */
static void
chosen_cb (FoyerOrdersPage *self)
{
  guint64 n = foyer_key_selection_get_size (self->selection);
  g_autofree char *text = g_strdup_printf (ngettext ("%'u selected", "%'u selected", n), (guint) n);

  gtk_label_set_label (self->selected_label, text);
  gtk_revealer_set_reveal_child (self->bar, n > 1);
  if (n == 1 && self->panel != NULL && adw_flap_get_reveal_flap (self->flap))
    {
      g_autoptr (GArray) keys = foyer_key_selection_dup_keys (self->selection);

      foyer_order_panel_set_key (self->panel, g_array_index (keys, gint64, 0));
    }
  foyer_orders_page_update_actions (self);
}

/* The panel
 * ---------------------------------------------------------------------------------------------- */

static gboolean
reveal_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  FoyerOrdersPage *self = FOYER_ORDERS_PAGE (widget);

  if (gtk_widget_get_width (GTK_WIDGET (self->flap)) == 0)
    return G_SOURCE_CONTINUE;
  self->reveal_id = 0;
  adw_flap_set_reveal_flap (self->flap, TRUE);
  return G_SOURCE_REMOVE;
}

/* AdwFlap of libadwaita 1.2 divides by its width, which is nothing before the first layout. */
static void
reveal_panel (FoyerOrdersPage *self, gboolean is_revealed)
{
  if (self->reveal_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->reveal_id);
  self->reveal_id = 0;
  if (is_revealed && gtk_widget_get_width (GTK_WIDGET (self->flap)) == 0)
    self->reveal_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), reveal_cb, NULL, NULL);
  else
    adw_flap_set_reveal_flap (self->flap, is_revealed);
}

void
foyer_orders_page_show_order (FoyerOrdersPage *self, gint64 key)
{
  g_return_if_fail (FOYER_IS_ORDERS_PAGE (self));

  if (self->panel == NULL && key != 0)
    {
      self->panel = FOYER_ORDER_PANEL (
          foyer_order_panel_new (self->replica, self->settings, &self->event_id, self->zone));
      adw_bin_set_child (self->panel_bin, GTK_WIDGET (self->panel));
    }
  if (self->panel != NULL)
    foyer_order_panel_set_key (self->panel, key);
  reveal_panel (self, key != 0);
}

static gint64
key_at (FoyerOrdersPage *self, guint position)
{
  return foyer_keyed_list_get_key (FOYER_KEYED_LIST (self->table), position);
}

static void
activate_cb (FoyerOrdersPage *self, guint position)
{
  foyer_orders_page_show_order (self, key_at (self, position));
}

/* Enter in the search goes on to what was found; one alone is opened. */
static void
search_activate_cb (FoyerOrdersPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->table)) == 1)
    foyer_orders_page_show_order (self, key_at (self, 0));
  gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
}

/* Typed in the table: the next letter may be a space, which there selects a row. */
static void
search_started_cb (FoyerOrdersPage *self)
{
  GtkEditable *text = gtk_editable_get_delegate (self->search_entry);

  if (GTK_IS_TEXT (text))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (text));
}

static void
stop_search_cb (FoyerOrdersPage *self)
{
  gtk_editable_set_text (self->search_entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* The menu of a row
 * ---------------------------------------------------------------------------------------------- */

static FoyerOrderItem *
item_in (GtkWidget *widget)
{
  FoyerOrderItem *item = NULL;

  if (FOYER_IS_ORDER_CELL (widget))
    return foyer_order_cell_get_item (FOYER_ORDER_CELL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && item == NULL;
       child = gtk_widget_get_next_sibling (child))
    item = item_in (child);
  return item;
}

/* The order whose row a widget is in. */
static FoyerOrderItem *
item_around (FoyerOrdersPage *self, GtkWidget *widget)
{
  for (; widget != NULL && widget != GTK_WIDGET (self->view);
       widget = gtk_widget_get_parent (widget))
    if (FOYER_IS_ORDER_CELL (widget) || gtk_widget_has_css_class (widget, "cell") ||
        g_str_equal (gtk_widget_get_css_name (widget), "cell") ||
        g_str_equal (gtk_widget_get_css_name (widget), "row"))
      return item_in (widget);
  return NULL;
}

static gboolean
open_menu_for (FoyerOrdersPage *self, FoyerOrderItem *item, double x, double y)
{
  gint64 key = item != NULL ? foyer_order_item_get_key (item) : 0;

  if (key == 0)
    return FALSE;
  if (!foyer_key_selection_has_key (self->selection, key))
    foyer_key_selection_choose (self->selection, key);
  gtk_popover_menu_set_menu_model (
      self->context_menu,
      foyer_key_selection_get_size (self->selection) > 1 ? self->several_model : self->one_model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->context_menu),
                               &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->context_menu));
  return TRUE;
}

/* The keys go on where they were. */
static void
menu_closed_cb (FoyerOrdersPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
pressed_cb (GtkGesture *gesture, int n_press, double x, double y, FoyerOrdersPage *self)
{
  GtkWidget *hit = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  double at_x = x, at_y = y;

  gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), x, y, &at_x, &at_y);
  if (hit != NULL && open_menu_for (self, item_around (self, hit), at_x, at_y))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
long_pressed_cb (GtkGesture *gesture, double x, double y, FoyerOrdersPage *self)
{
  pressed_cb (gesture, 1, x, y, self);
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoyerOrdersPage *self = data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  double x = 0, y = 0;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    return FALSE;
  gtk_widget_translate_coordinates (focus, GTK_WIDGET (self), 48, gtk_widget_get_height (focus), &x,
                                    &y);
  return open_menu_for (self, item_in (focus), x, y);
}

static void
add_menu_gestures (FoyerOrdersPage *self)
{
  GtkGesture *press = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), GDK_BUTTON_SECONDARY);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (hold, "pressed", G_CALLBACK (long_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (hold));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                        gtk_callback_action_new (menu_key_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

/* Opening
 * ---------------------------------------------------------------------------------------------- */

static guint
guess_rows_seen (FoyerOrdersPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  int height = root != NULL ? gtk_widget_get_height (GTK_WIDGET (root)) : 0;
  int width;

  if (height == 0 && GTK_IS_WINDOW (root))
    gtk_window_get_default_size (GTK_WINDOW (root), &width, &height);
  return (height > 0 ? height : WINDOW_HEIGHT) / ROW_HEIGHT;
}

/* The first frame has what one sees, the others bring the rows around it. */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  FoyerOrdersPage *self = FOYER_ORDERS_PAGE (widget);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->table)) == 0)
    return G_SOURCE_CONTINUE;
  if (++self->n_frames == FIRST_FRAMES)
    foyer_key_selection_set_limit (self->selection, 2 * guess_rows_seen (self));
  if (self->n_frames <= FIRST_FRAMES)
    return G_SOURCE_CONTINUE;
  foyer_key_selection_set_limit (self->selection, G_MAXUINT);
  return G_SOURCE_REMOVE;
}

static void
foyer_orders_page_root (GtkWidget *widget)
{
  FoyerOrdersPage *self = FOYER_ORDERS_PAGE (widget);

  GTK_WIDGET_CLASS (foyer_orders_page_parent_class)->root (widget);
  if (self->n_frames == 0)
    foyer_key_selection_set_limit (self->selection, guess_rows_seen (self));
}

static void
foyer_orders_page_dispose (GObject *object)
{
  FoyerOrdersPage *self = FOYER_ORDERS_PAGE (object);
  GtkWidget *child;

  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  self->panel = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->columns);
  g_clear_object (&self->selection);
  g_clear_object (&self->table);
  g_clear_object (&self->settings);
  g_clear_object (&self->replica);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (foyer_orders_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/orders/foyer-orders-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerOrdersPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrdersPage, filter);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrdersPage, pills_bin);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrdersPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrdersPage, columns_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrdersPage, flap);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrdersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrdersPage, problem);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrdersPage, view);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrdersPage, panel_bin);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrdersPage, bar);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrdersPage, selected_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrdersPage, context_menu);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrdersPage, one_model);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrdersPage, several_model);
  gtk_widget_class_bind_template_callback (widget_class, menu_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, moved_aside_cb);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_started_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
foyer_orders_page_class_init (FoyerOrdersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_orders_page_dispose;
  widget_class->root = foyer_orders_page_root;

  g_type_ensure (FOYER_TYPE_ORDER_FILTER);
  bind_template (widget_class);
  foyer_orders_page_install_actions (widget_class);
  /* The icons of tables are with the attendees. */
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/io/github/foyerapp/Foyer/attendees/icons");
}

static void
foyer_orders_page_init (FoyerOrdersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_bin_set_child (self->pills_bin, foyer_order_filter_get_pills (self->filter));
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search_entry),
                                           GTK_WIDGET (self->view));
  add_menu_gestures (self);
}

static GTimeZone *
load_zone (FoyerReplica *replica, const FoyerUuid *event_id)
{
  g_autoptr (FoyerEvent) event =
      foyer_row_store_find (foyer_replica_get_reader (replica), &FOYER_EVENT_TYPE, event_id, NULL);
  GTimeZone *zone =
      event != NULL && event->timezone != NULL ? foyer_time_zone_load (event->timezone) : NULL;

  return zone != NULL ? zone : g_time_zone_new_utc ();
}

void
foyer_orders_page_search (FoyerOrdersPage *self, const char *text)
{
  g_return_if_fail (FOYER_IS_ORDERS_PAGE (self));
  g_return_if_fail (text != NULL);

  foyer_order_filter_clear (self->filter);
  gtk_editable_set_text (self->search_entry, text);
}

void
foyer_orders_page_show_unpaid (FoyerOrdersPage *self)
{
  g_return_if_fail (FOYER_IS_ORDERS_PAGE (self));

  gtk_editable_set_text (self->search_entry, "");
  foyer_order_filter_show_only (self->filter, FOYER_ORDER_PENDING);
}

GtkWidget *
foyer_orders_page_new (FoyerReplica *replica, GSettings *settings, const FoyerUuid *event_id)
{
  FoyerOrdersPage *self = g_object_new (FOYER_TYPE_ORDERS_PAGE, NULL);

  self->replica = g_object_ref (replica);
  self->settings = g_object_ref (settings);
  self->event_id = *event_id;
  self->zone = load_zone (replica, event_id);
  foyer_order_filter_set_zone (self->filter, self->zone);
  self->columns = foyer_order_columns_new (self->view, settings, self->zone);
  foyer_order_columns_fill_chooser (self->columns, self->columns_box);
  g_signal_connect_object (self->columns, "sorted", G_CALLBACK (ask_cb), self, G_CONNECT_SWAPPED);

  self->table = foyer_order_table_new (replica, event_id);
  self->selection = foyer_key_selection_new (FOYER_KEYED_LIST (self->table));
  g_signal_connect_object (self->table, "queried", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "chosen-changed", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  ask (self);
  foyer_key_selection_set_limit (self->selection, guess_rows_seen (self));
  gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  show_state (self);
  foyer_orders_page_update_actions (self);
  return GTK_WIDGET (self);
}
