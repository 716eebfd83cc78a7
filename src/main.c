/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-application.h"

#include "foyer-config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

int
main (int argc, char **argv)
{
  g_autoptr (GApplication) application = NULL;
  const char *localedir = g_getenv ("FOYER_LOCALEDIR");

#ifdef __GLIBC__
  /* Lists of a million keys come and go with each letter typed: back to the system, not into the heap's stock. */
  mallopt (M_MMAP_THRESHOLD, 1 << 20);
#endif
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : FOYER_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = foyer_application_new ();
  return g_application_run (application, argc, argv);
}
