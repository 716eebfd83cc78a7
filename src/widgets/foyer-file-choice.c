/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-file-choice.h"

#include <glib/gi18n-lib.h>

static void
add_filters (GtkFileChooser *chooser, const FoyerFileFilter *filters)
{
  for (const FoyerFileFilter *f = filters; f != NULL && f->name != NULL; f++)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, f->name);
      if (f->suffixes == NULL)
        gtk_file_filter_add_pattern (filter, "*");
      else
        for (guint i = 0; f->suffixes[i] != NULL; i++)
          gtk_file_filter_add_suffix (filter, f->suffixes[i]);
      gtk_file_chooser_add_filter (chooser, filter);
    }
}

static void
response_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GFile) file = NULL;
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable != NULL)
    g_signal_handlers_disconnect_by_data (cancellable, dialog);
  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (file != NULL)
    g_task_return_pointer (task, g_steal_pointer (&file), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "No file was chosen");
  gtk_native_dialog_destroy (dialog);
}

static void
cancelled_cb (GCancellable *cancellable, GtkNativeDialog *dialog)
{
  g_signal_emit_by_name (dialog, "response", GTK_RESPONSE_CANCEL);
}

void
foyer_choose_file_async (GtkWidget *parent,
                         const FoyerFileChoice *choice,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GtkFileChooserNative *dialog;
  GtkFileChooser *chooser;
  GtkRoot *root;
  GTask *task;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (choice != NULL && choice->title != NULL);

  root = gtk_widget_get_root (parent);
  dialog = gtk_file_chooser_native_new (
      choice->title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      choice->save ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN,
      choice->accept_label != NULL ? choice->accept_label
      : choice->save               ? _ ("_Save")
                                   : _ ("_Open"),
      _ ("_Cancel"));
  chooser = GTK_FILE_CHOOSER (dialog);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  add_filters (chooser, choice->filters);
  if (choice->save && choice->name != NULL)
    gtk_file_chooser_set_current_name (chooser, choice->name);
  if (choice->folder != NULL)
    gtk_file_chooser_set_current_folder (chooser, choice->folder, NULL);

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, foyer_choose_file_async);
  g_task_set_check_cancellable (task, FALSE);
  /* A native dialog is nobody's child: the task keeps it. */
  g_task_set_task_data (task, dialog, g_object_unref);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), dialog, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

GFile *
foyer_choose_file_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, foyer_choose_file_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
