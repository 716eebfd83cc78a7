/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The real window over a real replica, in this process. */
#include "foyer-main-window-private.h"

#include "foyer-attendee-filter.h"
#include "foyer-create-event-window.h"
#include "foyer-event-editor.h"
#include "foyer-event-store.h"
#include "foyer-help-topics.h"
#include "foyer-row-store.h"
#include "foyer-test-data.h"
#include "foyer-test.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  FoyerTestDir dir;
  char *path;
  GtkApplication *application;
  FoyerContext *context;
  FoyerMainWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = foyer_test_dir_new ();
  fixture->path = g_build_filename (fixture->dir, "replica.db", NULL);
  fixture->application = GTK_APPLICATION (g_application_get_default ());
}

static void
open_window (Fixture *fixture)
{
  fixture->context = foyer_context_new (fixture->path);
  foyer_context_open (fixture->context);
  fixture->window =
      FOYER_MAIN_WINDOW (foyer_main_window_new (fixture->application, fixture->context));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* What a thread still works on holds the window, or the replica with its lock, for a moment. */
static void
close_window (Fixture *fixture)
{
  FoyerReplica *replica = foyer_context_get_replica (fixture->context);

  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  foyer_test_wait_for (is_gone, &fixture->window);
  if (replica != NULL)
    g_object_add_weak_pointer (G_OBJECT (replica), (gpointer *) &replica);
  g_clear_object (&fixture->context);
  foyer_test_wait_for (is_gone, &replica);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    close_window (fixture);
  g_free (fixture->path);
  foyer_test_dir_free (fixture->dir);
}

static GtkWidget *
find (GtkWidget *from, GType type, const char *title)
{
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (g_type_is_a (G_OBJECT_TYPE (child), type) &&
          (title == NULL ||
           g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (child)), title) == 0))
        return child;
      found = find (child, type, title);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWindow *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  return NULL;
}

/* Shown now: mapped, with everything around it. */
static gboolean
shows (Fixture *fixture, const char *type_name)
{
  GType type = g_type_from_name (type_name);
  GtkWidget *found =
      type != G_TYPE_INVALID ? find (GTK_WIDGET (fixture->window), type, NULL) : NULL;

  return found != NULL && gtk_widget_get_mapped (found);
}

static gboolean
shows_welcome (gpointer data)
{
  return shows (data, "FoyerWelcomePage");
}

static gboolean
shows_problem (gpointer data)
{
  return shows (data, "FoyerProblemPage");
}

static gboolean
shows_overview (gpointer data)
{
  return shows (data, "FoyerOverviewPage");
}

static gboolean
shows_editor (gpointer data)
{
  return shows (data, "FoyerEventEditor");
}

static gboolean
has_no_create_window (gpointer data)
{
  return find_window (FOYER_TYPE_CREATE_EVENT_WINDOW) == NULL;
}

static gboolean
asks (gpointer data)
{
  return find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL;
}

static char *
dup_stored_title (Fixture *fixture)
{
  FoyerReplica *replica = foyer_context_get_replica (fixture->context);
  g_autoptr (GPtrArray) events = NULL;

  if (replica == NULL)
    return NULL;
  events = foyer_event_store_list (foyer_replica_get_reader (replica), NULL);
  g_assert_nonnull (events);
  return events->len > 0 ? g_strdup (((FoyerEvent *) events->pdata[0])->title) : NULL;
}

static gboolean
is_called_pottery (gpointer data)
{
  g_autofree char *title = dup_stored_title (data);

  return g_strcmp0 (title, "Pottery") == 0 &&
         g_str_has_prefix (gtk_window_get_title (GTK_WINDOW (((Fixture *) data)->window)),
                           "Pottery");
}

static gboolean
is_called_clay (gpointer data)
{
  g_autofree char *title = dup_stored_title (data);

  return g_strcmp0 (title, "Clay") == 0;
}

static void
act (Fixture *fixture, const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), action, NULL);
}

static gboolean
is_enabled (Fixture *fixture, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), action);
}

static void
type_title (GtkWidget *from, const char *title)
{
  GtkWidget *row = find (from, ADW_TYPE_ENTRY_ROW, "_Title");

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), title);
}

static void
create_pottery (Fixture *fixture)
{
  GtkWindow *create;

  open_window (fixture);
  foyer_test_wait_for (shows_welcome, fixture);
  act (fixture, "new-event");
  create = find_window (FOYER_TYPE_CREATE_EVENT_WINDOW);
  g_assert_nonnull (create);
  /* Without a title there is nothing to create. */
  gtk_widget_activate_action (GTK_WIDGET (create), "create.create", NULL);
  g_assert_true (create == find_window (FOYER_TYPE_CREATE_EVENT_WINDOW));
  type_title (GTK_WIDGET (create), "Pottery");
  gtk_widget_activate_action (GTK_WIDGET (create), "create.create", NULL);
  foyer_test_wait_for (has_no_create_window, fixture);
  foyer_test_wait_for (shows_overview, fixture);
  foyer_test_wait_for (is_called_pottery, fixture);
}

static GtkWidget *
show_editor (Fixture *fixture)
{
  act (fixture, "edit-event");
  foyer_test_wait_for (shows_editor, fixture);
  return find (GTK_WIDGET (fixture->window), FOYER_TYPE_EVENT_EDITOR, NULL);
}

static gboolean
is_saved (gpointer editor)
{
  return !foyer_event_editor_is_dirty (editor);
}

/* What Ctrl+Z would take back now. */
static gboolean
can_undo_deletion (gpointer data)
{
  const char *title = "";

  foyer_undo_stack_peek_undo (((Fixture *) data)->window->undo_stack, &title);
  return strstr (title, "deleted") != NULL;
}

static gboolean
can_undo_sample (gpointer data)
{
  const char *title = "";

  foyer_undo_stack_peek_undo (((Fixture *) data)->window->undo_stack, &title);
  return strstr (title, "sample") != NULL;
}

static void
test_create_edit_undo_redo (Fixture *fixture, gconstpointer data)
{
  GtkWidget *editor;

  create_pottery (fixture);
  editor = show_editor (fixture);
  type_title (editor, "Clay");
  g_assert_true (foyer_event_editor_is_dirty (FOYER_EVENT_EDITOR (editor)));
  gtk_widget_activate_action (editor, "editor.save", NULL);
  foyer_test_wait_for (is_saved, editor);
  g_assert_true (is_called_clay (fixture));

  g_assert_true (is_enabled (fixture, "undo"));
  g_assert_false (is_enabled (fixture, "redo"));
  act (fixture, "undo");
  foyer_test_wait_for (is_called_pottery, fixture);
  while (!is_enabled (fixture, "redo"))
    g_main_context_iteration (NULL, TRUE);
  act (fixture, "redo");
  foyer_test_wait_for (is_called_clay, fixture);
}

/* What was typed last is what goes first; the act before it stays until then. */
static void
test_undo_typing (Fixture *fixture, gconstpointer data)
{
  GtkWidget *editor;
  GtkWidget *title;
  GtkWidget *text;

  create_pottery (fixture);
  editor = show_editor (fixture);
  title = find (GTK_WIDGET (fixture->window), ADW_TYPE_ENTRY_ROW, NULL);
  text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (title)));
  gtk_window_set_focus (GTK_WINDOW (fixture->window), text);
  gtk_editable_set_position (GTK_EDITABLE (text), -1);
  g_signal_emit_by_name (text, "insert-at-cursor", " class"); /* as the keyboard does */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (title)), ==, "Pottery class");

  act (fixture, "undo");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (title)), ==, "Pottery");
  g_assert_true (is_called_pottery (fixture));
  /* Saved, the act is what was done last. */
  gtk_editable_set_text (GTK_EDITABLE (text), "Clay");
  gtk_widget_activate_action (editor, "editor.save", NULL);
  foyer_test_wait_for (is_called_clay, fixture);
  foyer_test_wait_for (is_saved, editor);
  act (fixture, "undo");
  foyer_test_wait_for (is_called_pottery, fixture);
}

static const char *
get_shown (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (fixture->window->content_stack);
}

/* Whoever asks for a page of the event gets it, also from the calendar. */
static void
test_back_from_calendar (Fixture *fixture, gconstpointer data)
{
  create_pottery (fixture);
  act (fixture, "show-calendar");
  g_assert_cmpstr (get_shown (fixture), ==, "calendar");
  act (fixture, "edit-event");
  g_assert_cmpstr (get_shown (fixture), ==, "event");
}

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  GtkWidget *editor;

  create_pottery (fixture);
  editor = show_editor (fixture);
  gtk_widget_activate_action (editor, "win.delete-event", NULL);
  foyer_test_wait_for (asks, fixture);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_window (ADW_TYPE_MESSAGE_DIALOG)), "act");
  foyer_test_wait_for (shows_welcome, fixture);
  g_assert_false (is_enabled (fixture, "edit-event"));
  foyer_test_wait_for (can_undo_deletion, fixture);

  act (fixture, "undo");
  foyer_test_wait_for (is_called_pottery, fixture);
}

/* A draft that was not saved is there again after the program is gone. */
static void
test_kept_draft (Fixture *fixture, gconstpointer data)
{
  GtkWidget *editor;

  create_pottery (fixture);
  type_title (show_editor (fixture), "Clay");
  close_window (fixture);

  open_window (fixture);
  foyer_test_wait_for (is_called_pottery, fixture);
  editor = show_editor (fixture);
  g_assert_true (foyer_event_editor_is_dirty (FOYER_EVENT_EDITOR (editor)));
  gtk_widget_activate_action (editor, "editor.save", NULL);
  foyer_test_wait_for (is_called_clay, fixture);
}

static void
test_sample (Fixture *fixture, gconstpointer data)
{
  open_window (fixture);
  foyer_test_wait_for (shows_welcome, fixture);
  act (fixture, "open-sample");
  foyer_test_wait_for (shows_overview, fixture);
  foyer_test_wait_for (can_undo_sample, fixture);
  act (fixture, "undo");
  foyer_test_wait_for (shows_welcome, fixture);
}

typedef struct
{
  const char *text;
  int user_version;
} Damage;

/* A file that is no database, or of a newer program: a page says so, and not one byte changes. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  const Damage *damage = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_length;
  gsize after_length;

  if (damage->text != NULL)
    g_file_set_contents (fixture->path, damage->text, -1, &error);
  else
    {
      g_autoptr (FoyerDatabase) db =
          foyer_database_open (fixture->path, FOYER_DATABASE_CREATE, &error);
      g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %d", damage->user_version);

      g_assert_no_error (error);
      g_assert_cmpint (sqlite3_exec (foyer_database_get_handle (db), sql, NULL, NULL, NULL), ==,
                       SQLITE_OK);
    }
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->path, &before, &before_length, NULL));

  open_window (fixture);
  foyer_test_wait_for (shows_problem, fixture);
  g_assert_false (is_enabled (fixture, "new-event"));
  gtk_widget_activate_action (
      find (GTK_WIDGET (fixture->window), g_type_from_name ("FoyerProblemPage"), NULL),
      "problem.again", NULL);
  foyer_test_wait_for (shows_problem, fixture);
  close_window (fixture);

  g_assert_true (g_file_get_contents (fixture->path, &after, &after_length, NULL));
  g_assert_cmpmem (before, before_length, after, after_length);
}

static gboolean
is_repaired (gpointer data)
{
  return shows_welcome (data);
}

static gboolean
has_failed (gpointer data)
{
  return foyer_context_get_state (((Fixture *) data)->context) == FOYER_CONTEXT_FAILED;
}

static void
test_try_again (Fixture *fixture, gconstpointer data)
{
  g_assert_true (g_file_set_contents (
      fixture->path, "no database at all, but long enough to look like something", -1, NULL));
  open_window (fixture);
  foyer_test_wait_for (has_failed, fixture);
  foyer_test_wait_for (shows_problem, fixture);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  gtk_widget_activate_action (
      find (GTK_WIDGET (fixture->window), g_type_from_name ("FoyerProblemPage"), NULL),
      "problem.again", NULL);
  foyer_test_wait_for (is_repaired, fixture);
}

/* libadwaita 1.7 measures the heading of its own message dialog too narrow, and GTK 4.18 warns of
 * that. */
/* The window goes while the sample is made: nobody is shown it. */
static void
test_sample_closed (Fixture *fixture, gconstpointer data)
{
  FoyerMainWindow *window;

  open_window (fixture);
  foyer_test_wait_for (shows_welcome, fixture);
  window = g_object_ref (fixture->window);
  act (fixture, "open-sample");
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_run_dispose (G_OBJECT (window));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &fixture->window);
  g_object_unref (window);
  foyer_test_wait_for (is_gone, &fixture->window);
  g_clear_object (&fixture->context);
}

static gboolean
shows_attendees (gpointer data)
{
  return shows (data, "FoyerAttendeesPage");
}

/* “3 tickets are not paid” leads to these three. */
static void
test_filtered_attendees (Fixture *fixture, gconstpointer data)
{
  GtkWidget *filter;

  create_pottery (fixture);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "filter-attendees",
                                  g_variant_new_string ("unpaid"));
  foyer_test_wait_for (shows_attendees, fixture);
  filter = find (GTK_WIDGET (fixture->window), FOYER_TYPE_ATTENDEE_FILTER, NULL);
  g_assert_true (foyer_list_filter_is_set (FOYER_LIST_FILTER (filter)));
  act (fixture, "print-new-badges");
  g_assert_cmpstr (foyer_event_view_get_page (fixture->window->event_view), ==, "badges");
}

static gboolean
shows_tickets (gpointer data)
{
  return shows (data, "FoyerTicketsPage");
}

static gboolean
shows_calendar (gpointer data)
{
  return shows (data, "FoyerCalendarPage");
}

static gboolean
shows_description (gpointer data)
{
  return shows (data, "FoyerEventDescriptionSection");
}

/* While one page gives way to another both are there. */
static gboolean
helps_to_publish (gpointer window)
{
  return g_strcmp0 (foyer_help_topics_find (window), "publish") == 0;
}

/* F1 leads to what is shown, or to what is being written in. */
static void
test_help (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window = NULL;
  GtkWidget *section;

  create_pottery (fixture);
  window = GTK_WINDOW (fixture->window);
  foyer_test_wait_for (helps_to_publish, window);
  g_action_group_activate_action (G_ACTION_GROUP (window), "show-page",
                                  g_variant_new_string ("details"));
  foyer_test_wait_for (shows_editor, fixture);
  g_assert_cmpstr (foyer_help_topics_find (window), ==, "events#sections");
  foyer_test_wait_for (shows_description, fixture);
  section = find (GTK_WIDGET (window), g_type_from_name ("FoyerEventDescriptionSection"), NULL);
  gtk_widget_child_focus (section, GTK_DIR_TAB_FORWARD);
  g_assert_cmpstr (foyer_help_topics_find (window), ==, "events#description");
  g_action_group_activate_action (G_ACTION_GROUP (window), "show-page",
                                  g_variant_new_string ("tickets"));
  foyer_test_wait_for (shows_tickets, fixture);
  g_assert_cmpstr (foyer_help_topics_find (window), ==, "tickets");
  act (fixture, "show-calendar");
  foyer_test_wait_for (shows_calendar, fixture);
  g_assert_cmpstr (foyer_help_topics_find (window), ==, "calendar");
  act (fixture, "new-event");
  g_assert_cmpstr (foyer_help_topics_find (find_window (FOYER_TYPE_CREATE_EVENT_WINDOW)), ==,
                   "events#sections");
  gtk_window_destroy (find_window (FOYER_TYPE_CREATE_EVENT_WINDOW));
  foyer_test_wait_for (has_no_create_window, fixture);
}

int
main (int argc, char **argv)
{
  static const Damage garbage = {
    .text = "This is not a database. It is a letter, and somebody may want to keep it."
  };
  static const Damage newer = { .user_version = 30000 };

  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  foyer_test_forgive_message_dialogs ();
  gtk_test_init (&argc, &argv, NULL);
  /* Without an id it is nobody's on the bus. */
  application =
      g_object_new (ADW_TYPE_APPLICATION, "resource-base-path", "/io/github/foyerapp/Foyer", NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (application));
  g_test_add ("/main-window/back-from-calendar", Fixture, NULL, set_up, test_back_from_calendar,
              tear_down);
  g_test_add ("/main-window/undo-typing", Fixture, NULL, set_up, test_undo_typing, tear_down);
  g_test_add ("/main-window/create-edit-undo-redo", Fixture, NULL, set_up,
              test_create_edit_undo_redo, tear_down);
  g_test_add ("/main-window/delete", Fixture, NULL, set_up, test_delete, tear_down);
  g_test_add ("/main-window/kept-draft", Fixture, NULL, set_up, test_kept_draft, tear_down);
  g_test_add ("/main-window/sample", Fixture, NULL, set_up, test_sample, tear_down);
  g_test_add ("/main-window/sample-closed", Fixture, NULL, set_up, test_sample_closed, tear_down);
  g_test_add ("/main-window/filtered-attendees", Fixture, NULL, set_up, test_filtered_attendees,
              tear_down);
  g_test_add ("/main-window/help", Fixture, NULL, set_up, test_help, tear_down);
  g_test_add ("/main-window/damaged", Fixture, &garbage, set_up, test_damaged, tear_down);
  g_test_add ("/main-window/newer", Fixture, &newer, set_up, test_damaged, tear_down);
  g_test_add ("/main-window/try-again", Fixture, NULL, set_up, test_try_again, tear_down);
  return g_test_run ();
}
