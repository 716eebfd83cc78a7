/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-fit-icon.h"

#include "foyer-css-node.h"

#define LEAST_SIZE 16 /* pixels */

struct _FoyerFitIcon
{
  GtkWidget         parent_instance;

  char             *icon_name; /* (owned) (nullable) */
  GtkIconPaintable *paintable; /* (owned) (nullable) looked up for the size below */
  int               size;
};

G_DEFINE_FINAL_TYPE (FoyerFitIcon, foyer_fit_icon, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_ICON_NAME,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
look_up (FoyerFitIcon *self,
         int           size)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));

  if (self->paintable != NULL && self->size == size)
    return;
  g_clear_object (&self->paintable);
  self->paintable = gtk_icon_theme_lookup_icon (theme, self->icon_name, NULL, size,
                                                gtk_widget_get_scale_factor (widget),
                                                gtk_widget_get_direction (widget), GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
  self->size = size;
}

static void
foyer_fit_icon_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  *minimum = *natural = LEAST_SIZE;
}

static void
foyer_fit_icon_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  FoyerFitIcon *self = FOYER_FIT_ICON (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int size = MIN (width, height);
  GdkRGBA colour = foyer_css_node_get_colour (widget);

  if (self->icon_name == NULL || size <= 0)
    return;
  look_up (self, size);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((width - size) / 2, (height - size) / 2));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (self->paintable), snapshot, size, size, &colour, 1);
  gtk_snapshot_restore (snapshot);
}

static void
foyer_fit_icon_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (foyer_fit_icon_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
foyer_fit_icon_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  if (id == PROP_ICON_NAME)
    g_value_set_string (value, FOYER_FIT_ICON (object)->icon_name);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
foyer_fit_icon_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  if (id == PROP_ICON_NAME)
    foyer_fit_icon_set_icon_name (FOYER_FIT_ICON (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
foyer_fit_icon_finalize (GObject *object)
{
  FoyerFitIcon *self = FOYER_FIT_ICON (object);

  g_clear_object (&self->paintable);
  g_free (self->icon_name);
  G_OBJECT_CLASS (foyer_fit_icon_parent_class)->finalize (object);
}

static void
foyer_fit_icon_class_init (FoyerFitIconClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = foyer_fit_icon_get_property;
  object_class->set_property = foyer_fit_icon_set_property;
  object_class->finalize = foyer_fit_icon_finalize;
  widget_class->measure = foyer_fit_icon_measure;
  widget_class->snapshot = foyer_fit_icon_snapshot;
  widget_class->css_changed = foyer_fit_icon_css_changed;

  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
foyer_fit_icon_init (FoyerFitIcon *self)
{
}

GtkWidget *
foyer_fit_icon_new (void)
{
  return g_object_new (FOYER_TYPE_FIT_ICON, NULL);
}

const char *
foyer_fit_icon_get_icon_name (FoyerFitIcon *self)
{
  g_return_val_if_fail (FOYER_IS_FIT_ICON (self), NULL);

  return self->icon_name;
}

void
foyer_fit_icon_set_icon_name (FoyerFitIcon *self,
                              const char   *icon_name)
{
  g_return_if_fail (FOYER_IS_FIT_ICON (self));

  if (g_strcmp0 (self->icon_name, icon_name) == 0)
    return;
  g_free (self->icon_name);
  self->icon_name = g_strdup (icon_name);
  g_clear_object (&self->paintable);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ICON_NAME]);
}
