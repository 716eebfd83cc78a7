/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-import-request.h"

struct _FoyerImportRequest
{
  FoyerImportPlan *plan; /* (owned) */
  FoyerUuid event_id;
  FoyerEvent *event; /* (owned) (nullable) */
  gint n_done;       /* atomic */
  char *path;        /* (owned) (nullable) of the replica */
};

FoyerImportRequest *
foyer_import_request_new (FoyerImportPlan *plan, const FoyerUuid *event_id, const FoyerEvent *event)
{
  FoyerImportRequest *self = g_atomic_rc_box_new0 (FoyerImportRequest);

  self->plan = foyer_import_plan_copy (plan);
  self->event_id = *event_id;
  self->event = event != NULL ? foyer_event_copy (event) : NULL;
  return self;
}

FoyerImportRequest *
foyer_import_request_ref (FoyerImportRequest *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
request_clear (FoyerImportRequest *self)
{
  g_object_unref (self->plan);
  g_clear_pointer (&self->event, foyer_event_free);
  g_free (self->path);
}

void
foyer_import_request_unref (FoyerImportRequest *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) request_clear);
}

gint64
foyer_import_request_get_n_done (FoyerImportRequest *self)
{
  return g_atomic_int_get (&self->n_done);
}

const FoyerUuid *
foyer_import_request_get_event_id (FoyerImportRequest *self)
{
  return &self->event_id;
}

static void
progress_cb (gint64 rows, double fraction, gpointer data)
{
  FoyerImportRequest *self = data;

  g_atomic_int_set (&self->n_done, (gint) MIN (rows, G_MAXINT));
}

static FoyerImportReport *
run (FoyerImportRequest *self,
     FoyerDatabase *db,
     gboolean dry_run,
     GCancellable *cancellable,
     GError **error)
{
  FoyerImportReport *report;

  if (self->event == NULL)
    return foyer_import_run (db, self->plan, &self->event_id, dry_run, progress_cb, self,
                             cancellable, error);
  report = foyer_import_run_new_event (db, self->plan, self->event, dry_run, progress_cb, self,
                                       cancellable, error);
  if (report != NULL && !dry_run)
    self->event_id = self->event->row.id;
  return report;
}

static void
try_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FoyerImportRequest *self = data;
  GError *error = NULL;
  g_autoptr (FoyerDatabase) db = foyer_database_open (self->path, FOYER_DATABASE_READ_ONLY, &error);
  FoyerImportReport *report = db != NULL ? run (self, db, TRUE, cancellable, &error) : NULL;

  if (report == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, report, (GDestroyNotify) foyer_import_report_free);
}

void
foyer_import_request_try_async (FoyerImportRequest *self,
                                FoyerReplica *replica,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, foyer_import_request_try_async);
  self->path = g_strdup (foyer_replica_get_path (replica));
  g_task_set_task_data (task, foyer_import_request_ref (self),
                        (GDestroyNotify) foyer_import_request_unref);
  g_task_run_in_thread (task, try_thread);
}

FoyerImportReport *
foyer_import_request_try_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
run_func (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return run (data, db, FALSE, cancellable, error);
}

void
foyer_import_request_run_async (FoyerImportRequest *self,
                                FoyerReplica *replica,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  foyer_replica_run_async (replica, FOYER_PRIORITY_LONG, run_func, foyer_import_request_ref (self),
                           (GDestroyNotify) foyer_import_request_unref,
                           (GDestroyNotify) foyer_import_report_free, cancellable, callback,
                           user_data);
}

FoyerImportReport *
foyer_import_request_run_finish (FoyerReplica *replica, GAsyncResult *result, GError **error)
{
  return foyer_replica_run_finish (replica, result, error);
}
