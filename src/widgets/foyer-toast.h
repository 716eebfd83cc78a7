/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Toasts of the nearest AdwToastOverlay around a widget. The title is plain text. */
void foyer_show_toast      (GtkWidget  *from,
                            const char *title);
/* With a button that activates an action of the window or the application. */
void foyer_show_toast_with_way (GtkWidget  *from,
                                const char *title,
                                const char *button_label,
                                const char *action_name);
/* After an act: a button Undo that activates win.undo-change (x), and win.did-change (xs) for the window's own undo.
 * A change set of 0 has nothing to undo. */
void foyer_show_undo_toast (GtkWidget  *from,
                            const char *title,
                            gint64      change_set);
/* The act was undone by another way: its toast offers nothing any more. */
void foyer_drop_undo_toast (GtkWidget  *from,
                            gint64      change_set);

G_END_DECLS
