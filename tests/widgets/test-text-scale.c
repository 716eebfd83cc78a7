/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-text-scale.h"

static void
test_scale (void)
{
  const struct
  {
    int dpi; /* in 1024ths of a dot per inch; 0 and -1 where nobody says */
    double scale;
  } cases[] = { { 96 * 1024, 1 }, { 192 * 1024, 2 }, { 120 * 1024, 1.25 }, { 0, 1 }, { -1, 1 } };
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (""));
  GtkSettings *settings = gtk_widget_get_settings (widget);
  int before;

  g_object_get (settings, "gtk-xft-dpi", &before, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_object_set (settings, "gtk-xft-dpi", cases[i].dpi, NULL);
      g_assert_cmpfloat (foyer_text_scale (widget), ==, cases[i].scale);
    }
  g_object_set (settings, "gtk-xft-dpi", before, NULL);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-scale/scale", test_scale);
  return g_test_run ();
}
