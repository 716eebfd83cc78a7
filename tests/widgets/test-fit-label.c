/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-fit-label.h"

static void
notified_cb (GObject    *object,
             GParamSpec *pspec,
             guint      *n)
{
  *n += 1;
}

static void
test_text (void)
{
  GtkWidget *label = g_object_ref_sink (foyer_fit_label_new ());
  guint n = 0;

  g_signal_connect (label, "notify::text", G_CALLBACK (notified_cb), &n);
  foyer_fit_label_set_text (FOYER_FIT_LABEL (label), "Grace Hopper");
  foyer_fit_label_set_text (FOYER_FIT_LABEL (label), "Grace Hopper");
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (foyer_fit_label_get_text (FOYER_FIT_LABEL (label)), ==, "Grace Hopper");
  gtk_test_accessible_assert_property (label, GTK_ACCESSIBLE_PROPERTY_LABEL, "Grace Hopper");
  foyer_fit_label_set_text (FOYER_FIT_LABEL (label), NULL);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (foyer_fit_label_get_text (FOYER_FIT_LABEL (label)), ==, "");
  g_assert_finalize_object (label);
}

static int
font_size (const char *text,
           guint       max_lines,
           int         width,
           int         height)
{
  GtkWidget *label = g_object_ref_sink (foyer_fit_label_new ());
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GtkAllocation room = { 0, 0, width, height };
  GskRenderNode *node;
  int minimum;
  int size;

  g_object_set (label, "text", text, "max-lines", max_lines, NULL);
  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, width);
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, width, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (label, &room, -1);
  GTK_WIDGET_GET_CLASS (label)->snapshot (label, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_unref (node);
  size = foyer_fit_label_get_font_size (FOYER_FIT_LABEL (label));
  g_assert_finalize_object (label);
  return size;
}

/* The size follows the room, and a longer text is smaller in the same room. */
static void
test_fit (void)
{
  int small = font_size ("Grace Hopper", 2, 300, 120);
  int large = font_size ("Grace Hopper", 2, 900, 360);
  int longer = font_size ("Hubert Blaine Wolfeschlegelsteinhausenbergerdorff", 2, 900, 360);

  g_assert_cmpint (large, >, small * 5 / 2);
  g_assert_cmpint (longer, <, large);
  g_assert_cmpint (font_size ("Grace Hopper", 1, 600, 360), <, font_size ("Grace Hopper", 2, 600, 360));
  g_assert_cmpint (font_size ("山田 太郎", 2, 900, 360), >, 60);
  g_assert_cmpint (font_size ("مرحبا بالعالم", 2, 900, 360), >, 60);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fit-label/text", test_text);
  g_test_add_func ("/fit-label/fit", test_fit);
  return g_test_run ();
}
