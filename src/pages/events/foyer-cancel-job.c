/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cancel-job.h"

#include "foyer-time.h"

#define PARTS 10000

struct _FoyerCancelJob
{
  gatomicrefcount n_refs;
  FoyerUuid event_id;
  char *subject; /* (owned) (nullable) */
  char *body;    /* (owned) (nullable) */
  char *reason;  /* (owned) (nullable) */
  gboolean without_refunds;
  int done; /* of PARTS, atomic */
  gint64 change_set;
};

void
foyer_cancel_plan_free (FoyerCancelPlan *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->refunds, g_ptr_array_unref);
  g_free (self);
}

static gpointer
plan_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (FoyerCancelPlan) plan = g_new0 (FoyerCancelPlan, 1);

  if (!foyer_event_cancel_store_survey (db, data, &plan->stake, error))
    return NULL;
  plan->refunds = foyer_event_cancel_store_preview (db, data, FOYER_CANCEL_PLAN_REFUNDS, error);
  return plan->refunds != NULL ? g_steal_pointer (&plan) : NULL;
}

void
foyer_cancel_plan_async (FoyerReplica *replica,
                         const FoyerUuid *event_id,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  foyer_replica_run_async (replica, FOYER_PRIORITY_LONG, plan_on_thread,
                           g_memdup2 (event_id, sizeof *event_id), g_free,
                           (GDestroyNotify) foyer_cancel_plan_free, cancellable, callback,
                           user_data);
}

FoyerCancelPlan *
foyer_cancel_plan_finish (FoyerReplica *replica, GAsyncResult *result, GError **error)
{
  return foyer_replica_run_finish (replica, result, error);
}

FoyerCancelJob *
foyer_cancel_job_new (const FoyerUuid *event_id, const FoyerEventCancel *how)
{
  FoyerCancelJob *self = g_new0 (FoyerCancelJob, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->event_id = *event_id;
  self->subject = g_strdup (how->subject);
  self->body = g_strdup (how->body);
  self->reason = g_strdup (how->reason);
  self->without_refunds = how->without_refunds;
  return self;
}

FoyerCancelJob *
foyer_cancel_job_ref (FoyerCancelJob *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

void
foyer_cancel_job_unref (FoyerCancelJob *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_free (self->subject);
  g_free (self->body);
  g_free (self->reason);
  g_free (self);
}

static void
progress_cb (gint64 done, gint64 total, gpointer data)
{
  FoyerCancelJob *self = data;

  g_atomic_int_set (&self->done, total > 0 ? (int) (done * PARTS / total) : PARTS);
}

static gpointer
cancel_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  FoyerCancelJob *self = data;
  const FoyerEventCancel how = { self->subject, self->body, self->reason, self->without_refunds };
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "cancel-event", error);

  if (transaction == NULL ||
      !foyer_event_cancel_store_cancel (transaction, &self->event_id, &how, foyer_time_now (),
                                        progress_cb, self, cancellable, error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), &self->change_set, error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

void
foyer_cancel_job_run_async (FoyerCancelJob *self,
                            FoyerReplica *replica,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  foyer_replica_run_async (replica, FOYER_PRIORITY_LONG, cancel_on_thread,
                           foyer_cancel_job_ref (self), (GDestroyNotify) foyer_cancel_job_unref,
                           NULL, cancellable, callback, user_data);
}

gboolean
foyer_cancel_job_finish (FoyerCancelJob *self,
                         FoyerReplica *replica,
                         GAsyncResult *result,
                         gint64 *change_set,
                         GError **error)
{
  if (foyer_replica_run_finish (replica, result, error) == NULL)
    return FALSE;
  *change_set = self->change_set;
  return TRUE;
}

double
foyer_cancel_job_get_fraction (FoyerCancelJob *self)
{
  return (double) g_atomic_int_get (&self->done) / PARTS;
}
