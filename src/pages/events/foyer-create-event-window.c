/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-create-event-window.h"

#include "foyer-event-editor.h"

struct _FoyerCreateEventWindow
{
  AdwWindow parent_instance;

  GtkBox *box;
  GtkWidget *create_button;
  FoyerEventEditor *editor; /* (nullable) child of the box */
};

G_DEFINE_FINAL_TYPE (FoyerCreateEventWindow, foyer_create_event_window, ADW_TYPE_WINDOW)

enum
{
  CREATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_state (FoyerCreateEventWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "create.create",
                                 foyer_event_editor_is_dirty (self->editor) &&
                                     foyer_event_editor_is_valid (self->editor));
}

static void
saved_cb (FoyerCreateEventWindow *self, const char *id, gint64 change_set)
{
  g_signal_emit (self, signals[CREATED], 0, id, change_set);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
create_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  foyer_event_editor_save (FOYER_CREATE_EVENT_WINDOW (widget)->editor);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  foyer_event_editor_discard (FOYER_CREATE_EVENT_WINDOW (widget)->editor);
  gtk_window_destroy (GTK_WINDOW (widget));
}

/* Alt+F4 is Cancel; only a crash keeps the draft. */
static gboolean
foyer_create_event_window_close_request (GtkWindow *window)
{
  cancel_action (GTK_WIDGET (window), NULL, NULL);
  return GDK_EVENT_STOP;
}

static void
foyer_create_event_window_class_init (FoyerCreateEventWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GTK_WINDOW_CLASS (klass)->close_request = foyer_create_event_window_close_request;

  signals[CREATED] = g_signal_new ("created", FOYER_TYPE_CREATE_EVENT_WINDOW, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);

  gtk_widget_class_install_action (widget_class, "create.create", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "create.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "create.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "create.create", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "create.create",
                                       NULL);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-create-event-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerCreateEventWindow, box);
  gtk_widget_class_bind_template_child (widget_class, FoyerCreateEventWindow, create_button);
}

static void
foyer_create_event_window_init (FoyerCreateEventWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
foyer_create_event_window_new (GtkWindow *parent,
                               FoyerReplica *replica,
                               GSettings *settings,
                               const char *title)
{
  FoyerCreateEventWindow *self =
      g_object_new (FOYER_TYPE_CREATE_EVENT_WINDOW, "transient-for", parent, NULL);

  self->editor = FOYER_EVENT_EDITOR (foyer_event_editor_new (replica, settings, NULL));
  foyer_event_editor_set_title (self->editor, title);
  gtk_widget_set_vexpand (GTK_WIDGET (self->editor), TRUE);
  gtk_box_append (self->box, GTK_WIDGET (self->editor));
  g_signal_connect_object (self->editor, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "notify::is-dirty", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "notify::is-valid", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  show_state (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
  return GTK_WINDOW (self);
}

void
foyer_create_event_window_set_day (FoyerCreateEventWindow *self, gint64 day)
{
  g_return_if_fail (FOYER_IS_CREATE_EVENT_WINDOW (self));

  foyer_event_editor_set_day (self->editor, day);
}
