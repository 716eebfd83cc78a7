/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Saving thousands of dates from the editor: told how far, to be stopped, and nothing half done. */
#include "foyer-acts-fixture.h"
#include "foyer-edit-scope-dialog.h"
#include "foyer-event-editor.h"
#include "foyer-series-store.h"

#define N_DATES    3000
#define COUNT(sql) foyer_acts_count (fixture, "SELECT count (*) FROM " sql)

static GSettings *
make_settings (void)
{
  return g_settings_new ("io.github.foyerapp.Foyer");
}

static void
repeat (FoyerActs *fixture)
{
  g_autofree char *rule = g_strdup_printf ("FREQ=DAILY;COUNT=%d", N_DATES);
  FoyerSeriesPlan plan = { rule };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (fixture->db, "test", &error);

  g_assert_true (foyer_series_store_create (transaction, &fixture->event_id, &plan, NULL, NULL,
                                            NULL, NULL, &error));
  g_assert_true (foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error));
}

static GtkWidget *
open_editor (FoyerActs *fixture)
{
  g_autoptr (GSettings) settings = make_settings ();
  GtkWidget *editor = foyer_event_editor_new (fixture->replica, settings, &fixture->event_id);

  adw_window_set_content (ADW_WINDOW (fixture->window), editor);
  gtk_window_present (fixture->window);
  return editor;
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (FOYER_IS_EDIT_SCOPE_DIALOG (window))
        return window;
    }
  return NULL;
}

static gboolean
can_apply (gpointer dialog)
{
  return foyer_acts_is_enabled (dialog, "scope.apply");
}

/* Up to where it was asked for. is_held: another program writes just now, until release (), so that
 * the saving is not over before the test has done to it what it wants, however fast it is. */
static void
save_all (FoyerActs *fixture, GtkWidget *editor, const char *title, gboolean is_held)
{
  GtkWidget *dialog;

  foyer_test_wait_for (is_mapped, editor);
  gtk_editable_set_text (GTK_EDITABLE (foyer_acts_find (editor, ADW_TYPE_ENTRY_ROW, 0)), title);
  g_assert_true (foyer_event_editor_is_dirty (FOYER_EVENT_EDITOR (editor)));
  foyer_event_editor_save (FOYER_EVENT_EDITOR (editor));
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  gtk_check_button_set_active (foyer_acts_child (dialog, "all"), TRUE);
  foyer_test_wait_for (can_apply, dialog);
  g_assert_cmpuint (g_list_model_get_n_items (foyer_acts_child (dialog, "lines")), ==, N_DATES);
  if (is_held)
    foyer_acts_exec (fixture, "BEGIN IMMEDIATE");
  foyer_acts_activate (dialog, "scope.apply");
  g_assert_true (gtk_widget_get_visible (foyer_acts_child (editor, "progress")));
}

static void
release (FoyerActs *fixture)
{
  foyer_acts_exec (fixture, "ROLLBACK");
}

static void
note_fraction_cb (GtkProgressBar *bar, GParamSpec *pspec, double *most)
{
  *most = MAX (*most, gtk_progress_bar_get_fraction (bar));
}

static gboolean
is_done (gpointer editor)
{
  return !gtk_widget_get_visible (foyer_acts_child (editor, "progress"));
}

static gboolean
is_gone (gpointer pointer)
{
  return *(gpointer *) pointer == NULL;
}

/* What still works holds it for a moment. */
static void
close_editor (FoyerActs *fixture, GtkWidget *editor, gboolean is_held)
{
  g_object_add_weak_pointer (G_OBJECT (editor), (gpointer *) &editor);
  adw_window_set_content (ADW_WINDOW (fixture->window), NULL);
  if (is_held)
    release (fixture);
  foyer_test_wait_for (is_gone, &editor);
}

static void
test_stop (FoyerActs *fixture, gconstpointer data)
{
  GtkWidget *editor;

  double most = 0;

  repeat (fixture);
  editor = open_editor (fixture);
  save_all (fixture, editor, "Other", TRUE);
  foyer_acts_activate (editor, "editor.stop-saving");
  release (fixture);
  foyer_test_wait_for (is_done, editor);
  g_assert_cmpint (COUNT ("events WHERE title = 'Other'"), ==, 0);
  g_assert_cmpint (COUNT ("change_sets WHERE kind = 'edit-series'"), ==, 0);
  /* What was typed is there still, and can be saved. */
  g_assert_true (foyer_event_editor_is_dirty (FOYER_EVENT_EDITOR (editor)));
  g_signal_connect (foyer_acts_child (editor, "progress"), "notify::fraction",
                    G_CALLBACK (note_fraction_cb), &most);
  save_all (fixture, editor, "Another", FALSE);
  foyer_test_wait_for (is_done, editor);
  g_assert_cmpfloat (most, >, 0);
  g_assert_false (foyer_event_editor_is_dirty (FOYER_EVENT_EDITOR (editor)));
  g_assert_cmpint (COUNT ("events WHERE title = 'Another'"), ==, N_DATES);
  close_editor (fixture, editor, FALSE);
}

static void
test_close (FoyerActs *fixture, gconstpointer data)
{
  GtkWidget *editor;

  repeat (fixture);
  editor = open_editor (fixture);
  save_all (fixture, editor, "Other", TRUE);
  close_editor (fixture, editor, TRUE);
  /* Saved is saved, to the last date. */
  g_assert_cmpint (COUNT ("events WHERE title = 'Other'"), ==, N_DATES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  g_test_add ("/edit-scope/stop", FoyerActs, NULL, foyer_acts_set_up, test_stop,
              foyer_acts_tear_down);
  g_test_add ("/edit-scope/close", FoyerActs, NULL, foyer_acts_set_up, test_close,
              foyer_acts_tear_down);
  return g_test_run ();
}
