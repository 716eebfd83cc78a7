/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-act.h"

#include "foyer-event-acts-store.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

/* What was done to the event of that title; n_tickets came back with it. */
static char *
describe (FoyerEventAct act, const char *title, gint64 n_tickets)
{
  switch (act)
    {
    case FOYER_EVENT_ACT_PUBLISH:
      return g_strdup_printf (_ ("“%s” is published"), title);
    case FOYER_EVENT_ACT_UNPUBLISH:
      return g_strdup_printf (_ ("“%s” is a draft again"), title);
    case FOYER_EVENT_ACT_RESTORE:
      if (n_tickets < 0)
        return g_strdup_printf (
            _ ("“%s” takes place. Its tickets stay cancelled: that was too long ago."), title);
      return g_strdup_printf (_ ("“%s” takes place after all"), title);
    case FOYER_EVENT_ACT_ARCHIVE:
      return g_strdup_printf (_ ("“%s” archived"), title);
    case FOYER_EVENT_ACT_UNARCHIVE:
      return g_strdup_printf (_ ("“%s” is back among the events"), title);
    case FOYER_EVENT_ACT_START_TEST:
      return g_strdup_printf (_ ("Test mode is on for “%s”"), title);
    case FOYER_EVENT_ACT_END_TEST:
      return g_strdup_printf (_ ("Test mode is off for “%s”"), title);
    case FOYER_EVENT_ACT_DELETE:
      return g_strdup_printf (_ ("“%s” deleted"), title);
    case FOYER_EVENT_ACT_DELETE_TEMPLATE:
      return g_strdup_printf (_ ("Template “%s” deleted"), title);
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

typedef struct
{
  FoyerEventAct act;
  FoyerUuid event_id;
  char *new_title; /* (owned) (nullable) to rename instead */
  char *title;     /* (owned) (nullable) of the event, read on the thread */
  gint64 change_set;
  gint64 n_tickets; /* that came back; -1 when nobody knows any more which */
  GtkWidget *from;  /* (owned) main thread only */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->new_title);
  g_free (job->title);
  g_clear_object (&job->from);
  g_free (job);
}

static gboolean
run_job (Job *job, FoyerTransaction *transaction, GError **error)
{
  if (job->new_title != NULL)
    return foyer_event_acts_rename (transaction, &job->event_id, job->new_title, error);
  return foyer_event_plain_act_run (job->act, transaction, &job->event_id, &job->n_tickets, error);
}

static gpointer
act_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  const char *kind =
      job->new_title != NULL ? "rename-event" : foyer_event_plain_act_get_kind (job->act);
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, kind, error);
  g_autoptr (FoyerEvent) event =
      transaction != NULL ? foyer_event_acts_get (db, &job->event_id, error) : NULL;

  if (event == NULL)
    return NULL;
  job->title = g_strdup (event->title);
  if (!run_job (job, transaction, error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), &job->change_set, error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;

  if (foyer_replica_run_finish (FOYER_REPLICA (source), result, &error) == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        foyer_show_toast (job->from, error->message);
      job_free (job);
      return;
    }
  if (job->change_set != 0)
    {
      title = job->new_title != NULL ? g_strdup_printf (_ ("“%s” has a new name"), job->title)
                                     : describe (job->act, job->title, job->n_tickets);
      foyer_show_undo_toast (job->from, title, job->change_set);
    }
  job_free (job);
}

static void
run (Job *job, GtkWidget *from, FoyerReplica *replica, const FoyerUuid *event_id)
{
  job->event_id = *event_id;
  job->from = g_object_ref (from);
  foyer_replica_run_async (replica, FOYER_PRIORITY_ACT, act_on_thread, job, NULL, NULL, NULL,
                           acted_cb, job);
}

void
foyer_event_act (FoyerEventAct act,
                 GtkWidget *from,
                 FoyerReplica *replica,
                 const FoyerUuid *event_id)
{
  Job *job;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (FOYER_IS_REPLICA (replica));

  job = g_new0 (Job, 1);
  job->act = act;
  run (job, from, replica, event_id);
}

void
foyer_event_rename (GtkWidget *from,
                    FoyerReplica *replica,
                    const FoyerUuid *event_id,
                    const char *title)
{
  Job *job;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (FOYER_IS_REPLICA (replica));

  job = g_new0 (Job, 1);
  job->new_title = g_strdup (title);
  run (job, from, replica, event_id);
}
