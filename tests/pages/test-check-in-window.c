/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <sqlite3.h>

#include "foyer-door-fixture.h"
#include "foyer-door-samples.h"
#include "foyer-entrances-dialog.h"
#include "foyer-event-cancel-store.h"
#include "foyer-row-store.h"
#include "foyer-scan-machine.h"
#include "foyer-test-data.h"
#include "foyer-time.h"
#include "foyer-verdict-look.h"

static void
test_scan (FoyerDoorFixture *fixture, gconstpointer data)
{
  g_autofree char *code = foyer_test_data_code (0);
  g_autofree char *name = foyer_test_data_name (0);
  g_autoptr (FoyerTicket) ticket = NULL;
  FoyerDoorCounts before;
  FoyerDoorCounts after;

  g_assert_true (foyer_door_get_counts (fixture->window->door, &before));
  g_assert_cmpint (before.arrived, ==, 0);
  g_assert_cmpint (before.to_come, ==, 20);
  g_assert_cmpint (foyer_door_fixture_scan_and_wait (fixture, code), ==, FOYER_VERDICT_ADMITTED);
  ticket = foyer_door_fixture_read_ticket (fixture,
                                           code); /* by a connection of its own: it is on disk */
  g_assert_cmpint (ticket->status, ==, FOYER_TICKET_CHECKED_IN);
  g_assert_cmpint (ticket->check_in_method, ==, FOYER_METHOD_QR_SCAN);
  g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "in");
  g_assert_cmpstr (
      foyer_door_answer_get_name (foyer_verdict_view_get_answer (fixture->window->view)), ==, name);
  g_assert_nonnull (gtk_list_box_get_row_at_index (fixture->window->scans, 0));
  do
    {
      g_main_context_iteration (NULL, TRUE);
      foyer_door_get_counts (fixture->window->door, &after);
    }
  while (after.arrived == 0);
  g_assert_cmpint (after.arrived, ==, 1);
  g_assert_cmpint (after.to_come, ==, 19);

  g_assert_cmpint (foyer_door_fixture_scan_and_wait (fixture, code), ==, FOYER_VERDICT_ALREADY_IN);
  g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "no");
  g_assert_cmpint (foyer_door_fixture_scan_and_wait (fixture, "NOBODY-KNOWS-THIS"), ==,
                   FOYER_VERDICT_UNKNOWN);
  g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "look");
}

/* Twenty scans on each other's heels: none is lost, all answered in order. */
static void
test_burst (FoyerDoorFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *code = foyer_test_data_code (i);

      foyer_door_fixture_scan (fixture, code);
    }
  foyer_door_fixture_wait_for_answers (fixture, 20);
  g_assert_cmpuint (fixture->n_answers, ==, 20);
  for (guint i = 0; i < 20; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (fixture->window->scans, (int) i);
      g_autofree char *name = foyer_test_data_name (19 - i);

      g_signal_emit_by_name (fixture->window->scans, "row-activated", row);
      g_assert_cmpstr (
          foyer_door_answer_get_name (foyer_verdict_view_get_answer (fixture->window->view)), ==,
          name);
      g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "in");
    }
}

/* With a name half typed a scan wins, and what was typed stays as it was. */
static void
test_scan_amid_typing (FoyerDoorFixture *fixture, gconstpointer data)
{
  g_autofree char *code = foyer_test_data_code (3);

  foyer_door_search_type (fixture->window->search, "");
  foyer_door_fixture_type (fixture, "gra");
  g_assert_cmpstr (gtk_editable_get_text (foyer_door_fixture_get_entry (fixture)), ==, "gra");
  g_assert_cmpint (foyer_door_fixture_scan_and_wait (fixture, code), ==, FOYER_VERDICT_ADMITTED);
  g_assert_cmpstr (gtk_editable_get_text (foyer_door_fixture_get_entry (fixture)), ==, "gra");
  fixture->now += 500;
  foyer_door_fixture_type (fixture, "ce");
  g_assert_cmpstr (gtk_editable_get_text (foyer_door_fixture_get_entry (fixture)), ==, "grace");
}

/* Typing while a button has the focus reaches the search, letter by letter. */
static void
test_typing_elsewhere (FoyerDoorFixture *fixture, gconstpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (fixture->window->entrance_button));
  foyer_door_fixture_type (fixture, "up");
  while (!g_str_equal (gtk_editable_get_text (foyer_door_fixture_get_entry (fixture)), "up"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (foyer_door_search_is_searching (fixture->window->search));
}

static gboolean
asks_reason (gpointer data)
{
  return gtk_widget_get_visible (GTK_WIDGET (((FoyerDoorFixture *) data)->window->reason));
}

/* A letter of a button presses it, but not as the first of a name, nor while a scanner types it. */
static void
test_letters (FoyerDoorFixture *fixture, gconstpointer data)
{
  g_autofree char *code = foyer_test_data_code (0);
  g_autofree char *other = foyer_test_data_code (1);

  foyer_door_fixture_scan_and_wait (fixture, code);
  foyer_door_settle (fixture->window);
  fixture->now += 1000;
  foyer_door_fixture_type (fixture, "uli");
  while (!g_str_equal (gtk_editable_get_text (foyer_door_fixture_get_entry (fixture)), "uli"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (asks_reason (fixture));

  g_signal_emit_by_name (foyer_door_fixture_get_entry (fixture), "stop-search");
  g_assert_false (foyer_door_search_is_searching (fixture->window->search));
  g_assert_cmpint (foyer_door_fixture_scan_and_wait (fixture, "UUUPPPLLL"), ==,
                   FOYER_VERDICT_UNKNOWN);
  g_assert_false (asks_reason (fixture));
  foyer_door_fixture_scan_and_wait (fixture, other);
  foyer_door_settle (fixture->window);
  fixture->now += 1000;
  foyer_door_fixture_type (fixture, "u");
  foyer_test_wait_for (asks_reason, fixture);
  g_assert_false (foyer_door_search_is_searching (fixture->window->search));
}

/* The layout says one thing, the keys of a US keyboard another: the reading that names a ticket is
 * taken. */
static void
test_layout (FoyerDoorFixture *fixture, gconstpointer data)
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
      foyer_scan_reader_press (fixture->window->reader, GDK_KEY_Cyrillic_ef + *p % 20, keycode,
                               shift ? GDK_SHIFT_MASK : 0, fixture->now);
      fixture->now += 8;
    }
  g_assert_true (
      foyer_scan_reader_press (fixture->window->reader, GDK_KEY_Return, 36, 0, fixture->now));
  foyer_door_fixture_wait_for_answers (fixture, 1);
  g_assert_cmpint (fixture->answer->result->verdict, ==, FOYER_VERDICT_ADMITTED);
  g_assert_cmpstr (fixture->answer->result->code, ==, code);
}

static gboolean
is_undone (gpointer data)
{
  return ((FoyerDoorAnswer *) data)->is_undone;
}

static void
test_undo (FoyerDoorFixture *fixture, gconstpointer data)
{
  g_autofree char *code = foyer_test_data_code (0);
  g_autoptr (FoyerTicket) ticket = NULL;
  g_autoptr (FoyerDatabase) db = NULL;
  g_autofree char *path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  g_autoptr (GPtrArray) facts = NULL;
  FoyerUuid all = { 0 };

  g_assert_cmpint (foyer_door_fixture_scan_and_wait (fixture, code), ==, FOYER_VERDICT_ADMITTED);
  foyer_door_fixture_press_button (fixture, "door.undo");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->window->reason)));
  foyer_reason_popover_choose (fixture->window->reason, "Wrong person");
  foyer_test_wait_for (is_undone, fixture->answer);
  ticket = foyer_door_fixture_read_ticket (fixture, code);
  g_assert_cmpint (ticket->status, ==, FOYER_TICKET_VALID);
  db = foyer_database_open (path, FOYER_DATABASE_READ_ONLY, NULL);
  facts = foyer_check_in_store_recent (db, &fixture->event_id, &all, 5, NULL);
  g_assert_cmpuint (facts->len, ==, 2);
  g_assert_cmpstr (((FoyerCheckIn *) g_ptr_array_index (facts, 0))->reason, ==, "Wrong person");
  g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "ready");
  g_assert_cmpint (foyer_door_fixture_scan_and_wait (fixture, code), ==, FOYER_VERDICT_ADMITTED);
}

static gboolean
says_cancelled (gpointer banner)
{
  return strstr (foyer_banner_get_title (banner), "is cancelled") != NULL;
}

/* The event is a draft; then somebody cancels it while the door is open. */
static void
test_status (FoyerDoorFixture *fixture, gconstpointer data)
{
  const FoyerEventCancel how = { .without_refunds = TRUE };
  const char *path = foyer_replica_get_path (fixture->replica);
  g_autofree char *code = foyer_test_data_code (0);
  g_autoptr (FoyerDatabase) db = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, NULL);
  FoyerTransaction *transaction = foyer_transaction_begin (db, "cancel-event", NULL);
  FoyerBanner *banner = fixture->window->test_banner;

  g_assert_nonnull (strstr (foyer_banner_get_title (banner), "not published"));
  g_assert_true (foyer_event_cancel_store_cancel (transaction, &fixture->event_id, &how, 1, NULL,
                                                  NULL, NULL, NULL));
  g_assert_true (foyer_transaction_commit (transaction, NULL, NULL));
  foyer_test_wait_for (says_cancelled, banner);
  g_assert_cmpint (foyer_door_fixture_scan_and_wait (fixture, code), ==, FOYER_VERDICT_CANCELLED);
}

static gboolean
tells_nobody_in (gpointer data)
{
  return g_str_has_prefix (gtk_label_get_label (((FoyerDoorFixture *) data)->window->counts),
                           "0 in");
}

static void
assert_says (FoyerDoorFixture *fixture, const char *start)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char *words = foyer_verdict_look_say (
      foyer_verdict_view_get_answer (fixture->window->view), zone, foyer_time_now ());

  if (!g_str_has_prefix (words, start))
    g_error ("“%s”, not “%s”", words, start);
}

static void
test_exit (FoyerDoorFixture *fixture, gconstpointer data)
{
  g_autofree char *code = foyer_test_data_code (0);
  g_autofree char *other = foyer_test_data_code (1);

  g_assert_cmpint (foyer_door_fixture_scan_and_wait (fixture, code), ==, FOYER_VERDICT_ADMITTED);
  g_assert_false (gtk_widget_get_visible (fixture->window->exit_banner));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "door.direction", "s", "out");
  g_assert_true (gtk_widget_get_visible (fixture->window->exit_banner));
  g_assert_cmpint (foyer_door_fixture_scan_and_wait (fixture, code), ==, FOYER_VERDICT_EXITED);
  g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "out");
  /* Nobody is inside any more, and the door says so. */
  foyer_test_wait_for (tells_nobody_in, fixture);
  g_assert_cmpint (foyer_door_fixture_scan_and_wait (fixture, code), ==, FOYER_VERDICT_NOT_INSIDE);
  assert_says (fixture, "Not inside: left at ");
  g_assert_cmpint (foyer_door_fixture_scan_and_wait (fixture, other), ==, FOYER_VERDICT_NOT_INSIDE);
  assert_says (fixture, "Not inside: no entry is known");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "door.direction", "s", "in");
  g_assert_false (gtk_widget_get_visible (fixture->window->exit_banner));
}

static void
test_override (FoyerDoorFixture *fixture, gconstpointer data)
{
  g_autofree char *code = foyer_test_data_code (0);
  guint n;

  foyer_door_fixture_scan_and_wait (fixture, code);
  g_assert_cmpint (foyer_door_fixture_scan_and_wait (fixture, code), ==, FOYER_VERDICT_ALREADY_IN);
  n = fixture->n_answers + 1;
  foyer_door_fixture_press_button (fixture, "door.let-in");
  foyer_reason_popover_choose (fixture->window->reason, "Checked by hand");
  foyer_door_fixture_wait_for_answers (fixture, n);
  g_assert_cmpint (fixture->answer->result->verdict, ==, FOYER_VERDICT_ADMITTED);
  g_assert_cmpstr (fixture->answer->result->check_in->reason, ==, "Checked by hand");
}

static gboolean
has_results (gpointer data)
{
  return foyer_door_search_get_n_results (data) > 0;
}

static void
test_manual (FoyerDoorFixture *fixture, gconstpointer data)
{
  g_autofree char *code = foyer_test_data_code (5);
  g_autoptr (FoyerTicket) ticket = NULL;
  guint n = fixture->n_answers + 1;

  foyer_door_search_type (fixture->window->search, code);
  foyer_test_wait_for (has_results, fixture->window->search);
  g_assert_cmpuint (foyer_door_search_get_n_results (fixture->window->search), ==, 1);
  g_signal_emit_by_name (foyer_door_fixture_get_entry (fixture), "activate");
  foyer_door_fixture_wait_for_answers (fixture, n);
  g_assert_cmpint (fixture->answer->result->verdict, ==, FOYER_VERDICT_ADMITTED);
  ticket = foyer_door_fixture_read_ticket (fixture, code);
  g_assert_cmpint (ticket->check_in_method, ==, FOYER_METHOD_MANUAL);
  g_assert_false (foyer_door_search_is_searching (fixture->window->search));
}

/* The fact cannot be written (a trigger stands for the disk): loud, nothing happened, and nothing
 * is lost. */
static void
test_write_failure (FoyerDoorFixture *fixture, gconstpointer data)
{
  g_autofree char *code = foyer_test_data_code (0);
  g_autofree char *path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  g_autoptr (FoyerTicket) before = NULL;
  g_autoptr (FoyerTicket) after = NULL;
  sqlite3 *other;
  guint n = fixture->n_answers + 1;

  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (
          other,
          "CREATE TRIGGER fault BEFORE INSERT ON check_ins BEGIN SELECT RAISE (ABORT, 'disk'); END",
          NULL, NULL, NULL),
      ==, SQLITE_OK);
  foyer_door_fixture_scan (fixture, code);
  foyer_door_fixture_wait_for_answers (fixture, n);
  g_assert_null (fixture->answer->result);
  g_assert_nonnull (fixture->answer->error);
  g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "failed");
  before = foyer_door_fixture_read_ticket (fixture, code);
  g_assert_cmpint (before->status, ==, FOYER_TICKET_VALID);

  g_assert_cmpint (sqlite3_exec (other, "DROP TRIGGER fault", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (other);
  foyer_door_fixture_press_button (fixture, "door.retry");
  foyer_door_fixture_wait_for_answers (fixture, n + 1);
  g_assert_cmpint (fixture->answer->result->verdict, ==, FOYER_VERDICT_ADMITTED);
  after = foyer_door_fixture_read_ticket (fixture, code);
  g_assert_cmpint (after->status, ==, FOYER_TICKET_CHECKED_IN);
}

/* A window opened later shows the last scans, with what was taken back. */
static void
test_reopen (FoyerDoorFixture *fixture, gconstpointer data)
{
  g_autofree char *code = foyer_test_data_code (0);
  g_autofree char *name = foyer_test_data_name (0);

  foyer_door_fixture_scan_and_wait (fixture, code);
  foyer_door_settle (fixture->window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  foyer_door_fixture_open_window (fixture);
  g_signal_emit_by_name (fixture->window->scans, "row-activated",
                         gtk_list_box_get_row_at_index (fixture->window->scans, 0));
  g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "in");
  g_assert_cmpstr (
      foyer_door_answer_get_name (foyer_verdict_view_get_answer (fixture->window->view)), ==, name);
  g_assert_true (
      gtk_widget_get_visible (foyer_verdict_view_get_button (fixture->window->view, "door.undo")));
}

static void
take_pictures (FoyerDoorFixture *fixture, const char *suffix)
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
test_pictures (FoyerDoorFixture *fixture, gconstpointer data)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkWidget *dialog;

  take_pictures (fixture, "ready");
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *code = foyer_test_data_code (i);

      foyer_door_fixture_scan_and_wait (fixture, code);
    }
  take_pictures (fixture, "in");
  {
    g_autofree char *code = foyer_test_data_code (2);

    foyer_door_fixture_scan_and_wait (fixture, code);
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
  foyer_door_fixture_open_window (fixture);
  {
    g_autofree char *code = foyer_test_data_code (11);

    gtk_widget_activate_action (GTK_WIDGET (fixture->window), "door.direction", "s", "in");
    foyer_door_fixture_scan_and_wait (fixture, code);
  }
  take_pictures (fixture, "rtl");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static int
least_width (FoyerDoorFixture *fixture)
{
  int least;

  gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL,
                      NULL, NULL);
  return least;
}

static int
least_height (FoyerDoorFixture *fixture, int width)
{
  int least;

  gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_VERTICAL, width, &least, NULL,
                      NULL, NULL);
  return least;
}

/* On a telephone it is 360 wide, whatever is asked and however long the title; the counts are never
 * cut. */
static void
test_narrow (FoyerDoorFixture *fixture, gconstpointer data)
{
  const int usual = 96 * PANGO_SCALE;
  const int scales[] = { usual, usual * 3 / 2 };
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (fixture->window));
  g_autofree char *code = foyer_test_data_code (0);
  g_autofree char *title = g_strnfill (200, 'W');

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_object_set (settings, "gtk-xft-dpi", scales[i], NULL);
      gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1600, 800);
      foyer_door_settle (fixture->window);
      gtk_label_set_label (fixture->window->event_title, title);
      g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->window->counts)));
      g_assert_false (gtk_widget_get_visible (fixture->window->below));
      g_assert_cmpint (gtk_label_get_ellipsize (fixture->window->counts), ==, PANGO_ELLIPSIZE_NONE);
      g_assert_cmpint (least_width (fixture), <, 640 * scales[i] / usual);

      gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 640);
      foyer_door_settle (fixture->window);
      g_assert_true (gtk_widget_get_visible (fixture->window->below));
      foyer_door_fixture_scan_and_wait (fixture, code);
      g_assert_cmpint (least_width (fixture), <=, 360);
      /* Its two buttons find room beside each other: it does not grow when somebody is admitted. */
      if (scales[i] == usual)
        g_assert_cmpint (least_height (fixture, 360), <=, 480);
    }
  g_object_set (settings, "gtk-xft-dpi", usual, NULL);
}

typedef struct
{
  FoyerDoorFixture *fixture;
  gint64 until;
} Watch;

static gboolean
waits_for_three (gpointer data)
{
  return foyer_door_get_n_waiting (((FoyerDoorFixture *) data)->window->door) == 3;
}

static gboolean
is_over (gpointer data)
{
  Watch *watch = data;

  g_assert_cmpuint (watch->fixture->n_answers, ==, 0);
  return g_get_monotonic_time () > watch->until;
}

/* A long import elsewhere: longer than SQLite's users have patience. All is written after it. */
static void
test_waits_for_writer (FoyerDoorFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  g_autoptr (FoyerDatabase) other = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, NULL);
  Watch watch = { fixture, g_get_monotonic_time () + 10500 * G_TIME_SPAN_MILLISECOND };

  g_assert_true (foyer_database_exec (other, "BEGIN IMMEDIATE", NULL));
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *code = foyer_test_data_code (i);

      foyer_door_fixture_scan (fixture, code);
    }
  foyer_test_wait_for (waits_for_three, fixture);
  g_assert_null (foyer_verdict_view_get_answer (fixture->window->view));
  g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "look");
  take_pictures (fixture, "waiting");
  /* what else happens does not make it look ready */
  g_signal_emit_by_name (fixture->window->door, "changed");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "door.dismiss", NULL);
  g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "look");
  foyer_test_wait_for (is_over, &watch);

  g_assert_true (foyer_database_exec (other, "ROLLBACK", NULL));
  foyer_door_fixture_wait_for_answers (fixture, 3);
  g_assert_cmpuint (foyer_door_get_n_waiting (fixture->window->door), ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = foyer_test_data_name (2 - i);

      g_signal_emit_by_name (fixture->window->scans, "row-activated",
                             gtk_list_box_get_row_at_index (fixture->window->scans, (int) i));
      g_assert_cmpstr (
          foyer_door_answer_get_name (foyer_verdict_view_get_answer (fixture->window->view)), ==,
          name);
      g_assert_cmpstr (foyer_verdict_view_get_style (fixture->window->view), ==, "in");
    }
}

#define add(name, function)                                                                        \
  g_test_add ("/check-in-window/" name, FoyerDoorFixture, NULL, foyer_door_fixture_set_up,         \
              function, foyer_door_fixture_tear_down)

int
main (int argc, char *argv[])
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
  add ("status", test_status);
  add ("override", test_override);
  add ("manual", test_manual);
  add ("write-failure", test_write_failure);
  add ("waits-for-writer", test_waits_for_writer);
  add ("reopen", test_reopen);
  add ("narrow", test_narrow);
  add ("pictures", test_pictures);
  return g_test_run ();
}
