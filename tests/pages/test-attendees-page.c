/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendees-page-private.h"

#include "foyer-attendee-act.h"
#include "foyer-check-in-store.h"
#include "foyer-event-store.h"
#include "foyer-row-store.h"
#include "foyer-test-data.h"
#include "foyer-test.h"
#include "foyer-walk-in-window.h"

#define N_ROWS 600

typedef struct
{
  FoyerTestDir dir;
  FoyerUuid event_id;
  FoyerReplica *replica;
  GSettings *settings;
  GtkWidget *window;
  FoyerAttendeesPage *page;
  gint64 undone;
} Fixture;

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ((Fixture *) data)->replica = foyer_replica_open_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
is_open_cb (gpointer data)
{
  return ((Fixture *) data)->replica != NULL;
}

static gboolean
is_settled_cb (gpointer data)
{
  FoyerAttendeesPage *page = ((Fixture *) data)->page;

  /* Laid out too: AdwFlap divides by its width when it moves. */
  return !foyer_attendee_list_is_pending (page->list) &&
         gtk_widget_get_width (GTK_WIDGET (page)) > 0;
}

static gboolean
is_shown_cb (gpointer data)
{
  return gtk_widget_get_width (GTK_WIDGET (((Fixture *) data)->page)) > 0;
}

static gboolean
is_idle_cb (gpointer data)
{
  return ((Fixture *) data)->page->working == NULL && is_settled_cb (data);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture->dir = foyer_test_dir_new ();
  g_object_unref (foyer_test_data_make (fixture->dir, GPOINTER_TO_UINT (data),
                                        FOYER_TEST_DATA_ALL_VALID, &fixture->event_id));
  path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  foyer_replica_open_async (path, NULL, opened_cb, fixture);
  foyer_test_wait_for (is_open_cb, fixture);
  fixture->settings = g_settings_new ("io.github.foyerapp.Foyer");
  g_settings_reset (fixture->settings, "attendees-sort");
  g_settings_reset (fixture->settings, "attendees-columns");
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  fixture->page = FOYER_ATTENDEES_PAGE (
      foyer_attendees_page_new (fixture->replica, fixture->settings, &fixture->event_id));
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  gtk_window_present (GTK_WINDOW (fixture->window));
  foyer_test_wait_for (is_settled_cb, fixture);
  foyer_test_wait_for (is_shown_cb, fixture);
}

static gboolean
is_gone_cb (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gpointer page = fixture->page;

  g_object_add_weak_pointer (page, &page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  foyer_test_wait_for (is_gone_cb, &page);
  g_object_unref (fixture->settings);
  g_object_unref (fixture->replica);
  foyer_test_dir_free (fixture->dir);
}

static void
search (Fixture *fixture, const char *text)
{
  gtk_editable_set_text (fixture->page->search_entry, text);
  foyer_test_wait_for (is_settled_cb, fixture);
}

static void
sort_by (Fixture *fixture, guint column, GtkSortType direction)
{
  g_autoptr (GtkColumnViewColumn) sorted =
      g_list_model_get_item (gtk_column_view_get_columns (fixture->page->view), column);

  gtk_column_view_sort_by_column (fixture->page->view, sorted, direction);
  foyer_test_wait_for (is_settled_cb, fixture);
}

static guint
count_shown (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->page->list));
}

static const FoyerTicket *
ticket_at (Fixture *fixture, guint position)
{
  g_autoptr (FoyerAttendee) attendee =
      g_list_model_get_item (G_LIST_MODEL (fixture->page->list), position);

  return foyer_attendee_get_ticket (attendee);
}

static FoyerTicket *
read_ticket (Fixture *fixture, gint64 key)
{
  FoyerTicket *ticket = foyer_row_store_get (foyer_replica_get_reader (fixture->replica),
                                             &FOYER_TICKET_TYPE, key, NULL);

  g_assert_nonnull (ticket);
  return ticket;
}

static void
activate (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, NULL));
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  GtkStack *stack = fixture->page->stack;

  g_assert_cmpuint (count_shown (fixture), ==, N_ROWS);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "table");
  g_assert_cmpstr (gtk_label_get_label (fixture->page->count_label), ==, "600");

  search (fixture, "anna");
  g_assert_cmpuint (count_shown (fixture), <, N_ROWS);
  g_assert_cmpuint (count_shown (fixture), >, 0);
  g_assert_true (g_str_has_suffix (gtk_label_get_label (fixture->page->count_label), " of 600"));

  search (fixture, "nobody is called so");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "no-match");
  activate (fixture, "page.clear");
  foyer_test_wait_for (is_settled_cb, fixture);
  g_assert_cmpuint (count_shown (fixture), ==, N_ROWS);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "table");
}

static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (count_shown (fixture), ==, 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (fixture->page->stack), ==, "nobody");
}

/* Column 6 is the order's number. */
static void
test_sort (Fixture *fixture, gconstpointer data)
{
  g_autofree char *kept = NULL;
  gboolean descending;
  gint64 first;

  g_assert_cmpuint (foyer_attendee_columns_get_sort (fixture->page->columns, &descending), ==,
                    FOYER_SORT_NAME);
  g_assert_false (descending);
  sort_by (fixture, 6, GTK_SORT_ASCENDING);
  g_assert_cmpuint (foyer_attendee_columns_get_sort (fixture->page->columns, &descending), ==,
                    FOYER_SORT_ORDER);
  first = ticket_at (fixture, 0)->row.key;
  sort_by (fixture, 6, GTK_SORT_DESCENDING);
  foyer_attendee_columns_get_sort (fixture->page->columns, &descending);
  g_assert_true (descending);
  g_assert_cmpint (ticket_at (fixture, 0)->row.key, !=, first);
  kept = g_settings_get_string (fixture->settings, "attendees-sort");
  g_assert_cmpstr (kept, ==, "order");
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  foyer_attendee_filter_toggle_state (fixture->page->filter, FOYER_ATTENDANCE_CANCELLED);
  foyer_test_wait_for (is_settled_cb, fixture);
  g_assert_cmpuint (count_shown (fixture), ==, 0);
  g_assert_true (foyer_attendee_filter_is_set (fixture->page->filter));
  foyer_attendee_filter_toggle_state (fixture->page->filter, FOYER_ATTENDANCE_EXPECTED);
  foyer_test_wait_for (is_settled_cb, fixture);
  g_assert_cmpuint (count_shown (fixture), ==, N_ROWS);
  foyer_attendee_filter_clear (fixture->page->filter);
  g_assert_false (foyer_attendee_filter_is_set (fixture->page->filter));
}

static void
check_selected (Fixture *fixture, GArray *people)
{
  g_autoptr (GArray) keys = foyer_attendee_selection_dup_keys (fixture->page->selection);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (fixture->page->selection);

  g_assert_cmpuint (keys->len, ==, people->len);
  for (guint i = 0; i < people->len; i++)
    g_assert_true (foyer_attendee_selection_has_key (fixture->page->selection,
                                                     g_array_index (people, gint64, i)));
  /* What the view draws as selected are these people and nobody else. */
  for (guint i = 0; i < count_shown (fixture); i++)
    g_assert_cmpint (
        gtk_selection_model_is_selected (model, i), ==,
        foyer_attendee_selection_has_key (fixture->page->selection,
                                          foyer_attendee_list_get_key (fixture->page->list, i)));
}

/* Selected are people, not places. */
static void
test_selection_stays (Fixture *fixture, gconstpointer data)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (fixture->page->selection);
  g_autoptr (GArray) people = NULL;

  gtk_selection_model_select_range (model, 3, 4, TRUE);
  gtk_selection_model_select_item (model, 20, FALSE);
  gtk_selection_model_unselect_item (model, 4);
  people = foyer_attendee_selection_dup_keys (fixture->page->selection);
  g_assert_cmpuint (people->len, ==, 4);
  check_selected (fixture, people);

  sort_by (fixture, 2, GTK_SORT_ASCENDING);
  check_selected (fixture, people);
  sort_by (fixture, 6, GTK_SORT_DESCENDING);
  check_selected (fixture, people);
  search (fixture, "grace");
  check_selected (fixture, people);
  search (fixture, "no such person");
  check_selected (fixture, people);
  search (fixture, "");
  check_selected (fixture, people);
  g_assert_true (gtk_revealer_get_reveal_child (fixture->page->bar));
  gtk_selection_model_unselect_all (model);
  g_assert_false (gtk_revealer_get_reveal_child (fixture->page->bar));
}

/* “All” are those one sees. */
static void
test_select_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) people = NULL;
  guint n_found;

  search (fixture, "an");
  n_found = count_shown (fixture);
  activate (fixture, "page.select-all");
  people = foyer_attendee_selection_dup_keys (fixture->page->selection);
  g_assert_cmpuint (people->len, ==, n_found);
  search (fixture, "");
  check_selected (fixture, people);
  activate (fixture, "page.select-all");
  g_assert_cmpuint (foyer_attendee_selection_get_size (fixture->page->selection), ==, N_ROWS);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ((Fixture *) data)->undone =
      foyer_replica_undo_finish (FOYER_REPLICA (source), result, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
is_undone_cb (gpointer data)
{
  return ((Fixture *) data)->undone != 0;
}

static void
undo_last (Fixture *fixture)
{
  gint64 last = foyer_journal_get_position (foyer_replica_get_reader (fixture->replica), NULL);

  fixture->undone = 0;
  foyer_replica_undo_async (fixture->replica, last, NULL, undone_cb, fixture);
  foyer_test_wait_for (is_undone_cb, fixture);
}

static void
check_status (Fixture *fixture, GArray *keys, FoyerTicketStatus status)
{
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (FoyerTicket) ticket = read_ticket (fixture, g_array_index (keys, gint64, i));

      g_assert_cmpint (ticket->status, ==, status);
    }
}

static void
test_acts (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *action;
    FoyerTicketStatus status;
  } cases[] = {
    { "page.cancel", FOYER_TICKET_CANCELLED },
    { "page.check-in", FOYER_TICKET_CHECKED_IN },
  };
  g_autoptr (GArray) keys = NULL;

  gtk_selection_model_select_range (GTK_SELECTION_MODEL (fixture->page->selection), 5, 3, TRUE);
  keys = foyer_attendee_selection_dup_keys (fixture->page->selection);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      activate (fixture, cases[i].action);
      foyer_test_wait_for (is_idle_cb, fixture);
      check_status (fixture, keys, cases[i].status);
      /* One undo for all of them. */
      undo_last (fixture);
      check_status (fixture, keys, FOYER_TICKET_VALID);
    }
}

static void
test_restore (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) keys = NULL;

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture->page->selection), 5, TRUE);
  keys = foyer_attendee_selection_dup_keys (fixture->page->selection);
  activate (fixture, "page.cancel");
  foyer_test_wait_for (is_idle_cb, fixture);
  check_status (fixture, keys, FOYER_TICKET_CANCELLED);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture->page->selection), 5, TRUE);
  activate (fixture, "page.restore");
  foyer_test_wait_for (is_idle_cb, fixture);
  check_status (fixture, keys, FOYER_TICKET_VALID);
}

static void
test_mark_resend (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerTicket) ticket = NULL;

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture->page->selection), 2, TRUE);
  activate (fixture, "page.mark-resend");
  foyer_test_wait_for (is_idle_cb, fixture);
  ticket = read_ticket (fixture, foyer_attendee_list_get_key (fixture->page->list, 2));
  g_assert_cmpint (ticket->resend_marked_at, !=, FOYER_NONE);
}

static GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_ENTRY_ROW (widget) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);
  return found;
}

typedef struct
{
  Fixture *fixture;
  gint64 key;
  const char *company;
} Expected;

static gboolean
has_company_cb (gpointer data)
{
  Expected *expected = data;
  g_autoptr (FoyerTicket) ticket = read_ticket (expected->fixture, expected->key);

  return g_strcmp0 (ticket->company, expected->company) == 0;
}

static gboolean
is_revealed_cb (gpointer data)
{
  return adw_flap_get_reveal_progress (((Fixture *) data)->page->flap) == 1;
}

static gboolean
is_closed_cb (gpointer data)
{
  FoyerAttendeesPage *page = ((Fixture *) data)->page;

  return !adw_flap_get_reveal_flap (page->flap) && adw_flap_get_reveal_progress (page->flap) == 0;
}

static void
test_panel (Fixture *fixture, gconstpointer data)
{
  Expected expected = { fixture, foyer_attendee_list_get_key (fixture->page->list, 7), "Ünited" };
  GtkWidget *row;

  foyer_attendees_page_show_person (fixture->page, expected.key);
  foyer_test_wait_for (is_revealed_cb, fixture);
  g_assert_true (adw_flap_get_reveal_flap (fixture->page->flap));
  row = find_row (GTK_WIDGET (fixture->page->panel), "Company");
  gtk_editable_set_text (GTK_EDITABLE (row), " Ünited ");
  g_signal_emit_by_name (row, "apply");
  foyer_test_wait_for (has_company_cb, &expected);

  /* What is wrong is not saved. */
  row = find_row (GTK_WIDGET (fixture->page->panel), "E-Mail");
  gtk_editable_set_text (GTK_EDITABLE (row), "no address");
  g_signal_emit_by_name (row, "apply");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  activate (fixture, "page.close-panel");
  foyer_test_wait_for (is_closed_cb, fixture);
}

static gboolean
has_one_more_cb (gpointer data)
{
  Fixture *fixture = data;

  return is_settled_cb (data) && foyer_attendee_list_get_total (fixture->page->list) == N_ROWS + 1;
}

/* Added and let in are two steps, and two answers of the list. */
static gboolean
is_first_inside_cb (gpointer data)
{
  return is_settled_cb (data) && ticket_at (data, 0)->status == FOYER_TICKET_CHECKED_IN;
}

static void
test_walk_in (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = foyer_walk_in_window_present (GTK_WIDGET (fixture->page), fixture->replica,
                                                    &fixture->event_id);
  const FoyerTicket *ticket;

  g_assert_true (GTK_IS_WINDOW (window));
  gtk_editable_set_text (GTK_EDITABLE (find_row (window, "Name")), "Zebulon Walker");
  gtk_widget_activate_action (window, "walk-in.add", NULL);
  foyer_test_wait_for (has_one_more_cb, fixture);
  search (fixture, "zebulon");
  foyer_test_wait_for (is_first_inside_cb, fixture);
  ticket = ticket_at (fixture, 0);
  g_assert_cmpstr (ticket->attendee_name, ==, "Zebulon Walker");
  g_assert_nonnull (ticket->qr_code);
}

/* The window goes before the answer comes. */
static void
test_walk_in_closed (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = foyer_walk_in_window_present (GTK_WIDGET (fixture->page), fixture->replica,
                                                    &fixture->event_id);

  gtk_editable_set_text (GTK_EDITABLE (find_row (window, "Name")), "Zebulon Walker");
  gtk_widget_activate_action (window, "walk-in.add", NULL);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  while (window != NULL)
    g_main_context_iteration (NULL, TRUE);
  foyer_test_wait_for (has_one_more_cb, fixture);
}

static void
test_columns (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GtkColumnViewColumn) email =
      g_list_model_get_item (gtk_column_view_get_columns (fixture->page->view), 2);
  g_autofree char *header = NULL;
  g_auto (GStrv) kept = NULL;

  g_assert_false (gtk_column_view_column_get_visible (email));
  gtk_column_view_column_set_visible (email, TRUE);
  kept = g_settings_get_strv (fixture->settings, "attendees-columns");
  g_assert_true (g_strv_contains ((const char *const *) kept, "email"));
  header = foyer_attendee_columns_dup_header (fixture->page->columns);
  g_assert_cmpstr (header, ==, "Name\tCompany\tE-Mail\tTier\tStatus\tArrived\tOrder");
}

static char *
read_export (Fixture *fixture, GFile *file)
{
  g_autoptr (GArray) keys = foyer_attendee_list_ref_keys (fixture->page->list);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  foyer_attendees_page_export (fixture->page, keys, file);
  foyer_test_wait_for (is_idle_cb, fixture);
  g_file_load_contents (file, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* What is shown is what is written: the columns in their order, the rows that are found. */
static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "shown.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GListModel *columns = gtk_column_view_get_columns (fixture->page->view);
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
  gtk_column_view_insert_column (fixture->page->view, 0, code);
  search (fixture, "anna");
  some = read_export (fixture, file);
  g_strfreev (lines);
  lines = g_strsplit (some, "\r\n", -1);
  g_assert_cmpstr (lines[0], ==, "Code,Name,Ticket,Status,Checked in at,Order number");
  g_assert_cmpuint (g_strv_length (lines), ==, count_shown (fixture) + 2);
  first = g_strdup_printf ("%s,%s,", ticket_at (fixture, 0)->qr_code,
                           ticket_at (fixture, 0)->attendee_name);
  g_assert_true (g_str_has_prefix (lines[1], first));
  copied = foyer_attendee_columns_dup_header (fixture->page->columns);
  g_assert_cmpstr (copied, ==, "Code\tName\tTier\tStatus\tArrived\tOrder");
}

static void
test_export_stopped (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "stopped.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GArray) keys = foyer_attendee_list_ref_keys (fixture->page->list);

  foyer_attendees_page_export (fixture->page, keys, file);
  g_assert_true (gtk_revealer_get_reveal_child (fixture->page->progress_revealer));
  activate (fixture, "page.stop");
  foyer_test_wait_for (is_idle_cb, fixture);
  g_assert_false (gtk_revealer_get_reveal_child (fixture->page->progress_revealer));
}

#define ADD(path, n, func) g_test_add (path, Fixture, GUINT_TO_POINTER (n), set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/attendees-page/states", N_ROWS, test_states);
  ADD ("/attendees-page/nobody", 0, test_nobody);
  ADD ("/attendees-page/sort", N_ROWS, test_sort);
  ADD ("/attendees-page/filter", N_ROWS, test_filter);
  ADD ("/attendees-page/selection-stays", N_ROWS, test_selection_stays);
  ADD ("/attendees-page/select-all", N_ROWS, test_select_all);
  ADD ("/attendees-page/acts", N_ROWS, test_acts);
  ADD ("/attendees-page/restore", N_ROWS, test_restore);
  ADD ("/attendees-page/mark-resend", N_ROWS, test_mark_resend);
  ADD ("/attendees-page/panel", N_ROWS, test_panel);
  ADD ("/attendees-page/walk-in", N_ROWS, test_walk_in);
  ADD ("/attendees-page/walk-in-closed", N_ROWS, test_walk_in_closed);
  ADD ("/attendees-page/columns", N_ROWS, test_columns);
  ADD ("/attendees-page/export", N_ROWS, test_export);
  ADD ("/attendees-page/export-stopped", N_ROWS, test_export_stopped);
  return g_test_run ();
}
