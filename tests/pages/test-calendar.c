/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The calendar page over a replica: its three views, going about, opening, moving. */
#include "foyer-acts-fixture.h"
#include "foyer-calendar-entry.h"
#include "foyer-calendar-grid-private.h"
#include "foyer-calendar-page.h"
#include "foyer-event-store.h"
#include "foyer-recurrence-parts.h"
#include "foyer-row-store.h"

#include <string.h>

typedef struct
{
  FoyerActs acts;
  FoyerCalendarPage *page;
  FoyerCalendarGrid *grid;
  char *opened; /* (owned) (nullable) id of the event */
  gint64 new_day;
} Fixture;

#define DAY(text) (read_wall (text "T00:00:00") / FOYER_DAY_SECONDS)

static gint64
read_wall (const char *text)
{
  gint64 wall;

  g_assert_true (foyer_wall_seconds_parse (text, &wall));
  return wall;
}

static gint64
read_instant (const char *text, const char *zone_name)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (zone_name);
  gint64 instant;

  foyer_wall_seconds_to_instant (read_wall (text), zone, &instant);
  return instant;
}

static void
open_event_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Fixture *fixture = data;

  g_free (fixture->opened);
  fixture->opened = g_variant_dup_string (parameter, NULL);
}

static void
new_event_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ((Fixture *) data)->new_day = g_variant_get_int64 (parameter);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const GActionEntry entries[] = {
    { "open-event", open_event_cb, "s" },
    { "new-event-on", new_event_cb, "x" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkWidget *overlay;

  foyer_acts_set_up (&fixture->acts, NULL);
  foyer_acts_exec (&fixture->acts, "UPDATE events SET deleted_at = 1");
  overlay = gtk_widget_get_parent (fixture->acts.from);
  fixture->page = FOYER_CALENDAR_PAGE (foyer_calendar_page_new (fixture->acts.replica));
  fixture->grid = foyer_acts_child (fixture->page, "grid");
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), GTK_WIDGET (fixture->page));
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), fixture);
  gtk_widget_insert_action_group (overlay, "win", G_ACTION_GROUP (group));
  foyer_calendar_page_show_day (fixture->page, DAY ("2026-12-01"));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  foyer_acts_tear_down (&fixture->acts, NULL);
  g_clear_pointer (&fixture->opened, g_free);
}

static void
changed_cb (gboolean *has_changed)
{
  *has_changed = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* One event; the page has noticed it. */
static FoyerUuid
add_event (Fixture *fixture,
           const char *title,
           const char *start,
           const char *end,
           const char *zone,
           const char *venue)
{
  g_autoptr (FoyerEvent) event = foyer_event_new ();
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (fixture->acts.db, "test", &error);
  gboolean has_changed = FALSE;
  gulong handler = g_signal_connect_swapped (fixture->acts.replica, "changed",
                                             G_CALLBACK (changed_cb), &has_changed);

  event->title = g_strdup (title);
  event->timezone = g_strdup (zone);
  event->currency = g_strdup ("EUR");
  event->venue_name = g_strdup (venue);
  event->start_date = read_instant (start, zone);
  event->end_date = read_instant (end, zone);
  foyer_event_store_add (transaction, event, &error);
  g_assert_no_error (error);
  g_assert_true (foyer_transaction_commit (transaction, NULL, &error));
  foyer_test_wait_for (is_true, &has_changed);
  g_signal_handler_disconnect (fixture->acts.replica, handler);
  return event->row.id;
}

/* "Pottery, Yoga!": what stands on a day; with an exclamation mark where a venue is taken twice. */
static char *
tell_day (Fixture *fixture, gint64 day)
{
  GString *text = g_string_new (NULL);
  gint64 index = day - fixture->grid->first_day;
  GPtrArray *items;

  g_assert_cmpint (index, >=, 0);
  g_assert_cmpint (index, <, fixture->grid->days->len);
  items = fixture->grid->days->pdata[index];
  for (guint i = 0; i < items->len; i++)
    {
      const FoyerCalendarItem *item = items->pdata[i];

      g_string_append_printf (text, "%s%s%s", i > 0 ? ", " : "", item->title,
                              item->clashes ? "!" : "");
    }
  return g_string_free (text, FALSE);
}

#define assert_day(day, told)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *assert_told = tell_day (fixture, DAY (day));                                  \
    g_assert_cmpstr (assert_told, ==, told);                                                       \
  }                                                                                                \
  G_STMT_END

/* "Pottery 19:00–21:00", a line each, as the list has them. */
static char *
tell_list (Fixture *fixture)
{
  GListModel *entries = G_LIST_MODEL (foyer_acts_child (fixture->page, "entries"));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr (FoyerCalendarEntry) entry = g_list_model_get_item (entries, i);
      g_autofree char *title = NULL, *heading = NULL;
      gboolean clashes;

      g_object_get (entry, "title", &title, "heading", &heading, "clash", &clashes, NULL);
      g_string_append_printf (text, "%s%s%s%s", i > 0 ? ", " : "",
                              heading != NULL && *heading != '\0' ? "| " : "", title,
                              clashes ? "!" : "");
    }
  return g_string_free (text, FALSE);
}

/* Presses a key that is bound to the class, as the grid would get it. */
static void
press_key (Fixture *fixture, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->grid));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint n = 0; n < g_list_model_get_n_items (G_LIST_MODEL (controller)); n++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), n);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger) &&
              gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key &&
              gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == state)
            {
              gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                            GTK_WIDGET (fixture->grid),
                                            gtk_shortcut_get_arguments (shortcut));
              return;
            }
        }
    }
  g_error ("the key is bound to nothing");
}

/* Days by the clock of the event's place; clashes of one venue; a night, midnight, several days. */
static void
test_days (Fixture *fixture, gconstpointer data)
{
  add_event (fixture, "Class", "2026-12-01T19:00:00", "2026-12-01T21:00:00", "Europe/Berlin", "A");
  add_event (fixture, "Talk", "2026-12-01T20:00:00", "2026-12-01T22:00:00", "Europe/Berlin", "A");
  add_event (fixture, "Film", "2026-12-01T20:00:00", "2026-12-01T22:00:00", "Europe/Berlin", "B");
  /* late on the 2nd there, the 3rd already in UTC */
  add_event (fixture, "Gala", "2026-12-02T22:00:00", "2026-12-02T23:30:00", "America/New_York",
             NULL);
  add_event (fixture, "Night", "2026-12-04T22:00:00", "2026-12-05T04:00:00", "Europe/Berlin", NULL);
  add_event (fixture, "Until 12", "2026-12-07T18:00:00", "2026-12-08T00:00:00", "Europe/Berlin",
             NULL);
  add_event (fixture, "Camp", "2026-12-10T10:00:00", "2026-12-12T16:00:00", "Europe/Berlin", NULL);
  /* the clock goes back at three: an hour more than the wall tells */
  foyer_calendar_page_show_day (fixture->page, DAY ("2026-10-25"));
  add_event (fixture, "Clock", "2026-10-25T01:00:00", "2026-10-25T04:00:00", "Europe/Berlin", "C");
  add_event (fixture, "After", "2026-10-25T04:00:00", "2026-10-25T05:00:00", "Europe/Berlin", "C");
  assert_day ("2026-10-25", "Clock, After");
  assert_day ("2026-10-24", "");

  foyer_calendar_page_show_day (fixture->page, DAY ("2026-12-01"));
  assert_day ("2026-12-01", "Class!, Talk!, Film");
  assert_day ("2026-12-02", "Gala");
  assert_day ("2026-12-03", "");
  assert_day ("2026-12-04", "Night");
  assert_day ("2026-12-05", "");
  assert_day ("2026-12-07", "Until 12");
  assert_day ("2026-12-08", "");
  assert_day ("2026-12-10", "Camp");
  assert_day ("2026-12-11", "Camp");
  assert_day ("2026-12-12", "Camp");
  assert_day ("2026-12-13", "");
}

static void
test_views (Fixture *fixture, gconstpointer data)
{
  GtkStack *stack = foyer_acts_child (fixture->page, "stack");
  g_autofree char *list = NULL;

  add_event (fixture, "First", "2026-12-01T19:00:00", "2026-12-01T21:00:00", "Europe/Berlin", "A");
  add_event (fixture, "Second", "2026-12-01T20:00:00", "2026-12-01T21:00:00", "Europe/Berlin", "A");
  add_event (fixture, "Third", "2026-12-24T12:00:00", "2026-12-24T13:00:00", "UTC", NULL);
  add_event (fixture, "Other", "2027-01-02T12:00:00", "2027-01-02T13:00:00", "UTC", NULL);

  g_assert_cmpuint (fixture->grid->n_weeks, >=, 5);
  g_assert_cmpuint (fixture->grid->month, ==, 12);
  g_assert_cmpstr (adw_window_title_get_title (foyer_acts_child (fixture->page, "title")), ==,
                   "December 2026");
  foyer_calendar_page_set_view (fixture->page, "week");
  g_assert_cmpuint (fixture->grid->n_weeks, ==, 1);
  g_assert_cmpuint (fixture->grid->days->len, ==, 7);
  assert_day ("2026-12-01", "First!, Second!");
  foyer_calendar_page_set_view (fixture->page, "list");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "list");
  list = tell_list (fixture);
  g_assert_cmpstr (list, ==, "| First!, Second!, | Third");
  /* The cursor's day is selected, and what is activated is opened. */
  g_signal_emit_by_name (foyer_acts_child (fixture->page, "list"), "activate", 2u);
  g_assert_nonnull (fixture->opened);

  foyer_acts_activate (fixture->page, "calendar.later");
  foyer_acts_activate (fixture->page, "calendar.later");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  foyer_calendar_page_set_view (fixture->page, "month");
  g_assert_cmpstr (adw_window_title_get_title (foyer_acts_child (fixture->page, "title")), ==,
                   "February 2027");
  foyer_acts_activate (fixture->page, "calendar.today");
  g_assert_cmpint (foyer_calendar_grid_get_day (fixture->grid), ==, foyer_calendar_today ());
  /* Narrow, it is a list whatever was chosen. */
  g_object_set (fixture->page, "folded", TRUE, NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), !=, "grid");
}

/* Titles take more lines in a week, as long as no event of the day has to go for it. */
static void
test_lines (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *view;
    float height;
    guint n_items;
    guint n_lines;
    guint n_fitting;
  } cases[] = {
    { "week", 1000, 1, 3, 1 },   { "week", 1000, 15, 3, 15 },  { "week", 1000, 20, 2, 20 },
    { "week", 1000, 40, 1, 40 }, { "week", 1000, 100, 1, 43 }, { "month", 1000, 1, 1, 1 },
  };
  const int line = 20;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      graphene_rect_t cell = GRAPHENE_RECT_INIT (0, 0, 100, cases[i].height);

      foyer_calendar_page_set_view (fixture->page, cases[i].view);
      g_assert_cmpuint (
          foyer_calendar_grid_count_lines (fixture->grid, &cell, line, cases[i].n_items), ==,
          cases[i].n_lines);
      g_assert_cmpuint (
          foyer_calendar_grid_count_fitting (fixture->grid, &cell, line, cases[i].n_items), ==,
          cases[i].n_fitting);
    }
}

/* The cursor, by keys: opens what is there, offers what is not, and turns the month. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  FoyerUuid id =
      add_event (fixture, "Class", "2026-12-08T19:00:00", "2026-12-08T21:00:00", "UTC", "A");
  g_autofree char *text = foyer_uuid_to_string (&id);

  press_key (fixture, GDK_KEY_Return, 0);
  g_assert_cmpint (fixture->new_day, ==, DAY ("2026-12-01"));
  press_key (fixture, GDK_KEY_Down, 0);
  g_assert_cmpint (foyer_calendar_grid_get_day (fixture->grid), ==, DAY ("2026-12-08"));
  press_key (fixture, GDK_KEY_space, 0);
  g_assert_cmpstr (fixture->opened, ==, text);
  press_key (fixture, GDK_KEY_Left, 0);
  press_key (fixture, GDK_KEY_Right, 0);
  press_key (fixture, GDK_KEY_Up, 0);
  g_assert_cmpint (foyer_calendar_grid_get_day (fixture->grid), ==, DAY ("2026-12-01"));
  press_key (fixture, GDK_KEY_Up, 0);
  press_key (fixture, GDK_KEY_Up, 0);
  g_assert_cmpint (foyer_calendar_grid_get_day (fixture->grid), ==, DAY ("2026-11-17"));
  g_assert_cmpstr (adw_window_title_get_title (foyer_acts_child (fixture->page, "title")), ==,
                   "November 2026");
  g_assert_cmpuint (fixture->grid->month, ==, 11);

  /* Two on a day: the day is shown as a list. */
  add_event (fixture, "Talk", "2026-11-17T19:00:00", "2026-11-17T21:00:00", "UTC", "A");
  add_event (fixture, "Film", "2026-11-17T19:00:00", "2026-11-17T21:00:00", "UTC", "B");
  press_key (fixture, GDK_KEY_Return, 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (foyer_acts_child (fixture->page, "stack")), ==,
                   "list");
}

static gint64
get_start (Fixture *fixture, const FoyerUuid *id)
{
  g_autoptr (FoyerEvent) event =
      foyer_row_store_find (fixture->acts.db, &FOYER_EVENT_TYPE, id, NULL);

  return event->start_date;
}

static void
wait_moved (Fixture *fixture)
{
  fixture->acts.change_set = 0;
  foyer_acts_wait_told (&fixture->acts);
}

/* A day later on the clock, also where the clock is set in between; undone. */
static void
test_move_by_keys (Fixture *fixture, gconstpointer data)
{
  FoyerUuid id = add_event (fixture, "Class", "2026-12-01T19:00:00", "2026-12-01T21:00:00",
                            "Europe/Berlin", "A");
  FoyerUuid clock;
  gint64 change_set;

  press_key (fixture, GDK_KEY_Right, GDK_ALT_MASK);
  wait_moved (fixture);
  change_set = fixture->acts.change_set;
  g_assert_cmpint (get_start (fixture, &id), ==,
                   read_instant ("2026-12-02T19:00:00", "Europe/Berlin"));
  g_assert_nonnull (strstr (fixture->acts.told, "“Class” moved to"));
  foyer_acts_undo (&fixture->acts, change_set);
  g_assert_cmpint (get_start (fixture, &id), ==,
                   read_instant ("2026-12-01T19:00:00", "Europe/Berlin"));

  clock = add_event (fixture, "Clock", "2026-10-24T19:00:00", "2026-10-24T21:00:00",
                     "Europe/Berlin", NULL);
  foyer_calendar_page_show_day (fixture->page, DAY ("2026-10-24"));
  press_key (fixture, GDK_KEY_Right, GDK_ALT_MASK);
  wait_moved (fixture);
  g_assert_cmpint (get_start (fixture, &clock), ==,
                   read_instant ("2026-10-25T19:00:00", "Europe/Berlin"));
  g_assert_cmpint (foyer_calendar_grid_get_day (fixture->grid), ==, DAY ("2026-10-25"));

  /* Onto a time that the clock jumps over: said. */
  clock = add_event (fixture, "Gap", "2026-03-28T02:30:00", "2026-03-28T03:00:00", "Europe/Berlin",
                     NULL);
  foyer_calendar_page_show_day (fixture->page, DAY ("2026-03-28"));
  press_key (fixture, GDK_KEY_Right, GDK_ALT_MASK);
  wait_moved (fixture);
  g_assert_nonnull (strstr (fixture->acts.told, "the clock jumps over that time"));
}

static GtkGesture *
find_gesture (Fixture *fixture, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->grid));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (G_OBJECT_TYPE (controller) == type)
        return GTK_GESTURE (controller);
    }
  g_assert_not_reached ();
}

static gboolean
has_place (gpointer grid)
{
  return gtk_widget_get_width (grid) > 0;
}

/* By the pointer: one click is the cursor, two open, and a drag moves. The gestures are told what
 * GTK would tell them. */
static void
test_pointer (Fixture *fixture, gconstpointer data)
{
  FoyerUuid id =
      add_event (fixture, "Class", "2026-12-08T19:00:00", "2026-12-08T21:00:00", "UTC", "A");
  g_autofree char *text = foyer_uuid_to_string (&id);
  GtkGesture *click = find_gesture (fixture, GTK_TYPE_GESTURE_CLICK);
  GtkGesture *drag = find_gesture (fixture, GTK_TYPE_GESTURE_DRAG);
  int line = foyer_calendar_grid_get_line_height (fixture->grid);
  guint index = DAY ("2026-12-08") - fixture->grid->first_day;
  graphene_rect_t cell, chip;
  double x, y;

  foyer_test_wait_for (has_place, fixture->grid);
  cell = foyer_calendar_grid_get_cell (fixture->grid, index);
  chip = foyer_calendar_grid_get_chip (&cell, line, 1, 0);
  x = chip.origin.x + chip.size.width / 2;
  y = chip.origin.y + chip.size.height / 2;

  g_signal_emit_by_name (click, "pressed", 1, x, y);
  g_assert_cmpint (foyer_calendar_grid_get_day (fixture->grid), ==, DAY ("2026-12-08"));
  g_assert_null (fixture->opened);
  g_signal_emit_by_name (click, "pressed", 2, x, y);
  g_assert_cmpstr (fixture->opened, ==, text);
  g_signal_emit_by_name (click, "pressed", 2, cell.origin.x + cell.size.width * 1.5, y);
  g_assert_cmpint (fixture->new_day, ==, DAY ("2026-12-09"));

  /* A twitch is no drag. */
  g_signal_emit_by_name (drag, "drag-begin", x, y);
  g_assert_true (fixture->grid->dragged != NULL);
  g_signal_emit_by_name (drag, "drag-end", 0.0, 0.0);
  g_assert_null (fixture->grid->dragged);

  g_signal_emit_by_name (drag, "drag-begin", x, y);
  fixture->grid->drag_to = fixture->grid->drag_from + 9;
  gtk_widget_queue_draw (GTK_WIDGET (fixture->grid));
  g_signal_emit_by_name (drag, "drag-end", 0.0, 0.0);
  wait_moved (fixture);
  g_assert_cmpint (get_start (fixture, &id), ==, read_instant ("2026-12-17T19:00:00", "UTC"));
}

static void
painted_cb (GdkFrameClock *clock, gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* A full month is all there and drawn; no day is lost, and taken apart at once it leaves nothing.
 */
static void
test_thousand (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (fixture->acts.db, "test", &error);
  guint n = 0;
  gboolean is_painted = FALSE;
  GdkFrameClock *clock;

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (FoyerEvent) event = foyer_event_new ();

      event->title = g_strdup_printf ("Event %u", i);
      event->timezone = g_strdup ("UTC");
      event->currency = g_strdup ("EUR");
      event->venue_name = g_strdup_printf ("Room %u", i % 400);
      event->start_date = read_instant ("2026-12-01T08:00:00", "UTC") + i % 31 * G_TIME_SPAN_DAY +
                          i % 12 * G_TIME_SPAN_HOUR;
      event->end_date = event->start_date + G_TIME_SPAN_HOUR;
      foyer_event_store_add (transaction, event, &error);
      g_assert_no_error (error);
    }
  g_assert_true (foyer_transaction_commit (transaction, NULL, &error));
  foyer_calendar_page_show_day (fixture->page, DAY ("2026-12-15"));
  for (guint i = 0; i < fixture->grid->days->len; i++)
    n += ((GPtrArray *) fixture->grid->days->pdata[i])->len;
  g_assert_cmpuint (n, ==, 1000);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (fixture->grid));
  g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &is_painted);
  foyer_test_wait_for (is_true, &is_painted);
  g_signal_handlers_disconnect_by_data (clock, &is_painted);
  foyer_calendar_page_set_view (fixture->page, "list");
  g_assert_cmpuint (g_list_model_get_n_items (foyer_acts_child (fixture->page, "entries")), ==,
                    1000);
  foyer_calendar_page_set_view (fixture->page, "week");
}

/* Closed while an event is being moved. */
static void
test_closed_early (Fixture *fixture, gconstpointer data)
{
  FoyerUuid id =
      add_event (fixture, "Class", "2026-12-01T19:00:00", "2026-12-01T21:00:00", "UTC", "A");
  gpointer watched = fixture->page;

  press_key (fixture, GDK_KEY_Right, GDK_ALT_MASK);
  g_object_add_weak_pointer (G_OBJECT (fixture->page), &watched);
  adw_toast_overlay_set_child (
      ADW_TOAST_OVERLAY (gtk_widget_get_parent (GTK_WIDGET (fixture->page))), NULL);
  while (watched != NULL || get_start (fixture, &id) != read_instant ("2026-12-02T19:00:00", "UTC"))
    g_main_context_iteration (NULL, TRUE);
}

#define add(path, func) g_test_add ("/calendar/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  add ("days", test_days);
  add ("views", test_views);
  add ("lines", test_lines);
  add ("keys", test_keys);
  add ("move-by-keys", test_move_by_keys);
  add ("pointer", test_pointer);
  add ("thousand", test_thousand);
  add ("closed-early", test_closed_early);
  return g_test_run ();
}
