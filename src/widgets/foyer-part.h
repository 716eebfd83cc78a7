/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes a window that is shown over another forget that one when it is closed. GTK 4.8 forgets it
 * only when the window is freed, and what is still being written may hold the window longer than
 * the one below lives. */
void foyer_part_when_closed (GtkWindow *window);

G_END_DECLS
