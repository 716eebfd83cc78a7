/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-dot.h"

#define DOT_SIZE 12

struct _FoyerDot
{
  GtkWidget parent_instance;

  char *colour; /* (owned) (nullable) */
  GdkRGBA rgba;
  gboolean is_known;
};

G_DEFINE_FINAL_TYPE (FoyerDot, foyer_dot, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_COLOUR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
foyer_dot_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *mb,
                   int *nb)
{
  *minimum = *natural = DOT_SIZE;
}

static void
foyer_dot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoyerDot *self = FOYER_DOT (widget);
  float width = gtk_widget_get_width (widget);
  float height = gtk_widget_get_height (widget);
  float size = MIN (MIN (width, height), DOT_SIZE);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((width - size) / 2, (height - size) / 2, size, size);
  GskRoundedRect circle;

  gsk_rounded_rect_init_from_rect (&circle, &bounds, size / 2);
  if (self->is_known)
    {
      gtk_snapshot_push_rounded_clip (snapshot, &circle);
      gtk_snapshot_append_color (snapshot, &self->rgba, &bounds);
      gtk_snapshot_pop (snapshot);
    }
  else
    {
      const float widths[] = { 1.5, 1.5, 1.5, 1.5 };
      GdkRGBA ring;

      gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ring);
      ring.alpha *= 0.4;
      gtk_snapshot_append_border (snapshot, &circle, widths,
                                  (const GdkRGBA[]){ ring, ring, ring, ring });
    }
}

static void
foyer_dot_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_COLOUR:
      g_value_set_string (value, FOYER_DOT (object)->colour);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_dot_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_COLOUR:
      foyer_dot_set_colour (FOYER_DOT (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_dot_finalize (GObject *object)
{
  g_free (FOYER_DOT (object)->colour);
  G_OBJECT_CLASS (foyer_dot_parent_class)->finalize (object);
}

static void
foyer_dot_class_init (FoyerDotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = foyer_dot_get_property;
  object_class->set_property = foyer_dot_set_property;
  object_class->finalize = foyer_dot_finalize;
  widget_class->measure = foyer_dot_measure;
  widget_class->snapshot = foyer_dot_snapshot;

  properties[PROP_COLOUR] =
      g_param_spec_string ("colour", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* The name beside it says what it means. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
foyer_dot_init (FoyerDot *self)
{
}

GtkWidget *
foyer_dot_new (void)
{
  return g_object_new (FOYER_TYPE_DOT, NULL);
}

const char *
foyer_dot_get_colour (FoyerDot *self)
{
  g_return_val_if_fail (FOYER_IS_DOT (self), NULL);

  return self->colour;
}

void
foyer_dot_set_colour (FoyerDot *self, const char *colour)
{
  g_return_if_fail (FOYER_IS_DOT (self));

  if (g_strcmp0 (self->colour, colour) == 0)
    return;
  g_free (self->colour);
  self->colour = g_strdup (colour);
  self->is_known = colour != NULL && gdk_rgba_parse (&self->rgba, colour);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOUR]);
}
