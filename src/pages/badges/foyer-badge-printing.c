/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-badge-printing.h"

#include "foyer-badge-job.h"
#include "foyer-badge-printer.h"

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  foyer_badge_job_finish (FOYER_BADGE_JOB (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
foyer_badge_printing_ask_async (FoyerReplica *replica,
                                GSettings *settings,
                                GtkWindow *parent,
                                const FoyerUuid *event_id,
                                GArray *keys,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (FoyerSheet) sheet = NULL;
  g_autoptr (FoyerBadgeJob) job = NULL;
  GError *error = NULL;

  g_return_if_fail (FOYER_IS_REPLICA (replica));
  g_return_if_fail (G_IS_SETTINGS (settings));

  g_task_set_source_tag (task, foyer_badge_printing_ask_async);
  sheet = foyer_badge_printer_find_sheet (settings, &error);
  if (sheet == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  job = foyer_badge_job_new (replica, event_id, sheet, keys, 0);
  foyer_badge_job_print_async (job, parent, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, NULL, settings,
                               "door-print-settings", printed_cb, g_steal_pointer (&task));
}

gboolean
foyer_badge_printing_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
