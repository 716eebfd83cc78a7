/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-badges-page.h"

#include "foyer-badge-choice.h"
#include "foyer-badge-job.h"
#include "foyer-badge-preview.h"
#include "foyer-badge-sheet.h"
#include "foyer-badge-source.h"
#include "foyer-row-store.h"
#include "foyer-sheet-row.h"
#include "foyer-test-data.h"
#include "foyer-test.h"
#include "foyer-ticket.h"

#define N_ATTENDEES 60

typedef struct
{
  FoyerTestDir  dir;
  FoyerReplica *replica;
  FoyerRoster  *roster;
  GSettings    *settings;
  FoyerUuid     event_id;
  GAsyncResult *result;
} Fixture;

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_set_object ((GAsyncResult **) data, result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static gboolean
roster_is_ready (gpointer data)
{
  return foyer_roster_is_ready (data);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (FoyerDatabase) db = NULL;
  g_autoptr (GError) error = NULL;

  fixture->dir = foyer_test_dir_new ();
  db = foyer_test_data_make (fixture->dir, N_ATTENDEES, FOYER_TEST_DATA_MIXED, &fixture->event_id);
  foyer_replica_open_async (foyer_database_get_path (db), NULL, result_cb, &fixture->result);
  foyer_test_wait_for (has_result, &fixture->result);
  fixture->replica = foyer_replica_open_finish (fixture->result, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->result);

  fixture->settings = g_settings_new ("io.github.foyerapp.Foyer");
  fixture->roster = foyer_replica_ref_roster (fixture->replica, &fixture->event_id);
  foyer_test_wait_for (roster_is_ready, fixture->roster);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->roster);
  g_clear_object (&fixture->settings);
  g_clear_object (&fixture->replica);
  foyer_test_dir_free (fixture->dir);
}

static FoyerTicket *
get_ticket (Fixture *fixture,
            gint64   key)
{
  return foyer_row_store_get (foyer_replica_get_reader (fixture->replica), &FOYER_TICKET_TYPE, key, NULL);
}

static FoyerBadgeChosen *
choose (Fixture         *fixture,
        FoyerBadgesWhom  whom,
        gboolean         by_name,
        gboolean         leave_out,
        GArray          *chosen)
{
  FoyerBadgeChoice choice = { whom, by_name, leave_out, chosen };
  g_autoptr (GError) error = NULL;
  FoyerBadgeChosen *came;

  foyer_badge_choose_async (fixture->roster, &choice, NULL, result_cb, &fixture->result);
  foyer_test_wait_for (has_result, &fixture->result);
  came = foyer_badge_choose_finish (fixture->result, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
  return came;
}

static void
test_everybody (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (FoyerBadgeChosen) chosen = choose (fixture, FOYER_BADGES_EVERYBODY, FALSE, FALSE, NULL);
  FoyerRosterCounts counts;

  foyer_roster_count (fixture->roster, -1, &counts);
  g_assert_cmpint (counts.by_state[FOYER_ATTENDANCE_CANCELLED], >, 0);
  g_assert_cmpuint (chosen->keys->len, ==, counts.total - counts.by_state[FOYER_ATTENDANCE_CANCELLED]);
  for (guint i = 0; i < chosen->keys->len; i++)
    {
      g_autoptr (FoyerTicket) ticket = get_ticket (fixture, g_array_index (chosen->keys, gint64, i));

      g_assert_cmpint (ticket->status, !=, FOYER_TICKET_CANCELLED);
    }
}

/* As they were chosen, or by name; who is cancelled or was never here gets none. */
static void
test_chosen (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (FoyerBadgeChosen) all = choose (fixture, FOYER_BADGES_EVERYBODY, TRUE, FALSE, NULL);
  g_autoptr (FoyerBadgeChosen) listed = NULL;
  g_autoptr (FoyerBadgeChosen) named = NULL;
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 stranger = 1000000;

  g_array_append_val (keys, g_array_index (all->keys, gint64, 9));
  g_array_append_val (keys, stranger);
  g_array_append_val (keys, g_array_index (all->keys, gint64, 3));

  listed = choose (fixture, FOYER_BADGES_CHOSEN, FALSE, FALSE, keys);
  g_assert_cmpuint (listed->keys->len, ==, 2);
  g_assert_cmpint (g_array_index (listed->keys, gint64, 0), ==, g_array_index (all->keys, gint64, 9));
  g_assert_cmpint (g_array_index (listed->keys, gint64, 1), ==, g_array_index (all->keys, gint64, 3));

  named = choose (fixture, FOYER_BADGES_CHOSEN, TRUE, FALSE, keys);
  g_assert_cmpuint (named->keys->len, ==, 2);
  g_assert_cmpint (g_array_index (named->keys, gint64, 0), ==, g_array_index (all->keys, gint64, 3));
}

static void
changed_cb (gboolean *changed)
{
  *changed = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static gint64
finish_job (Fixture       *fixture,
            FoyerBadgeJob *job)
{
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;
  gint64 change_set;

  g_signal_connect_swapped (fixture->roster, "changed", G_CALLBACK (changed_cb), &changed);
  foyer_test_wait_for (has_result, &fixture->result);
  change_set = foyer_badge_job_finish (job, fixture->result, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
  foyer_test_wait_for (is_true, &changed);
  g_signal_handlers_disconnect_by_data (fixture->roster, &changed);

  return change_set;
}

/* Into a file: the file is there, the log too, what is left shrinks, and Undo takes the log back. */
static void
test_save_is_logged (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (FoyerSheet) sheet = foyer_sheet_find ("/nonexistent", "a4-2x5", NULL);
  g_autoptr (FoyerBadgeChosen) before = choose (fixture, FOYER_BADGES_EVERYBODY, TRUE, FALSE, NULL);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *path = g_build_filename (fixture->dir, "badges.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (FoyerBadgeJob) job = NULL;
  g_autoptr (FoyerBadgeChosen) after = NULL;
  g_autoptr (FoyerBadgeChosen) left = NULL;
  g_autoptr (FoyerTicket) ticket = NULL;

  g_array_append_vals (keys, before->keys->data, 12);
  job = foyer_badge_job_new (fixture->replica, &fixture->event_id, sheet, keys, 0);
  foyer_badge_job_save_async (job, file, NULL, result_cb, &fixture->result);
  g_assert_cmpint (finish_job (fixture, job), >, 0);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpfloat (foyer_badge_job_get_progress (job), ==, 1);

  ticket = get_ticket (fixture, g_array_index (keys, gint64, 0));
  g_assert_cmpint (ticket->badge_print_count, ==, 1);
  after = choose (fixture, FOYER_BADGES_EVERYBODY, TRUE, FALSE, NULL);
  g_assert_cmpuint (after->n_printed, ==, before->n_printed + 12);
  g_assert_cmpuint (after->keys->len, ==, before->keys->len);
  left = choose (fixture, FOYER_BADGES_EVERYBODY, TRUE, TRUE, NULL);
  g_assert_cmpuint (left->keys->len, ==, before->keys->len - after->n_printed);
}

/* On paper, by GTK's own way: the same pages, the same log. */
static void
test_print_is_logged (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (FoyerSheet) sheet = foyer_sheet_find ("/nonexistent", "label-102x59", NULL);
  g_autoptr (FoyerBadgeChosen) all = choose (fixture, FOYER_BADGES_EVERYBODY, TRUE, FALSE, NULL);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *path = g_build_filename (fixture->dir, "printed.pdf", NULL);
  g_autoptr (FoyerBadgeJob) job = NULL;
  g_autofree char *contents = NULL;

  g_array_append_vals (keys, all->keys->data, 3);
  job = foyer_badge_job_new (fixture->replica, &fixture->event_id, sheet, keys, 0);
  foyer_badge_job_print_async (job, NULL, GTK_PRINT_OPERATION_ACTION_EXPORT, path, fixture->settings,
                               "badge-print-settings", result_cb, &fixture->result);
  g_assert_cmpint (finish_job (fixture, job), >, 0);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_true (g_str_has_prefix (contents, "%PDF"));
}

static void
test_cancelled_save_is_not_logged (Fixture      *fixture,
                                   gconstpointer data)
{
  g_autoptr (FoyerSheet) sheet = foyer_sheet_find ("/nonexistent", "label-62x100", NULL);
  g_autoptr (FoyerBadgeChosen) all = choose (fixture, FOYER_BADGES_EVERYBODY, TRUE, FALSE, NULL);
  g_autofree char *path = g_build_filename (fixture->dir, "badges.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (FoyerBadgeJob) job = foyer_badge_job_new (fixture->replica, &fixture->event_id, sheet, all->keys, 0);
  g_autoptr (FoyerTicket) ticket = NULL;
  g_autoptr (GError) error = NULL;

  foyer_badge_job_save_async (job, file, cancellable, result_cb, &fixture->result);
  g_cancellable_cancel (cancellable);
  foyer_test_wait_for (has_result, &fixture->result);
  g_assert_cmpint (foyer_badge_job_finish (job, fixture->result, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&fixture->result);

  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  ticket = get_ticket (fixture, g_array_index (all->keys, gint64, 0));
  g_assert_cmpint (ticket->badge_print_count, <=, 1);
}

static FoyerBadgePreview *
find_preview (GtkWidget *widget)
{
  if (FOYER_IS_BADGE_PREVIEW (widget))
    return FOYER_BADGE_PREVIEW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      FoyerBadgePreview *found = find_preview (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  FoyerBadgePreview *preview;
  guint              n_pages;
} Awaited;

static gboolean
has_pages (gpointer data)
{
  Awaited *awaited = data;

  return foyer_badge_preview_get_n_pages (awaited->preview) == awaited->n_pages;
}

/* The page shows everybody, then those chosen elsewhere, then everybody again; pages turn and stop at the ends. */
static void
test_page (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (FoyerBadgeChosen) all = choose (fixture, FOYER_BADGES_EVERYBODY, TRUE, FALSE, NULL);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page;
  Awaited awaited = { 0 };
  guint n_all = (all->keys->len + 9) / 10;

  g_settings_set_string (fixture->settings, "badge-sheet", "a4-2x5");
  page = foyer_badges_page_new (fixture->replica, fixture->settings, &fixture->event_id);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));

  awaited.preview = find_preview (page);
  awaited.n_pages = n_all;
  foyer_test_wait_for (has_pages, &awaited);

  gtk_widget_activate_action (page, "badges.previous-page", NULL);
  g_assert_cmpuint (foyer_badge_preview_get_page (awaited.preview), ==, 0);
  for (guint i = 0; i < n_all + 2; i++)
    gtk_widget_activate_action (page, "badges.next-page", NULL);
  g_assert_cmpuint (foyer_badge_preview_get_page (awaited.preview), ==, n_all - 1);

  foyer_badges_page_set_keys (FOYER_BADGES_PAGE (page), (const gint64 *) (gpointer) all->keys->data, 11);
  awaited.n_pages = 2;
  foyer_test_wait_for (has_pages, &awaited);
  g_assert_cmpuint (foyer_badge_preview_get_page (awaited.preview), ==, 0);

  foyer_badges_page_set_keys (FOYER_BADGES_PAGE (page), NULL, 0);
  awaited.n_pages = n_all;
  foyer_test_wait_for (has_pages, &awaited);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* The row is bound to a setting both ways; a preset that is gone changes nothing. */
static void
test_sheet_row (Fixture      *fixture,
                gconstpointer data)
{
  FoyerSheetRow *row = g_object_ref_sink (g_object_new (FOYER_TYPE_SHEET_ROW, NULL));
  g_autofree char *id = NULL;

  g_settings_set_string (fixture->settings, "door-badge-sheet", "label-102x59");
  g_settings_bind (fixture->settings, "door-badge-sheet", row, "sheet-id", G_SETTINGS_BIND_DEFAULT);
  g_assert_cmpstr (foyer_sheet_row_get_sheet_id (row), ==, "label-102x59");
  g_assert_cmpstr (foyer_sheet_get_id (foyer_sheet_row_get_sheet (row)), ==, "label-102x59");

  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  id = g_settings_get_string (fixture->settings, "door-badge-sheet");
  g_assert_cmpstr (id, ==, "a4-3x8");
  foyer_sheet_row_set_sheet_id (row, "gone");
  g_assert_cmpstr (foyer_sheet_row_get_sheet_id (row), ==, "a4-3x8");

  g_settings_unbind (row, "sheet-id");
  g_object_unref (row);
}

static void
test_source (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (FoyerBadgeChosen) all = choose (fixture, FOYER_BADGES_EVERYBODY, FALSE, FALSE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBadgeSource) source = foyer_badge_source_new (foyer_replica_get_reader (fixture->replica),
                                                                &fixture->event_id, all->keys, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < all->keys->len; i++)
    {
      g_autoptr (FoyerTicket) ticket = get_ticket (fixture, g_array_index (all->keys, gint64, i));
      const FoyerBadge *badge = foyer_badge_source_get (i, source, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (badge->name, ==, ticket->attendee_name);
      g_assert_cmpstr (badge->code, ==, ticket->qr_code);
      g_assert_nonnull (badge->event);
      g_assert_nonnull (badge->tier);
    }
}

static GtkWidget *
find_child (GtkWidget *from, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (from), type))
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_child (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  GtkWidget *page;
  double     start;
} Start;

static gboolean
starts_there (gpointer data)
{
  Start *start = data;
  GtkWidget *spin = find_child (start->page, GTK_TYPE_SPIN_BUTTON);

  return gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin)) == start->start;
}

static gboolean
can_save (gpointer page)
{
  GtkWidget *spin = find_child (page, FOYER_TYPE_BADGE_PREVIEW);

  return foyer_badge_preview_get_n_pages (FOYER_BADGE_PREVIEW (spin)) > 0;
}

static gboolean
shows_one_page (gpointer page)
{
  GtkWidget *preview = find_child (page, FOYER_TYPE_BADGE_PREVIEW);

  return foyer_badge_preview_get_n_pages (FOYER_BADGE_PREVIEW (preview)) == 1;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static GtkWidget *
open_page (Fixture    *fixture,
           GtkWidget **window)
{
  GtkWidget *page = foyer_badges_page_new (fixture->replica, fixture->settings, &fixture->event_id);

  *window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (*window), page);
  gtk_window_present (GTK_WINDOW (*window));
  foyer_test_wait_for (can_save, page);
  return page;
}

static void
close_page (GtkWidget *window,
            GtkWidget *page)
{
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  gtk_window_destroy (GTK_WINDOW (window));
  foyer_test_wait_for (is_gone, &page);
}

/* A sheet that was begun is used up, by each preset, until somebody takes a new one. */
static void
test_start_advances (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (FoyerBadgeChosen) all = choose (fixture, FOYER_BADGES_EVERYBODY, FALSE, FALSE, NULL);
  g_autofree char *path = g_build_filename (fixture->dir, "badges.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gint64 three[] = { g_array_index (all->keys, gint64, 0), g_array_index (all->keys, gint64, 1),
                     g_array_index (all->keys, gint64, 2) };
  Start start = { NULL, 4 };
  GtkWidget *window;
  GtkWidget *page;
  FoyerSheetRow *row;

  g_settings_reset (fixture->settings, "badge-starts");
  g_settings_set_string (fixture->settings, "badge-sheet", "a4-2x5");
  page = open_page (fixture, &window);
  g_assert_true (starts_there (&(Start){ page, 1 }));
  foyer_badges_page_set_keys (FOYER_BADGES_PAGE (page), three, 3);
  foyer_test_wait_for (shows_one_page, page);
  foyer_badges_page_save (FOYER_BADGES_PAGE (page), file);
  start.page = page;
  foyer_test_wait_for (starts_there, &start);

  row = FOYER_SHEET_ROW (find_child (page, FOYER_TYPE_SHEET_ROW));
  g_object_set (row, "sheet-id", "a4-3x8", NULL);
  g_assert_true (starts_there (&(Start){ page, 1 }));
  g_object_set (row, "sheet-id", "a4-2x5", NULL);
  g_assert_true (starts_there (&(Start){ page, 4 }));
  close_page (window, page);

  page = open_page (fixture, &window);
  g_assert_true (starts_there (&(Start){ page, 4 }));
  gtk_widget_activate_action (page, "badges.new-sheet", NULL);
  g_assert_true (starts_there (&(Start){ page, 1 }));
  close_page (window, page);
  page = open_page (fixture, &window);
  g_assert_true (starts_there (&(Start){ page, 1 }));
  close_page (window, page);
}

/* The page is left while its PDF is written. */
static void
test_left_while_saving (Fixture      *fixture,
                        gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "badges.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *window;
  GtkWidget *page = open_page (fixture, &window);

  foyer_badges_page_save (FOYER_BADGES_PAGE (page), file);
  g_object_ref (page);
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  g_object_run_dispose (G_OBJECT (page));
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  g_object_unref (page);
  foyer_test_wait_for (is_gone, &page);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_true (g_file_query_exists (file, NULL));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();

  ADD ("/badges/choice/everybody", test_everybody);
  ADD ("/badges/choice/chosen", test_chosen);
  ADD ("/badges/source", test_source);
  ADD ("/badges/save-is-logged", test_save_is_logged);
  ADD ("/badges/print-is-logged", test_print_is_logged);
  ADD ("/badges/cancelled-save-is-not-logged", test_cancelled_save_is_not_logged);
  ADD ("/badges/sheet-row", test_sheet_row);
  ADD ("/badges/page", test_page);

  ADD ("/badges/choice/start-advances", test_start_advances);
  ADD ("/badges/choice/left-while-saving", test_left_while_saving);
  return g_test_run ();
}
