/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-draft-job.h"

/* What the database thread needs, its own copies. */
typedef struct
{
  FoyerEventDraft *before; /* (nullable) */
  FoyerEventDraft *after;
  FoyerSeriesScope scope;
  gboolean overwrite;
  FoyerProgress *progress; /* (nullable) */
  gint64 change_set;
} Job;

static void
job_free (Job *job)
{
  foyer_event_draft_free (job->before);
  foyer_event_draft_free (job->after);
  g_clear_pointer (&job->progress, foyer_progress_free);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static Job *
job_steal (Job *job)
{
  Job *result = g_new0 (Job, 1);

  result->after = g_steal_pointer (&job->after);
  result->change_set = job->change_set;
  return result;
}

static void
tell_progress (gint64 done, gint64 total, gpointer data)
{
  foyer_progress_tell (data, (guint) done, (guint) total);
}

static gpointer
save_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  if (job->scope == FOYER_SERIES_THIS
          ? !foyer_event_draft_save (job->before, job->after, db, &job->change_set, error)
          : !foyer_event_draft_save_scope (job->before, job->after, job->scope, job->overwrite, db,
                                           tell_progress, job->progress, cancellable,
                                           &job->change_set, error))
    return NULL;
  /* What came of it goes back to the main thread: the rows have their keys now. */
  return job_steal (job);
}

void
foyer_event_draft_save_async (FoyerReplica *replica,
                              const FoyerEventDraft *before,
                              const FoyerEventDraft *after,
                              FoyerSeriesScope scope,
                              gboolean overwrite,
                              FoyerProgressFunc progress,
                              gpointer progress_data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->before = before != NULL ? foyer_event_draft_copy (before) : NULL;
  job->after = foyer_event_draft_copy (after);
  job->scope = scope;
  job->overwrite = overwrite;
  job->progress = foyer_progress_new (progress, progress_data, cancellable);
  foyer_replica_run_async (replica,
                           scope == FOYER_SERIES_THIS ? FOYER_PRIORITY_ACT : FOYER_PRIORITY_LONG,
                           save_on_thread, job, (GDestroyNotify) job_free,
                           (GDestroyNotify) job_free, cancellable, callback, user_data);
}

FoyerEventDraft *
foyer_event_draft_save_finish (FoyerReplica *replica,
                               GAsyncResult *result,
                               gint64 *change_set,
                               GError **error)
{
  g_autoptr (Job) job = foyer_replica_run_finish (replica, result, error);

  if (job == NULL)
    return NULL;
  if (change_set != NULL)
    *change_set = job->change_set;
  return g_steal_pointer (&job->after);
}
