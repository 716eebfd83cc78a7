/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-share-bar.h"

#include "foyer-css-node.h"

struct _FoyerShareBar
{
  GtkWidget  parent_instance;

  GtkWidget *first_node;  /* (owned) never shown: carries a colour of the style */
  GtkWidget *second_node; /* (owned) the same */
  double     first;
  double     second;
};

G_DEFINE_FINAL_TYPE (FoyerShareBar, foyer_share_bar, GTK_TYPE_WIDGET)

static void
append_part (GtkSnapshot   *snapshot,
             double         from,
             double         width,
             int            height,
             const GdkRGBA *colour)
{
  if (width > 0)
    gtk_snapshot_append_color (snapshot, colour, &GRAPHENE_RECT_INIT ((float) from, 0, (float) width, (float) height));
}

static void
foyer_share_bar_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  FoyerShareBar *self = FOYER_SHARE_BAR (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  double first = self->first * width;
  double second = self->second * width;
  GdkRGBA track = foyer_css_node_get_colour (widget);
  GdkRGBA first_colour = foyer_css_node_get_colour (self->first_node);
  GdkRGBA second_colour = foyer_css_node_get_colour (self->second_node);
  GskRoundedRect outline;

  if (width <= 0 || height <= 0)
    return;
  track.alpha *= 0.2f;
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, width, height), height / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  append_part (snapshot, 0, width, height, &track);
  append_part (snapshot, is_rtl ? width - first : 0, first, height, &first_colour);
  append_part (snapshot, is_rtl ? width - first - second : first, second, height, &second_colour);
  gtk_snapshot_pop (snapshot);
}

static void
foyer_share_bar_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 40 : 10;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : 14;
}

static void
foyer_share_bar_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (foyer_share_bar_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
foyer_share_bar_dispose (GObject *object)
{
  FoyerShareBar *self = FOYER_SHARE_BAR (object);

  g_clear_pointer (&self->first_node, gtk_widget_unparent);
  g_clear_pointer (&self->second_node, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_share_bar_parent_class)->dispose (object);
}

static void
foyer_share_bar_class_init (FoyerShareBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_share_bar_dispose;
  widget_class->snapshot = foyer_share_bar_snapshot;
  widget_class->measure = foyer_share_bar_measure;
  widget_class->css_changed = foyer_share_bar_css_changed;
  gtk_widget_class_set_css_name (widget_class, "sharebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
}

static void
foyer_share_bar_init (FoyerShareBar *self)
{
  self->first_node = foyer_css_node_new (GTK_WIDGET (self), "first");
  self->second_node = foyer_css_node_new (GTK_WIDGET (self), "second");
}

GtkWidget *
foyer_share_bar_new (void)
{
  return g_object_new (FOYER_TYPE_SHARE_BAR, NULL);
}

/* first and second are parts of 1; label says it in words. */
void
foyer_share_bar_set_shares (FoyerShareBar *self,
                            double         first,
                            double         second,
                            const char    *label)
{
  g_return_if_fail (FOYER_IS_SHARE_BAR (self));

  self->first = CLAMP (first, 0, 1);
  self->second = CLAMP (second, 0, 1 - self->first);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, self->first, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
