/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One number with what it is: a button where it leads somewhere.
 * Properties: "title", "value", "caption", "fraction" (0 to 1, below 0 for none). */
#define FOYER_TYPE_CARD (foyer_card_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCard, foyer_card, FOYER, CARD, GtkButton)

void foyer_card_set (FoyerCard  *self,
                     const char *value,
                     const char *caption,
                     double      fraction);

G_END_DECLS
