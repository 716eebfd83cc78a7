/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-templates-window.h"

#include "foyer-event-act.h"
#include "foyer-event-store.h"
#include "foyer-part.h"
#include "foyer-template-row.h"

#include <glib/gi18n-lib.h>

struct _FoyerTemplatesWindow
{
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkListBox *list;

  GtkWidget *from;       /* (weak) (nullable) where Undo is */
  FoyerReplica *replica; /* (owned) */
};

G_DEFINE_FINAL_TYPE (FoyerTemplatesWindow, foyer_templates_window, ADW_TYPE_WINDOW)

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
load (FoyerTemplatesWindow *self)
{
  g_autoptr (GPtrArray) templates =
      foyer_event_store_list_templates (foyer_replica_get_reader (self->replica), NULL);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; templates != NULL && i < templates->len; i++)
    gtk_list_box_append (self->list, foyer_template_row_new (templates->pdata[i]));
  gtk_stack_set_visible_child_name (
      self->stack, gtk_list_box_get_row_at_index (self->list, 0) != NULL ? "list" : "empty");
}

static void
replica_changed_cb (FoyerTemplatesWindow *self, FoyerChanges *changes)
{
  if (foyer_changes_touch (changes, &FOYER_EVENT_TYPE))
    load (self);
}

static void
row_activated_cb (FoyerTemplatesWindow *self, GtkListBoxRow *row)
{
  g_autofree char *id = foyer_uuid_to_string (foyer_template_row_get_id (FOYER_TEMPLATE_ROW (row)));
  g_autoptr (FoyerTemplatesWindow) alive = g_object_ref (self);

  gtk_window_destroy (GTK_WINDOW (self));
  g_signal_emit (alive, signals[CHOSEN], 0, id);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerTemplatesWindow *self = FOYER_TEMPLATES_WINDOW (widget);
  FoyerUuid id;

  if (self->from != NULL && foyer_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    foyer_event_act (FOYER_EVENT_ACT_DELETE_TEMPLATE, widget, self->replica, &id);
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerTemplatesWindow *self = FOYER_TEMPLATES_WINDOW (widget);
  const char *id_text;
  const char *title;
  FoyerUuid id;

  g_variant_get (parameter, "(&s&s)", &id_text, &title);
  if (foyer_uuid_parse (id_text, &id))
    foyer_event_rename (widget, self->replica, &id, title);
}

/* The main window knows how to undo; its actions are not to be reached from here by themselves. */
static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerTemplatesWindow *self = FOYER_TEMPLATES_WINDOW (widget);

  if (self->from != NULL)
    gtk_widget_activate_action_variant (self->from, name, parameter);
}

static void
foyer_templates_window_dispose (GObject *object)
{
  FoyerTemplatesWindow *self = FOYER_TEMPLATES_WINDOW (object);

  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_clear_weak_pointer (&self->from);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (foyer_templates_window_parent_class)->dispose (object);
}

static void
foyer_templates_window_class_init (FoyerTemplatesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_templates_window_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", FOYER_TYPE_TEMPLATES_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "templates.delete", "s", delete_action);
  gtk_widget_class_install_action (widget_class, "templates.rename", "(ss)", rename_action);
  gtk_widget_class_install_action (widget_class, "win.undo-change", "x", undo_action);
  gtk_widget_class_install_action (widget_class, "win.did-change", "(xs)", undo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-templates-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTemplatesWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerTemplatesWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
foyer_templates_window_init (FoyerTemplatesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_part_when_closed (GTK_WINDOW (self));
}

GtkWidget *
foyer_templates_window_new (GtkWidget *from, FoyerReplica *replica)
{
  FoyerTemplatesWindow *self =
      g_object_new (FOYER_TYPE_TEMPLATES_WINDOW, "transient-for", gtk_widget_get_root (from), NULL);

  g_set_weak_pointer (&self->from, from);
  self->replica = g_object_ref (replica);
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}
