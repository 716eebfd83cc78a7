/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-card.h"

struct _FoyerCard
{
  GtkButton parent_instance;

  GtkLabel *title_label;
  GtkLabel *value_label;
  GtkLabel *caption_label;
  GtkProgressBar *bar;
};

G_DEFINE_FINAL_TYPE (FoyerCard, foyer_card, GTK_TYPE_BUTTON)

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
foyer_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (FOYER_CARD (object)->title_label));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TITLE:
      gtk_label_set_label (FOYER_CARD (object)->title_label, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_card_class_init (FoyerCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = foyer_card_get_property;
  object_class->set_property = foyer_card_set_property;

  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/foyerapp/Foyer/widgets/foyer-card.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerCard, value_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerCard, caption_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerCard, bar);
}

static void
foyer_card_init (FoyerCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
foyer_card_set (FoyerCard *self, const char *value, const char *caption, double fraction)
{
  g_autofree char *said = NULL;

  g_return_if_fail (FOYER_IS_CARD (self));

  gtk_label_set_label (self->value_label, value);
  gtk_label_set_label (self->caption_label, caption != NULL ? caption : "");
  gtk_widget_set_opacity (GTK_WIDGET (self->bar), fraction >= 0 ? 1 : 0);
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->bar, CLAMP (fraction, 0, 1));

  said = g_strdup_printf ("%s: %s. %s", gtk_label_get_label (self->title_label), value,
                          caption != NULL ? caption : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}
