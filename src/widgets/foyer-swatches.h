/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A choice among a few colours that are told apart well. Property "colour": #rrggbb or NULL; notifies when chosen. */
#define FOYER_TYPE_SWATCHES (foyer_swatches_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSwatches, foyer_swatches, FOYER, SWATCHES, GtkWidget)

const char *foyer_swatches_get_colour   (FoyerSwatches *self);
void        foyer_swatches_set_colour   (FoyerSwatches *self,
                                         const char    *colour);
/* The n-th of the colours, around and around. */
const char *foyer_swatches_get_proposal (guint          n);

G_END_DECLS
