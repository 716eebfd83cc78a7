/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-badge-printing.h"

#include "foyer-badge-job.h"
#include "foyer-row-store.h"
#include "foyer-ticket.h"

#define DEFAULT_SHEET "label-62x100"

static FoyerSheet *
find_sheet (GSettings *settings,
            GError   **error)
{
  g_autofree char *id = g_settings_get_string (settings, "door-badge-sheet");
  FoyerSheet *sheet = foyer_sheet_find (NULL, id, NULL);

  /* A preset of one's own may be gone. */
  return sheet != NULL ? sheet : foyer_sheet_find (NULL, DEFAULT_SHEET, error);
}

/* Nothing is asked at a door where a printer is known. */
static GtkPrintOperationAction
choose_action (GSettings *settings)
{
  g_autoptr (GVariant) last = g_settings_get_value (settings, "door-print-settings");
  g_autoptr (GtkPrintSettings) printing = gtk_print_settings_new_from_gvariant (last);

  return gtk_print_settings_get_printer (printing) != NULL ? GTK_PRINT_OPERATION_ACTION_PRINT
                                                           : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG;
}

typedef struct
{
  GtkWindow *parent;   /* (owned) (nullable) */
  GSettings *settings; /* (owned) */
  gboolean   was_asked;
} Door;

static void
door_free (Door *door)
{
  g_clear_object (&door->parent);
  g_clear_object (&door->settings);
  g_free (door);
}

static void printed_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
print (FoyerBadgeJob *job,
       GTask         *task)
{
  Door *door = g_task_get_task_data (task);
  GtkPrintOperationAction action = GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG;

  if (!door->was_asked)
    action = choose_action (door->settings);
  door->was_asked = action == GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG;
  foyer_badge_job_print_async (job, door->parent, action, NULL, door->settings, "door-print-settings", printed_cb,
                               g_object_ref (task));
}

static void
printed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  Door *door = g_task_get_task_data (task);
  GError *error = NULL;
  gint64 change_set = foyer_badge_job_finish (FOYER_BADGE_JOB (source), result, &error);

  /* Without a dialog, nobody but GTK cancels: the printer is not there any more. So ask for another. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !door->was_asked)
    {
      g_clear_error (&error);
      door->was_asked = TRUE;
      print (FOYER_BADGE_JOB (source), task);
      return;
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_memdup2 (&change_set, sizeof change_set), g_free);
}

void
foyer_badge_printing_print_async (FoyerReplica       *replica,
                                  GSettings          *settings,
                                  GtkWindow          *parent,
                                  gint64              ticket_key,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (FoyerTicket) ticket = NULL;
  g_autoptr (FoyerSheet) sheet = NULL;
  g_autoptr (FoyerBadgeJob) job = NULL;
  Door *door = g_new0 (Door, 1);
  GError *error = NULL;

  g_return_if_fail (FOYER_IS_REPLICA (replica));
  g_return_if_fail (G_IS_SETTINGS (settings));

  g_set_object (&door->parent, parent);
  g_set_object (&door->settings, settings);
  g_task_set_task_data (task, door, (GDestroyNotify) door_free);
  g_task_set_source_tag (task, foyer_badge_printing_print_async);
  ticket = foyer_row_store_get (foyer_replica_get_reader (replica), &FOYER_TICKET_TYPE, ticket_key, &error);
  if (ticket != NULL)
    sheet = find_sheet (settings, &error);
  if (sheet == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_array_append_val (keys, ticket_key);
  job = foyer_badge_job_new (replica, &ticket->event_id, sheet, keys, 0);
  print (job, task);
}

gint64
foyer_badge_printing_print_finish (GAsyncResult *result,
                                   GError      **error)
{
  g_autofree gint64 *change_set = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), 0);

  change_set = g_task_propagate_pointer (G_TASK (result), error);
  return change_set != NULL ? *change_set : 0;
}
