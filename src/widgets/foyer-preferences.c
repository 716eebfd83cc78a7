/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-preferences.h"

#include <glib/gi18n-lib.h>

void
foyer_add_preferences (GtkWindow *window, AdwPreferencesPage *page)
{
  g_return_if_fail (ADW_IS_PREFERENCES_WINDOW (window));
  g_return_if_fail (ADW_IS_PREFERENCES_PAGE (page));

  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), page);
}

void
foyer_show_preferences_page (GtkWindow *window, const char *name)
{
  g_return_if_fail (ADW_IS_PREFERENCES_WINDOW (window));

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (window), name);
}

GtkWindow *
foyer_show_preferences (GtkWindow *parent, AdwPreferencesPage *page)
{
  AdwPreferencesWindow *window;

  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (ADW_IS_PREFERENCES_PAGE (page), NULL);

  window = g_object_new (ADW_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "modal",
                         parent != NULL, "search-enabled", FALSE, "title", _ ("Preferences"), NULL);
  adw_preferences_window_add (window, page);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}
