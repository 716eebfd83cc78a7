/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-bar-chart.h"

typedef struct
{
  double highest;
  double ceiling;
} Scale;

/* Round, never under the highest, at most five steps. */
static const Scale scales[] = {
  { 0, 1 }, { 1, 1 }, { 3, 3 }, { 5, 5 }, { 6, 6 }, { 9, 10 }, { 10, 10 }, { 11, 15 }, { 24, 25 }, { 26, 30 },
  { 51, 60 }, { 99, 100 }, { 101, 150 }, { 999, 1000 }, { 1001, 1500 }, { 123456, 150000 },
};

static void
test_scale (void)
{
  GtkWidget *chart = g_object_ref_sink (foyer_bar_chart_new ());

  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      const double bars[] = { 0, scales[i].highest, scales[i].highest / 2 };
      const double line[] = { scales[i].highest, 0 };

      foyer_bar_chart_set_values (FOYER_BAR_CHART (chart), bars, 3, NULL, 0);
      g_assert_cmpfloat (foyer_bar_chart_get_ceiling (FOYER_BAR_CHART (chart)), ==, scales[i].ceiling);
      foyer_bar_chart_set_values (FOYER_BAR_CHART (chart), NULL, 0, line, 2);
      g_assert_cmpfloat (foyer_bar_chart_get_ceiling (FOYER_BAR_CHART (chart)), ==, scales[i].ceiling);
    }
  g_assert_finalize_object (chart);
}

static void
count_pixels (GtkWidget *chart,
              guint     *n_bars,
              guint     *n_line)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (chart));
  int width = gtk_widget_get_width (chart);
  int height = gtk_widget_get_height (chart);
  g_autofree guint32 *pixels = g_new0 (guint32, width * height);

  GTK_WIDGET_GET_CLASS (chart)->snapshot (chart, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_texture_download (texture, (guchar *) pixels, width * 4);
  *n_bars = *n_line = 0;
  for (int i = 0; i < width * height; i++)
    {
      *n_bars += (pixels[i] & 0xffffff) == 0x00ff00;
      *n_line += (pixels[i] & 0xffffff) == 0xff0000;
    }
}

static gboolean
is_allocated (gpointer data)
{
  return gtk_widget_get_width (data) > 0;
}

/* What is drawn is what was given, in the style's colours. */
static void
test_drawing (void)
{
  const double none[] = { 0, 0, 0, 0 };
  const double half[] = { 2, 2, 2, 4 };
  const double full[] = { 4, 4, 4, 4 };
  const double line[] = { 4, 2, 1, 1 };
  GtkWidget *window = gtk_window_new ();
  GtkWidget *chart = foyer_bar_chart_new ();
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();
  guint empty, some, most, lines;

  gtk_css_provider_load_from_data (css, "barchart bars { color: #00ff00; } barchart line { color: #ff0000; }", -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css), 800);
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 300);
  gtk_window_set_child (GTK_WINDOW (window), chart);
  gtk_window_present (GTK_WINDOW (window));
  while (!is_allocated (chart))
    g_main_context_iteration (NULL, TRUE);

  foyer_bar_chart_add_tick (FOYER_BAR_CHART (chart), 0, "18:00");
  foyer_bar_chart_set_values (FOYER_BAR_CHART (chart), none, 4, NULL, 0);
  count_pixels (chart, &empty, &lines);
  g_assert_cmpuint (empty, ==, 0);
  g_assert_cmpuint (lines, ==, 0);
  foyer_bar_chart_set_values (FOYER_BAR_CHART (chart), half, 4, NULL, 0);
  count_pixels (chart, &some, &lines);
  foyer_bar_chart_set_values (FOYER_BAR_CHART (chart), full, 4, NULL, 0);
  count_pixels (chart, &most, &lines);
  g_assert_cmpfloat_with_epsilon ((double) some / most, 10.0 / 16, 0.03);
  foyer_bar_chart_set_values (FOYER_BAR_CHART (chart), full, 4, line, 4);
  count_pixels (chart, &some, &lines);
  g_assert_cmpfloat_with_epsilon ((double) some / most, 0.5, 0.03);
  g_assert_cmpuint (lines, >, 20);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_description (void)
{
  GtkWidget *chart = g_object_ref_sink (foyer_bar_chart_new ());

  foyer_bar_chart_set_description (FOYER_BAR_CHART (chart), "Arrivals per minute", "12 a minute now");
  gtk_test_accessible_assert_role (chart, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL, "Arrivals per minute");
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "12 a minute now");
  g_assert_finalize_object (chart);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bar-chart/scale", test_scale);
  g_test_add_func ("/bar-chart/drawing", test_drawing);
  g_test_add_func ("/bar-chart/description", test_description);
  return g_test_run ();
}
