/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A child that is never shown: it only carries a colour of the style sheet, for a widget that draws by itself. The widget unparents
 * it in its dispose. */
GtkWidget *foyer_css_node_new        (GtkWidget  *parent,
                                      const char *css_name);
/* The colour of the style sheet for a widget, or such a child. */
GdkRGBA    foyer_css_node_get_colour (GtkWidget  *widget);

G_END_DECLS
