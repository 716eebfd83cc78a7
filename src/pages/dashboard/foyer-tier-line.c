/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tier-line.h"

#include <glib/gi18n-lib.h>

#include "foyer-share-bar.h"

struct _FoyerTierLine
{
  GtkWidget      parent_instance;

  GtkLabel      *name;
  GtkLabel      *numbers;
  FoyerShareBar *bar;
};

G_DEFINE_FINAL_TYPE (FoyerTierLine, foyer_tier_line, GTK_TYPE_WIDGET)

static void
foyer_tier_line_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_tier_line_parent_class)->dispose (object);
}

static void
foyer_tier_line_class_init (FoyerTierLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_tier_line_dispose;
  g_type_ensure (FOYER_TYPE_SHARE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/foyerapp/Foyer/dashboard/foyer-tier-line.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTierLine, name);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierLine, numbers);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierLine, bar);
}

static void
foyer_tier_line_init (FoyerTierLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_tier_line_new (const char              *name,
                     const FoyerRosterCounts *counts)
{
  FoyerTierLine *self = g_object_new (FOYER_TYPE_TIER_LINE, NULL);
  gint64 inside = counts->by_state[FOYER_ATTENDANCE_INSIDE];
  gint64 left = counts->by_state[FOYER_ATTENDANCE_LEFT];
  gint64 to_come = counts->by_state[FOYER_ATTENDANCE_EXPECTED] + counts->by_state[FOYER_ATTENDANCE_UNPAID];
  gint64 all = MAX (inside + left + to_come, 1);
  g_autofree char *numbers = NULL;
  g_autofree char *label = NULL;

  if (left > 0)
    /* Translators: of one ticket tier: in the house, gone again, expected */
    numbers = g_strdup_printf (_("%'d in · %'d left · %'d to come"), (int) inside, (int) left, (int) to_come);
  else
    numbers = g_strdup_printf (_("%'d in · %'d to come"), (int) inside, (int) to_come);
  label = g_strdup_printf ("%s: %s", name, numbers);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->numbers, numbers);
  foyer_share_bar_set_shares (self->bar, (double) inside / all, (double) left / all, label);
  return GTK_WIDGET (self);
}
