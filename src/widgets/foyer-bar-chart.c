/* SPDX-License-Identifier: GPL-3.0-or-later */

/*   10 ┤┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄   the scale: round steps, two to five of them
 *      │      ▂ █                 bars: one colour
 *    5 ┤┄┄▄┄█┄█┄█╲┄┄┄┄┄┄┄┄┄┄┄┄   line: from the last bar on, dashed
 *      │  █ █ █ █ ╲____
 *      └──┬───────┬─────────────  ticks: as many as find room
 *       18:00   18:10
 */

#include "foyer-bar-chart.h"

#include "foyer-css-node.h"

#include <math.h>

#define GAP       6   /* pixels between scale, ticks and bars */
#define BAR_SHARE 0.8 /* of a slot */

typedef struct
{
  guint  bar;
  char  *label; /* (owned) */
} Tick;

struct _FoyerBarChart
{
  GtkWidget  parent_instance;

  GtkWidget *bars_node; /* (owned) never shown: carries a colour of the style */
  GtkWidget *line_node; /* (owned) the same */
  GArray    *bars;  /* of double */
  GArray    *line;  /* of double */
  GArray    *ticks; /* of Tick */
  double     ceiling;
  double     step;
};

G_DEFINE_FINAL_TYPE (FoyerBarChart, foyer_bar_chart, GTK_TYPE_WIDGET)

static void
clear_tick (gpointer data)
{
  g_free (((Tick *) data)->label);
}

/* The least round step (1, 2 or 5 times a power of ten, never under 1) with at most five of them. */
static void
choose_scale (FoyerBarChart *self)
{
  double highest = 0;
  double power;

  for (guint i = 0; i < self->bars->len; i++)
    highest = MAX (highest, g_array_index (self->bars, double, i));
  for (guint i = 0; i < self->line->len; i++)
    highest = MAX (highest, g_array_index (self->line, double, i));
  highest = MAX (highest, 1);
  power = MAX (pow (10, floor (log10 (highest / 5))), 1);
  self->step = power;
  if (highest > 5 * self->step)
    self->step = 2 * power;
  if (highest > 5 * self->step)
    self->step = 5 * power;
  if (highest > 5 * self->step)
    self->step = 10 * power;
  self->ceiling = self->step * ceil (highest / self->step);
}

static PangoLayout *
make_layout (FoyerBarChart *self,
             const char    *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

static void
draw_text (GtkSnapshot   *snapshot,
           PangoLayout   *layout,
           double         x,
           double         y,
           const GdkRGBA *colour)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

/* x of a slot's start; right-to-left text does not turn time around, as in printed timetables and charts. */
static double
slot_x (const graphene_rect_t *plot,
        double                 slot,
        guint                  n_slots)
{
  return plot->origin.x + plot->size.width * slot / MAX (n_slots, 1);
}

static double
value_y (FoyerBarChart         *self,
         const graphene_rect_t *plot,
         double                 value)
{
  return plot->origin.y + plot->size.height * (1 - value / self->ceiling);
}

static void
draw_scale (FoyerBarChart         *self,
            GtkSnapshot           *snapshot,
            const graphene_rect_t *plot,
            const GdkRGBA         *ink)
{
  GdkRGBA grid = *ink;

  grid.alpha *= 0.25f;
  for (double value = 0; value <= self->ceiling + self->step / 2; value += self->step)
    {
      g_autofree char *text = g_strdup_printf ("%.0f", value);
      g_autoptr (PangoLayout) layout = make_layout (self, text);
      double y = floor (value_y (self, plot, value));
      int width;
      int height;

      pango_layout_get_pixel_size (layout, &width, &height);
      gtk_snapshot_append_color (snapshot, &grid,
                                 &GRAPHENE_RECT_INIT (plot->origin.x, (float) y, plot->size.width, 1));
      if (y - height / 2.0 < plot->origin.y + plot->size.height - height / 2.0 || value == 0)
        draw_text (snapshot, layout, plot->origin.x - GAP - width, y - height / 2.0, ink);
    }
}

static void
draw_bars (FoyerBarChart         *self,
           GtkSnapshot           *snapshot,
           const graphene_rect_t *plot,
           guint                  n_slots,
           const GdkRGBA         *colour)
{
  double slot = plot->size.width / MAX (n_slots, 1);
  double width = slot >= 4 ? floor (slot * BAR_SHARE) : slot;

  for (guint i = 0; i < self->bars->len; i++)
    {
      double value = g_array_index (self->bars, double, i);
      double x = slot_x (plot, i, n_slots) + (slot - width) / 2;
      double y = value_y (self, plot, value);

      if (value > 0)
        gtk_snapshot_append_color (snapshot, colour,
                                   &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width,
                                                        (float) (plot->origin.y + plot->size.height - y)));
    }
}

static void
draw_line (FoyerBarChart         *self,
           GtkSnapshot           *snapshot,
           const graphene_rect_t *plot,
           guint                  n_slots,
           const GdkRGBA         *colour)
{
  const double dashes[] = { 8, 6 };
  cairo_t *cr;

  if (self->line->len < 2)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, plot);
  gdk_cairo_set_source_rgba (cr, colour);
  cairo_set_line_width (cr, 3);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  for (guint i = 0; i < self->line->len; i++)
    cairo_line_to (cr, slot_x (plot, self->bars->len + i, n_slots),
                   value_y (self, plot, g_array_index (self->line, double, i)));
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_ticks (FoyerBarChart         *self,
            GtkSnapshot           *snapshot,
            const graphene_rect_t *plot,
            guint                  n_slots,
            const GdkRGBA         *ink)
{
  double free_from = 0;

  for (guint i = 0; i < self->ticks->len; i++)
    {
      const Tick *tick = &g_array_index (self->ticks, Tick, i);
      g_autoptr (PangoLayout) layout = make_layout (self, tick->label);
      double x = slot_x (plot, tick->bar + 0.5, n_slots);
      int width;
      int height;

      pango_layout_get_pixel_size (layout, &width, &height);
      x = MIN (x - width / 2.0, plot->origin.x + plot->size.width - width);
      if (x < free_from)
        continue;
      draw_text (snapshot, layout, x, plot->origin.y + plot->size.height + GAP, ink);
      free_from = x + width + 2 * GAP;
    }
}

static void
foyer_bar_chart_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  FoyerBarChart *self = FOYER_BAR_CHART (widget);
  g_autofree char *widest = g_strdup_printf ("%.0f", self->ceiling);
  g_autoptr (PangoLayout) layout = make_layout (self, widest);
  guint n_slots = self->bars->len + self->line->len;
  graphene_rect_t plot;
  GdkRGBA ink = foyer_css_node_get_colour (widget);
  GdkRGBA bars = foyer_css_node_get_colour (self->bars_node);
  GdkRGBA line = foyer_css_node_get_colour (self->line_node);
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  plot = GRAPHENE_RECT_INIT (width + GAP, height / 2.0f, gtk_widget_get_width (widget) - width - GAP,
                             gtk_widget_get_height (widget) - 1.5f * height - GAP);
  if (plot.size.width <= 0 || plot.size.height <= 0)
    return;
  draw_scale (self, snapshot, &plot, &ink);
  draw_bars (self, snapshot, &plot, n_slots, &bars);
  draw_line (self, snapshot, &plot, n_slots, &line);
  draw_ticks (self, snapshot, &plot, n_slots, &ink);
}

static void
foyer_bar_chart_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : 80;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : 200;
}

static void
foyer_bar_chart_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (foyer_bar_chart_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
foyer_bar_chart_dispose (GObject *object)
{
  FoyerBarChart *self = FOYER_BAR_CHART (object);

  g_clear_pointer (&self->bars_node, gtk_widget_unparent);
  g_clear_pointer (&self->line_node, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_bar_chart_parent_class)->dispose (object);
}

static void
foyer_bar_chart_finalize (GObject *object)
{
  FoyerBarChart *self = FOYER_BAR_CHART (object);

  g_array_unref (self->bars);
  g_array_unref (self->line);
  g_array_unref (self->ticks);
  G_OBJECT_CLASS (foyer_bar_chart_parent_class)->finalize (object);
}

static void
foyer_bar_chart_class_init (FoyerBarChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_bar_chart_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_bar_chart_finalize;
  widget_class->snapshot = foyer_bar_chart_snapshot;
  widget_class->measure = foyer_bar_chart_measure;
  widget_class->css_changed = foyer_bar_chart_css_changed;
  gtk_widget_class_set_css_name (widget_class, "barchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
foyer_bar_chart_init (FoyerBarChart *self)
{
  self->bars_node = foyer_css_node_new (GTK_WIDGET (self), "bars");
  self->line_node = foyer_css_node_new (GTK_WIDGET (self), "line");
  self->bars = g_array_new (FALSE, FALSE, sizeof (double));
  self->line = g_array_new (FALSE, FALSE, sizeof (double));
  self->ticks = g_array_new (FALSE, FALSE, sizeof (Tick));
  g_array_set_clear_func (self->ticks, clear_tick);
  choose_scale (self);
}

GtkWidget *
foyer_bar_chart_new (void)
{
  return g_object_new (FOYER_TYPE_BAR_CHART, NULL);
}

void
foyer_bar_chart_set_values (FoyerBarChart *self,
                            const double  *bars,
                            guint          n_bars,
                            const double  *line,
                            guint          n_line)
{
  g_return_if_fail (FOYER_IS_BAR_CHART (self));
  g_return_if_fail (bars != NULL || n_bars == 0);
  g_return_if_fail (line != NULL || n_line == 0);

  g_array_set_size (self->bars, 0);
  g_array_set_size (self->line, 0);
  if (n_bars > 0)
    g_array_append_vals (self->bars, bars, n_bars);
  if (n_line > 0)
    g_array_append_vals (self->line, line, n_line);
  choose_scale (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
foyer_bar_chart_clear_ticks (FoyerBarChart *self)
{
  g_return_if_fail (FOYER_IS_BAR_CHART (self));

  g_array_set_size (self->ticks, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
foyer_bar_chart_add_tick (FoyerBarChart *self,
                          guint          bar,
                          const char    *label)
{
  Tick tick = { bar, g_strdup (label) };

  g_return_if_fail (FOYER_IS_BAR_CHART (self));

  g_array_append_val (self->ticks, tick);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
foyer_bar_chart_set_description (FoyerBarChart *self,
                                 const char    *label,
                                 const char    *description)
{
  g_return_if_fail (FOYER_IS_BAR_CHART (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

double
foyer_bar_chart_get_ceiling (FoyerBarChart *self)
{
  g_return_val_if_fail (FOYER_IS_BAR_CHART (self), 0);

  return self->ceiling;
}
