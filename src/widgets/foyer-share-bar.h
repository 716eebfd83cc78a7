/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A whole and two parts of it, side by side on a track. Colours come from the style: the track is the widget's colour made
 * pale, the parts are its nodes "first" and "second". What it means is said by the label given to it. */
#define FOYER_TYPE_SHARE_BAR (foyer_share_bar_get_type ())
G_DECLARE_FINAL_TYPE (FoyerShareBar, foyer_share_bar, FOYER, SHARE_BAR, GtkWidget)

GtkWidget *foyer_share_bar_new        (void);
void       foyer_share_bar_set_shares (FoyerShareBar *self,
                                       double         first,
                                       double         second,
                                       const char    *label);

G_END_DECLS
