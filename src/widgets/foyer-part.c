/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-part.h"

static void
unrealize_cb (GtkWindow *window)
{
  gtk_window_set_transient_for (window, NULL);
}

void
foyer_part_when_closed (GtkWindow *window)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  g_signal_connect (window, "unrealize", G_CALLBACK (unrealize_cb), NULL);
}
