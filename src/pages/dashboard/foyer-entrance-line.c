/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-entrance-line.h"

#include <glib/gi18n-lib.h>

struct _FoyerEntranceLine
{
  GtkWidget  parent_instance;

  GtkLabel  *name;
  GtkLabel  *refused;
  GtkLabel  *entries;
  GtkLabel  *rate;
};

G_DEFINE_FINAL_TYPE (FoyerEntranceLine, foyer_entrance_line, GTK_TYPE_WIDGET)

static void
foyer_entrance_line_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_entrance_line_parent_class)->dispose (object);
}

static void
foyer_entrance_line_class_init (FoyerEntranceLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_entrance_line_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/foyerapp/Foyer/dashboard/foyer-entrance-line.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceLine, name);
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceLine, refused);
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceLine, entries);
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceLine, rate);
}

static void
foyer_entrance_line_init (FoyerEntranceLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_entrance_line_new (const char                *name,
                         const FoyerEntranceCounts *counts)
{
  FoyerEntranceLine *self = g_object_new (FOYER_TYPE_ENTRANCE_LINE, NULL);
  /* Translators: how many people came in at an entrance */
  g_autofree char *entries = g_strdup_printf (ngettext ("%'u in", "%'u in", counts->entries), counts->entries);
  /* Translators: how many were refused at an entrance */
  g_autofree char *refused = g_strdup_printf (ngettext ("%'u refused", "%'u refused", counts->refused), counts->refused);
  /* Translators: people a minute at an entrance, as in “2.4/min” */
  g_autofree char *rate = g_strdup_printf (_("%.1f/min"), counts->rate);

  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->entries, entries);
  gtk_label_set_label (self->refused, refused);
  gtk_label_set_label (self->rate, rate);
  gtk_widget_set_visible (GTK_WIDGET (self->refused), counts->refused > 0);
  return GTK_WIDGET (self);
}
