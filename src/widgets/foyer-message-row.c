/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-message-row.h"

struct _FoyerMessageRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (FoyerMessageRow, foyer_message_row, ADW_TYPE_PREFERENCES_ROW)

static void
show (FoyerMessageRow *self, GtkWidget *field, const char *text, gboolean is_error)
{
  gboolean is_shown = text != NULL && *text != '\0';

  if (is_shown)
    gtk_label_set_label (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self), is_shown);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), "error");
  if (!is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), "dim-label");

  if (field == NULL)
    return;
  if (is_shown && is_error)
    gtk_widget_add_css_class (field, "error");
  else
    gtk_widget_remove_css_class (field, "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID,
      is_shown && is_error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  is_shown ? text : "", -1);
}

/* A list gives up where the row that comes next takes no focus: it is handed on to the one after.
 */
static gboolean
foyer_message_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean is_back = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP;
  GtkWidget *other = widget;

  do
    other = is_back ? gtk_widget_get_prev_sibling (other) : gtk_widget_get_next_sibling (other);
  while (other != NULL && !gtk_widget_get_visible (other));
  return other != NULL && gtk_widget_child_focus (other, direction);
}

static void
foyer_message_row_class_init (FoyerMessageRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->focus = foyer_message_row_focus;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/widgets/foyer-message-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerMessageRow, label);
}

static void
foyer_message_row_init (FoyerMessageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_message_row_new (void)
{
  return g_object_new (FOYER_TYPE_MESSAGE_ROW, NULL);
}

const char *
foyer_message_row_get_text (FoyerMessageRow *self)
{
  g_return_val_if_fail (FOYER_IS_MESSAGE_ROW (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self)) ? gtk_label_get_label (self->label) : "";
}

void
foyer_message_row_set_error (FoyerMessageRow *self, GtkWidget *field, const char *text)
{
  g_return_if_fail (FOYER_IS_MESSAGE_ROW (self));
  g_return_if_fail (field == NULL || GTK_IS_WIDGET (field));

  show (self, field, text, TRUE);
}

void
foyer_message_row_set_hint (FoyerMessageRow *self, GtkWidget *field, const char *text)
{
  g_return_if_fail (FOYER_IS_MESSAGE_ROW (self));
  g_return_if_fail (field == NULL || GTK_IS_WIDGET (field));

  show (self, field, text, FALSE);
}
