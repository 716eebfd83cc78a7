/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-fact-row.h"

struct _FoyerFactRow
{
  AdwActionRow parent_instance;

  GtkLabel *value;
};

G_DEFINE_FINAL_TYPE (FoyerFactRow, foyer_fact_row, ADW_TYPE_ACTION_ROW)

static void
foyer_fact_row_class_init (FoyerFactRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/foyerapp/Foyer/sync/foyer-fact-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerFactRow, value);
}

static void
foyer_fact_row_init (FoyerFactRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_fact_row_new (const char *title, const char *value)
{
  FoyerFactRow *self = g_object_new (FOYER_TYPE_FACT_ROW, "title", title, NULL);

  foyer_fact_row_set_value (self, value);
  return GTK_WIDGET (self);
}

void
foyer_fact_row_set_value (FoyerFactRow *self, const char *value)
{
  g_return_if_fail (FOYER_IS_FACT_ROW (self));

  gtk_label_set_label (self->value, value);
}
