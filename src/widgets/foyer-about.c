/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-about.h"

#include <adwaita.h>

/* What a report needs to know of the toolkit. */
static char *
describe_toolkit (const FoyerAbout *about)
{
  return g_strdup_printf ("%s %s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\nGLib %u.%u.%u\n", about->name,
                          about->version, gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version (), adw_get_major_version (),
                          adw_get_minor_version (), adw_get_micro_version (), glib_major_version,
                          glib_minor_version, glib_micro_version);
}

void
foyer_show_about (GtkWindow *parent, const FoyerAbout *about)
{
  g_autofree char *debug_info = NULL;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (about != NULL && about->name != NULL);

  debug_info = describe_toolkit (about);
  adw_show_about_window (
      parent, "application-name", about->name, "application-icon", about->icon, "developer-name",
      about->copyright, "version", about->version, "comments", about->comments, "copyright",
      about->copyright, "license-type", GTK_LICENSE_GPL_3_0, "website", about->website, "issue-url",
      about->issue_url, "translator-credits", about->translators, "debug-info", debug_info, NULL);
}

void
foyer_show_help (GtkWindow *parent, const char *manual, const char *page)
{
  g_autofree char *uri = NULL;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (manual != NULL);

  uri = page != NULL ? g_strdup_printf ("help:%s/%s", manual, page)
                     : g_strdup_printf ("help:%s", manual);
  gtk_show_uri (parent, uri, GDK_CURRENT_TIME);
}
