/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-ask.h"

#include "foyer-text-scale.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static const AdwResponseAppearance appearances[] = {
  [FOYER_ASK_DEFAULT] = ADW_RESPONSE_DEFAULT,
  [FOYER_ASK_SUGGESTED] = ADW_RESPONSE_SUGGESTED,
  [FOYER_ASK_DESTRUCTIVE] = ADW_RESPONSE_DESTRUCTIVE,
};

/* As libadwaita has them, whatever size the text has. */
#define NARROWEST 300
#define MARGIN    30

static GtkWindow *
get_window (GtkWidget *parent)
{
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* With large text it gets wider: in three words a line it would be higher than the screen, and what
 * it asks could not be answered. */
static void
present (AdwMessageDialog *dialog)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));
  int width = (int) (NARROWEST * foyer_text_scale (GTK_WIDGET (dialog)));

  if (parent != NULL && gtk_widget_get_width (GTK_WIDGET (parent)) > 0)
    width = MIN (width, gtk_widget_get_width (GTK_WIDGET (parent)) - 2 * MARGIN);
  if (width > NARROWEST)
    gtk_widget_set_size_request (GTK_WIDGET (dialog), width, -1);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  g_autoptr (GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable != NULL)
    g_signal_handlers_disconnect_by_data (cancellable, dialog);
  g_task_return_boolean (task, g_str_equal (response, "act"));
}

static void
cancelled_cb (GCancellable *cancellable, AdwMessageDialog *dialog)
{
  gtk_window_close (GTK_WINDOW (dialog));
}

void
foyer_ask_async (GtkWidget *parent,
                 const char *heading,
                 const char *body,
                 const char *action_label,
                 FoyerAskStyle style,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  AdwMessageDialog *dialog;
  GTask *task;

  g_return_if_fail (parent == NULL || GTK_IS_WIDGET (parent));
  g_return_if_fail (heading != NULL && action_label != NULL);

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, foyer_ask_async);
  g_task_set_check_cancellable (task, FALSE);

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (get_window (parent), heading, body));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "act", action_label, NULL);
  adw_message_dialog_set_response_appearance (dialog, "act", appearances[style]);
  adw_message_dialog_set_close_response (dialog, "cancel");
  adw_message_dialog_set_default_response (dialog,
                                           style == FOYER_ASK_DESTRUCTIVE ? "cancel" : "act");
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), dialog, 0);
  present (dialog);
}

gboolean
foyer_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, foyer_ask_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
chosen_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  g_autoptr (GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable != NULL)
    g_signal_handlers_disconnect_by_data (cancellable, dialog);
  g_task_return_int (task, g_str_equal (response, "first")    ? 0
                           : g_str_equal (response, "second") ? 1
                                                              : -1);
}

void
foyer_choose_async (GtkWidget *parent,
                    const char *heading,
                    const char *body,
                    const char *later_label,
                    const char *const labels[2],
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  AdwMessageDialog *dialog;
  GTask *task;

  g_return_if_fail (parent == NULL || GTK_IS_WIDGET (parent));
  g_return_if_fail (heading != NULL && later_label != NULL && labels != NULL);

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, foyer_choose_async);
  g_task_set_check_cancellable (task, FALSE);

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (get_window (parent), heading, body));
  adw_message_dialog_add_responses (dialog, "later", later_label, "first", labels[0], "second",
                                    labels[1], NULL);
  adw_message_dialog_set_response_appearance (dialog, "second", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (dialog, "later");
  adw_message_dialog_set_default_response (dialog, "second");
  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), task);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), dialog, 0);
  present (dialog);
}

int
foyer_choose_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, foyer_choose_async), -1);

  return (int) g_task_propagate_int (G_TASK (result), NULL);
}

void
foyer_tell (GtkWidget *parent, const char *heading, const char *body)
{
  AdwMessageDialog *dialog;

  g_return_if_fail (parent == NULL || GTK_IS_WIDGET (parent));
  g_return_if_fail (heading != NULL);

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (get_window (parent), heading, body));
  adw_message_dialog_add_response (dialog, "close", _ ("_Close"));
  adw_message_dialog_set_close_response (dialog, "close");
  adw_message_dialog_set_default_response (dialog, "close");
  present (dialog);
}
