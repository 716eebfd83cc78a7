/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-ask.h"
#include "foyer-test.h"

#include <adwaita.h>

static const char body[] =
    "It may lack what was done since. What this device knows of that can be sent again, which is "
    "right when the server was lost and brought back. Take what it has when it was set back on "
    "purpose. Nothing of this is done until you choose.";

static gboolean
has_width (gpointer window)
{
  return gtk_widget_get_width (window) > 0;
}

static GtkWindow *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    if (ADW_IS_MESSAGE_DIALOG (item->data))
      return item->data;
  g_assert_not_reached ();
}

/* With text twice as large a question is wider, and stays within the screen. */
static void
test_large_text (void)
{
  static const char *const labels[] = { "_Take What It Has", "_Send It Again" };
  GtkWidget *parent = adw_window_new ();
  GtkSettings *settings = gtk_widget_get_settings (parent);
  GtkWindow *dialog;
  int before;

  g_object_get (settings, "gtk-xft-dpi", &before, NULL);
  g_object_set (settings, "gtk-xft-dpi", 192 * 1024, NULL);
  gtk_window_set_default_size (GTK_WINDOW (parent), 1000, 700);
  gtk_window_present (GTK_WINDOW (parent));
  foyer_test_wait_for (has_width, parent);
  foyer_choose_async (parent, "“localhost” Came Back from an Older Copy", body, "_Later", labels,
                      NULL, NULL, NULL);
  dialog = find_dialog ();
  foyer_test_wait_for (has_width, dialog);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (dialog)), >=, 580);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (dialog)), <, 700);
  gtk_window_destroy (dialog);
  gtk_window_destroy (GTK_WINDOW (parent));
  g_object_set (settings, "gtk-xft-dpi", before, NULL);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ask/large-text", test_large_text);
  return g_test_run ();
}
