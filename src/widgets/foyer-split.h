/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A sidebar beside its content; in a narrow window two steps with a way back.
 * Properties: "sidebar", "content" (widgets), "folded" (read only), "shows-content". */
#define FOYER_TYPE_SPLIT (foyer_split_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSplit, foyer_split, FOYER, SPLIT, GtkWidget)

gboolean foyer_split_get_folded        (FoyerSplit *self);
gboolean foyer_split_get_shows_content (FoyerSplit *self);
void     foyer_split_set_shows_content (FoyerSplit *self,
                                        gboolean    shows_content);

G_END_DECLS
