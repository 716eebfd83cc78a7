/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A text as large as its room allows: wrapped between words, never clipped; at the style's own size, which it never goes
 * below, it is ellipsized. Its wish for room is one line of that size, so that it follows a window instead of pushing it.
 * Properties: "text", "max-lines" (uint), "max-size" (uint, pixels, 0 for none), "xalign" (float). */
#define FOYER_TYPE_FIT_LABEL (foyer_fit_label_get_type ())
G_DECLARE_FINAL_TYPE (FoyerFitLabel, foyer_fit_label, FOYER, FIT_LABEL, GtkWidget)

GtkWidget  *foyer_fit_label_new           (void);
const char *foyer_fit_label_get_text      (FoyerFitLabel *self);
void        foyer_fit_label_set_text      (FoyerFitLabel *self,
                                           const char    *text);
int         foyer_fit_label_get_font_size (FoyerFitLabel *self); /* pixels, as drawn last */

G_END_DECLS
