/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-ask-popover.h"

#define MOST_KEYS 9 /* of choices: a digit each */

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
  take (self, g_object_get_data (G_OBJECT (button), "choice"));
}

/* 0: no digit, on whichever part of the keyboard. */
static guint
read_digit (guint keyval)
{
  if (keyval > GDK_KEY_0 && keyval <= GDK_KEY_9)
    return keyval - GDK_KEY_0;
  return keyval > GDK_KEY_KP_0 && keyval <= GDK_KEY_KP_9 ? keyval - GDK_KEY_KP_0 : 0;
}

/* A digit is the key of a choice as long as nothing is written. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                FoyerAskPopover *self)
{
  const GdkModifierType commands = GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK;
  guint digit = (state & commands) == 0 ? read_digit (keyval) : 0;
  GtkWidget *choice = gtk_widget_get_first_child (GTK_WIDGET (self->choices));

  if (digit == 0 || *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    return FALSE;
  while (choice != NULL && --digit > 0)
    choice = gtk_widget_get_next_sibling (choice);
  if (choice == NULL)
    return FALSE;
  choice_cb (GTK_BUTTON (choice), self);
  return TRUE;
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
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
foyer_ask_popover_new (void)
{
  return g_object_new (FOYER_TYPE_ASK_POPOVER, NULL);
}

static GtkWidget *
make_choice_label (const char *text, const char *key)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *key_label = gtk_label_new (key);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (key_label, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (key_label, "sell-key");
  gtk_widget_set_visible (key_label, key != NULL);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), key_label);
  return box;
}

/* n: its place, from 1 */
static void
add_choice (FoyerAskPopover *self, const char *text, guint n)
{
  g_autofree char *key = n <= MOST_KEYS ? g_strdup_printf ("%u", n) : NULL;
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), make_choice_label (text, key));
  g_object_set_data_full (G_OBJECT (button), "choice", g_strdup (text), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, key != NULL ? key : "",
                                  -1);
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
    add_choice (self, choices[i], i + 1);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
