/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendees-fixture.h"

#include "foyer-row-store.h"

#include <glib/gstdio.h>

static char *
read_export (FoyerAttendeesFixture *fixture, GFile *file)
{
  g_autoptr (GArray) keys = foyer_attendee_list_ref_keys (fixture->page->list);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  foyer_attendees_page_export (fixture->page, keys, file);
  foyer_test_wait_for (foyer_attendees_fixture_is_idle, fixture);
  g_file_load_contents (file, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* What is shown is what is written: the columns in their order, the rows that are found. */
static void
test_export (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "shown.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GListModel *columns = gtk_column_view_get_columns (fixture->page->parts->view);
  g_autoptr (GtkColumnViewColumn) company = g_list_model_get_item (columns, 1);
  g_autoptr (GtkColumnViewColumn) code = g_list_model_get_item (columns, 7);
  g_autofree char *all = read_export (fixture, file), *some = NULL, *first = NULL;
  g_autofree char *copied = NULL;
  g_auto (GStrv) lines = g_strsplit (all, "\r\n", -1);

  g_assert_cmpstr (lines[0], ==, "Name,Company,Ticket,Status,Checked in at,Order number");
  g_assert_cmpuint (g_strv_length (lines), ==, N_ROWS + 2);
  g_assert_cmpstr (gtk_progress_bar_get_text (fixture->page->progress_bar), ==, "600 of 600");

  gtk_column_view_column_set_visible (code, TRUE);
  gtk_column_view_column_set_visible (company, FALSE);
  gtk_column_view_insert_column (fixture->page->parts->view, 0, code);
  foyer_attendees_fixture_search (fixture, "anna");
  some = read_export (fixture, file);
  g_strfreev (lines);
  lines = g_strsplit (some, "\r\n", -1);
  g_assert_cmpstr (lines[0], ==, "Code,Name,Ticket,Status,Checked in at,Order number");
  g_assert_cmpuint (g_strv_length (lines), ==, foyer_attendees_fixture_count_shown (fixture) + 2);
  first = g_strdup_printf ("%s,%s,", foyer_attendees_fixture_ticket_at (fixture, 0)->qr_code,
                           foyer_attendees_fixture_ticket_at (fixture, 0)->attendee_name);
  g_assert_true (g_str_has_prefix (lines[1], first));
  copied = foyer_list_columns_dup_row (fixture->page->parts->columns, NULL);
  g_assert_cmpstr (copied, ==, "Code\tName\tTier\tStatus\tArrived\tOrder");
}

/* The window goes, and with it the program, before an act was begun: it is done even so. */
static void
test_act_outlives_page (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  gint64 key = foyer_attendees_fixture_ticket_at (fixture, 3)->row.key;
  g_autoptr (FoyerDatabase) db = NULL;
  g_autoptr (FoyerTicket) ticket = NULL;

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture->page->parts->selection), 3, TRUE);
  foyer_attendees_fixture_activate (fixture, "page.check-in");
  gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);
  g_object_run_dispose (G_OBJECT (fixture->page));
  foyer_replica_drain (fixture->replica);
  db = foyer_database_open (path, FOYER_DATABASE_READ_ONLY, NULL);
  ticket = foyer_row_store_get (db, &FOYER_TICKET_TYPE, key, NULL);
  g_assert_cmpint (ticket->status, ==, FOYER_TICKET_CHECKED_IN);
}

static guint
count_files (const char *dir)
{
  g_autoptr (GDir) files = g_dir_open (dir, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (files) != NULL)
    n++;
  return n;
}

static void
stop_export (FoyerAttendeesFixture *fixture, GFile *file)
{
  g_autoptr (GArray) keys = foyer_attendee_list_ref_keys (fixture->page->list);

  foyer_attendees_page_export (fixture->page, keys, file);
  g_assert_true (gtk_revealer_get_reveal_child (fixture->page->progress_revealer));
  foyer_attendees_fixture_activate (fixture, "page.stop");
  foyer_test_wait_for (foyer_attendees_fixture_is_idle, fixture);
  g_assert_false (gtk_revealer_get_reveal_child (fixture->page->progress_revealer));
}

/* No half file is left, whether there was one before or not. */
static void
test_export_stopped (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  g_autofree char *dir = g_build_filename (fixture->dir, "exports", NULL);
  g_autofree char *path = g_build_filename (dir, "stopped.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;

  g_assert_cmpint (g_mkdir (dir, 0700), ==, 0);
  stop_export (fixture, file);
  g_assert_cmpuint (count_files (dir), ==, 0);

  g_assert_true (g_file_set_contents (path, "as it was", -1, NULL));
  stop_export (fixture, file);
  g_assert_cmpuint (count_files (dir), ==, 1);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "as it was");
}

#define ADD(path, n, func)                                                                         \
  g_test_add (path, FoyerAttendeesFixture, GUINT_TO_POINTER (n), foyer_attendees_fixture_set_up,   \
              func, foyer_attendees_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/attendees-export/export", N_ROWS, test_export);
  ADD ("/attendees-export/export-stopped", N_ROWS, test_export_stopped);
  ADD ("/attendees-export/act-outlives-page", N_ROWS, test_act_outlives_page);
  return g_test_run ();
}
