/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-conflict-field.h"

#include "foyer-conflict-value.h"
#include "foyer-message-row.h"

#include <glib/gi18n-lib.h>

struct _FoyerConflictField
{
  AdwPreferencesGroup parent_instance;

  AdwActionRow *mine_row;
  GtkCheckButton *mine_check;
  AdwActionRow *their_row;
  GtkCheckButton *their_check;
  AdwActionRow *now_row;
  GtkCheckButton *now_check;
  AdwEntryRow *typed_row;
  GtkCheckButton *typed_check;
  FoyerMessageRow *typed_message;

  const FoyerConflictReport *report;
  const FoyerReportField *field;
};

G_DEFINE_FINAL_TYPE (FoyerConflictField, foyer_conflict_field, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
changed_cb (FoyerConflictField *self)
{
  if (self->field != NULL)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* Who types means it. */
static void
typed_cb (FoyerConflictField *self)
{
  if (self->field == NULL)
    return;
  if (!gtk_check_button_get_active (self->typed_check) &&
      *gtk_editable_get_text (GTK_EDITABLE (self->typed_row)) != '\0')
    gtk_check_button_set_active (self->typed_check, TRUE);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
typed_toggled_cb (FoyerConflictField *self)
{
  if (self->field == NULL)
    return;
  if (gtk_check_button_get_active (self->typed_check))
    {
      /* What was written is where to begin. */
      if (*gtk_editable_get_text (GTK_EDITABLE (self->typed_row)) == '\0')
        gtk_editable_set_text (GTK_EDITABLE (self->typed_row), self->field->draft);
      if (gtk_widget_get_mapped (GTK_WIDGET (self->typed_row)))
        gtk_widget_grab_focus (GTK_WIDGET (self->typed_row));
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
foyer_conflict_field_class_init (FoyerConflictFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/conflicts/foyer-conflict-field.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictField, mine_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictField, mine_check);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictField, their_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictField, their_check);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictField, now_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictField, now_check);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictField, typed_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictField, typed_check);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictField, typed_message);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_toggled_cb);
}

static void
foyer_conflict_field_init (FoyerConflictField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_value (AdwActionRow *row, GtkCheckButton *check, const char *value, const char *whose)
{
  g_autofree char *label = g_strdup_printf ("%s. %s", value, whose);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), value);
  adw_action_row_set_subtitle (row, whose);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

GtkWidget *
foyer_conflict_field_new (const FoyerConflictReport *report, const FoyerReportField *field)
{
  FoyerConflictField *self = g_object_new (FOYER_TYPE_CONFLICT_FIELD, NULL);
  g_autofree char *standing = NULL;

  self->report = report;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), field->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, field->name,
                                  -1);
  /* Translators: who wrote it and when, and that this is what it says: “Anna, 18:40 · stands now”.
   */
  standing = g_strdup_printf (_ ("%s · stands now"), report->their_by);
  show_value (self->mine_row, self->mine_check, field->mine, report->mine_by);
  show_value (self->their_row, self->their_check, field->theirs,
              field->now == NULL ? standing : report->their_by);
  if (field->now != NULL)
    show_value (self->now_row, self->now_check, field->now, _ ("Edited since · stands now"));
  gtk_widget_set_visible (GTK_WIDGET (self->now_row), field->now != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->mine_row), field->is_known);
  gtk_widget_set_visible (GTK_WIDGET (self->typed_row), field->draft != NULL);
  gtk_check_button_set_active (field->now != NULL ? self->now_check : self->their_check, TRUE);
  self->field = field;
  return GTK_WIDGET (self);
}

gboolean
foyer_conflict_field_read (FoyerConflictField *self, gpointer row)
{
  g_autoptr (GError) error = NULL;
  gboolean is_read = TRUE;

  g_return_val_if_fail (FOYER_IS_CONFLICT_FIELD (self), FALSE);

  if (gtk_check_button_get_active (self->typed_check))
    is_read =
        foyer_conflict_value_parse (self->report->event, row, self->field->column,
                                    gtk_editable_get_text (GTK_EDITABLE (self->typed_row)), &error);
  foyer_message_row_set_error (self->typed_message, GTK_WIDGET (self->typed_row),
                               is_read ? NULL : error->message);
  return is_read;
}

gboolean
foyer_conflict_field_get_choice (FoyerConflictField *self, FoyerFieldChoice *choice)
{
  g_return_val_if_fail (FOYER_IS_CONFLICT_FIELD (self), FALSE);

  choice->column = self->field->column;
  if (gtk_check_button_get_active (self->mine_check))
    choice->choice = FOYER_SETTLE_MINE;
  else if (gtk_check_button_get_active (self->typed_check))
    choice->choice = FOYER_SETTLE_TYPED;
  else if (gtk_check_button_get_active (self->their_check) && self->field->now != NULL)
    choice->choice = FOYER_SETTLE_THEIRS;
  else
    return FALSE;
  return TRUE;
}
