/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (nullable) (transfer none) The page of the help about what a window shows, and where it has the
 * focus; NULL for the first page. "page" or "page#section". */
const char *foyer_help_topics_find (GtkWindow *window);

G_END_DECLS
