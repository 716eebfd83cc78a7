/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-application.h"

#include "foyer-config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  g_autoptr (GApplication) application = NULL;
  const char *localedir = g_getenv ("FOYER_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : FOYER_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = foyer_application_new ();
  return g_application_run (application, argc, argv);
}
