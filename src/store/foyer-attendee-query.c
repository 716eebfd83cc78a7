/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-private.h"

/* The task does not hold its owner: a thread of the pool must not drop the last reference. */
typedef struct
{
  GWeakRef owner;
  FoyerRoster *roster; /* (owned) */
  FoyerRosterQuery query;
  char *text; /* (owned) (nullable) */
  guint total;
} Query;

static void
query_free (gpointer data)
{
  Query *self = data;

  g_weak_ref_clear (&self->owner);
  g_object_unref (self->roster);
  g_free (self->text);
  g_free (self);
}

static void
key_array_free (gpointer data)
{
  g_array_unref (data);
}

static void
query_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Query *query = task_data;
  GArray *keys = foyer_roster_select (query->roster, &query->query, cancellable);

  query->total = foyer_roster_get_n_rows (query->roster);
  if (keys != NULL)
    g_task_return_pointer (task, keys, key_array_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
}

/* Selects on a thread of the pool. The owner may go meanwhile. */
void
foyer_attendee_query_async (GObject *owner,
                            FoyerRoster *roster,
                            const FoyerRosterQuery *query,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, NULL);
  Query *self = g_new0 (Query, 1);

  g_weak_ref_init (&self->owner, owner);
  self->roster = g_object_ref (roster);
  self->text = g_strdup (query->text);
  self->query = *query;
  self->query.text = self->text;
  g_task_set_source_tag (task, foyer_attendee_query_async);
  g_task_set_task_data (task, self, query_free);
  g_task_run_in_thread (task, query_thread);
}

/* The keys, NULL when cancelled; owner: (transfer full) (nullable); total: how many attendees there
 * are. */
GArray *
foyer_attendee_query_finish (GAsyncResult *result, GObject **owner, guint *total)
{
  Query *self = g_task_get_task_data (G_TASK (result));

  *owner = g_weak_ref_get (&self->owner);
  *total = self->total;
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
