/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-till-cashier.h"

#include "foyer-pin-window.h"

#include <glib/gi18n-lib.h>

static void
set_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (foyer_till_desk_set_cashier_finish (FOYER_TILL_DESK (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FoyerUuid cashier_id;

  if (foyer_pin_window_ask_finish (result, &cashier_id, NULL))
    foyer_till_desk_set_cashier_async (g_task_get_task_data (task), &cashier_id, set_cb,
                                       g_object_ref (task));
  else
    g_task_return_boolean (task, FALSE);
}

void
foyer_till_cashier_ask_async (GtkWidget *from,
                              FoyerTillDesk *desk,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  gboolean is_open = foyer_till_desk_is_open (desk);
  FoyerPinQuestion question = {
    .title = is_open && foyer_till_desk_get_cashier (desk) != NULL ? _ ("Hand Over the Till")
                                                                   : _ ("Who Is at the Till?"),
    .nobody = _ ("This event has no cashiers, so nobody is asked. Add them in its details."),
    .cashiers = foyer_till_desk_get_cashiers (desk),
    .path = foyer_replica_get_path (foyer_till_desk_get_replica (desk)),
  };

  g_task_set_source_tag (task, foyer_till_cashier_ask_async);
  g_task_set_task_data (task, g_object_ref (desk), g_object_unref);
  foyer_pin_window_ask_async (from, &question, cancellable, answered_cb, task);
}

void
foyer_till_cashier_need_async (GtkWidget *from,
                               FoyerTillDesk *desk,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  if (foyer_till_desk_needs_cashier (desk))
    {
      foyer_till_cashier_ask_async (from, desk, cancellable, callback, user_data);
      return;
    }
  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, foyer_till_cashier_ask_async);
  g_task_return_boolean (task, TRUE);
}

gboolean
foyer_till_cashier_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
