/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-text-scale.h"

#define USUAL_DPI (96 * PANGO_SCALE)

/* How much larger than usual this person wants text: 1, or 2 for 200 %. A width that is enough for some words is to be
 * multiplied by it. */
double
foyer_text_scale (GtkWidget *widget)
{
  int dpi = 0;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), 1);

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? (double) dpi / USUAL_DPI : 1;
}
