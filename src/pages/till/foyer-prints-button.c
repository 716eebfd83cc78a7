/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-prints-button.h"

#include "foyer-prints-window.h"

struct _FoyerPrintsButton
{
  GtkButton parent_instance;

  GtkWidget *label;

  FoyerPrintDesk *desk; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (FoyerPrintsButton, foyer_prints_button, GTK_TYPE_BUTTON)

enum
{
  PROP_0,
  PROP_SHOWS_TEXT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
show (FoyerPrintsButton *self)
{
  g_autofree char *text = foyer_prints_describe (self->desk);

  gtk_label_set_label (GTK_LABEL (self->label), text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), *text != '\0');
}

static void
foyer_prints_button_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerPrintsButton *self = FOYER_PRINTS_BUTTON (object);

  if (id == PROP_SHOWS_TEXT)
    g_value_set_boolean (value, gtk_widget_get_visible (self->label));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
foyer_prints_button_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoyerPrintsButton *self = FOYER_PRINTS_BUTTON (object);

  if (id == PROP_SHOWS_TEXT)
    gtk_widget_set_visible (self->label, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
foyer_prints_button_dispose (GObject *object)
{
  FoyerPrintsButton *self = FOYER_PRINTS_BUTTON (object);

  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (foyer_prints_button_parent_class)->dispose (object);
}

static void
foyer_prints_button_class_init (FoyerPrintsButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_prints_button_dispose;
  object_class->get_property = foyer_prints_button_get_property;
  object_class->set_property = foyer_prints_button_set_property;
  properties[PROP_SHOWS_TEXT] =
      g_param_spec_boolean ("shows-text", NULL, NULL, TRUE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/till/foyer-prints-button.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerPrintsButton, label);
}

static void
foyer_prints_button_init (FoyerPrintsButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
foyer_prints_button_set_desk (FoyerPrintsButton *self, FoyerPrintDesk *desk)
{
  g_return_if_fail (FOYER_IS_PRINTS_BUTTON (self));
  g_return_if_fail (FOYER_IS_PRINT_DESK (desk) && self->desk == NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
