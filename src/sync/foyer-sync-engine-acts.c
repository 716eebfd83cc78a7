/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sync-engine-private.h"
#include "foyer-server-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What is asked of the thread of the engine, each by a task. */

typedef struct
{
  gint64 server_key;
  char *url;         /* (owned) (nullable) */
  char *email;       /* (owned) (nullable) */
  char *password;    /* (owned) (nullable) */
  GPtrArray *events; /* (owned) (nullable) of FoyerOfferedEvent */
  FoyerUuid event_id;
  FoyerUuid organizer_id;
  gboolean is_so;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->url);
  g_free (wish->email);
  if (wish->password != NULL)
    memset (wish->password, 0, strlen (wish->password));
  g_free (wish->password);
  g_clear_pointer (&wish->events, g_ptr_array_unref);
  g_free (wish);
}

static void
run (FoyerSyncEngine *self,
     Wish wish,
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
  g_task_set_task_data (task, g_memdup2 (&wish, sizeof wish), wish_free);
  if (loop != NULL)
    {
      foyer_sync_loop_run (loop, task, func, result_free);
      return;
    }
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("The program ends."));
  g_object_unref (task);
}

static gpointer
sign_in (FoyerSyncLoop *loop, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wish *wish = data;
  FoyerSyncLink *link =
      foyer_sync_link_sign_in (foyer_sync_loop_get_db (loop), foyer_sync_loop_get_secrets (loop),
                               wish->url, wish->email, wish->password, cancellable, error);
  gint64 key;

  if (link == NULL)
    return NULL;
  key = foyer_sync_link_get_server (link);
  foyer_sync_loop_add_link (loop, link);
  return g_memdup2 (&key, sizeof key);
}

/**
 * foyer_sync_engine_sign_in_async:
 * @self: an engine that runs
 * @url: as foyer_server_address_read () gives it
 * @email: the person
 * @password: the password; it is not kept
 * @cancellable: (nullable): stops it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Signs in, and sets the server up with no event yet.
 */
void
foyer_sync_engine_sign_in_async (FoyerSyncEngine *self,
                                 const char *url,
                                 const char *email,
                                 const char *password,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (FOYER_IS_SYNC_ENGINE (self));

  run (self,
       (Wish){ .url = g_strdup (url), .email = g_strdup (email), .password = g_strdup (password) },
       foyer_sync_engine_sign_in_async, sign_in, g_free, cancellable, callback, user_data);
}

/**
 * foyer_sync_engine_sign_in_finish:
 * @self: an engine
 * @result: the result
 * @error: return location
 *
 * Returns: the server's key; -1 with error
 */
gint64
foyer_sync_engine_sign_in_finish (FoyerSyncEngine *self, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *key = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  key = g_task_propagate_pointer (G_TASK (result), error);
  return key != NULL ? *key : -1;
}

static gpointer
list_events (FoyerSyncLoop *loop, gpointer data, GCancellable *cancellable, GError **error)
{
  FoyerSyncLink *link = foyer_sync_loop_need_link (loop, ((const Wish *) data)->server_key, error);

  return link != NULL ? foyer_sync_link_list_events (link, cancellable, error) : NULL;
}

/**
 * foyer_sync_engine_list_events_async:
 * @self: an engine that runs
 * @server_key: a server
 * @cancellable: (nullable): stops it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
foyer_sync_engine_list_events_async (FoyerSyncEngine *self,
                                     gint64 server_key,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (FOYER_IS_SYNC_ENGINE (self));

  run (self, (Wish){ .server_key = server_key }, foyer_sync_engine_list_events_async, list_events,
       (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * foyer_sync_engine_list_events_finish:
 * @self: an engine
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerOfferedEvent): what lies there; %NULL with error
 */
GPtrArray *
foyer_sync_engine_list_events_finish (FoyerSyncEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
list_organizers (FoyerSyncLoop *loop, gpointer data, GCancellable *cancellable, GError **error)
{
  FoyerSyncLink *link = foyer_sync_loop_need_link (loop, ((const Wish *) data)->server_key, error);

  return link != NULL ? foyer_sync_link_list_organizers (link, cancellable, error) : NULL;
}

/**
 * foyer_sync_engine_list_organizers_async:
 * @self: an engine that runs
 * @server_key: a server
 * @cancellable: (nullable): stops it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
foyer_sync_engine_list_organizers_async (FoyerSyncEngine *self,
                                         gint64 server_key,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_return_if_fail (FOYER_IS_SYNC_ENGINE (self));

  run (self, (Wish){ .server_key = server_key }, foyer_sync_engine_list_organizers_async,
       list_organizers, (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * foyer_sync_engine_list_organizers_finish:
 * @self: an engine
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerOrganizer): for whom this person may make events;
 * %NULL with error
 */
GPtrArray *
foyer_sync_engine_list_organizers_finish (FoyerSyncEngine *self,
                                          GAsyncResult *result,
                                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
keep (FoyerSyncLoop *loop, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wish *wish = data;
  FoyerSyncLink *link = foyer_sync_loop_need_link (loop, wish->server_key, error);
  gboolean is_done = link != NULL && foyer_sync_link_keep (link, wish->events, cancellable, error);

  foyer_sync_loop_wake (loop, TRUE);
  return GINT_TO_POINTER (is_done);
}

/**
 * foyer_sync_engine_keep_async:
 * @self: an engine that runs
 * @server_key: a server
 * @events: (element-type FoyerOfferedEvent): what is to be kept here from now on
 * @cancellable: (nullable): stops it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
foyer_sync_engine_keep_async (FoyerSyncEngine *self,
                              gint64 server_key,
                              GPtrArray *events,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (FOYER_IS_SYNC_ENGINE (self));

  run (self, (Wish){ .server_key = server_key, .events = g_ptr_array_ref (events) },
       foyer_sync_engine_keep_async, keep, NULL, cancellable, callback, user_data);
}

static gpointer
host (FoyerSyncLoop *loop, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wish *wish = data;
  FoyerSyncLink *link = foyer_sync_loop_need_link (loop, wish->server_key, error);
  gboolean is_done = link != NULL && foyer_sync_link_host (link, &wish->event_id,
                                                           &wish->organizer_id, cancellable, error);

  foyer_sync_loop_wake (loop, TRUE);
  return GINT_TO_POINTER (is_done);
}

/**
 * foyer_sync_engine_host_async:
 * @self: an engine that runs
 * @server_key: a server
 * @event_id: an event of this replica alone
 * @organizer_id: whose it is to be there
 * @cancellable: (nullable): stops it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
foyer_sync_engine_host_async (FoyerSyncEngine *self,
                              gint64 server_key,
                              const FoyerUuid *event_id,
                              const FoyerUuid *organizer_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (FOYER_IS_SYNC_ENGINE (self));

  run (self,
       (Wish){ .server_key = server_key, .event_id = *event_id, .organizer_id = *organizer_id },
       foyer_sync_engine_host_async, host, NULL, cancellable, callback, user_data);
}

static gpointer
sign_out (FoyerSyncLoop *loop, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wish *wish = data;
  FoyerDatabase *db = foyer_sync_loop_get_db (loop);
  FoyerSyncLink *link = foyer_sync_loop_need_link (loop, wish->server_key, NULL);
  gboolean is_done;

  if (link != NULL)
    is_done = foyer_sync_link_sign_out (link, wish->is_so, cancellable, error);
  else
    is_done = wish->is_so ? foyer_server_store_wipe (db, wish->server_key, error)
                          : foyer_server_store_remove (db, wish->server_key, error);
  if (is_done)
    foyer_sync_loop_drop_link (loop, wish->server_key);
  return GINT_TO_POINTER (is_done);
}

/**
 * foyer_sync_engine_sign_out_async:
 * @self: an engine that runs
 * @server_key: a server
 * @is_wiped: whether what is kept of it is erased
 * @cancellable: (nullable): stops it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
foyer_sync_engine_sign_out_async (FoyerSyncEngine *self,
                                  gint64 server_key,
                                  gboolean is_wiped,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (FOYER_IS_SYNC_ENGINE (self));

  run (self, (Wish){ .server_key = server_key, .is_so = is_wiped },
       foyer_sync_engine_sign_out_async, sign_out, NULL, cancellable, callback, user_data);
}

static gpointer
answer_restore (FoyerSyncLoop *loop, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wish *wish = data;
  gboolean is_done = foyer_server_store_answer_restore (foyer_sync_loop_get_db (loop),
                                                        wish->server_key, wish->is_so, error);

  foyer_sync_loop_wake (loop, TRUE);
  return GINT_TO_POINTER (is_done);
}

/**
 * foyer_sync_engine_answer_restore_async:
 * @self: an engine that runs
 * @server_key: a server that came back from an older copy
 * @is_told_again: whether it is told what is known here, or what it has is taken
 * @cancellable: (nullable): stops it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
foyer_sync_engine_answer_restore_async (FoyerSyncEngine *self,
                                        gint64 server_key,
                                        gboolean is_told_again,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_return_if_fail (FOYER_IS_SYNC_ENGINE (self));

  run (self, (Wish){ .server_key = server_key, .is_so = is_told_again },
       foyer_sync_engine_answer_restore_async, answer_restore, NULL, cancellable, callback,
       user_data);
}

/**
 * foyer_sync_engine_act_finish:
 * @self: an engine
 * @result: the result of keep, host, sign_out or answer_restore
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_sync_engine_act_finish (FoyerSyncEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
