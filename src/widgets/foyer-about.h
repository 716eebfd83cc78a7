/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *icon;
  const char *version;
  const char *comments;
  const char *copyright;
  const char *website;
  const char *issue_url;
  const char *translators; /* _("translator-credits") */
} FoyerAbout;

void foyer_show_about (GtkWindow        *parent,
                       const FoyerAbout *about);
/* A page of the manual, or its beginning with NULL. */
void foyer_show_help  (GtkWindow        *parent,
                       const char       *manual,
                       const char       *page);

G_END_DECLS
