/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendees-page-private.h"

#include <glib/gi18n-lib.h>

#include "foyer-attendee-cell.h"
#include "foyer-event.h"
#include "foyer-row-store.h"
#include "foyer-time.h"

#define CLOCK_SECONDS 30
/* How many pixels a row has at least, and windows mostly; and how many frames are painted before
 * all rows are offered to the view: at first it makes widgets only for those that are seen. */
#define ROW_HEIGHT    22
#define WINDOW_HEIGHT 720
#define FIRST_FRAMES  3
/* Rows above and below those in sight that are kept up to date with them. */
#define SEEN_MARGIN 6
/* Of so many an answer takes a few milliseconds, at most a frame: it is worth to wait for it. */
#define WAIT_ROWS 250000
#define WAIT      16000 /* microseconds */

G_DEFINE_FINAL_TYPE (FoyerAttendeesPage, foyer_attendees_page, GTK_TYPE_WIDGET)

static gboolean
has_search (FoyerAttendeesPage *self)
{
  return *gtk_editable_get_text (self->search_entry) != '\0';
}

static void
ask (FoyerAttendeesPage *self)
{
  FoyerRosterQuery query = { 0 };

  foyer_attendee_filter_get_query (self->filter, &query);
  query.text = gtk_editable_get_text (self->search_entry);
  query.sort = foyer_attendee_columns_get_sort (self->columns, &query.descending);
  foyer_attendee_list_set_query (self->list, &query);
}

/* A frame that is painted without the answer, only for the letter in the entry, would put off the
 * one with the answer by 16 ms. */
static gboolean
wait_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  FoyerAttendeesPage *self = FOYER_ATTENDEES_PAGE (widget);

  self->wait_id = 0;
  foyer_attendee_list_wait (self->list, WAIT);
  return G_SOURCE_REMOVE;
}

/* A person asks: the answer is shown from its beginning. */
static void
ask_cb (FoyerAttendeesPage *self)
{
  if (self->list == NULL)
    return;
  self->is_asked = TRUE;
  /* It may be another place that is in sight then. */
  if (gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view))) > 0)
    foyer_attendee_list_set_seen (self->list, 0, G_MAXUINT);
  ask (self);
  if (self->wait_id == 0 && foyer_attendee_list_get_total (self->list) <= WAIT_ROWS)
    self->wait_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), wait_cb, NULL, NULL);
}

static void
scroll_to_top (FoyerAttendeesPage *self)
{
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)), 0);
}

static void
scrolled_cb (FoyerAttendeesPage *self, GtkAdjustment *adjustment)
{
  double upper = gtk_adjustment_get_upper (adjustment);
  double top = gtk_adjustment_get_value (adjustment);
  double bottom = top + gtk_adjustment_get_page_size (adjustment);
  double n =
      self->selection != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->selection)) : 0;

  if (n > 0 && upper > 0)
    foyer_attendee_list_set_seen (self->list, MAX (top / upper * n - SEEN_MARGIN, 0),
                                  bottom / upper * n + SEEN_MARGIN);
}

static void
show_count (FoyerAttendeesPage *self)
{
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint total = foyer_attendee_list_get_total (self->list);
  g_autofree char *text = NULL;

  if (!foyer_attendee_list_is_ready (self->list))
    text = g_strdup (_ ("Counting…"));
  else if (has_search (self) || foyer_attendee_filter_is_set (self->filter))
    /* Translators: how many attendees are shown, of how many there are: “412 of 10 233”. */
    text = g_strdup_printf (_ ("%'u of %'u"), n_shown, total);
  else
    text = g_strdup_printf ("%'u", total);
  gtk_label_set_label (self->count_label, total > 0 ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->count_label), total > 0 ? text : NULL);
  /* Beside the pills there is room for the whole of it in a narrow window too. */
  gtk_label_set_label (self->filtered_label, gtk_label_get_label (self->count_label));
  gtk_widget_set_visible (GTK_WIDGET (self->filtered_label),
                          foyer_attendee_filter_is_set (self->filter));
  gtk_widget_set_visible (GTK_WIDGET (self->count_label),
                          !foyer_attendee_filter_is_set (self->filter));
}

static void
show_state (FoyerAttendeesPage *self)
{
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  if (n_shown > 0 || foyer_attendee_list_is_pending (self->list))
    gtk_stack_set_visible_child_name (self->stack, "table");
  else if (foyer_attendee_list_get_total (self->list) == 0)
    gtk_stack_set_visible_child_name (self->stack, "nobody");
  else
    gtk_stack_set_visible_child_name (self->stack, "no-match");
  if (self->is_asked && !foyer_attendee_list_is_pending (self->list))
    {
      self->is_asked = FALSE;
      scroll_to_top (self);
    }
  show_count (self);
}

static void
names_changed_cb (FoyerAttendeesPage *self)
{
  foyer_attendee_columns_set_questions (self->columns,
                                        foyer_attendee_list_get_questions (self->list));
  foyer_attendee_columns_fill_chooser (self->columns, self->columns_box);
  foyer_attendee_filter_set_tiers (self->filter, foyer_attendee_list_get_tiers (self->list));
}

static void
rows_changed_cb (FoyerAttendeesPage *self)
{
  if (adw_flap_get_reveal_flap (self->flap))
    foyer_attendee_panel_reload (self->panel);
  foyer_attendees_page_update_actions (self);
}

/* GTK scrolls from the left also where the first column is at the right. */
static void
width_changed_cb (FoyerAttendeesPage *self, GtkAdjustment *adjustment)
{
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    gtk_adjustment_set_value (adjustment, end - self->from_right);
}

static void
moved_aside_cb (FoyerAttendeesPage *self, GtkAdjustment *adjustment)
{
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  self->from_right = end - gtk_adjustment_get_value (adjustment);
}

/* One person chosen while the panel is open: it follows. */
static void
chosen_cb (FoyerAttendeesPage *self)
{
  guint64 n = foyer_key_selection_get_size (self->selection);
  g_autofree char *text = g_strdup_printf (ngettext ("%'u selected", "%'u selected", n), (guint) n);

  gtk_label_set_label (self->selected_label, text);
  gtk_revealer_set_reveal_child (self->bar, n > 0);
  if (n == 1 && adw_flap_get_reveal_flap (self->flap))
    {
      g_autoptr (GArray) keys = foyer_key_selection_dup_keys (self->selection);

      foyer_attendee_panel_set_key (self->panel, g_array_index (keys, gint64, 0));
    }
  foyer_attendees_page_update_actions (self);
}

static gboolean
reveal_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  FoyerAttendeesPage *self = FOYER_ATTENDEES_PAGE (widget);

  if (gtk_widget_get_width (GTK_WIDGET (self->flap)) == 0)
    return G_SOURCE_CONTINUE;
  self->reveal_id = 0;
  adw_flap_set_reveal_flap (self->flap, TRUE);
  return G_SOURCE_REMOVE;
}

/* AdwFlap of libadwaita 1.2 divides by its width, which is nothing before the first layout. */
static void
reveal_panel (FoyerAttendeesPage *self, gboolean is_revealed)
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
foyer_attendees_page_show_person (FoyerAttendeesPage *self, gint64 key)
{
  if (self->panel == NULL)
    {
      self->panel = g_object_new (FOYER_TYPE_ATTENDEE_PANEL, NULL);
      foyer_attendee_panel_set_event (self->panel, self->replica, &self->event_id, self->zone);
      adw_bin_set_child (self->panel_bin, GTK_WIDGET (self->panel));
    }
  foyer_attendee_panel_set_key (self->panel, key);
  reveal_panel (self, key != 0);
}

static void
activate_cb (FoyerAttendeesPage *self, guint position)
{
  foyer_attendees_page_show_person (
      self, foyer_keyed_list_get_key (FOYER_KEYED_LIST (self->list), position));
}

/* Enter in the search goes on to what was found; one alone is opened. */
static void
search_activate_cb (FoyerAttendeesPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 1)
    foyer_attendees_page_show_person (self,
                                      foyer_keyed_list_get_key (FOYER_KEYED_LIST (self->list), 0));
  gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
}

/* Typed in the table: the next letter may be a space, which there selects a row. */
static void
search_started_cb (FoyerAttendeesPage *self)
{
  GtkEditable *text = gtk_editable_get_delegate (self->search_entry);

  if (GTK_IS_TEXT (text))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (text));
}

static void
stop_search_cb (FoyerAttendeesPage *self)
{
  gtk_editable_set_text (self->search_entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static FoyerAttendee *
attendee_in (GtkWidget *widget)
{
  FoyerAttendee *attendee = NULL;

  if (FOYER_IS_ATTENDEE_CELL (widget))
    return foyer_attendee_cell_get_attendee (FOYER_ATTENDEE_CELL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && attendee == NULL;
       child = gtk_widget_get_next_sibling (child))
    attendee = attendee_in (child);
  return attendee;
}

/* The person whose row a widget is in. */
static FoyerAttendee *
attendee_around (FoyerAttendeesPage *self, GtkWidget *widget)
{
  for (; widget != NULL && widget != GTK_WIDGET (self->view);
       widget = gtk_widget_get_parent (widget))
    if (FOYER_IS_ATTENDEE_CELL (widget) || gtk_widget_has_css_class (widget, "cell") ||
        g_str_equal (gtk_widget_get_css_name (widget), "cell") ||
        (g_str_equal (gtk_widget_get_css_name (widget), "row")))
      return attendee_in (widget);
  return NULL;
}

static gboolean
open_menu_for (FoyerAttendeesPage *self, FoyerAttendee *attendee, double x, double y)
{
  gint64 key = attendee != NULL ? foyer_attendee_get_key (attendee) : 0;

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
menu_closed_cb (FoyerAttendeesPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
pressed_cb (GtkGesture *gesture, int n_press, double x, double y, FoyerAttendeesPage *self)
{
  GtkWidget *hit = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  double at_x = x, at_y = y;

  gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), x, y, &at_x, &at_y);
  if (hit != NULL && open_menu_for (self, attendee_around (self, hit), at_x, at_y))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
long_pressed_cb (GtkGesture *gesture, double x, double y, FoyerAttendeesPage *self)
{
  pressed_cb (gesture, 1, x, y, self);
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoyerAttendeesPage *self = data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  double x = 0, y = 0;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    return FALSE;
  gtk_widget_translate_coordinates (focus, GTK_WIDGET (self), 48, gtk_widget_get_height (focus), &x,
                                    &y);
  return open_menu_for (self, attendee_in (focus), x, y);
}

static void
add_menu_gestures (FoyerAttendeesPage *self)
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
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Delete|KP_Delete"),
                        gtk_named_action_new ("page.cancel")));
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

/* A list dropped anywhere on the page. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, FoyerAttendeesPage *self)
{
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autofree char *path = files != NULL ? g_file_get_path (files->data) : NULL;

  g_slist_free (files);
  return path != NULL && gtk_widget_activate_action (GTK_WIDGET (self), "win.import", "s", path);
}

static void
add_drop_target (FoyerAttendeesPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static gboolean
clock_cb (gpointer data)
{
  FoyerAttendeesPage *self = data;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask (self);
  return G_SOURCE_CONTINUE;
}

static guint
guess_rows_seen (FoyerAttendeesPage *self)
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
  FoyerAttendeesPage *self = FOYER_ATTENDEES_PAGE (widget);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0 ||
      foyer_attendee_list_is_pending (self->list))
    return G_SOURCE_CONTINUE;
  if (++self->n_frames == FIRST_FRAMES)
    foyer_key_selection_set_limit (self->selection, 2 * guess_rows_seen (self));
  if (self->n_frames <= FIRST_FRAMES)
    return G_SOURCE_CONTINUE;
  foyer_key_selection_set_limit (self->selection, G_MAXUINT);
  return G_SOURCE_REMOVE;
}

static void
foyer_attendees_page_root (GtkWidget *widget)
{
  FoyerAttendeesPage *self = FOYER_ATTENDEES_PAGE (widget);

  GTK_WIDGET_CLASS (foyer_attendees_page_parent_class)->root (widget);
  if (self->n_frames == 0)
    foyer_key_selection_set_limit (self->selection, guess_rows_seen (self));
}

static void
foyer_attendees_page_dispose (GObject *object)
{
  FoyerAttendeesPage *self = FOYER_ATTENDEES_PAGE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->clock_id, g_source_remove);
  g_clear_handle_id (&self->waiting_id, g_source_remove);
  /* What was begun is ended: nobody said “Stop”. */
  g_clear_object (&self->working);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->columns);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->settings);
  g_clear_object (&self->replica);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (foyer_attendees_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/attendees/foyer-attendees-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, filter);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, pills_bin);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, filtered_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, columns_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, flap);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, view);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, panel_bin);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, bar);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, selected_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, context_menu);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, one_model);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, several_model);
  gtk_widget_class_bind_template_callback (widget_class, menu_closed_cb);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, progress_revealer);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, moved_aside_cb);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_started_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
foyer_attendees_page_class_init (FoyerAttendeesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_attendees_page_dispose;
  widget_class->root = foyer_attendees_page_root;

  g_type_ensure (FOYER_TYPE_ATTENDEE_FILTER);
  bind_template (widget_class);
  foyer_attendees_page_install_actions (widget_class);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/io/github/foyerapp/Foyer/attendees/icons");
}

static void
foyer_attendees_page_init (FoyerAttendeesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_bin_set_child (self->pills_bin, foyer_attendee_filter_get_pills (self->filter));
  /* The last controller is asked first: what is typed goes to the search, but Delete to the rows.
   */
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search_entry),
                                           GTK_WIDGET (self->view));
  add_menu_gestures (self);
  add_drop_target (self);
}

static void
follow_scrolling (FoyerAttendeesPage *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
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
foyer_attendees_page_show_only (FoyerAttendeesPage *self, const char *condition)
{
  g_return_if_fail (FOYER_IS_ATTENDEES_PAGE (self));
  g_return_if_fail (condition != NULL);

  gtk_editable_set_text (self->search_entry, "");
  foyer_attendee_filter_show_only (self->filter, condition);
}

void
foyer_attendees_page_search (FoyerAttendeesPage *self, const char *text)
{
  g_return_if_fail (FOYER_IS_ATTENDEES_PAGE (self));
  g_return_if_fail (text != NULL);

  foyer_attendee_filter_clear (self->filter);
  gtk_editable_set_text (self->search_entry, text);
}

GtkWidget *
foyer_attendees_page_new (FoyerReplica *replica, GSettings *settings, const FoyerUuid *event_id)
{
  /* First of all: the roster is loaded on a thread of its own, while the widgets are made here. */
  g_autoptr (FoyerAttendeeList) list = foyer_attendee_list_new (replica, event_id);
  FoyerAttendeesPage *self = g_object_new (FOYER_TYPE_ATTENDEES_PAGE, NULL);

  self->replica = g_object_ref (replica);
  self->settings = g_object_ref (settings);
  self->event_id = *event_id;
  self->zone = load_zone (replica, event_id);
  foyer_attendee_filter_set_zone (self->filter, self->zone);
  self->columns = foyer_attendee_columns_new (self->view, settings, self->zone);
  g_signal_connect_object (self->columns, "sorted", G_CALLBACK (ask_cb), self, G_CONNECT_SWAPPED);

  self->list = g_steal_pointer (&list);
  self->selection = foyer_key_selection_new (FOYER_KEYED_LIST (self->list));
  g_signal_connect_object (self->list, "queried", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "names-changed", G_CALLBACK (names_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "chosen-changed", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  names_changed_cb (self);
  ask (self);
  foyer_key_selection_set_limit (self->selection, guess_rows_seen (self));
  gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  follow_scrolling (self);
  show_state (self);
  foyer_attendees_page_update_actions (self);
  self->clock_id = g_timeout_add_seconds (CLOCK_SECONDS, clock_cb, self);
  return GTK_WIDGET (self);
}
