/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A symbolic icon as large as its room allows, in the style's colour. What it means stands beside it in words.
 * Property: "icon-name". */
#define FOYER_TYPE_FIT_ICON (foyer_fit_icon_get_type ())
G_DECLARE_FINAL_TYPE (FoyerFitIcon, foyer_fit_icon, FOYER, FIT_ICON, GtkWidget)

GtkWidget  *foyer_fit_icon_new           (void);
const char *foyer_fit_icon_get_icon_name (FoyerFitIcon *self); /* (nullable) */
void        foyer_fit_icon_set_icon_name (FoyerFitIcon *self,
                                          const char   *icon_name);

G_END_DECLS
