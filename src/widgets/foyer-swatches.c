/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-swatches.h"

#include <glib/gi18n-lib.h>

struct _FoyerSwatches
{
  GtkWidget parent_instance;

  GPtrArray
      *buttons; /* (element-type GtkCheckButton) in the order of the colours; children of the box */
  char *colour; /* (owned) (nullable) may be none of the swatches */
  gboolean is_setting;
};

G_DEFINE_FINAL_TYPE (FoyerSwatches, foyer_swatches, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_COLOUR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* GNOME's palette; the style classes are in widgets.css. */
static const struct
{
  const char *colour;
  const char *style;
  const char *name;
} swatches[] = {
  { "#3584e4", "swatch-blue", N_ ("Blue") },     { "#33d17a", "swatch-green", N_ ("Green") },
  { "#f6d32d", "swatch-yellow", N_ ("Yellow") }, { "#ff7800", "swatch-orange", N_ ("Orange") },
  { "#e01b24", "swatch-red", N_ ("Red") },       { "#9141ac", "swatch-purple", N_ ("Purple") },
  { "#986a44", "swatch-brown", N_ ("Brown") },   { "#5e5c64", "swatch-grey", N_ ("Grey") },
};

static void
toggled_cb (FoyerSwatches *self, GtkCheckButton *button)
{
  guint index;

  if (self->is_setting || !gtk_check_button_get_active (button) ||
      !g_ptr_array_find (self->buttons, button, &index))
    return;
  g_free (self->colour);
  self->colour = g_strdup (swatches[index].colour);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOUR]);
}

static void
foyer_swatches_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_COLOUR:
      g_value_set_string (value, FOYER_SWATCHES (object)->colour);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_swatches_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_COLOUR:
      foyer_swatches_set_colour (FOYER_SWATCHES (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_swatches_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&FOYER_SWATCHES (object)->buttons, g_ptr_array_unref);
  g_clear_pointer (&FOYER_SWATCHES (object)->colour, g_free);
  G_OBJECT_CLASS (foyer_swatches_parent_class)->dispose (object);
}

static void
foyer_swatches_class_init (FoyerSwatchesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_swatches_get_property;
  object_class->set_property = foyer_swatches_set_property;
  object_class->dispose = foyer_swatches_dispose;

  properties[PROP_COLOUR] =
      g_param_spec_string ("colour", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_RADIO_GROUP);
}

static void
foyer_swatches_init (FoyerSwatches *self)
{
  GtkWidget *first = NULL;

  self->buttons = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (swatches); i++)
    {
      GtkWidget *button = gtk_check_button_new ();

      gtk_widget_set_tooltip_text (button, _ (swatches[i].name));
      gtk_widget_add_css_class (button, "foyer-swatch");
      gtk_widget_add_css_class (button, swatches[i].style);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ (swatches[i].name), -1);
      if (first != NULL)
        gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (first));
      else
        first = button;
      g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
      gtk_widget_set_parent (button, GTK_WIDGET (self));
      g_ptr_array_add (self->buttons, button);
    }
}

const char *
foyer_swatches_get_colour (FoyerSwatches *self)
{
  g_return_val_if_fail (FOYER_IS_SWATCHES (self), NULL);

  return self->colour;
}

void
foyer_swatches_set_colour (FoyerSwatches *self, const char *colour)
{
  g_return_if_fail (FOYER_IS_SWATCHES (self));

  if (g_strcmp0 (self->colour, colour) == 0)
    return;
  g_free (self->colour);
  self->colour = g_strdup (colour);
  self->is_setting = TRUE;
  for (guint i = 0; i < self->buttons->len; i++)
    gtk_check_button_set_active (self->buttons->pdata[i],
                                 colour != NULL &&
                                     g_ascii_strcasecmp (colour, swatches[i].colour) == 0);
  self->is_setting = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOUR]);
}

const char *
foyer_swatches_get_proposal (guint n)
{
  return swatches[n % G_N_ELEMENTS (swatches)].colour;
}
