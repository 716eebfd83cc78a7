/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-ask-popover.h"

struct _FoyerAskPopover
{
  GtkPopover parent_instance;

  GtkLabel *title;
  GtkBox *choices;
  GtkEntry *entry;
  GtkLabel *problem;

  FoyerAskFunc func;
  gpointer data; /* borrowed: of who shows it */
};

G_DEFINE_FINAL_TYPE (FoyerAskPopover, foyer_ask_popover, GTK_TYPE_POPOVER)

static void
take (FoyerAskPopover *self, const char *text)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  g_autofree char *problem = self->func != NULL ? self->func (self->data, copy) : NULL;

  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  if (problem == NULL)
    gtk_popover_popdown (GTK_POPOVER (self));
}

static void
take_cb (FoyerAskPopover *self)
{
  take (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
changed_cb (FoyerAskPopover *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
}

static void
choice_cb (GtkButton *button, FoyerAskPopover *self)
{
  take (self, gtk_button_get_label (button));
}

static void
foyer_ask_popover_class_init (FoyerAskPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/boxoffice/foyer-ask-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerAskPopover, title);
  gtk_widget_class_bind_template_child (widget_class, FoyerAskPopover, choices);
  gtk_widget_class_bind_template_child (widget_class, FoyerAskPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, FoyerAskPopover, problem);
  gtk_widget_class_bind_template_callback (widget_class, take_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
foyer_ask_popover_init (FoyerAskPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_ask_popover_new (void)
{
  return g_object_new (FOYER_TYPE_ASK_POPOVER, NULL);
}

static void
add_choice (FoyerAskPopover *self, const char *text)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_set_size_request (button, -1, 44);
  g_signal_connect_object (button, "clicked", G_CALLBACK (choice_cb), self, 0);
  gtk_box_append (self->choices, button);
}

void
foyer_ask_popover_ask (FoyerAskPopover *self,
                       const char *title,
                       const char *text,
                       const char *const *choices,
                       FoyerAskFunc func,
                       gpointer data)
{
  GtkWidget *child;

  g_return_if_fail (FOYER_IS_ASK_POPOVER (self));

  self->func = func;
  self->data = data;
  gtk_label_set_label (self->title, title);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->choices))) != NULL)
    gtk_box_remove (self->choices, child);
  for (guint i = 0; choices != NULL && choices[i] != NULL; i++)
    add_choice (self, choices[i]);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
