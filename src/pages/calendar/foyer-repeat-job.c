/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-repeat-job.h"

#include "foyer-series-store.h"

typedef struct
{
  FoyerUuid event_id;
  char *rule;              /* (owned) */
  GArray *exceptions;      /* (owned) */
  FoyerProgress *progress; /* (owned) (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->rule);
  g_clear_pointer (&job->exceptions, g_array_unref);
  g_clear_pointer (&job->progress, foyer_progress_free);
  g_free (job);
}

static void
tell_progress (gint64 done, gint64 total, gpointer data)
{
  foyer_progress_tell (data, (guint) done, (guint) total);
}

static gpointer
create_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, FOYER_KIND_REPEAT, error);
  FoyerSeriesPlan plan = { job->rule, job->exceptions, NULL };
  gint64 change_set = 0;

  if (transaction == NULL ||
      !foyer_series_store_create (transaction, &job->event_id, &plan, tell_progress, job->progress,
                                  cancellable, NULL, error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), &change_set, error))
    return NULL;
  return g_memdup2 (&change_set, sizeof change_set);
}

void
foyer_repeat_job_run_async (FoyerReplica *replica,
                            const FoyerUuid *event_id,
                            const char *rule,
                            GArray *exceptions,
                            FoyerProgressFunc progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->event_id = *event_id;
  job->rule = g_strdup (rule);
  job->exceptions = g_array_copy (exceptions);
  job->progress = foyer_progress_new (progress, progress_data, cancellable);
  foyer_replica_run_async (replica, FOYER_PRIORITY_LONG, create_on_thread, job, job_free, g_free,
                           cancellable, callback, user_data);
}

gint64
foyer_repeat_job_run_finish (FoyerReplica *replica, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *change_set = foyer_replica_run_finish (replica, result, error);

  return change_set != NULL ? *change_set : 0;
}
