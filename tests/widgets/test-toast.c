/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-toast.h"

#include <adwaita.h>

typedef struct
{
  gint64 undone;
  gint64 did;
  char *title;
} Seen;

static void
undo_change_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ((Seen *) data)->undone = g_variant_get_int64 (parameter);
}

static void
did_change_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Seen *seen = data;

  g_clear_pointer (&seen->title, g_free);
  g_variant_get (parameter, "(xs)", &seen->did, &seen->title);
}

static GtkWidget *
find_button (GtkWidget *from, const char *action)
{
  if (GTK_IS_BUTTON (from) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (from)), action) == 0)
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, action);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_offered (GtkWidget *overlay, gint64 change_set)
{
  GPtrArray *toasts = g_object_get_data (G_OBJECT (overlay), "foyer-undo-toasts");

  for (guint i = 0; i < toasts->len; i++)
    if (g_variant_get_int64 (adw_toast_get_action_target_value (toasts->pdata[i])) == change_set)
      return adw_toast_get_button_label (toasts->pdata[i]) != NULL;
  return FALSE;
}

static void
test_undo (void)
{
  static const GActionEntry entries[] = {
    { "undo-change", undo_change_cb, "x" },
    { "did-change", did_change_cb, "(xs)" },
  };
  Seen seen = { 0 };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkWidget *window = adw_window_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *label = gtk_label_new ("somewhere");
  GtkWidget *button;

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), &seen);
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (group));
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), label);
  adw_window_set_content (ADW_WINDOW (window), overlay);

  /* The name of a guest is text, not markup: a warning here would be fatal. */
  foyer_show_undo_toast (label, "“Marks & <Sons>” cancelled", 42);
  g_assert_cmpint (seen.did, ==, 42);
  g_assert_cmpstr (seen.title, ==, "“Marks & <Sons>” cancelled");

  button = find_button (overlay, "win.undo-change");
  g_assert_nonnull (button);
  gtk_widget_activate_action_variant (
      button, "win.undo-change", gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button)));
  g_assert_cmpint (seen.undone, ==, 42);

  /* Undone by the keys: only that toast goes. */
  foyer_drop_undo_toast (label, 41);
  g_assert_true (is_offered (overlay, 42));
  foyer_drop_undo_toast (label, 42);
  g_assert_false (is_offered (overlay, 42));
  foyer_drop_undo_toast (label, 42);

  /* From the window itself its own overlay is found; without any, nothing happens. */
  foyer_show_toast (window, "done");
  gtk_window_destroy (GTK_WINDOW (window));
  g_free (seen.title);
}

static void
test_nothing_to_undo (void)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();

  adw_window_set_content (ADW_WINDOW (window), overlay);
  foyer_show_undo_toast (overlay, "Nothing changed", 0);
  g_assert_null (find_button (overlay, "win.undo-change"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/toast/undo", test_undo);
  g_test_add_func ("/toast/nothing-to-undo", test_nothing_to_undo);
  return g_test_run ();
}
