/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A dot of a colour beside a name. Property "colour": #rrggbb, or NULL for an empty ring. */
#define FOYER_TYPE_DOT (foyer_dot_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDot, foyer_dot, FOYER, DOT, GtkWidget)

GtkWidget  *foyer_dot_new        (void);
const char *foyer_dot_get_colour (FoyerDot   *self);
void        foyer_dot_set_colour (FoyerDot   *self,
                                  const char *colour);

G_END_DECLS
