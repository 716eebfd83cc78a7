/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-css-node.h"

GtkWidget *
foyer_css_node_new (GtkWidget *parent, const char *css_name)
{
  GtkWidget *node = g_object_new (GTK_TYPE_BOX, "css-name", css_name, "visible", FALSE, NULL);

  gtk_widget_set_parent (node, parent);
  return node;
}

/* What replaces this in GTK 4.10 tells the same. */
GdkRGBA
foyer_css_node_get_colour (GtkWidget *widget)
{
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  return colour;
}
