/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-private.h"

/* The task does not hold its owner: a thread of the pool must not drop the last reference. */
typedef struct
{
  GWeakRef owner;
  FoyerRoster *roster; /* (owned) */
  FoyerRosterQuery query;
  char *text; /* (owned) (nullable) */

  /* The answer, taken once: by who waits, or by who is called back. */
  GMutex lock;
  GCond answered;
  gboolean is_answered;
  GArray *keys; /* (owned) (nullable) */
  guint total;
} Query;

static void
query_free (gpointer data)
{
  Query *self = data;

  g_weak_ref_clear (&self->owner);
  g_clear_pointer (&self->keys, g_array_unref);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->answered);
  g_object_unref (self->roster);
  g_free (self->text);
  g_free (self);
}

static void
query_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Query *query = task_data;
  GArray *keys = foyer_roster_select (query->roster, &query->query, cancellable);
  guint total = foyer_roster_get_n_rows (query->roster);

  g_mutex_lock (&query->lock);
  query->keys = keys;
  query->total = total;
  query->is_answered = TRUE;
  g_cond_signal (&query->answered);
  g_mutex_unlock (&query->lock);
  g_task_return_boolean (task, TRUE);
}

/* Selects on a thread of the pool. The owner may go meanwhile. Returns the question, (transfer
 * full): what callback is called with, and what can be waited for. */
GTask *
foyer_attendee_query_async (GObject *owner,
                            FoyerRoster *roster,
                            const FoyerRosterQuery *query,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback)
{
  GTask *task = g_task_new (NULL, cancellable, callback, NULL);
  Query *self = g_new0 (Query, 1);

  g_weak_ref_init (&self->owner, owner);
  g_mutex_init (&self->lock);
  g_cond_init (&self->answered);
  self->roster = g_object_ref (roster);
  self->text = g_strdup (query->text);
  self->query = *query;
  self->query.text = self->text;
  g_task_set_source_tag (task, foyer_attendee_query_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, query_free);
  g_task_run_in_thread (task, query_thread);
  return task;
}

/* The keys if they are there by then (a monotonic time), or else NULL. The callback comes all the
 * same. */
GArray *
foyer_attendee_query_wait (GTask *task, gint64 until, guint *total)
{
  Query *self = g_task_get_task_data (task);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (!self->is_answered)
    if (!g_cond_wait_until (&self->answered, &self->lock, until))
      return NULL;
  *total = self->total;
  return g_steal_pointer (&self->keys);
}

/* The keys, NULL when cancelled or taken before; total: how many attendees there are. */
GArray *
foyer_attendee_query_finish (GAsyncResult *result, guint *total)
{
  return foyer_attendee_query_wait (G_TASK (result), 0, total);
}

/* (transfer full) (nullable) */
gpointer
foyer_attendee_query_ref_owner (GAsyncResult *result)
{
  Query *self = g_task_get_task_data (G_TASK (result));

  return g_weak_ref_get (&self->owner);
}

gboolean
foyer_attendee_query_is_same (const FoyerRosterQuery *a, const FoyerRosterQuery *b)
{
  return g_strcmp0 (a->text, b->text) == 0 && a->tiers == b->tiers && a->states == b->states &&
         a->arrived_from == b->arrived_from && a->arrived_to == b->arrived_to &&
         a->unprinted == b->unprinted && a->sort == b->sort && a->descending == b->descending;
}
