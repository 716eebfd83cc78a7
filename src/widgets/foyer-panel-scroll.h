/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a panel shows scrolls to a focused row, but not to one of a menu that hangs from it: that
 * one may lie below the panel's end, and the panel would move away under it. */

/* Called before the panel's children get their root, as their own handlers come after this one. */
void foyer_panel_scroll_watch (GtkScrolledWindow *scroller, GtkRoot *root);
void foyer_panel_scroll_to_top (GtkScrolledWindow *scroller);

G_END_DECLS
