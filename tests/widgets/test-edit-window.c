/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-edit-window.h"
#include "foyer-test.h"

/* A window whose edits and answers the test decides. */
#define TEST_TYPE_WINDOW (test_window_get_type ())
G_DECLARE_FINAL_TYPE (TestWindow, test_window, TEST, WINDOW, FoyerEditWindow)

struct _TestWindow
{
  FoyerEditWindow parent_instance;

  gboolean is_edited;
  guint n_saves;
};

G_DEFINE_FINAL_TYPE (TestWindow, test_window, FOYER_TYPE_EDIT_WINDOW)

static gboolean
test_window_is_edited (FoyerEditWindow *window)
{
  return TEST_WINDOW (window)->is_edited;
}

static void
test_window_save (FoyerEditWindow *window)
{
  TEST_WINDOW (window)->n_saves++;
}

static void
test_window_class_init (TestWindowClass *klass)
{
  FOYER_EDIT_WINDOW_CLASS (klass)->is_edited = test_window_is_edited;
  FOYER_EDIT_WINDOW_CLASS (klass)->save = test_window_save;
}

static void
test_window_init (TestWindow *self)
{
}

static TestWindow *
new_window (void)
{
  TestWindow *window =
      g_object_new (TEST_TYPE_WINDOW, "title", "Tier", "form", gtk_entry_new (), NULL);

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* Gives: how many questions are open, and the last of them. */
static guint
find_questions (AdwMessageDialog **question)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n_questions = 0;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (!ADW_IS_MESSAGE_DIALOG (window) || !gtk_widget_get_visible (GTK_WIDGET (window)))
        continue;
      n_questions++;
      if (question != NULL)
        *question = ADW_MESSAGE_DIALOG (window);
    }
  return n_questions;
}

static gboolean
has_no_question (gpointer data)
{
  return find_questions (NULL) == 0;
}

static void
answer (const char *response)
{
  AdwMessageDialog *question = NULL;

  g_assert_cmpuint (find_questions (&question), ==, 1);
  adw_message_dialog_response (question, response);
  gtk_window_destroy (GTK_WINDOW (question));
  foyer_test_wait_for (has_no_question, NULL);
  while (g_main_context_iteration (NULL, FALSE)) /* until the answer has arrived */
    ;
}

static void
test_untouched (void)
{
  TestWindow *window = new_window ();
  gpointer watched = window;

  g_object_add_weak_pointer (G_OBJECT (window), &watched);
  g_assert_true (GTK_IS_TEXT (gtk_window_get_focus (GTK_WINDOW (window))));
  gtk_window_close (GTK_WINDOW (window));
  foyer_test_wait_for (is_gone, &watched);
  g_assert_cmpuint (find_questions (NULL), ==, 0);
}

static void
test_asks (void)
{
  TestWindow *window = new_window ();
  gpointer watched = window;

  g_object_add_weak_pointer (G_OBJECT (window), &watched);
  window->is_edited = TRUE;
  gtk_window_close (GTK_WINDOW (window));
  gtk_window_close (GTK_WINDOW (window)); /* in haste */
  answer ("cancel");
  g_assert_nonnull (watched);
  gtk_window_close (GTK_WINDOW (window));
  answer ("act");
  foyer_test_wait_for (is_gone, &watched);
}

/* What asks goes with the window it asks about. */
static void
test_question_goes (void)
{
  TestWindow *window = new_window ();
  gpointer watched = window;

  g_object_add_weak_pointer (G_OBJECT (window), &watched);
  window->is_edited = TRUE;
  gtk_window_close (GTK_WINDOW (window));
  g_assert_cmpuint (find_questions (NULL), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  foyer_test_wait_for (has_no_question, NULL);
  foyer_test_wait_for (is_gone, &watched);
}

static void
count_cb (guint *n_saved, gint64 change_set, const char *title)
{
  g_assert_cmpint (change_set, ==, 7);
  g_assert_cmpstr (title, ==, "Tier changed");
  *n_saved += 1;
}

static void
test_saves (void)
{
  TestWindow *window = new_window ();
  FoyerEditWindow *edit = FOYER_EDIT_WINDOW (window);
  gpointer watched = window;
  guint n_saved = 0;

  g_object_add_weak_pointer (G_OBJECT (window), &watched);
  g_signal_connect_swapped (window, "saved", G_CALLBACK (count_cb), &n_saved);
  window->is_edited = TRUE;
  gtk_widget_activate_action (GTK_WIDGET (window), "edit.save", NULL);
  g_assert_cmpuint (window->n_saves, ==, 0); /* nothing yet that can be saved */

  foyer_edit_window_set_can_save (edit, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (window), "edit.save", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "edit.save", NULL);
  g_assert_cmpuint (window->n_saves, ==, 1);
  g_assert_true (foyer_edit_window_is_saving (edit));
  gtk_window_close (GTK_WINDOW (window)); /* what is being saved is waited for */
  g_assert_nonnull (watched);
  g_assert_cmpuint (find_questions (NULL), ==, 0);

  foyer_edit_window_show_failure (edit, "The disk is full.");
  g_assert_false (foyer_edit_window_is_saving (edit));
  gtk_widget_activate_action (GTK_WIDGET (window), "edit.save", NULL);
  g_assert_cmpuint (window->n_saves, ==, 2);
  foyer_edit_window_show_saved (edit, 7, "Tier changed");
  foyer_test_wait_for (is_gone, &watched);
  g_assert_cmpuint (n_saved, ==, 1);
}

/* The answer of the database finds nobody there. */
static void
test_answers_late (gconstpointer data)
{
  g_autoptr (TestWindow) window = g_object_ref (new_window ());
  FoyerEditWindow *edit = FOYER_EDIT_WINDOW (window);

  foyer_edit_window_set_can_save (edit, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (window), "edit.save", NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  if (GPOINTER_TO_INT (data))
    foyer_edit_window_show_saved (edit, 7, "Tier changed");
  else
    foyer_edit_window_show_failure (edit, "The disk is full.");
  g_assert_false (foyer_edit_window_is_saving (edit));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/edit-window/untouched", test_untouched);
  g_test_add_func ("/edit-window/asks", test_asks);
  g_test_add_func ("/edit-window/question-goes", test_question_goes);
  g_test_add_func ("/edit-window/saves", test_saves);
  g_test_add_data_func ("/edit-window/saved-late", GINT_TO_POINTER (TRUE), test_answers_late);
  g_test_add_data_func ("/edit-window/failed-late", GINT_TO_POINTER (FALSE), test_answers_late);
  return g_test_run ();
}
