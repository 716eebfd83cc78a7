/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendees-fixture.h"

#include "foyer-attendee-act.h"
#include "foyer-check-in-store.h"
#include "foyer-event-store.h"
#include "foyer-row-store.h"
#include "foyer-walk-in-window.h"

static void
test_states (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  GtkStack *stack = fixture->page->parts->stack;

  g_assert_cmpuint (foyer_attendees_fixture_count_shown (fixture), ==, N_ROWS);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "table");
  g_assert_cmpstr (gtk_label_get_label (fixture->page->parts->count_label), ==, "600");

  foyer_attendees_fixture_search (fixture, "anna");
  g_assert_cmpuint (foyer_attendees_fixture_count_shown (fixture), <, N_ROWS);
  g_assert_cmpuint (foyer_attendees_fixture_count_shown (fixture), >, 0);
  g_assert_true (
      g_str_has_suffix (gtk_label_get_label (fixture->page->parts->count_label), " of 600"));

  foyer_attendees_fixture_search (fixture, "nobody is called so");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "no-match");
  foyer_attendees_fixture_activate (fixture, "page.clear");
  foyer_test_wait_for (foyer_attendees_fixture_is_settled, fixture);
  g_assert_cmpuint (foyer_attendees_fixture_count_shown (fixture), ==, N_ROWS);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "table");
}

static void
test_nobody (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (foyer_attendees_fixture_count_shown (fixture), ==, 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (fixture->page->parts->stack), ==, "empty");
}

/* Column 6 is the order's number. */
static void
test_sort (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  g_autofree char *kept = NULL;
  gboolean descending;
  gint64 first;

  g_assert_cmpuint (foyer_attendee_columns_get_sort (fixture->page->parts->columns, &descending),
                    ==, FOYER_SORT_NAME);
  g_assert_false (descending);
  foyer_attendees_fixture_sort_by (fixture, 6, GTK_SORT_ASCENDING);
  g_assert_cmpuint (foyer_attendee_columns_get_sort (fixture->page->parts->columns, &descending),
                    ==, FOYER_SORT_ORDER);
  first = foyer_attendees_fixture_ticket_at (fixture, 0)->row.key;
  foyer_attendees_fixture_sort_by (fixture, 6, GTK_SORT_DESCENDING);
  foyer_attendee_columns_get_sort (fixture->page->parts->columns, &descending);
  g_assert_true (descending);
  g_assert_cmpint (foyer_attendees_fixture_ticket_at (fixture, 0)->row.key, !=, first);
  kept = g_settings_get_string (fixture->settings, "attendees-sort");
  g_assert_cmpstr (kept, ==, "order");
}

static void
test_filter (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  foyer_attendee_filter_toggle_state (fixture->page->filter, FOYER_ATTENDANCE_CANCELLED);
  foyer_test_wait_for (foyer_attendees_fixture_is_settled, fixture);
  g_assert_cmpuint (foyer_attendees_fixture_count_shown (fixture), ==, 0);
  g_assert_true (foyer_list_filter_is_set (FOYER_LIST_FILTER (fixture->page->filter)));
  foyer_attendee_filter_toggle_state (fixture->page->filter, FOYER_ATTENDANCE_EXPECTED);
  foyer_test_wait_for (foyer_attendees_fixture_is_settled, fixture);
  g_assert_cmpuint (foyer_attendees_fixture_count_shown (fixture), ==, N_ROWS);
  foyer_list_filter_clear (FOYER_LIST_FILTER (fixture->page->filter));
  g_assert_false (foyer_list_filter_is_set (FOYER_LIST_FILTER (fixture->page->filter)));
}

static gint64
check_one_in (FoyerAttendeesFixture *fixture)
{
  gint64 key = foyer_attendees_fixture_ticket_at (fixture, 0)->row.key;
  g_autoptr (FoyerTicket) ticket = NULL;

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture->page->parts->selection), 0, TRUE);
  foyer_attendees_fixture_activate (fixture, "page.check-in");
  foyer_test_wait_for (foyer_attendees_fixture_is_idle, fixture);
  ticket = foyer_attendees_fixture_read_ticket (fixture, key);
  return ticket->check_in_time;
}

static gboolean
shows_one_cb (gpointer data)
{
  return foyer_attendees_fixture_is_settled (data) &&
         foyer_attendees_fixture_count_shown (data) == 1;
}

/* From one time to another, the first within, the last not any more. */
static void
test_filter_range (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  FoyerAttendeeFilter *filter = fixture->page->filter;
  gint64 time = check_one_in (fixture);
  FoyerRosterQuery query = { 0 };

  foyer_attendee_filter_set_range (filter, time, time + 1);
  g_assert_true (foyer_list_filter_is_set (FOYER_LIST_FILTER (filter)));
  foyer_attendee_filter_get_query (filter, &query);
  g_assert_cmpint (query.arrived_from, ==, time);
  g_assert_cmpint (query.arrived_to, ==, time + 1);
  foyer_test_wait_for (shows_one_cb, fixture);
  foyer_attendee_filter_set_range (filter, time - G_TIME_SPAN_HOUR, time);
  foyer_test_wait_for (foyer_attendees_fixture_is_settled, fixture);
  g_assert_cmpuint (foyer_attendees_fixture_count_shown (fixture), ==, 0);
  foyer_list_filter_clear (FOYER_LIST_FILTER (filter));
  g_assert_false (foyer_list_filter_is_set (FOYER_LIST_FILTER (filter)));
}

/* What another page leads to: this condition, and nothing that was searched before. */
static void
test_show_only (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  check_one_in (fixture);
  foyer_attendees_fixture_search (fixture, "nobody is called so");
  foyer_attendee_filter_toggle_state (fixture->page->filter, FOYER_ATTENDANCE_CANCELLED);
  foyer_attendees_page_show_only (fixture->page, "inside");
  foyer_test_wait_for (shows_one_cb, fixture);
  foyer_attendees_page_show_only (fixture->page, "unpaid");
  foyer_test_wait_for (foyer_attendees_fixture_is_settled, fixture);
  g_assert_cmpuint (foyer_attendees_fixture_count_shown (fixture), ==, 0);
  g_assert_false (foyer_attendee_filter_show_only (fixture->page->filter, "no such word"));
  foyer_attendees_page_show_only (fixture->page, "unprinted");
  foyer_test_wait_for (foyer_attendees_fixture_is_settled, fixture);
  g_assert_cmpuint (foyer_attendees_fixture_count_shown (fixture), ==, N_ROWS);
}

static void
check_selected (FoyerAttendeesFixture *fixture, GArray *people)
{
  g_autoptr (GArray) keys = foyer_key_selection_dup_keys (fixture->page->parts->selection);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (fixture->page->parts->selection);

  g_assert_cmpuint (keys->len, ==, people->len);
  for (guint i = 0; i < people->len; i++)
    g_assert_true (foyer_key_selection_has_key (fixture->page->parts->selection,
                                                g_array_index (people, gint64, i)));
  /* What the view draws as selected are these people and nobody else. */
  for (guint i = 0; i < foyer_attendees_fixture_count_shown (fixture); i++)
    g_assert_cmpint (gtk_selection_model_is_selected (model, i), ==,
                     foyer_key_selection_has_key (
                         fixture->page->parts->selection,
                         foyer_keyed_list_get_key (FOYER_KEYED_LIST (fixture->page->list), i)));
}

/* Selected are people, not places. */
static void
test_selection_stays (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (fixture->page->parts->selection);
  g_autoptr (GArray) people = NULL;

  gtk_selection_model_select_range (model, 3, 4, TRUE);
  gtk_selection_model_select_item (model, 20, FALSE);
  gtk_selection_model_unselect_item (model, 4);
  people = foyer_key_selection_dup_keys (fixture->page->parts->selection);
  g_assert_cmpuint (people->len, ==, 4);
  check_selected (fixture, people);

  foyer_attendees_fixture_sort_by (fixture, 2, GTK_SORT_ASCENDING);
  check_selected (fixture, people);
  foyer_attendees_fixture_sort_by (fixture, 6, GTK_SORT_DESCENDING);
  check_selected (fixture, people);
  foyer_attendees_fixture_search (fixture, "grace");
  check_selected (fixture, people);
  foyer_attendees_fixture_search (fixture, "no such person");
  check_selected (fixture, people);
  foyer_attendees_fixture_search (fixture, "");
  check_selected (fixture, people);
  g_assert_true (gtk_revealer_get_reveal_child (fixture->page->parts->bar));
  gtk_selection_model_unselect_all (model);
  g_assert_false (gtk_revealer_get_reveal_child (fixture->page->parts->bar));
}

/* “All” are those one sees. */
static void
test_select_all (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) people = NULL;
  guint n_found;

  foyer_attendees_fixture_search (fixture, "an");
  n_found = foyer_attendees_fixture_count_shown (fixture);
  foyer_attendees_fixture_activate (fixture, "page.select-all");
  people = foyer_key_selection_dup_keys (fixture->page->parts->selection);
  g_assert_cmpuint (people->len, ==, n_found);
  foyer_attendees_fixture_search (fixture, "");
  check_selected (fixture, people);
  foyer_attendees_fixture_activate (fixture, "page.select-all");
  g_assert_cmpuint (foyer_key_selection_get_size (fixture->page->parts->selection), ==, N_ROWS);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ((FoyerAttendeesFixture *) data)->undone =
      foyer_replica_undo_finish (FOYER_REPLICA (source), result, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
is_undone_cb (gpointer data)
{
  return ((FoyerAttendeesFixture *) data)->undone != 0;
}

static void
undo_last (FoyerAttendeesFixture *fixture)
{
  gint64 last = foyer_journal_get_position (foyer_replica_get_reader (fixture->replica), NULL);

  fixture->undone = 0;
  foyer_replica_undo_async (fixture->replica, last, NULL, undone_cb, fixture);
  foyer_test_wait_for (is_undone_cb, fixture);
}

static void
check_status (FoyerAttendeesFixture *fixture, GArray *keys, FoyerTicketStatus status)
{
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (FoyerTicket) ticket =
          foyer_attendees_fixture_read_ticket (fixture, g_array_index (keys, gint64, i));

      g_assert_cmpint (ticket->status, ==, status);
    }
}

static void
test_acts (FoyerAttendeesFixture *fixture, gconstpointer data)
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

  gtk_selection_model_select_range (GTK_SELECTION_MODEL (fixture->page->parts->selection), 5, 3,
                                    TRUE);
  keys = foyer_key_selection_dup_keys (fixture->page->parts->selection);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      foyer_attendees_fixture_activate (fixture, cases[i].action);
      foyer_test_wait_for (foyer_attendees_fixture_is_idle, fixture);
      check_status (fixture, keys, cases[i].status);
      /* One undo for all of them. */
      undo_last (fixture);
      check_status (fixture, keys, FOYER_TICKET_VALID);
    }
}

/* What is offered for those selected, in the menu and on the bar: a menu hides what is not enabled.
 */
static gboolean
is_offered (FoyerAttendeesFixture *fixture, GtkWidget *from, const char *action)
{
  if (GTK_IS_ACTIONABLE (from) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (from)), action) == 0)
    return gtk_widget_is_sensitive (from);
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_offered (fixture, child, action))
      return TRUE;
  return FALSE;
}

static void
check_offered (FoyerAttendeesFixture *fixture, gboolean cancel, gboolean restore)
{
  g_autoptr (GtkWidget) button = g_object_ref_sink (gtk_button_new ());
  const struct
  {
    const char *action;
    gboolean expected;
  } cases[] = { { "page.cancel", cancel }, { "page.restore", restore } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), cases[i].action);
      gtk_widget_set_parent (button, GTK_WIDGET (fixture->page));
      g_assert_cmpint (is_offered (fixture, button, cases[i].action), ==, cases[i].expected);
      gtk_widget_unparent (button);
    }
}

static void
test_restore (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) keys = NULL;

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture->page->parts->selection), 5, TRUE);
  keys = foyer_key_selection_dup_keys (fixture->page->parts->selection);
  check_offered (fixture, TRUE, FALSE);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture->page->parts->selection), 6, FALSE);
  check_offered (fixture, TRUE, FALSE);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture->page->parts->selection), 5, TRUE);
  foyer_attendees_fixture_activate (fixture, "page.cancel");
  foyer_test_wait_for (foyer_attendees_fixture_is_idle, fixture);
  check_status (fixture, keys, FOYER_TICKET_CANCELLED);
  check_offered (fixture, FALSE, TRUE);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture->page->parts->selection), 6, FALSE);
  check_offered (fixture, TRUE, TRUE);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture->page->parts->selection), 5, TRUE);
  foyer_attendees_fixture_activate (fixture, "page.restore");
  foyer_test_wait_for (foyer_attendees_fixture_is_idle, fixture);
  check_status (fixture, keys, FOYER_TICKET_VALID);
}

static void
test_mark_resend (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerTicket) ticket = NULL;

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture->page->parts->selection), 2, TRUE);
  foyer_attendees_fixture_activate (fixture, "page.mark-resend");
  foyer_test_wait_for (foyer_attendees_fixture_is_idle, fixture);
  ticket = foyer_attendees_fixture_read_ticket (
      fixture, foyer_keyed_list_get_key (FOYER_KEYED_LIST (fixture->page->list), 2));
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
  FoyerAttendeesFixture *fixture;
  gint64 key;
  const char *company;
} Expected;

static gboolean
has_company_cb (gpointer data)
{
  Expected *expected = data;
  g_autoptr (FoyerTicket) ticket =
      foyer_attendees_fixture_read_ticket (expected->fixture, expected->key);

  return g_strcmp0 (ticket->company, expected->company) == 0;
}

static gboolean
is_revealed_cb (gpointer data)
{
  return adw_flap_get_reveal_progress (((FoyerAttendeesFixture *) data)->page->parts->flap) == 1;
}

static gboolean
is_closed_cb (gpointer data)
{
  FoyerAttendeesPage *page = ((FoyerAttendeesFixture *) data)->page;

  return !adw_flap_get_reveal_flap (page->parts->flap) &&
         adw_flap_get_reveal_progress (page->parts->flap) == 0;
}

/* Asked for before the page has a size. */
static void
test_panel_early (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  FoyerAttendeesPage *page = FOYER_ATTENDEES_PAGE (
      foyer_attendees_page_new (fixture->replica, fixture->settings, &fixture->event_id));

  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (page));
  fixture->page = page;
  foyer_list_page_show_row (FOYER_LIST_PAGE (page), 5);
  g_assert_false (adw_flap_get_reveal_flap (page->parts->flap));
  foyer_test_wait_for (is_revealed_cb, fixture);
  foyer_list_page_show_row (FOYER_LIST_PAGE (page), 0);
  foyer_test_wait_for (is_closed_cb, fixture);
}

static void
test_panel (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  Expected expected = { fixture,
                        foyer_keyed_list_get_key (FOYER_KEYED_LIST (fixture->page->list), 7),
                        "Ünited" };
  GtkWidget *row;

  foyer_list_page_show_row (FOYER_LIST_PAGE (fixture->page), expected.key);
  foyer_test_wait_for (is_revealed_cb, fixture);
  g_assert_true (adw_flap_get_reveal_flap (fixture->page->parts->flap));
  row = find_row (GTK_WIDGET (fixture->page->parts->panel), "Company");
  gtk_editable_set_text (GTK_EDITABLE (row), " Ünited ");
  g_signal_emit_by_name (row, "apply");
  foyer_test_wait_for (has_company_cb, &expected);

  /* What is wrong is not saved. */
  row = find_row (GTK_WIDGET (fixture->page->parts->panel), "E-Mail");
  gtk_editable_set_text (GTK_EDITABLE (row), "no address");
  g_signal_emit_by_name (row, "apply");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  foyer_attendees_fixture_activate (fixture, "page.close-panel");
  foyer_test_wait_for (is_closed_cb, fixture);
}

static gboolean
has_one_more_cb (gpointer data)
{
  FoyerAttendeesFixture *fixture = data;

  return foyer_attendees_fixture_is_settled (data) &&
         foyer_keyed_list_get_total (FOYER_KEYED_LIST (fixture->page->list)) == N_ROWS + 1;
}

/* Added and let in are two steps, and two answers of the list. */
static gboolean
is_first_inside_cb (gpointer data)
{
  return foyer_attendees_fixture_is_settled (data) &&
         foyer_attendees_fixture_ticket_at (data, 0)->status == FOYER_TICKET_CHECKED_IN;
}

static void
test_walk_in (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  GtkWidget *window = foyer_walk_in_window_present (GTK_WIDGET (fixture->page), fixture->replica,
                                                    &fixture->event_id);
  const FoyerTicket *ticket;

  g_assert_true (GTK_IS_WINDOW (window));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_editable_set_text (GTK_EDITABLE (find_row (window, "Name")), "Zebulon Walker");
  gtk_widget_activate_action (window, "walk-in.add", NULL);
  foyer_test_wait_for (has_one_more_cb, fixture);
  foyer_attendees_fixture_search (fixture, "zebulon");
  foyer_test_wait_for (is_first_inside_cb, fixture);
  ticket = foyer_attendees_fixture_ticket_at (fixture, 0);
  g_assert_cmpstr (ticket->attendee_name, ==, "Zebulon Walker");
  g_assert_nonnull (ticket->qr_code);
  /* The list may know before the window does, which must not outlive the one below it. */
  while (window != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* The window goes before the answer comes, and with it its fields. */
static void
test_walk_in_closed (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  GtkWidget *window = foyer_walk_in_window_present (GTK_WIDGET (fixture->page), fixture->replica,
                                                    &fixture->event_id);

  gtk_editable_set_text (GTK_EDITABLE (find_row (window, "Name")), "Zebulon Walker");
  gtk_widget_activate_action (window, "walk-in.add", NULL);
  g_object_ref (window);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_run_dispose (G_OBJECT (window));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_object_unref (window);
  while (window != NULL)
    g_main_context_iteration (NULL, TRUE);
  foyer_test_wait_for (has_one_more_cb, fixture);
}

/* The window below goes before the answer comes, and takes the page and the walk-in along. */
static void
test_walk_in_parent_closed (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  GtkWidget *window = foyer_walk_in_window_present (GTK_WIDGET (fixture->page), fixture->replica,
                                                    &fixture->event_id);
  gpointer page = fixture->page;
  sqlite3_stmt *found;

  gtk_editable_set_text (GTK_EDITABLE (find_row (window, "Name")), "Zebulon Walker");
  gtk_widget_activate_action (window, "walk-in.add", NULL);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_object_add_weak_pointer (page, &page);
  /* The answer cannot have come yet: it needs the main loop. */
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = NULL;
  g_assert_nonnull (window);
  while (window != NULL || page != NULL)
    g_main_context_iteration (NULL, TRUE);
  found =
      foyer_database_prepare (foyer_replica_get_reader (fixture->replica),
                              "SELECT 1 FROM tickets WHERE attendee_name = 'Zebulon Walker'", NULL);
  g_assert_cmpint (sqlite3_step (found), ==, SQLITE_ROW);
  sqlite3_reset (found);
}

/* A space typed after letters goes to the search too, and does not select the row. */
static void
test_search_from_table (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  GtkWidget *focus;

  gtk_widget_child_focus (GTK_WIDGET (fixture->page->parts->view), GTK_DIR_TAB_FORWARD);
  g_signal_emit_by_name (fixture->page->parts->search_entry, "search-started");
  focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (fixture->page->parts->search_entry)));
}

/* Down in the search, and Enter, go to what was found, not to the titles of the columns. */
static void
test_rows_from_search (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  GtkWidget *entry = GTK_WIDGET (fixture->page->parts->search_entry);
  GtkWidget *rows = gtk_widget_get_last_child (GTK_WIDGET (fixture->page->parts->view));

  foyer_attendees_fixture_search (fixture, "an");
  gtk_widget_grab_focus (entry);
  gtk_widget_activate_action (entry, "page.focus-rows", NULL);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->window)), rows));
  gtk_widget_grab_focus (entry);
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->window)), rows));
}

static void
test_columns (FoyerAttendeesFixture *fixture, gconstpointer data)
{
  g_autoptr (GtkColumnViewColumn) email =
      g_list_model_get_item (gtk_column_view_get_columns (fixture->page->parts->view), 2);
  g_autofree char *header = NULL;
  g_auto (GStrv) kept = NULL;

  g_assert_false (gtk_column_view_column_get_visible (email));
  gtk_column_view_column_set_visible (email, TRUE);
  kept = g_settings_get_strv (fixture->settings, "attendees-columns");
  g_assert_true (g_strv_contains ((const char *const *) kept, "email"));
  header = foyer_list_columns_dup_row (fixture->page->parts->columns, NULL);
  g_assert_cmpstr (header, ==, "Name\tCompany\tE-Mail\tTier\tStatus\tArrived\tOrder");
}

#define ADD(path, n, func)                                                                         \
  g_test_add (path, FoyerAttendeesFixture, GUINT_TO_POINTER (n), foyer_attendees_fixture_set_up,   \
              func, foyer_attendees_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/attendees-page/states", N_ROWS, test_states);
  ADD ("/attendees-page/nobody", 0, test_nobody);
  ADD ("/attendees-page/sort", N_ROWS, test_sort);
  ADD ("/attendees-page/filter", N_ROWS, test_filter);
  ADD ("/attendees-page/filter-range", N_ROWS, test_filter_range);
  ADD ("/attendees-page/show-only", N_ROWS, test_show_only);
  ADD ("/attendees-page/selection-stays", N_ROWS, test_selection_stays);
  ADD ("/attendees-page/select-all", N_ROWS, test_select_all);
  ADD ("/attendees-page/acts", N_ROWS, test_acts);
  ADD ("/attendees-page/restore", N_ROWS, test_restore);
  ADD ("/attendees-page/mark-resend", N_ROWS, test_mark_resend);
  ADD ("/attendees-page/panel", N_ROWS, test_panel);
  ADD ("/attendees-page/panel-early", N_ROWS, test_panel_early);
  ADD ("/attendees-page/walk-in", N_ROWS, test_walk_in);
  ADD ("/attendees-page/walk-in-closed", N_ROWS, test_walk_in_closed);
  ADD ("/attendees-page/walk-in-parent-closed", N_ROWS, test_walk_in_parent_closed);
  ADD ("/attendees-page/search-from-table", N_ROWS, test_search_from_table);
  ADD ("/attendees-page/rows-from-search", N_ROWS, test_rows_from_search);
  ADD ("/attendees-page/columns", N_ROWS, test_columns);
  return g_test_run ();
}
