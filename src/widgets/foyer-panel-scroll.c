/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-panel-scroll.h"

static void
focus_cb (GtkScrolledWindow *scroller)
{
  GtkWidget *child = gtk_scrolled_window_get_child (scroller);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (scroller));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *popover = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) : NULL;

  if (GTK_IS_VIEWPORT (child))
    gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (child), popover == NULL);
}

void
foyer_panel_scroll_watch (GtkScrolledWindow *scroller, GtkRoot *root)
{
  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));
  g_return_if_fail (GTK_IS_ROOT (root));

  g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (focus_cb), scroller,
                           G_CONNECT_SWAPPED);
}

void
foyer_panel_scroll_to_top (GtkScrolledWindow *scroller)
{
  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));

  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (scroller), 0);
}
