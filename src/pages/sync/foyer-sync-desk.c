/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sync-desk.h"

#include "foyer-identity.h"
#include "foyer-server-store.h"

#include <string.h>

struct _FoyerSyncDesk
{
  GObject parent_instance;

  FoyerReplica *replica;   /* (owned) */
  char *file;              /* (owned) where sessions lie without a keyring */
  FoyerSyncEngine *engine; /* (owned) (nullable) */
  FoyerSyncPace pace;
  gboolean is_paused;
  gboolean is_unlocked; /* the engine works with the file */
  gboolean has_servers; /* when it was looked for last */
  gboolean is_stopped;
};

G_DEFINE_FINAL_TYPE (FoyerSyncDesk, foyer_sync_desk, G_TYPE_OBJECT)

enum
{
  NEWS,
  CHANGED,
  WIPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
news_cb (FoyerSyncDesk *self)
{
  g_signal_emit (self, signals[NEWS], 0);
}

static void
changed_cb (FoyerSyncDesk *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
wiped_cb (FoyerSyncDesk *self, const char *url, const char *reason)
{
  g_signal_emit (self, signals[WIPED], 0, url, reason);
}

static void
drop_engine (FoyerSyncDesk *self)
{
  if (self->engine == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->engine, self);
  foyer_sync_engine_stop (self->engine);
  g_clear_object (&self->engine);
}

static void
start (FoyerSyncDesk *self, FoyerSecrets *secrets)
{
  drop_engine (self);
  self->engine = foyer_sync_engine_new (foyer_replica_get_path (self->replica), secrets);
  foyer_sync_engine_set_pace (self->engine, self->pace);
  foyer_sync_engine_set_paused (self->engine, self->is_paused);
  g_signal_connect_swapped (self->engine, "notify", G_CALLBACK (news_cb), self);
  g_signal_connect_swapped (self->engine, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->engine, "wiped", G_CALLBACK (wiped_cb), self);
  foyer_sync_engine_start (self->engine);
  news_cb (self);
}

static void
foyer_sync_desk_dispose (GObject *object)
{
  FoyerSyncDesk *self = FOYER_SYNC_DESK (object);

  drop_engine (self);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (foyer_sync_desk_parent_class)->dispose (object);
}

static void
foyer_sync_desk_finalize (GObject *object)
{
  g_free (FOYER_SYNC_DESK (object)->file);
  G_OBJECT_CLASS (foyer_sync_desk_parent_class)->finalize (object);
}

static void
foyer_sync_desk_class_init (FoyerSyncDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_sync_desk_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_sync_desk_finalize;

  signals[NEWS] = g_signal_new ("news", FOYER_TYPE_SYNC_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_SYNC_DESK, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[WIPED] = g_signal_new ("wiped", FOYER_TYPE_SYNC_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
foyer_sync_desk_init (FoyerSyncDesk *self)
{
  self->pace = FOYER_SYNC_PACE_WINDOW;
}

FoyerSyncDesk *
foyer_sync_desk_new (FoyerReplica *replica)
{
  FoyerSyncDesk *self = g_object_new (FOYER_TYPE_SYNC_DESK, NULL);

  self->replica = g_object_ref (replica);
  self->file = g_strconcat (foyer_replica_get_path (replica), ".secrets", NULL);
  foyer_sync_desk_look (self);
  return self;
}

FoyerReplica *
foyer_sync_desk_get_replica (FoyerSyncDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SYNC_DESK (self), NULL);

  return self->replica;
}

FoyerSyncEngine *
foyer_sync_desk_get_engine (FoyerSyncDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SYNC_DESK (self), NULL);

  return self->engine;
}

FoyerSyncEngine *
foyer_sync_desk_need_engine (FoyerSyncDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SYNC_DESK (self), NULL);

  if (self->engine == NULL && !self->is_stopped)
    {
      g_autoptr (FoyerSecrets) secrets = NULL;
      FoyerUuid replica_id = { { 0 } };
      char id[FOYER_UUID_STRING_SIZE];

      foyer_identity_read (foyer_replica_get_reader (self->replica), &replica_id, NULL, NULL);
      foyer_uuid_format (&replica_id, id);
      secrets = foyer_secrets_new_keyring (id);
      start (self, secrets);
    }
  return self->engine;
}

gboolean
foyer_sync_desk_has_file (FoyerSyncDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SYNC_DESK (self), FALSE);

  return g_file_test (self->file, G_FILE_TEST_EXISTS);
}

gboolean
foyer_sync_desk_is_locked (FoyerSyncDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SYNC_DESK (self), FALSE);

  return self->has_servers && !self->is_unlocked && foyer_sync_desk_has_file (self);
}

void
foyer_sync_desk_look (FoyerSyncDesk *self)
{
  g_autoptr (GPtrArray) servers = NULL;
  gboolean had_servers;

  g_return_if_fail (FOYER_IS_SYNC_DESK (self));

  if (self->replica == NULL || self->is_stopped)
    return;
  servers = foyer_server_store_list (foyer_replica_get_reader (self->replica), NULL);
  had_servers = self->has_servers;
  self->has_servers = servers != NULL && servers->len > 0;
  if (self->has_servers && self->engine == NULL && !foyer_sync_desk_has_file (self))
    foyer_sync_desk_need_engine (self);
  else if (self->has_servers != had_servers)
    news_cb (self);
}

/* The end of the program: waits for the step at hand. */
void
foyer_sync_desk_stop (FoyerSyncDesk *self)
{
  g_return_if_fail (FOYER_IS_SYNC_DESK (self));

  self->is_stopped = TRUE;
  drop_engine (self);
}

/* Where sessions lie
 * ---------------------------------------------------------------------------------------------
 */

typedef struct
{
  char *path;
  char *passphrase;
} Lock;

static void
lock_free (gpointer data)
{
  Lock *lock = data;

  memset (lock->passphrase, 0, strlen (lock->passphrase));
  g_free (lock->passphrase);
  g_free (lock->path);
  g_free (lock);
}

static void
open_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Lock *lock = data;
  GError *error = NULL;
  FoyerSecrets *secrets = foyer_secrets_new_file (lock->path, lock->passphrase, &error);

  if (secrets != NULL)
    g_task_return_pointer (task, secrets, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
foyer_sync_desk_unlock_async (FoyerSyncDesk *self,
                              const char *passphrase,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Lock *lock = g_new0 (Lock, 1);

  g_return_if_fail (FOYER_IS_SYNC_DESK (self));

  lock->path = g_strdup (self->file);
  lock->passphrase = g_strdup (passphrase);
  g_task_set_source_tag (task, foyer_sync_desk_unlock_async);
  g_task_set_task_data (task, lock, lock_free);
  g_task_run_in_thread (task, open_file);
}

gboolean
foyer_sync_desk_unlock_finish (FoyerSyncDesk *self, GAsyncResult *result, GError **error)
{
  g_autoptr (FoyerSecrets) secrets = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  secrets = g_task_propagate_pointer (G_TASK (result), error);
  if (secrets == NULL)
    return FALSE;
  if (!self->is_stopped)
    {
      self->is_unlocked = TRUE;
      start (self, secrets);
    }
  return TRUE;
}

void
foyer_sync_desk_set_pace (FoyerSyncDesk *self, FoyerSyncPace pace)
{
  g_return_if_fail (FOYER_IS_SYNC_DESK (self));

  if (self->pace == pace)
    return;
  self->pace = pace;
  if (self->engine != NULL)
    foyer_sync_engine_set_pace (self->engine, pace);
}

void
foyer_sync_desk_set_paused (FoyerSyncDesk *self, gboolean is_paused)
{
  g_return_if_fail (FOYER_IS_SYNC_DESK (self));

  self->is_paused = !!is_paused;
  if (self->engine != NULL)
    foyer_sync_engine_set_paused (self->engine, is_paused);
}

gboolean
foyer_sync_desk_is_paused (FoyerSyncDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SYNC_DESK (self), FALSE);

  return self->is_paused;
}

/* The replica's own notes
 * ----------------------------------------------------------------------------------------
 */

static gpointer
read_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return foyer_sync_snapshot_read (db, error);
}

/* A queue may be long, and a scan does not wait for it to be counted. */
void
foyer_sync_desk_read_async (FoyerSyncDesk *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (FOYER_IS_SYNC_DESK (self));

  foyer_replica_run_async (self->replica, FOYER_PRIORITY_LONG, read_on_thread, NULL, NULL,
                           (GDestroyNotify) foyer_sync_snapshot_free, cancellable, callback,
                           user_data);
}

FoyerSyncSnapshot *
foyer_sync_desk_read_finish (FoyerSyncDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (FOYER_IS_SYNC_DESK (self), NULL);

  return foyer_replica_run_finish (self->replica, result, error);
}

void
foyer_sync_desk_run_async (FoyerSyncDesk *self,
                           FoyerReplicaFunc func,
                           gpointer data,
                           GDestroyNotify data_free,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (FOYER_IS_SYNC_DESK (self));

  foyer_replica_run_async (self->replica, FOYER_PRIORITY_ACT, func, data, data_free, NULL,
                           cancellable, callback, user_data);
}

gboolean
foyer_sync_desk_run_finish (FoyerSyncDesk *self, GAsyncResult *result, GError **error)
{
  gboolean is_done;

  g_return_val_if_fail (FOYER_IS_SYNC_DESK (self), FALSE);

  is_done = foyer_replica_run_finish (self->replica, result, error) != NULL;
  if (self->engine != NULL)
    foyer_sync_engine_poke (self->engine);
  g_signal_emit (self, signals[CHANGED], 0);
  return is_done;
}
