/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children of one width, in as many columns as fit, yet so that no row is left half full: all in one row, in two columns, or one. */
#define FOYER_TYPE_EVEN_BOX (foyer_even_box_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEvenBox, foyer_even_box, FOYER, EVEN_BOX, GtkWidget)

GtkWidget *foyer_even_box_new    (void);
void       foyer_even_box_append (FoyerEvenBox *self,
                                  GtkWidget    *child);

G_END_DECLS
