/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-till-sessions-window.h"

#include "foyer-part.h"
#include "foyer-till-report-window.h"
#include "foyer-till-session-row.h"

#include <glib/gi18n-lib.h>

struct _FoyerTillSessionsWindow
{
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkListBox *list;
  AdwStatusPage *problem;

  FoyerTillDesk *desk; /* (owned) (nullable) NULL once it is closed */
};

G_DEFINE_FINAL_TYPE (FoyerTillSessionsWindow, foyer_till_sessions_window, ADW_TYPE_WINDOW)

static gpointer
list_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return foyer_till_store_list_sessions (db, data, error);
}

static void
show_sessions (FoyerTillSessionsWindow *self, GArray *sessions)
{
  GtkListBoxRow *old;

  while ((old = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (old));
  for (guint i = 0; i < sessions->len; i++)
    gtk_list_box_append (
        self->list,
        foyer_till_session_row_new (&g_array_index (sessions, FoyerTillSessionInfo, i),
                                    self->desk));
  gtk_stack_set_visible_child_name (self->stack, sessions->len > 0 ? "list" : "empty");
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerTillSessionsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) sessions =
      foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);

  if (self->desk == NULL)
    return;
  if (sessions != NULL)
    show_sessions (self, sessions);
  else
    {
      adw_status_page_set_description (self->problem, error->message);
      gtk_stack_set_visible_child_name (self->stack, "problem");
    }
}

static void
look (FoyerTillSessionsWindow *self)
{
  const FoyerUuid *event_id;

  if (self->desk == NULL)
    return;
  event_id = foyer_till_desk_get_event_id (self->desk);
  foyer_replica_run_async (foyer_till_desk_get_replica (self->desk), FOYER_PRIORITY_LONG,
                           list_on_thread, g_memdup2 (event_id, sizeof *event_id), g_free,
                           (GDestroyNotify) g_array_unref, NULL, listed_cb, g_object_ref (self));
}

/* One that is over was printed when it was closed: what is shown of it is a copy. */
static void
row_activated_cb (FoyerTillSessionsWindow *self, FoyerTillSessionRow *row)
{
  const FoyerTillSessionInfo *info = foyer_till_session_row_get_info (row);

  foyer_till_report_window_present (GTK_WIDGET (self), self->desk, &info->session_id,
                                    info->closed_at != FOYER_NONE);
}

static void
foyer_till_sessions_window_unrealize (GtkWidget *widget)
{
  g_clear_object (&FOYER_TILL_SESSIONS_WINDOW (widget)->desk);
  GTK_WIDGET_CLASS (foyer_till_sessions_window_parent_class)->unrealize (widget);
}

static void
foyer_till_sessions_window_dispose (GObject *object)
{
  g_clear_object (&FOYER_TILL_SESSIONS_WINDOW (object)->desk);
  G_OBJECT_CLASS (foyer_till_sessions_window_parent_class)->dispose (object);
}

static void
foyer_till_sessions_window_class_init (FoyerTillSessionsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_till_sessions_window_dispose;
  widget_class->unrealize = foyer_till_sessions_window_unrealize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/till/foyer-till-sessions-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTillSessionsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerTillSessionsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, FoyerTillSessionsWindow, problem);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
foyer_till_sessions_window_init (FoyerTillSessionsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_part_when_closed (GTK_WINDOW (self));
}

GtkWidget *
foyer_till_sessions_window_present (GtkWidget *from, FoyerTillDesk *desk)
{
  FoyerTillSessionsWindow *self = g_object_new (FOYER_TYPE_TILL_SESSIONS_WINDOW, "transient-for",
                                                gtk_widget_get_root (from), NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
