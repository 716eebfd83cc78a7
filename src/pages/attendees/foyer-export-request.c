/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-export-request.h"

#include "foyer-attendee-export.h"

typedef struct
{
  FoyerUuid event_id;
  GArray *keys;            /* (owned) */
  GStrv columns;           /* (owned) */
  GFile *file;             /* (owned) */
  FoyerProgress *progress; /* (owned) */
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_array_unref (self->keys);
  g_strfreev (self->columns);
  g_object_unref (self->file);
  foyer_progress_free (self->progress);
  g_free (self);
}

static void
progress_cb (gint64 done, gint64 total, gpointer data)
{
  foyer_progress_tell (((Request *) data)->progress, (guint) done, (guint) total);
}

static gpointer
run_func (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Request *self = data;
  gint64 n = foyer_attendee_export_to_file (
      db, &self->event_id, (const gint64 *) (void *) self->keys->data, self->keys->len,
      (const char *const *) self->columns, FOYER_EXPORT_DEFAULT, self->file, progress_cb, self,
      cancellable, error);

  return n >= 0 ? g_memdup2 (&n, sizeof n) : NULL;
}

void
foyer_export_request_run_async (FoyerReplica *replica,
                                const FoyerUuid *event_id,
                                GArray *keys,
                                const char *const *columns,
                                GFile *file,
                                FoyerProgressFunc progress,
                                gpointer progress_data,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Request *self = g_new0 (Request, 1);

  self->event_id = *event_id;
  self->keys = g_array_ref (keys);
  self->columns = g_strdupv ((char **) columns);
  self->file = g_object_ref (file);
  self->progress = foyer_progress_new (progress, progress_data, cancellable);
  foyer_replica_run_async (replica, FOYER_PRIORITY_LONG, run_func, self, request_free, g_free,
                           cancellable, callback, user_data);
}

gint64
foyer_export_request_run_finish (FoyerReplica *replica, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *n = foyer_replica_run_finish (replica, result, error);

  return n != NULL ? *n : -1;
}
