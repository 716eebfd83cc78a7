/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-text-cell.h"

#define SPACING 6
#define MARK    16
#define DOT     12

typedef struct
{
  char *text;          /* (owned) (nullable) */
  PangoLayout *layout; /* (owned) (nullable) of text, made when it is drawn */
  const char *icon_name;
  const char *icon_colour;
  GdkRGBA colour; /* of the dot */
  gboolean has_dot;
  gboolean is_at_end;
  gboolean is_leading;
  int width;
} FoyerTextCellPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (FoyerTextCell, foyer_text_cell, GTK_TYPE_WIDGET)

#define GET(cell) (foyer_text_cell_get_instance_private (cell))

static void
draw_dot (const FoyerTextCellPrivate *priv, GtkSnapshot *snapshot, float x, float y)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x, y, DOT, DOT);
  GskRoundedRect circle;

  gsk_rounded_rect_init_from_rect (&circle, &bounds, DOT / 2.0);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_color (snapshot, &priv->colour, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_icon (FoyerTextCell *self, GtkSnapshot *snapshot, float x, float y)
{
  FoyerTextCellPrivate *priv = GET (self);
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
      theme, priv->icon_name, NULL, MARK, gtk_widget_get_scale_factor (GTK_WIDGET (self)),
      gtk_widget_get_direction (GTK_WIDGET (self)), GTK_ICON_LOOKUP_PRELOAD);
  GdkRGBA colour;

  if (priv->icon_colour == NULL ||
      !gtk_style_context_lookup_color (style, priv->icon_colour, &colour))
    {
      gtk_style_context_get_color (style, &colour);
      colour.alpha *= 0.55;
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, MARK, MARK,
                                            &colour, 1);
  gtk_snapshot_restore (snapshot);
}

static PangoLayout *
get_layout (FoyerTextCell *self)
{
  FoyerTextCellPrivate *priv = GET (self);

  if (priv->layout == NULL)
    {
      priv->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), priv->text);
      pango_layout_set_single_paragraph_mode (priv->layout, TRUE);
      pango_layout_set_ellipsize (priv->layout, PANGO_ELLIPSIZE_END);
      /* Names of both directions stand where the reader looks for them. */
      pango_layout_set_auto_dir (priv->layout, TRUE);
    }
  return priv->layout;
}

static void
draw_text (FoyerTextCell *self, GtkSnapshot *snapshot, int x, int width, int height)
{
  FoyerTextCellPrivate *priv = GET (self);
  PangoLayout *layout = get_layout (self);
  PangoLayoutLine *line;
  gboolean is_rtl;
  int text_width, text_height;
  GdkRGBA colour;

  pango_layout_set_width (layout, MAX (width, 0) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  /* Pango swaps the two for a line against the table's direction: so each begins where the table's
   * begin. */
  line = pango_layout_get_line_readonly (layout, 0);
  is_rtl = pango_layout_line_get_resolved_direction (line) == PANGO_DIRECTION_RTL;
  pango_layout_set_alignment (layout,
                              is_rtl != priv->is_at_end ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, (height - text_height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
foyer_text_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoyerTextCell *self = FOYER_TEXT_CELL (widget);
  FoyerTextCellPrivate *priv = GET (self);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int taken = 0;

  if (priv->has_dot)
    {
      taken = DOT + SPACING;
      draw_dot (priv, snapshot, is_rtl ? width - DOT : 0, (height - DOT) / 2);
    }
  else if (priv->icon_name != NULL)
    {
      taken = MARK + SPACING;
      draw_icon (self, snapshot, is_rtl ? width - MARK : 0, (height - MARK) / 2);
    }
  if (priv->text != NULL && *priv->text != '\0')
    draw_text (self, snapshot, is_rtl ? 0 : taken, width - taken, height);
}

static void
foyer_text_cell_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  FoyerTextCellPrivate *priv = GET (FOYER_TEXT_CELL (widget));
  PangoContext *context;
  PangoFontMetrics *metrics;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = priv->width;
      return;
    }
  /* All cells of a row have the same font. */
  if (!priv->is_leading)
    {
      *minimum = *natural = MARK;
      return;
    }
  context = gtk_widget_get_pango_context (widget);
  metrics = pango_context_get_metrics (context, NULL, NULL);
  *minimum = *natural = MAX (MARK, PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics)));
  pango_font_metrics_unref (metrics);
}

static gboolean
foyer_text_cell_query_tooltip (GtkWidget *widget,
                               int x,
                               int y,
                               gboolean by_keyboard,
                               GtkTooltip *tooltip)
{
  FoyerTextCellPrivate *priv = GET (FOYER_TEXT_CELL (widget));

  if (priv->layout == NULL || !pango_layout_is_ellipsized (priv->layout))
    return FALSE;
  gtk_tooltip_set_text (tooltip, priv->text);
  return TRUE;
}

static void
foyer_text_cell_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  FoyerTextCellPrivate *priv = GET (FOYER_TEXT_CELL (widget));

  g_clear_object (&priv->layout);
  GTK_WIDGET_CLASS (foyer_text_cell_parent_class)->css_changed (widget, change);
}

static void
foyer_text_cell_finalize (GObject *object)
{
  FoyerTextCellPrivate *priv = GET (FOYER_TEXT_CELL (object));

  g_clear_object (&priv->layout);
  g_free (priv->text);

  G_OBJECT_CLASS (foyer_text_cell_parent_class)->finalize (object);
}

static void
foyer_text_cell_class_init (FoyerTextCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_text_cell_finalize;
  widget_class->measure = foyer_text_cell_measure;
  widget_class->snapshot = foyer_text_cell_snapshot;
  widget_class->query_tooltip = foyer_text_cell_query_tooltip;
  widget_class->css_changed = foyer_text_cell_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
foyer_text_cell_init (FoyerTextCell *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

void
foyer_text_cell_set_leading (FoyerTextCell *self, int width)
{
  FoyerTextCellPrivate *priv;

  g_return_if_fail (FOYER_IS_TEXT_CELL (self));

  priv = GET (self);
  priv->is_leading = TRUE;
  priv->width = width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
foyer_text_cell_set_at_end (FoyerTextCell *self, gboolean is_at_end)
{
  FoyerTextCellPrivate *priv;

  g_return_if_fail (FOYER_IS_TEXT_CELL (self));

  priv = GET (self);
  priv->is_at_end = is_at_end != FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Only what is another text is laid out again. */
void
foyer_text_cell_set_text (FoyerTextCell *self, const char *text)
{
  FoyerTextCellPrivate *priv;

  g_return_if_fail (FOYER_IS_TEXT_CELL (self));

  priv = GET (self);
  if (g_strcmp0 (priv->text, text) == 0)
    return;
  g_free (priv->text);
  priv->text = g_strdup (text);
  if (priv->layout != NULL)
    pango_layout_set_text (priv->layout, text != NULL ? text : "", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text != NULL ? text : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
foyer_text_cell_set_dot (FoyerTextCell *self, const char *colour)
{
  FoyerTextCellPrivate *priv;

  g_return_if_fail (FOYER_IS_TEXT_CELL (self));

  priv = GET (self);
  priv->has_dot = colour != NULL && gdk_rgba_parse (&priv->colour, colour);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
foyer_text_cell_set_icon (FoyerTextCell *self, const char *icon_name, const char *colour)
{
  FoyerTextCellPrivate *priv;

  g_return_if_fail (FOYER_IS_TEXT_CELL (self));

  priv = GET (self);
  priv->icon_name = icon_name;
  priv->icon_colour = colour;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
