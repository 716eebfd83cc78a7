/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sync-fixture.h"

#include "foyer-add-server-window.h"
#include "foyer-sign-in-form.h"

static GtkWindow *
open_window (FoyerSyncBench *bench)
{
  GtkWindow *window = foyer_add_server_window_new (bench->acts.window, bench->desk);

  gtk_window_present (window);
  return window;
}

static gpointer
find_row (gpointer window, const char *name)
{
  return foyer_acts_child (foyer_acts_child (window, "sign_in"), name);
}

static void
type_in (gpointer window, const char *row, const char *text)
{
  gtk_editable_set_text (find_row (window, row), text);
}

static void
forget (gpointer window)
{
  GtkWidget *button = foyer_acts_find (find_row (window, "forgot_group"), GTK_TYPE_BUTTON, 0);

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

/* A letter needs an address of a server and one of a person, and no password. What is said does not
 * tell who has an account. */
static void
test_forgotten (FoyerSyncBench *bench, gconstpointer data)
{
  GtkWindow *window = open_window (bench);

  forget (window);
  g_assert_true (foyer_acts_says (window, "Type the address of the server first"));
  type_in (window, "address_row", bench->url);
  forget (window);
  g_assert_true (foyer_acts_says (window, "the letter goes there"));
  type_in (window, "email_row", "ada@example.org");
  g_assert_false (gtk_widget_get_visible (find_row (window, "email_message")));
  g_assert_cmpuint (bench->n_letters, ==, 0);

  forget (window);
  g_assert_true (foyer_acts_says (window, "Asking 127.0.0.1"));
  g_assert_false (gtk_widget_is_sensitive (find_row (window, "password_row")));
  foyer_sync_bench_wait_says (window, "If “ada@example.org” has an account there");
  g_assert_cmpuint (bench->n_letters, ==, 1);
  g_assert_true (gtk_widget_is_sensitive (find_row (window, "password_row")));
  g_assert_false (gtk_widget_get_visible (find_row (window, "busy_group")));
  /* with the new one it goes on */
  type_in (window, "password_row", "right");
  g_assert_true (foyer_acts_is_enabled (window, "edit.save"));
  gtk_window_destroy (window);
}

static void
test_no_letter (FoyerSyncBench *bench, gconstpointer data)
{
  GtkWindow *window = open_window (bench);

  bench->is_slow = TRUE;
  type_in (window, "address_row", bench->url);
  type_in (window, "email_row", "ada@example.org");
  type_in (window, "password_row", "forgotten");
  g_assert_true (foyer_acts_is_enabled (window, "edit.save"));
  forget (window);
  g_assert_false (foyer_acts_is_enabled (window, "edit.save"));
  foyer_sync_bench_wait_says (window, "has too much to do just now. Try again in a while.");
  g_assert_true (foyer_acts_is_enabled (window, "edit.save"));

  /* left while it is asked for */
  forget (window);
  foyer_acts_dispose (window);
}

static gboolean
is_at_events (gpointer window)
{
  return g_str_equal (gtk_stack_get_visible_child_name (foyer_acts_child (window, "stack")),
                      "events");
}

/* Enter goes on where nothing has the focus that wants it: the window's own binding comes first. */
static void
test_enter (FoyerSyncBench *bench, gconstpointer data)
{
  GtkWindow *window = open_window (bench);

  type_in (window, "address_row", bench->url);
  type_in (window, "email_row", "ada@example.org");
  type_in (window, "password_row", "right");
  g_signal_emit_by_name (window, "activate-default");
  foyer_test_wait_for (is_at_events, window);
  gtk_window_destroy (window);
}

static gboolean
is_at_load (gpointer window)
{
  return g_str_equal (gtk_stack_get_visible_child_name (foyer_acts_child (window, "stack")),
                      "load");
}

/* While it is paused it does not say how long it will take, and the button says what it does. */
static void
test_paused (FoyerSyncBench *bench, gconstpointer data)
{
  GtkWindow *window = open_window (bench);
  GtkButton *button;

  type_in (window, "address_row", bench->url);
  type_in (window, "email_row", "ada@example.org");
  type_in (window, "password_row", "right");
  foyer_acts_activate (window, "edit.save");
  foyer_test_wait_for (is_at_events, window);
  foyer_sync_bench_wait_says (window, "Pottery");
  gtk_check_button_set_active (foyer_acts_child (foyer_acts_child (window, "choice"), "all"), TRUE);
  foyer_acts_activate (window, "edit.save");
  foyer_test_wait_for (is_at_load, window);

  button = foyer_acts_child (foyer_acts_child (window, "load"), "pause_button");
  g_assert_cmpstr (gtk_button_get_label (button), ==, "_Pause");
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (foyer_sync_desk_is_paused (bench->desk));
  foyer_sync_bench_wait_says (window, "Nothing is sent or fetched until you resume.");
  g_assert_cmpstr (gtk_button_get_label (button), ==, "_Resume");
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (foyer_sync_desk_is_paused (bench->desk));
  g_assert_cmpstr (gtk_button_get_label (button), ==, "_Pause");
  gtk_window_destroy (window);
}

static void
add (const char *path, void (*test) (FoyerSyncBench *, gconstpointer))
{
  g_test_add (path, FoyerSyncBench, NULL, foyer_sync_bench_set_up, test,
              foyer_sync_bench_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  add ("/sign-in/forgotten", test_forgotten);
  add ("/sign-in/no-letter", test_no_letter);
  add ("/sign-in/enter", test_enter);
  add ("/sign-in/paused", test_paused);
  return g_test_run ();
}
