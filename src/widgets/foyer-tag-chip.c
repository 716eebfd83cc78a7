/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tag-chip.h"

#include <glib/gi18n-lib.h>

struct _FoyerTagChip
{
  GtkWidget parent_instance;

  GtkLabel *label;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (FoyerTagChip, foyer_tag_chip, GTK_TYPE_WIDGET)

enum
{
  REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[REMOVED], 0);
}

static void
foyer_tag_chip_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_tag_chip_parent_class)->dispose (object);
}

static void
foyer_tag_chip_class_init (FoyerTagChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_tag_chip_dispose;

  signals[REMOVED] = g_signal_new ("removed", FOYER_TYPE_TAG_CHIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "chip.remove", NULL, remove_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "chip.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "chip.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, 0, "chip.remove", NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/widgets/foyer-tag-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTagChip, label);
  gtk_widget_class_bind_template_child (widget_class, FoyerTagChip, button);
}

static void
foyer_tag_chip_init (FoyerTagChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_tag_chip_new (const char *text)
{
  FoyerTagChip *self = g_object_new (FOYER_TYPE_TAG_CHIP, NULL);
  g_autofree char *tooltip = g_strdup_printf (_ ("Remove “%s”"), text);

  gtk_label_set_label (self->label, text);
  gtk_widget_set_tooltip_text (self->button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  tooltip, -1);
  return GTK_WIDGET (self);
}

const char *
foyer_tag_chip_get_text (FoyerTagChip *self)
{
  g_return_val_if_fail (FOYER_IS_TAG_CHIP (self), NULL);

  return gtk_label_get_label (self->label);
}
