/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-reason-popover.h"

struct _FoyerReasonPopover
{
  GtkPopover parent_instance;

  GtkLabel *title;
  GtkBox *reasons;
  GtkEntry *entry;
};

G_DEFINE_FINAL_TYPE (FoyerReasonPopover, foyer_reason_popover, GTK_TYPE_POPOVER)

static guint chosen_signal;

static void
button_clicked_cb (GtkButton *button, FoyerReasonPopover *self)
{
  foyer_reason_popover_choose (self, gtk_button_get_label (button));
}

static void
entry_activate_cb (FoyerReasonPopover *self)
{
  g_autofree char *reason =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (*reason != '\0')
    foyer_reason_popover_choose (self, reason);
}

static void
foyer_reason_popover_class_init (FoyerReasonPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  chosen_signal = g_signal_new ("chosen", FOYER_TYPE_REASON_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/checkin/foyer-reason-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerReasonPopover, title);
  gtk_widget_class_bind_template_child (widget_class, FoyerReasonPopover, reasons);
  gtk_widget_class_bind_template_child (widget_class, FoyerReasonPopover, entry);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
}

static void
foyer_reason_popover_init (FoyerReasonPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_reason_popover_new (void)
{
  return g_object_new (FOYER_TYPE_REASON_POPOVER, NULL);
}

/* One of these, and no other. */
void
foyer_reason_popover_ask_one (FoyerReasonPopover *self,
                              const char *title,
                              const char *const *choices)
{
  foyer_reason_popover_ask (self, title, choices);
  gtk_widget_set_visible (GTK_WIDGET (self->entry), FALSE);
}

/* reasons: NULL-terminated; Enter takes the first. */
void
foyer_reason_popover_ask (FoyerReasonPopover *self, const char *title, const char *const *reasons)
{
  GtkWidget *child;

  g_return_if_fail (FOYER_IS_REASON_POPOVER (self));

  gtk_label_set_label (self->title, title);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_set_visible (GTK_WIDGET (self->entry), TRUE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->reasons))) != NULL)
    gtk_box_remove (self->reasons, child);
  for (guint i = 0; reasons[i] != NULL; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (reasons[i]);

      gtk_widget_set_size_request (button, -1, 44);
      g_signal_connect (button, "clicked", G_CALLBACK (button_clicked_cb), self);
      gtk_box_append (self->reasons, button);
    }
  gtk_popover_popup (GTK_POPOVER (self));
  child = gtk_widget_get_first_child (GTK_WIDGET (self->reasons));
  gtk_widget_grab_focus (child != NULL ? child : GTK_WIDGET (self->entry));
}

void
foyer_reason_popover_choose (FoyerReasonPopover *self, const char *reason)
{
  g_autofree char *copy = g_strdup (reason);

  g_return_if_fail (FOYER_IS_REASON_POPOVER (self));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, chosen_signal, 0, copy);
}
