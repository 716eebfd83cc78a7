/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of a row. */
#include "foyer-list-page-private.h"

static FoyerKeyedItem *
item_in (GtkWidget *widget)
{
  FoyerKeyedItem *item = NULL;

  if (FOYER_IS_LIST_CELL (widget))
    return foyer_list_cell_get_item (FOYER_LIST_CELL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && item == NULL;
       child = gtk_widget_get_next_sibling (child))
    item = item_in (child);
  return item;
}

/* That of the row that a widget is in. */
static FoyerKeyedItem *
item_around (FoyerListPageParts *parts, GtkWidget *widget)
{
  for (; widget != NULL && widget != GTK_WIDGET (parts->view);
       widget = gtk_widget_get_parent (widget))
    if (FOYER_IS_LIST_CELL (widget) || gtk_widget_has_css_class (widget, "cell") ||
        g_str_equal (gtk_widget_get_css_name (widget), "cell") ||
        g_str_equal (gtk_widget_get_css_name (widget), "row"))
      return item_in (widget);
  return NULL;
}

static gboolean
open_menu_for (FoyerListPage *self, FoyerKeyedItem *item, double x, double y)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);
  gint64 key = item != NULL ? foyer_keyed_item_get_key (item) : 0;

  if (key == 0)
    return FALSE;
  if (!foyer_key_selection_has_key (parts->selection, key))
    foyer_key_selection_choose (parts->selection, key);
  gtk_popover_menu_set_menu_model (
      parts->context_menu,
      foyer_key_selection_get_size (parts->selection) > 1 ? parts->rows_menu : parts->row_menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (parts->context_menu),
                               &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (parts->context_menu));
  return TRUE;
}

/* The keys go on where they were. */
static void
menu_closed_cb (FoyerListPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (foyer_list_page_get_parts (self)->view));
}

static void
pressed_cb (GtkGesture *gesture, int n_press, double x, double y, FoyerListPage *self)
{
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);
  GtkWidget *hit = gtk_widget_pick (GTK_WIDGET (parts->view), x, y, GTK_PICK_DEFAULT);
  double at_x = x, at_y = y;

  gtk_widget_translate_coordinates (GTK_WIDGET (parts->view), GTK_WIDGET (self), x, y, &at_x,
                                    &at_y);
  if (hit != NULL && open_menu_for (self, item_around (parts, hit), at_x, at_y))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
long_pressed_cb (GtkGesture *gesture, double x, double y, FoyerListPage *self)
{
  pressed_cb (gesture, 1, x, y, self);
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoyerListPage *self = data;
  FoyerListPageParts *parts = foyer_list_page_get_parts (self);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  double x = 0, y = 0;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (parts->view)))
    return FALSE;
  gtk_widget_translate_coordinates (focus, GTK_WIDGET (self), 48, gtk_widget_get_height (focus), &x,
                                    &y);
  return open_menu_for (self, item_in (focus), x, y);
}

void
foyer_list_page_bind_menu (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, menu_closed_cb);
}

void
foyer_list_page_add_menu (FoyerListPage *self)
{
  GtkWidget *view = GTK_WIDGET (foyer_list_page_get_parts (self)->view);
  GtkGesture *press = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), GDK_BUTTON_SECONDARY);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (hold, "pressed", G_CALLBACK (long_pressed_cb), self);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (hold));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                        gtk_callback_action_new (menu_key_cb, self, NULL)));
  gtk_widget_add_controller (view, keys);
}
