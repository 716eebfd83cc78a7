/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-message-window.h"

#include "foyer-message-row.h"
#include "foyer-message-store.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

struct _FoyerMessageWindow
{
  FoyerEditWindow parent_instance;

  AdwEntryRow *subject_row;
  FoyerMessageRow *subject_message;
  GtkTextBuffer *body;

  GtkWidget *from;       /* (weak) (nullable) */
  FoyerReplica *replica; /* (owned) */
  FoyerMessage *message; /* (owned) */
};

G_DEFINE_FINAL_TYPE (FoyerMessageWindow, foyer_message_window, FOYER_TYPE_EDIT_WINDOW)

typedef struct
{
  gint64 key;
  char *subject;
  char *body;
  gint64 change_set;
  FoyerMessageWindow *self; /* (owned) */
} Save;

static void
save_free (Save *save)
{
  g_free (save->subject);
  g_free (save->body);
  g_object_unref (save->self);
  g_free (save);
}

static char *
dup_body (FoyerMessageWindow *self)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->body, &start, &end);
  return gtk_text_buffer_get_text (self->body, &start, &end, FALSE);
}

static void
edited_cb (FoyerMessageWindow *self)
{
  g_autofree char *subject =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->subject_row))));
  gboolean is_good = *subject != '\0';

  foyer_message_row_set_error (self->subject_message, GTK_WIDGET (self->subject_row),
                               is_good ? "" : _ ("A message needs a subject."));
  foyer_edit_window_set_can_save (FOYER_EDIT_WINDOW (self), is_good);
}

static gpointer
save_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Save *save = data;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "edit-message", error);

  if (transaction == NULL ||
      !foyer_message_store_edit (transaction, save->key, save->subject, save->body, error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), &save->change_set, error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Save *save = data;
  FoyerMessageWindow *self = save->self;
  g_autoptr (GError) error = NULL;
  gboolean is_saved = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error) != NULL;

  if (is_saved && save->change_set != 0 && self->from != NULL)
    foyer_show_undo_toast (self->from, _ ("Message changed"), save->change_set);
  if (is_saved)
    foyer_edit_window_show_saved (FOYER_EDIT_WINDOW (self), 0, NULL);
  else
    foyer_edit_window_show_failure (FOYER_EDIT_WINDOW (self), error->message);
  save_free (save);
}

static gboolean
foyer_message_window_is_edited (FoyerEditWindow *window)
{
  FoyerMessageWindow *self = FOYER_MESSAGE_WINDOW (window);
  g_autofree char *body = dup_body (self);

  return g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->subject_row)),
                    self->message->subject) != 0 ||
         g_strcmp0 (body, self->message->body != NULL ? self->message->body : "") != 0;
}

static void
foyer_message_window_save (FoyerEditWindow *window)
{
  FoyerMessageWindow *self = FOYER_MESSAGE_WINDOW (window);
  Save *save = g_new0 (Save, 1);

  save->key = self->message->row.key;
  save->subject = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->subject_row)));
  save->body = dup_body (self);
  save->self = g_object_ref (self);
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_ACT, save_on_thread, save, NULL, NULL,
                           NULL, saved_cb, save);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerMessageWindow *self = FOYER_MESSAGE_WINDOW (widget);
  g_autofree char *body = dup_body (self);
  g_autofree char *text =
      g_strdup_printf ("%s\n\n%s", gtk_editable_get_text (GTK_EDITABLE (self->subject_row)), body);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  foyer_show_toast (widget, _ ("Message copied"));
}

static void
foyer_message_window_dispose (GObject *object)
{
  FoyerMessageWindow *self = FOYER_MESSAGE_WINDOW (object);

  g_clear_weak_pointer (&self->from);
  g_clear_object (&self->replica);
  g_clear_pointer (&self->message, foyer_message_free);
  G_OBJECT_CLASS (foyer_message_window_parent_class)->dispose (object);
}

static void
foyer_message_window_class_init (FoyerMessageWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_message_window_dispose;
  FOYER_EDIT_WINDOW_CLASS (klass)->is_edited = foyer_message_window_is_edited;
  FOYER_EDIT_WINDOW_CLASS (klass)->save = foyer_message_window_save;

  gtk_widget_class_install_action (widget_class, "message.copy", NULL, copy_action);

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-message-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerMessageWindow, subject_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerMessageWindow, subject_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerMessageWindow, body);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
foyer_message_window_init (FoyerMessageWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_message_window_present (GtkWidget *from,
                              FoyerReplica *replica,
                              const FoyerUuid *event_id,
                              FoyerMessageKind kind)
{
  FoyerMessage *message =
      foyer_message_store_find (foyer_replica_get_reader (replica), event_id, kind, NULL);
  FoyerMessageWindow *self;

  if (message == NULL)
    return NULL;
  self =
      g_object_new (FOYER_TYPE_MESSAGE_WINDOW, "transient-for", gtk_widget_get_root (from), NULL);
  g_set_weak_pointer (&self->from, from);
  self->replica = g_object_ref (replica);
  self->message = message;
  gtk_editable_set_text (GTK_EDITABLE (self->subject_row), message->subject);
  gtk_text_buffer_set_text (self->body, message->body != NULL ? message->body : "", -1);
  edited_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
