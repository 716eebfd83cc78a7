/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-replica.h"

#include "foyer-check-in-undo.h"
#include "foyer-database-private.h"
#include "foyer-feed.h"
#include "foyer-journal.h"
#include "foyer-lock.h"
#include "foyer-roster-cache.h"
#include "foyer-thread.h"
#include "foyer-worker.h"

/* Threads of a replica, each with a connection of its own:
 *
 *   main             reader           bounded pages by key
 *   foyer-database   scans and acts   short, one after the other, a scan first
 *   foyer-long-work  import, export   a scan waits for what an import writes, not for reading; copies the
 *                                     log into the file
 *   foyer-feed       reader           notices commits, keeps the rosters up to date
 *   (pool)           reader           loads a roster; checks the file once at the start
 *
 * SQLite itself lets one of them write at a time; the others wait for it as long as it takes. */
struct _FoyerReplica
{
  GObject parent_instance;

  char *path;                /* (owned) */
  FoyerLock *lock;           /* (owned) */
  FoyerDatabase *reader;     /* (owned) */
  FoyerFeed *feed;           /* (owned) */
  FoyerWorker *short_work;   /* (owned) */
  FoyerWorker *long_work;    /* (owned) */
  FoyerRosterCache *rosters; /* (owned) */
  GCancellable *closing;     /* (owned) stops what is done in the background */
  GMainContext *context;     /* (owned) */
};

G_DEFINE_FINAL_TYPE (FoyerReplica, foyer_replica, G_TYPE_OBJECT)

enum
{
  CHANGED,
  DAMAGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What opening gives, made on a thread of the pool. */
typedef struct
{
  FoyerLock *lock;
  FoyerDatabase *writer;
  FoyerDatabase *reader;
  FoyerDatabase *feed_reader;
  gint64 position;
} Opened;

static void
opened_free (gpointer data)
{
  Opened *opened = data;

  g_clear_object (&opened->feed_reader);
  g_clear_object (&opened->reader);
  g_clear_object (&opened->writer);
  g_clear_pointer (&opened->lock, foyer_lock_free);
  g_free (opened);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opened, opened_free)

static void
committed_cb (gpointer data, int n_log_pages)
{
  FoyerReplica *self = data;

  foyer_feed_poke (self->feed);
}

/* Copying the log waits for the disk, and the next scan would wait for it. */
static void
scanned_cb (gpointer data, int n_log_pages)
{
  FoyerReplica *self = data;

  foyer_worker_note_log (self->long_work, n_log_pages);
  foyer_feed_poke (self->feed);
}

static void
told_cb (GObject *owner, FoyerChanges *changes)
{
  FoyerReplica *self = FOYER_REPLICA (owner);

  /* A page that forgot to finish reading must not keep everybody in the past. */
  foyer_database_settle (self->reader);
  g_signal_emit (self, signals[CHANGED], 0, changes);
}

static void
check_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDatabase) db = foyer_database_open (task_data, FOYER_DATABASE_READ_ONLY, &error);

  if (db != NULL && foyer_database_quick_check (db, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree GWeakRef *weak = data;
  g_autoptr (FoyerReplica) self = g_weak_ref_get (weak);
  g_autoptr (GError) error = NULL;

  g_weak_ref_clear (weak);
  if (!g_task_propagate_boolean (G_TASK (result), &error) && self != NULL &&
      g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DAMAGED))
    g_signal_emit (self, signals[DAMAGED], 0, error);
}

static GWeakRef *
make_weak_ref (gpointer object)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, object);
  return weak;
}

/* The task does not hold the replica: a thread of the pool must not drop the last reference. */
static void
start_check (FoyerReplica *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, self->closing, checked_cb, make_weak_ref (self));

  g_task_set_source_tag (task, start_check);
  g_task_set_priority (task, G_PRIORITY_LOW);
  g_task_set_task_data (task, g_strdup (self->path), g_free);
  g_task_run_in_thread (task, check_thread);
}

static gpointer
prune_func (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 before = g_get_real_time () - FOYER_JOURNAL_DAYS * G_TIME_SPAN_DAY;
  int n_erased;

  do
    n_erased = foyer_journal_prune (db, before, error);
  while (n_erased == FOYER_PRUNE_MOST && !g_cancellable_is_cancelled (cancellable));
  return n_erased < 0 ? NULL : GINT_TO_POINTER (TRUE);
}

static void
pruned_cb (gpointer data, gpointer result, GError *error)
{
  if (error != NULL)
    {
      g_debug ("The journal was not pruned: %s", error->message);
      g_error_free (error);
    }
}

static void
take_opened (FoyerReplica *self, Opened *opened, const char *path)
{
  self->path = g_strdup (path);
  self->lock = g_steal_pointer (&opened->lock);
  self->reader = g_steal_pointer (&opened->reader);
  self->feed = foyer_feed_new (g_steal_pointer (&opened->feed_reader), opened->position,
                               G_OBJECT (self), told_cb, self->context);
  self->rosters = foyer_roster_cache_new (path, self->feed);
  self->long_work = foyer_worker_new ("foyer-long-work", path, NULL, FALSE, committed_cb, self);
  self->short_work = foyer_worker_new ("foyer-database", path, g_steal_pointer (&opened->writer),
                                       TRUE, scanned_cb, self);
  start_check (self);
  foyer_worker_push (self->long_work, FOYER_PRIORITY_LONG, prune_func, pruned_cb, NULL,
                     self->closing, self->context);
}

static void
open_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const char *path = task_data;
  g_autoptr (Opened) opened = g_new0 (Opened, 1);
  g_autoptr (GError) error = NULL;

  opened->lock = foyer_lock_take (path, &error);
  if (opened->lock != NULL)
    opened->writer = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
  if (opened->writer != NULL)
    opened->reader = foyer_database_open (path, FOYER_DATABASE_READ_ONLY, &error);
  if (opened->reader != NULL)
    opened->feed_reader = foyer_database_open (path, FOYER_DATABASE_READ_ONLY, &error);
  if (opened->feed_reader != NULL)
    opened->position = foyer_journal_get_position (opened->feed_reader, &error);

  if (error == NULL)
    g_task_return_pointer (task, g_steal_pointer (&opened), opened_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
foyer_replica_finalize (GObject *object)
{
  FoyerReplica *self = FOYER_REPLICA (object);

  g_cancellable_cancel (self->closing);
  g_clear_pointer (&self->short_work, foyer_worker_free);
  g_clear_pointer (&self->long_work, foyer_worker_free);
  g_clear_object (&self->rosters);
  g_clear_pointer (&self->feed, foyer_feed_free);
  g_clear_object (&self->reader);
  g_clear_pointer (&self->lock, foyer_lock_free);
  g_clear_object (&self->closing);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (foyer_replica_parent_class)->finalize (object);
}

static void
foyer_replica_class_init (FoyerReplicaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_replica_finalize;

  /**
   * FoyerReplica::changed:
   * @changes: what was changed, by whomever
   *
   * Emitted on the main thread, once for each batch; the rosters know of it already.
   */
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_REPLICA, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, FOYER_TYPE_CHANGES);
  /**
   * FoyerReplica::damaged:
   * @error: says so
   *
   * The check that runs in the background after opening found the file damaged.
   */
  signals[DAMAGED] = g_signal_new ("damaged", FOYER_TYPE_REPLICA, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
foyer_replica_init (FoyerReplica *self)
{
  self->closing = g_cancellable_new ();
  self->context = g_main_context_ref_thread_default ();
}

/**
 * foyer_replica_default_path:
 *
 * Returns: (transfer full): the user's replica
 */
char *
foyer_replica_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "foyer", "replica.foyer", NULL);
}

/**
 * foyer_replica_open_async:
 * @path: the file, made when it is not there
 * @cancellable: (nullable): gives up
 * @callback: called on the thread that asked
 * @user_data: for it
 *
 * Takes the lock of “one window program” (BUSY when another has it), looks at header and schema and
 * migrates, off the main thread. The check of the whole file follows in the background: see
 * #FoyerReplica::damaged.
 */
void
foyer_replica_open_async (const char *path,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (path != NULL);

  g_task_set_source_tag (task, foyer_replica_open_async);
  g_task_set_task_data (task, g_canonicalize_filename (path, NULL), g_free);
  g_task_run_in_thread (task, open_thread);
}

/**
 * foyer_replica_open_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the replica; %NULL with error
 */
FoyerReplica *
foyer_replica_open_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (Opened) opened = NULL;
  FoyerReplica *self;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  opened = g_task_propagate_pointer (G_TASK (result), error);
  if (opened == NULL)
    return NULL;
  /* Where the answers arrive. */
  foyer_thread_set_prompt ();
  self = g_object_new (FOYER_TYPE_REPLICA, NULL);
  take_opened (self, opened, g_task_get_task_data (G_TASK (result)));
  return self;
}

typedef struct
{
  FoyerReplicaFunc func;
  gpointer data;
  GDestroyNotify data_free;   /* (nullable) */
  GDestroyNotify result_free; /* (nullable) */
  GTask *task;                /* (owned) */
} Run;

static gpointer
run_func (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Run *run = data;

  return run->func (db, run->data, cancellable, error);
}

static void
run_done_cb (gpointer data, gpointer result, GError *error)
{
  Run *run = data;

  if (error != NULL)
    g_task_return_error (run->task, error);
  else
    g_task_return_pointer (run->task, result, run->result_free);
  if (run->data_free != NULL)
    run->data_free (run->data);
  g_object_unref (run->task);
  g_free (run);
}

/**
 * foyer_replica_run_async:
 * @self: a replica
 * @priority: what waits for it; long work has a thread of its own
 * @func: run on that thread, with its connection
 * @data: for it
 * @data_free: (nullable): frees it, on the thread that asked
 * @result_free: (nullable): frees a result that nobody took
 * @cancellable: (nullable): stops it; what was written before is told even so
 * @callback: called on the thread that asked
 * @user_data: for it
 *
 * Work of one priority is done in the order in which it was asked for; the replica stays alive
 * until the callback has run.
 */
void
foyer_replica_run_async (FoyerReplica *self,
                         FoyerReplicaPriority priority,
                         FoyerReplicaFunc func,
                         gpointer data,
                         GDestroyNotify data_free,
                         GDestroyNotify result_free,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  FoyerWorker *worker;
  Run *run;

  g_return_if_fail (FOYER_IS_REPLICA (self));
  g_return_if_fail (func != NULL);

  run = g_new0 (Run, 1);
  run->func = func;
  run->data = data;
  run->data_free = data_free;
  run->result_free = result_free;
  run->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (run->task, foyer_replica_run_async);
  /* An import that was committed is not “cancelled” because somebody pressed the button a moment
   * later. */
  g_task_set_check_cancellable (run->task, FALSE);
  worker = priority == FOYER_PRIORITY_LONG ? self->long_work : self->short_work;
  foyer_worker_push (worker, priority, run_func, run_done_cb, run, cancellable,
                     g_task_get_context (run->task));
}

/**
 * foyer_replica_run_finish:
 * @self: a replica
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): what the function gave; %NULL with error
 */
gpointer
foyer_replica_run_finish (FoyerReplica *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * foyer_replica_has_long_work:
 * @self: a replica
 *
 * Returns: whether an import, or other long work of this program, runs or is queued
 */
gboolean
foyer_replica_has_long_work (FoyerReplica *self)
{
  g_return_val_if_fail (FOYER_IS_REPLICA (self), FALSE);

  return foyer_worker_is_busy (self->long_work);
}

/**
 * foyer_replica_drain:
 * @self: a replica
 *
 * Waits until all that was asked for is done and on disk; only what runs in the background is
 * stopped. Blocks: for the end of the program, whose callbacks will not be called any more.
 */
void
foyer_replica_drain (FoyerReplica *self)
{
  g_return_if_fail (FOYER_IS_REPLICA (self));

  g_cancellable_cancel (self->closing);
  foyer_worker_drain (self->short_work);
  foyer_worker_drain (self->long_work);
}

/**
 * foyer_replica_get_reader:
 * @self: a replica
 *
 * For bounded reads: rows by key, the tiers of an event. Nothing that grows with the replica.
 *
 * Returns: (transfer none): the main thread's connection
 */
FoyerDatabase *
foyer_replica_get_reader (FoyerReplica *self)
{
  g_return_val_if_fail (FOYER_IS_REPLICA (self), NULL);

  return self->reader;
}

/**
 * foyer_replica_get_path:
 * @self: a replica
 *
 * Returns: (transfer none): its file
 */
const char *
foyer_replica_get_path (FoyerReplica *self)
{
  g_return_val_if_fail (FOYER_IS_REPLICA (self), NULL);

  return self->path;
}

/**
 * foyer_replica_ref_roster:
 * @self: a replica
 * @event_id: an event
 *
 * Main thread.
 *
 * Returns: (transfer full): the event's roster, the same for all who ask while one of them holds
 * it; it may not be loaded yet
 */
FoyerRoster *
foyer_replica_ref_roster (FoyerReplica *self, const FoyerUuid *event_id)
{
  g_return_val_if_fail (FOYER_IS_REPLICA (self), NULL);

  return foyer_roster_cache_ref_roster (self->rosters, event_id);
}

typedef struct
{
  gint64 change_set;
  gint64 undo_set;
  guint n_kept;
} Undo;

static gpointer
undo_func (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Undo *undo = data;
  Undo *done;

  if (!foyer_check_in_undo_change_set (db, undo->change_set, &undo->undo_set, &undo->n_kept, error))
    return NULL;
  done = g_memdup2 (undo, sizeof *undo);
  return done;
}

/**
 * foyer_replica_undo_async:
 * @self: a replica
 * @change_set: what to take back; that of an undo is a redo. That of a check-in is answered by a
 * new fact
 * @cancellable: (nullable): gives up
 * @callback: called on the thread that asked
 * @user_data: for it
 */
void
foyer_replica_undo_async (FoyerReplica *self,
                          gint64 change_set,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Undo *undo = g_new0 (Undo, 1);

  undo->change_set = change_set;
  foyer_replica_run_async (self, FOYER_PRIORITY_ACT, undo_func, undo, g_free, g_free, cancellable,
                           callback, user_data);
}

/**
 * foyer_replica_undo_finish:
 * @self: a replica
 * @result: what the callback got
 * @n_kept: (out) (optional): how many columns or rows were changed since and stay
 * @error: return location
 *
 * Returns: the new change set; 0 without error when nothing was left to take back; 0 with error
 */
gint64
foyer_replica_undo_finish (FoyerReplica *self, GAsyncResult *result, guint *n_kept, GError **error)
{
  g_autofree Undo *undo = foyer_replica_run_finish (self, result, error);

  if (undo == NULL)
    return 0;
  if (n_kept != NULL)
    *n_kept = undo->n_kept;
  return undo->undo_set;
}
