/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-template-row.h"

#include <glib/gi18n-lib.h>

struct _FoyerTemplateRow
{
  AdwActionRow parent_instance;

  GtkPopover *rename_popover;
  GtkEntry *name_entry;
  GtkButton *delete_button;

  FoyerUuid id;
};

G_DEFINE_FINAL_TYPE (FoyerTemplateRow, foyer_template_row, ADW_TYPE_ACTION_ROW)

static void
renamed_cb (FoyerTemplateRow *self)
{
  g_autofree char *id = foyer_uuid_to_string (&self->id);
  g_autofree char *name =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_entry))));

  gtk_popover_popdown (self->rename_popover);
  if (*name != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "templates.rename", "(ss)", id, name);
}

static void
foyer_template_row_class_init (FoyerTemplateRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-template-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTemplateRow, rename_popover);
  gtk_widget_class_bind_template_child (widget_class, FoyerTemplateRow, name_entry);
  gtk_widget_class_bind_template_child (widget_class, FoyerTemplateRow, delete_button);
  gtk_widget_class_bind_template_callback (widget_class, renamed_cb);
}

static void
foyer_template_row_init (FoyerTemplateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_template_row_new (const FoyerEvent *event)
{
  FoyerTemplateRow *self = g_object_new (FOYER_TYPE_TEMPLATE_ROW, NULL);
  g_autofree char *id = foyer_uuid_to_string (&event->row.id);

  self->id = event->row.id;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), event->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), event->venue_name);
  gtk_editable_set_text (GTK_EDITABLE (self->name_entry), event->title);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->delete_button), "s", id);
  return GTK_WIDGET (self);
}

const FoyerUuid *
foyer_template_row_get_id (FoyerTemplateRow *self)
{
  g_return_val_if_fail (FOYER_IS_TEMPLATE_ROW (self), NULL);

  return &self->id;
}
