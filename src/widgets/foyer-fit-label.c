/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-fit-label.h"

#include "foyer-css-node.h"

struct _FoyerFitLabel
{
  GtkWidget    parent_instance;

  char        *text;      /* (owned) never NULL */
  guint        max_lines;
  guint        max_size;
  float        xalign;

  PangoLayout *layout;    /* (owned) (nullable) fitted to the size below */
  int          fitted_width;
  int          fitted_height;
  int          font_size;
};

G_DEFINE_FINAL_TYPE (FoyerFitLabel, foyer_fit_label, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TEXT,
  PROP_MAX_LINES,
  PROP_MAX_SIZE,
  PROP_XALIGN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static int
style_font_size (FoyerFitLabel *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontDescription *font = pango_context_get_font_description (context);
  int size = pango_font_description_get_size (font);

  if (!pango_font_description_get_size_is_absolute (font))
    size = (int) (size * pango_cairo_context_get_resolution (context) / 72.0);
  return MAX (size / PANGO_SCALE, 1);
}

static void
set_font_size (PangoLayout *layout,
               int          size)
{
  PangoContext *context = pango_layout_get_context (layout);
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (context));

  pango_font_description_set_absolute_size (font, (double) size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
}

static gboolean
fits (FoyerFitLabel *self,
      PangoLayout   *layout,
      int            size,
      int            width,
      int            height)
{
  PangoRectangle ink;
  PangoRectangle logical;

  set_font_size (layout, size);
  pango_layout_get_pixel_extents (layout, &ink, &logical);
  return logical.width <= width && logical.height <= height && ink.height <= height
         && pango_layout_get_line_count (layout) <= (int) self->max_lines;
}

static PangoAlignment
alignment (FoyerFitLabel *self)
{
  if (self->xalign < 0.25)
    return PANGO_ALIGN_LEFT;
  return self->xalign > 0.75 ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_CENTER;
}

/* How many lines of a size find room, one at least. */
static int
count_lines_in (FoyerFitLabel *self,
                int            size,
                int            height)
{
  g_autoptr (PangoLayout) line = gtk_widget_create_pango_layout (GTK_WIDGET (self), "X");
  int line_height;

  set_font_size (line, size);
  pango_layout_get_pixel_size (line, NULL, &line_height);
  return CLAMP (height / MAX (line_height, 1), 1, (int) self->max_lines);
}

/* The greatest size at which the words fit, found by halving. */
static void
fit (FoyerFitLabel *self,
     int            width,
     int            height)
{
  int low = style_font_size (self);
  int high = MAX (low, self->max_size > 0 ? (int) self->max_size : height);

  if (self->layout != NULL && self->fitted_width == width && self->fitted_height == height)
    return;
  g_clear_object (&self->layout);
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD);
  pango_layout_set_width (self->layout, width * PANGO_SCALE);
  pango_layout_set_alignment (self->layout, alignment (self));

  while (low < high)
    {
      int middle = (low + high + 1) / 2;

      if (fits (self, self->layout, middle, width, height))
        low = middle;
      else
        high = middle - 1;
    }
  if (!fits (self, self->layout, low, width, height))
    {
      pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_height (self->layout, -count_lines_in (self, low, height));
    }
  self->font_size = low;
  self->fitted_width = width;
  self->fitted_height = height;
}

static void
forget_fit (FoyerFitLabel *self)
{
  g_clear_object (&self->layout);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
foyer_fit_label_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  FoyerFitLabel *self = FOYER_FIT_LABEL (widget);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, self->text);
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN (width, height * 3);
      *natural = width;
    }
  else
    {
      *minimum = *natural = *self->text != '\0' ? height : 0;
    }
}

static void
foyer_fit_label_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  FoyerFitLabel *self = FOYER_FIT_LABEL (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GdkRGBA colour = foyer_css_node_get_colour (widget);
  PangoRectangle logical;

  if (*self->text == '\0' || width <= 0 || height <= 0)
    return;
  fit (self, width, height);
  pango_layout_get_pixel_extents (self->layout, NULL, &logical);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, MAX ((height - logical.height) / 2, 0)));
  gtk_snapshot_append_layout (snapshot, self->layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
foyer_fit_label_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (foyer_fit_label_parent_class)->css_changed (widget, change);
  forget_fit (FOYER_FIT_LABEL (widget));
  gtk_widget_queue_resize (widget);
}

static void
foyer_fit_label_direction_changed (GtkWidget        *widget,
                                   GtkTextDirection  previous)
{
  forget_fit (FOYER_FIT_LABEL (widget));
}

static void
foyer_fit_label_system_setting_changed (GtkWidget        *widget,
                                        GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (foyer_fit_label_parent_class)->system_setting_changed (widget, setting);
  forget_fit (FOYER_FIT_LABEL (widget));
  gtk_widget_queue_resize (widget);
}

static void
foyer_fit_label_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  FoyerFitLabel *self = FOYER_FIT_LABEL (object);

  switch (id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_MAX_LINES:
      g_value_set_uint (value, self->max_lines);
      break;
    case PROP_MAX_SIZE:
      g_value_set_uint (value, self->max_size);
      break;
    case PROP_XALIGN:
      g_value_set_float (value, self->xalign);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_fit_label_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  FoyerFitLabel *self = FOYER_FIT_LABEL (object);

  switch (id)
    {
    case PROP_TEXT:
      foyer_fit_label_set_text (self, g_value_get_string (value));
      return;
    case PROP_MAX_LINES:
      self->max_lines = g_value_get_uint (value);
      break;
    case PROP_MAX_SIZE:
      self->max_size = g_value_get_uint (value);
      break;
    case PROP_XALIGN:
      self->xalign = g_value_get_float (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  forget_fit (self);
}

static void
foyer_fit_label_finalize (GObject *object)
{
  FoyerFitLabel *self = FOYER_FIT_LABEL (object);

  g_clear_object (&self->layout);
  g_free (self->text);
  G_OBJECT_CLASS (foyer_fit_label_parent_class)->finalize (object);
}

static void
foyer_fit_label_class_init (FoyerFitLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = foyer_fit_label_get_property;
  object_class->set_property = foyer_fit_label_set_property;
  object_class->finalize = foyer_fit_label_finalize;
  widget_class->measure = foyer_fit_label_measure;
  widget_class->snapshot = foyer_fit_label_snapshot;
  widget_class->css_changed = foyer_fit_label_css_changed;
  widget_class->direction_changed = foyer_fit_label_direction_changed;
  widget_class->system_setting_changed = foyer_fit_label_system_setting_changed;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", flags | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_MAX_LINES] = g_param_spec_uint ("max-lines", NULL, NULL, 1, 100, 1, flags);
  properties[PROP_MAX_SIZE] = g_param_spec_uint ("max-size", NULL, NULL, 0, 10000, 0, flags);
  properties[PROP_XALIGN] = g_param_spec_float ("xalign", NULL, NULL, 0, 1, 0.5, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
foyer_fit_label_init (FoyerFitLabel *self)
{
  self->text = g_strdup ("");
  self->max_lines = 1;
  self->xalign = 0.5;
}

GtkWidget *
foyer_fit_label_new (void)
{
  return g_object_new (FOYER_TYPE_FIT_LABEL, NULL);
}

const char *
foyer_fit_label_get_text (FoyerFitLabel *self)
{
  g_return_val_if_fail (FOYER_IS_FIT_LABEL (self), NULL);

  return self->text;
}

void
foyer_fit_label_set_text (FoyerFitLabel *self,
                          const char    *text)
{
  gboolean was_empty;

  g_return_if_fail (FOYER_IS_FIT_LABEL (self));

  text = text != NULL ? text : "";
  if (g_str_equal (self->text, text))
    return;
  was_empty = *self->text == '\0';
  g_free (self->text);
  self->text = g_strdup (text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  forget_fit (self);
  if (was_empty != (*text == '\0'))
    gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

int
foyer_fit_label_get_font_size (FoyerFitLabel *self)
{
  g_return_val_if_fail (FOYER_IS_FIT_LABEL (self), 0);

  return self->font_size;
}
