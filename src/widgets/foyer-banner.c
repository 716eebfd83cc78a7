/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-banner.h"

struct _FoyerBanner
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkWidget *bar;
  GtkLabel *label;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (FoyerBanner, foyer_banner, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_BUTTON_LABEL,
  PROP_ACTION_NAME,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const char *const style_classes[] = {
  [FOYER_BANNER_INFO] = "info",
  [FOYER_BANNER_WARNING] = "warning",
  [FOYER_BANNER_ERROR] = "error",
};

static void
foyer_banner_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerBanner *self = FOYER_BANNER (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, foyer_banner_get_title (self));
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, foyer_banner_get_button_label (self));
      break;
    case PROP_ACTION_NAME:
      g_value_set_string (value, foyer_banner_get_action_name (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_banner_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoyerBanner *self = FOYER_BANNER (object);

  switch (id)
    {
    case PROP_TITLE:
      foyer_banner_set_title (self, g_value_get_string (value));
      break;
    case PROP_BUTTON_LABEL:
      foyer_banner_set_button_label (self, g_value_get_string (value));
      break;
    case PROP_ACTION_NAME:
      foyer_banner_set_action_name (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_banner_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_banner_parent_class)->dispose (object);
}

static void
foyer_banner_class_init (FoyerBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = foyer_banner_get_property;
  object_class->set_property = foyer_banner_set_property;
  object_class->dispose = foyer_banner_dispose;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  properties[PROP_ACTION_NAME] = g_param_spec_string ("action-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/foyerapp/Foyer/widgets/foyer-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, FoyerBanner, bar);
  gtk_widget_class_bind_template_child (widget_class, FoyerBanner, label);
  gtk_widget_class_bind_template_child (widget_class, FoyerBanner, button);
}

static void
foyer_banner_init (FoyerBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_banner_new (void)
{
  return g_object_new (FOYER_TYPE_BANNER, NULL);
}

const char *
foyer_banner_get_title (FoyerBanner *self)
{
  g_return_val_if_fail (FOYER_IS_BANNER (self), NULL);

  return gtk_label_get_label (self->label);
}

void
foyer_banner_set_title (FoyerBanner *self, const char *title)
{
  g_return_if_fail (FOYER_IS_BANNER (self));

  if (title == NULL)
    title = "";
  if (g_str_equal (gtk_label_get_label (self->label), title))
    return;

  gtk_label_set_label (self->label, title);
  gtk_revealer_set_reveal_child (self->revealer, *title != '\0');
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

const char *
foyer_banner_get_button_label (FoyerBanner *self)
{
  g_return_val_if_fail (FOYER_IS_BANNER (self), NULL);

  return gtk_button_get_label (self->button);
}

void
foyer_banner_set_button_label (FoyerBanner *self, const char *label)
{
  g_return_if_fail (FOYER_IS_BANNER (self));

  if (g_strcmp0 (gtk_button_get_label (self->button), label) == 0)
    return;

  gtk_button_set_label (self->button, label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL && *label != '\0');
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUTTON_LABEL]);
}

const char *
foyer_banner_get_action_name (FoyerBanner *self)
{
  g_return_val_if_fail (FOYER_IS_BANNER (self), NULL);

  return gtk_actionable_get_action_name (GTK_ACTIONABLE (self->button));
}

void
foyer_banner_set_action_name (FoyerBanner *self, const char *action_name)
{
  g_return_if_fail (FOYER_IS_BANNER (self));

  if (g_strcmp0 (foyer_banner_get_action_name (self), action_name) == 0)
    return;

  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action_name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTION_NAME]);
}

void
foyer_banner_set_style (FoyerBanner *self, FoyerBannerStyle style)
{
  g_return_if_fail (FOYER_IS_BANNER (self));
  g_return_if_fail (style < G_N_ELEMENTS (style_classes));

  for (guint i = 0; i < G_N_ELEMENTS (style_classes); i++)
    gtk_widget_remove_css_class (self->bar, style_classes[i]);
  gtk_widget_add_css_class (self->bar, style_classes[style]);
}
