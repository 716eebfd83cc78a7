/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-server-store.h"
#include "foyer-sync-engine-private.h"

#include <glib/gi18n-lib.h>

/* Places that a cart asks for, or that go back: on the thread of the engine, between two calls. */

typedef struct
{
  FoyerUuid event_id;
  FoyerUuid tier_id; /* nil for all */
  gint64 n;
  gboolean is_wished;
} Wish;

static void
run (FoyerSyncEngine *self,
     const Wish *wish,
     gpointer source_tag,
     FoyerSyncActFunc func,
     GDestroyNotify result_free,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  FoyerSyncLoop *loop = foyer_sync_engine_get_loop (self);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, g_memdup2 (wish, sizeof *wish), g_free);
  if (loop != NULL)
    {
      foyer_sync_loop_run (loop, task, func, result_free);
      return;
    }
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("The program ends."));
  g_object_unref (task);
}

static FoyerSyncLink *
find_link (FoyerSyncLoop *loop, const FoyerUuid *event_id, GError **error)
{
  FoyerDatabase *db = foyer_sync_loop_get_db (loop);
  g_autoptr (GPtrArray) servers = foyer_server_store_list (db, error);

  if (servers == NULL)
    return NULL;
  for (guint i = 0; i < servers->len; i++)
    {
      const FoyerServer *server = g_ptr_array_index (servers, i);
      g_autoptr (GPtrArray) events = foyer_server_store_events (db, server->key, error);

      if (events == NULL)
        return NULL;
      for (guint j = 0; j < events->len; j++)
        if (foyer_uuid_equal (&((FoyerHostedEvent *) events->pdata[j])->event_id, event_id))
          return foyer_sync_loop_need_link (loop, server->key, error);
    }
  g_set_error_literal (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_REFUSED,
                       _ ("This event lies on no server."));
  return NULL;
}

static gpointer
fetch (FoyerSyncLoop *loop, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wish *wish = data;
  FoyerSyncLink *link;
  gint64 n;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  link = find_link (loop, &wish->event_id, error);
  n = link != NULL ? foyer_sync_link_fetch_places (link, &wish->event_id, &wish->tier_id, wish->n,
                                                   wish->is_wished, cancellable, error)
                   : -1;
  return n >= 0 ? g_memdup2 (&n, sizeof n) : NULL;
}

/**
 * foyer_sync_engine_fetch_places_async:
 * @self: an engine that runs
 * @event_id: an event that lies on a server
 * @tier_id: one of its tiers
 * @n: how many more are wanted
 * @is_wished: whether somebody asks for them by hand, so that they stay
 * @cancellable: (nullable): stops waiting
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
foyer_sync_engine_fetch_places_async (FoyerSyncEngine *self,
                                      const FoyerUuid *event_id,
                                      const FoyerUuid *tier_id,
                                      gint64 n,
                                      gboolean is_wished,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  Wish wish = { *event_id, *tier_id, n, is_wished };

  g_return_if_fail (FOYER_IS_SYNC_ENGINE (self));
  g_return_if_fail (n > 0);

  run (self, &wish, foyer_sync_engine_fetch_places_async, fetch, g_free, cancellable, callback,
       user_data);
}

/**
 * foyer_sync_engine_fetch_places_finish:
 * @self: an engine
 * @result: the result
 * @error: return location
 *
 * Returns: how many came; -1 with error
 */
gint64
foyer_sync_engine_fetch_places_finish (FoyerSyncEngine *self, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *n = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  n = g_task_propagate_pointer (G_TASK (result), error);
  return n != NULL ? *n : -1;
}

static gpointer
give_back (FoyerSyncLoop *loop, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wish *wish = data;
  FoyerSyncLink *link = find_link (loop, &wish->event_id, error);

  return GINT_TO_POINTER (
      link != NULL &&
      foyer_sync_link_return_places (link, &wish->event_id,
                                     foyer_uuid_is_nil (&wish->tier_id) ? NULL : &wish->tier_id,
                                     cancellable, error));
}

/**
 * foyer_sync_engine_return_places_async:
 * @self: an engine that runs
 * @event_id: an event that lies on a server
 * @tier_id: (nullable): one of its tiers; %NULL for all
 * @cancellable: (nullable): stops waiting
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
foyer_sync_engine_return_places_async (FoyerSyncEngine *self,
                                       const FoyerUuid *event_id,
                                       const FoyerUuid *tier_id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  Wish wish = { .event_id = *event_id };

  g_return_if_fail (FOYER_IS_SYNC_ENGINE (self));

  if (tier_id != NULL)
    wish.tier_id = *tier_id;
  run (self, &wish, foyer_sync_engine_return_places_async, give_back, NULL, cancellable, callback,
       user_data);
}
