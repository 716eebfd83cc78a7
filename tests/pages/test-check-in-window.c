/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <sqlite3.h>

#include "foyer-check-in-window-private.h"
#include "foyer-door-samples.h"
#include "foyer-entrances-dialog.h"
#include "foyer-row-store.h"
#include "foyer-scan-machine.h"
#include "foyer-test-data.h"
#include "foyer-test.h"
#include "foyer-ticket-store.h"
#include "foyer-time.h"

/* A real replica with twenty attendees, the window of its door. */
typedef struct
{
  FoyerTestDir        dir;
  FoyerReplica       *replica;
  GSettings          *settings;
  FoyerUuid           event_id;
  FoyerCheckInWindow *window;
  FoyerDoorAnswer    *answer; /* (owned) the last */
  guint               n_answers;
  guint               n_awaited;
  guint32             now;    /* milliseconds of the keyboard */
} Fixture;

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Fixture *fixture = data;
  g_autoptr (GError) error = NULL;

  fixture->replica = foyer_replica_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
answered_cb (FoyerDoor       *door,
             FoyerDoorAnswer *answer,
             Fixture         *fixture)
{
  g_set_object (&fixture->answer, answer);
  fixture->n_answers++;
}

static gboolean
has_replica (gpointer data)
{
  return ((Fixture *) data)->replica != NULL;
}

static gboolean
is_ready (gpointer data)
{
  return foyer_roster_is_ready (foyer_door_get_roster (((Fixture *) data)->window->door));
}

static void
open_window (Fixture *fixture)
{
  fixture->window = FOYER_CHECK_IN_WINDOW (foyer_check_in_window_new (NULL, fixture->replica, fixture->settings,
                                                                      &fixture->event_id));
  g_signal_connect (fixture->window->door, "answered", G_CALLBACK (answered_cb), fixture);
  gtk_window_present (GTK_WINDOW (fixture->window));
  foyer_test_wait_for (is_ready, fixture);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  fixture->dir = foyer_test_dir_new ();
  fixture->settings = g_settings_new ("io.github.foyerapp.Foyer");
  fixture->now = 1000;
  g_object_unref (foyer_test_data_make (fixture->dir, 20, FOYER_TEST_DATA_ALL_VALID, &fixture->event_id));
  path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  foyer_replica_open_async (path, NULL, opened_cb, fixture);
  foyer_test_wait_for (has_replica, fixture);
  open_window (fixture);
}

static gboolean
is_idle (gpointer data)
{
  return !foyer_door_is_busy (((Fixture *) data)->window->door);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gpointer window = fixture->window;
  gpointer replica = fixture->replica;

  foyer_test_wait_for (is_idle, fixture);
  foyer_check_in_window_close_popovers (fixture->window); /* GTK looks for tooltips even in popovers that are gone */
  foyer_door_settle (window);
  g_object_add_weak_pointer (window, &window);
  g_object_add_weak_pointer (replica, &replica);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->answer);
  g_clear_object (&fixture->replica);
  foyer_test_wait_for (is_gone, &window);
  foyer_test_wait_for (is_gone, &replica); /* nothing of the window holds it */
  g_clear_object (&fixture->settings);
  foyer_test_dir_free (fixture->dir);
}

/* Types as a scanner does, on a US keyboard, at 8 ms a key. */
static void
scan (Fixture    *fixture,
      const char *code)
{
  fixture->now += 1000;
  for (const char *p = code; *p != '\0'; p++)
    {
      foyer_scan_reader_press (fixture->window->reader, gdk_unicode_to_keyval ((guchar) *p), 0, 0, fixture->now);
      fixture->now += 8;
    }
  g_assert_true (foyer_scan_reader_press (fixture->window->reader, GDK_KEY_Return, 36, 0, fixture->now));
}

static gboolean
has_answers (gpointer data)
{
  Fixture *fixture = data;

  return fixture->n_answers >= fixture->n_awaited;
}

static void
wait_for_answers (Fixture *fixture,
                  guint    n)
{
  fixture->n_awaited = n;
  foyer_test_wait_for (has_answers, fixture);
}

/* As a person does, who waits to see the button. */
static void
press_button (Fixture    *fixture,
              const char *action)
{
  foyer_door_settle (fixture->window);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
}

static FoyerVerdict
scan_and_wait (Fixture    *fixture,
               const char *code)
{
  guint n = fixture->n_answers + 1;

  scan (fixture, code);
  wait_for_answers (fixture, n);
  g_assert_nonnull (fixture->answer->result);
  return fixture->answer->result->verdict;
}

static FoyerTicket *
read_ticket (Fixture    *fixture,
             const char *code)
{
  g_autofree char *path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  g_autoptr (FoyerDatabase) db = foyer_database_open (path, FOYER_DATABASE_READ_ONLY, NULL);
  g_autoptr (GPtrArray) tickets = foyer_ticket_store_find_code (db, code, NULL);

  g_assert_cmpuint (tickets->len, ==, 1);
  return foyer_ticket_copy (g_ptr_array_index (tickets, 0));
}

static void
test_scan (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *code = foyer_test_data_code (0);
  g_autofree char *name = foyer_test_data_name (0);
  g_autoptr (FoyerTicket) ticket = NULL;
  FoyerDoorCounts before;
  FoyerDoorCounts after;

  g_assert_true (foyer_door_get_counts (fixture->window->door, &before));
  g_assert_cmpint (before.arrived, ==, 0);
  g_assert_cmpint (before.to_come, ==, 20);
  g_assert_cmpint (scan_and_wait (fixture, code), ==, FOYER_VERDICT_ADMITTED);
  ticket = read_ticket (fixture, code); /* by a connection of its own: it is on disk */
  g_assert_cmpint (ticket->status, ==, FOYER_TICKET_CHECKED_IN);
  g_assert_cmpint (ticket->check_in_method, ==, FOYER_METHOD_QR_SCAN);
  g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "in");
  g_assert_cmpstr (foyer_door_answer_get_name (foyer_verdict_view_get_answer (fixture->window->view)), ==, name);
  g_assert_nonnull (gtk_list_box_get_row_at_index (fixture->window->scans, 0));
  do
    {
      g_main_context_iteration (NULL, TRUE);
      foyer_door_get_counts (fixture->window->door, &after);
    }
  while (after.arrived == 0);
  g_assert_cmpint (after.arrived, ==, 1);
  g_assert_cmpint (after.to_come, ==, 19);

  g_assert_cmpint (scan_and_wait (fixture, code), ==, FOYER_VERDICT_ALREADY_IN);
  g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "no");
  g_assert_cmpint (scan_and_wait (fixture, "NOBODY-KNOWS-THIS"), ==, FOYER_VERDICT_UNKNOWN);
  g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "look");
}

/* Twenty scans on each other's heels: none is lost, all answered in order. */
static void
test_burst (Fixture       *fixture,
            gconstpointer  data)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *code = foyer_test_data_code (i);

      scan (fixture, code);
    }
  wait_for_answers (fixture, 20);
  g_assert_cmpuint (fixture->n_answers, ==, 20);
  for (guint i = 0; i < 20; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (fixture->window->scans, (int) i);
      g_autofree char *name = foyer_test_data_name (19 - i);

      g_signal_emit_by_name (fixture->window->scans, "row-activated", row);
      g_assert_cmpstr (foyer_door_answer_get_name (foyer_verdict_view_get_answer (fixture->window->view)), ==, name);
      g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "in");
    }
}

static GtkEditable *
search_entry (Fixture *fixture)
{
  GtkWidget *entry = gtk_widget_get_first_child (GTK_WIDGET (fixture->window->search));

  g_assert_true (GTK_IS_SEARCH_ENTRY (entry));
  return GTK_EDITABLE (entry);
}

static void
type_slowly (Fixture    *fixture,
             const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      fixture->now += 90;
      if (!foyer_scan_reader_press (fixture->window->reader, gdk_unicode_to_keyval ((guchar) *p), 0, 0, fixture->now))
        {
          GtkEditable *field = GTK_EDITABLE (gtk_window_get_focus (GTK_WINDOW (fixture->window)));
          int position = gtk_editable_get_position (field);

          gtk_editable_insert_text (field, p, 1, &position);
          gtk_editable_set_position (field, position);
        }
    }
}

/* With a name half typed a scan wins, and what was typed stays as it was. */
static void
test_scan_amid_typing (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *code = foyer_test_data_code (3);

  foyer_door_search_type (fixture->window->search, "");
  type_slowly (fixture, "gra");
  g_assert_cmpstr (gtk_editable_get_text (search_entry (fixture)), ==, "gra");
  g_assert_cmpint (scan_and_wait (fixture, code), ==, FOYER_VERDICT_ADMITTED);
  g_assert_cmpstr (gtk_editable_get_text (search_entry (fixture)), ==, "gra");
  fixture->now += 500;
  type_slowly (fixture, "ce");
  g_assert_cmpstr (gtk_editable_get_text (search_entry (fixture)), ==, "grace");
}

/* Typing while a button has the focus reaches the search, letter by letter. */
static void
test_typing_elsewhere (Fixture       *fixture,
                       gconstpointer  data)
{
  gtk_widget_grab_focus (GTK_WIDGET (fixture->window->entrance_button));
  type_slowly (fixture, "up");
  while (!g_str_equal (gtk_editable_get_text (search_entry (fixture)), "up"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (foyer_door_search_is_searching (fixture->window->search));
}

static gboolean
asks_reason (gpointer data)
{
  return gtk_widget_get_visible (GTK_WIDGET (((Fixture *) data)->window->reason));
}

/* A letter of a button presses it, but not as the first of a name, nor while a scanner types it. */
static void
test_letters (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *code = foyer_test_data_code (0);
  g_autofree char *other = foyer_test_data_code (1);

  scan_and_wait (fixture, code);
  foyer_door_settle (fixture->window);
  fixture->now += 1000;
  type_slowly (fixture, "uli");
  while (!g_str_equal (gtk_editable_get_text (search_entry (fixture)), "uli"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (asks_reason (fixture));

  g_signal_emit_by_name (search_entry (fixture), "stop-search");
  g_assert_false (foyer_door_search_is_searching (fixture->window->search));
  g_assert_cmpint (scan_and_wait (fixture, "UUUPPPLLL"), ==, FOYER_VERDICT_UNKNOWN);
  g_assert_false (asks_reason (fixture));
  scan_and_wait (fixture, other);
  foyer_door_settle (fixture->window);
  fixture->now += 1000;
  type_slowly (fixture, "u");
  foyer_test_wait_for (asks_reason, fixture);
  g_assert_false (foyer_door_search_is_searching (fixture->window->search));
}

/* The layout says one thing, the keys of a US keyboard another: the reading that names a ticket is taken. */
static void
test_layout (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *code = foyer_test_data_code (7);

  fixture->now += 1000;
  for (const char *p = code; *p != '\0'; p++)
    {
      guint keycode = 0;
      gboolean shift = FALSE;

      for (guint i = 0; i < 256 && keycode == 0; i++)
        if (foyer_us_keyboard_read (i / 2, i % 2) == (guchar) *p)
          {
            keycode = i / 2;
            shift = i % 2;
          }
      g_assert_cmpuint (keycode, !=, 0);
      foyer_scan_reader_press (fixture->window->reader, GDK_KEY_Cyrillic_ef + *p % 20, keycode, shift ? GDK_SHIFT_MASK : 0,
                               fixture->now);
      fixture->now += 8;
    }
  g_assert_true (foyer_scan_reader_press (fixture->window->reader, GDK_KEY_Return, 36, 0, fixture->now));
  wait_for_answers (fixture, 1);
  g_assert_cmpint (fixture->answer->result->verdict, ==, FOYER_VERDICT_ADMITTED);
  g_assert_cmpstr (fixture->answer->result->code, ==, code);
}

static gboolean
is_undone (gpointer data)
{
  return ((FoyerDoorAnswer *) data)->is_undone;
}

static void
test_undo (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *code = foyer_test_data_code (0);
  g_autoptr (FoyerTicket) ticket = NULL;
  g_autoptr (FoyerDatabase) db = NULL;
  g_autofree char *path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  g_autoptr (GPtrArray) facts = NULL;
  FoyerUuid all = { 0 };

  g_assert_cmpint (scan_and_wait (fixture, code), ==, FOYER_VERDICT_ADMITTED);
  press_button (fixture, "door.undo");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->window->reason)));
  foyer_reason_popover_choose (fixture->window->reason, "Wrong person");
  foyer_test_wait_for (is_undone, fixture->answer);
  ticket = read_ticket (fixture, code);
  g_assert_cmpint (ticket->status, ==, FOYER_TICKET_VALID);
  db = foyer_database_open (path, FOYER_DATABASE_READ_ONLY, NULL);
  facts = foyer_check_in_store_recent (db, &fixture->event_id, &all, 5, NULL);
  g_assert_cmpuint (facts->len, ==, 2);
  g_assert_cmpstr (((FoyerCheckIn *) g_ptr_array_index (facts, 0))->reason, ==, "Wrong person");
  g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "ready");
  g_assert_cmpint (scan_and_wait (fixture, code), ==, FOYER_VERDICT_ADMITTED);
}

static void
test_exit (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *code = foyer_test_data_code (0);
  g_autofree char *other = foyer_test_data_code (1);

  g_assert_cmpint (scan_and_wait (fixture, code), ==, FOYER_VERDICT_ADMITTED);
  g_assert_false (gtk_widget_get_visible (fixture->window->exit_banner));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "door.direction", "s", "out");
  g_assert_true (gtk_widget_get_visible (fixture->window->exit_banner));
  g_assert_cmpint (scan_and_wait (fixture, code), ==, FOYER_VERDICT_EXITED);
  g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "out");
  g_assert_cmpint (scan_and_wait (fixture, other), ==, FOYER_VERDICT_NOT_INSIDE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "door.direction", "s", "in");
  g_assert_false (gtk_widget_get_visible (fixture->window->exit_banner));
}

static void
test_override (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *code = foyer_test_data_code (0);
  guint n;

  scan_and_wait (fixture, code);
  g_assert_cmpint (scan_and_wait (fixture, code), ==, FOYER_VERDICT_ALREADY_IN);
  n = fixture->n_answers + 1;
  press_button (fixture, "door.let-in");
  foyer_reason_popover_choose (fixture->window->reason, "Checked by hand");
  wait_for_answers (fixture, n);
  g_assert_cmpint (fixture->answer->result->verdict, ==, FOYER_VERDICT_ADMITTED);
  g_assert_cmpstr (fixture->answer->result->check_in->reason, ==, "Checked by hand");
}

static void
test_walk_in (Fixture       *fixture,
              gconstpointer  data)
{
  guint n;

  g_assert_cmpint (scan_and_wait (fixture, "OTHER-SYSTEM-99"), ==, FOYER_VERDICT_UNKNOWN);
  n = fixture->n_answers + 1;
  press_button (fixture, "door.walk-in");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->window->walk_in)));
  g_signal_emit_by_name (fixture->window->walk_in, "chosen", "Ada Lovelace", 0);
  wait_for_answers (fixture, n);
  g_assert_cmpint (fixture->answer->result->verdict, ==, FOYER_VERDICT_ADMITTED);
  g_assert_cmpstr (foyer_door_answer_get_name (fixture->answer), ==, "Ada Lovelace");
  g_assert_nonnull (fixture->answer->result->tier);
  g_assert_cmpint (scan_and_wait (fixture, "OTHER-SYSTEM-99"), ==, FOYER_VERDICT_ALREADY_IN);
}

static gboolean
has_results (gpointer data)
{
  return foyer_door_search_get_n_results (data) > 0;
}

static void
test_manual (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *code = foyer_test_data_code (5);
  g_autoptr (FoyerTicket) ticket = NULL;
  guint n = fixture->n_answers + 1;

  foyer_door_search_type (fixture->window->search, code);
  foyer_test_wait_for (has_results, fixture->window->search);
  g_assert_cmpuint (foyer_door_search_get_n_results (fixture->window->search), ==, 1);
  g_signal_emit_by_name (search_entry (fixture), "activate");
  wait_for_answers (fixture, n);
  g_assert_cmpint (fixture->answer->result->verdict, ==, FOYER_VERDICT_ADMITTED);
  ticket = read_ticket (fixture, code);
  g_assert_cmpint (ticket->check_in_method, ==, FOYER_METHOD_MANUAL);
  g_assert_false (foyer_door_search_is_searching (fixture->window->search));
}

/* The fact cannot be written (a trigger stands for the disk): loud, nothing happened, and nothing is lost. */
static void
test_write_failure (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *code = foyer_test_data_code (0);
  g_autofree char *path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  g_autoptr (FoyerTicket) before = NULL;
  g_autoptr (FoyerTicket) after = NULL;
  sqlite3 *other;
  guint n = fixture->n_answers + 1;

  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "CREATE TRIGGER fault BEFORE INSERT ON check_ins BEGIN SELECT RAISE (ABORT, 'disk'); END",
                                 NULL, NULL, NULL), ==, SQLITE_OK);
  scan (fixture, code);
  wait_for_answers (fixture, n);
  g_assert_null (fixture->answer->result);
  g_assert_nonnull (fixture->answer->error);
  g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "failed");
  before = read_ticket (fixture, code);
  g_assert_cmpint (before->status, ==, FOYER_TICKET_VALID);

  g_assert_cmpint (sqlite3_exec (other, "DROP TRIGGER fault", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (other);
  press_button (fixture, "door.retry");
  wait_for_answers (fixture, n + 1);
  g_assert_cmpint (fixture->answer->result->verdict, ==, FOYER_VERDICT_ADMITTED);
  after = read_ticket (fixture, code);
  g_assert_cmpint (after->status, ==, FOYER_TICKET_CHECKED_IN);
}

/* A window opened later shows the last scans, with what was taken back. */
static void
test_reopen (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *code = foyer_test_data_code (0);
  g_autofree char *name = foyer_test_data_name (0);

  scan_and_wait (fixture, code);
  foyer_door_settle (fixture->window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  open_window (fixture);
  g_signal_emit_by_name (fixture->window->scans, "row-activated", gtk_list_box_get_row_at_index (fixture->window->scans, 0));
  g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "in");
  g_assert_cmpstr (foyer_door_answer_get_name (foyer_verdict_view_get_answer (fixture->window->view)), ==, name);
  g_assert_true (gtk_widget_get_visible (foyer_verdict_view_get_button (fixture->window->view, "door.undo")));
}

static void
take_pictures (Fixture    *fixture,
               const char *suffix)
{
  const struct
  {
    int width;
    int height;
  } sizes[] = { { 1024, 768 }, { 1920, 1080 }, { 360, 640 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *name = g_strdup_printf ("door-%d-%s", sizes[i].width, suffix);

      gtk_window_set_default_size (GTK_WINDOW (fixture->window), sizes[i].width, sizes[i].height);
      foyer_door_settle (fixture->window);
      foyer_door_take_picture (fixture->window, name);
    }
}

static void
test_pictures (Fixture       *fixture,
               gconstpointer  data)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkWidget *dialog;

  take_pictures (fixture, "ready");
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *code = foyer_test_data_code (i);

      scan_and_wait (fixture, code);
    }
  take_pictures (fixture, "in");
  {
    g_autofree char *code = foyer_test_data_code (2);

    scan_and_wait (fixture, code);
  }
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  take_pictures (fixture, "dark");
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "door.direction", "s", "out");
  foyer_door_search_type (fixture->window->search, "a");
  foyer_test_wait_for (has_results, fixture->window->search);
  take_pictures (fixture, "search");
  dialog = foyer_entrances_dialog_new (GTK_WINDOW (fixture->window), fixture->window->door);
  gtk_window_present (GTK_WINDOW (dialog));
  foyer_door_take_picture (dialog, "entrances");
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  foyer_door_settle (fixture->window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  open_window (fixture);
  {
    g_autofree char *code = foyer_test_data_code (11);

    gtk_widget_activate_action (GTK_WIDGET (fixture->window), "door.direction", "s", "in");
    scan_and_wait (fixture, code);
  }
  take_pictures (fixture, "rtl");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

#define add(name, function) g_test_add ("/check-in-window/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GtkCssProvider) css = NULL;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  css = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (css, "/io/github/foyerapp/Foyer/checkin/checkin.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  add ("scan", test_scan);
  add ("burst", test_burst);
  add ("scan-amid-typing", test_scan_amid_typing);
  add ("typing-elsewhere", test_typing_elsewhere);
  add ("letters", test_letters);
  add ("layout", test_layout);
  add ("undo", test_undo);
  add ("exit", test_exit);
  add ("override", test_override);
  add ("walk-in", test_walk_in);
  add ("manual", test_manual);
  add ("write-failure", test_write_failure);
  add ("reopen", test_reopen);
  add ("pictures", test_pictures);
  return g_test_run ();
}
