/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-worker.h"

#include "foyer-database-private.h"
#include "foyer-thread.h"

#include <glib/gi18n-lib.h>

#define N_PRIORITIES       3
#define IDLE_MS            500
#define LOG_PAGES_WORTH_IT 500 /* less is left for later */
#define LAST_PATIENCE      G_TIME_SPAN_MINUTE

typedef struct
{
  FoyerWorkerFunc func;
  FoyerWorkerDone done;
  gpointer data;
  GCancellable *cancellable; /* (owned) (nullable) */
  GMainContext *context;     /* (owned) */
  gpointer result;
  GError *error; /* (owned) (nullable) */
} Job;

struct _FoyerWorker
{
  GThread *thread;                /* (owned) */
  char *path;                     /* (owned) */
  FoyerDatabase *db;              /* (owned) (nullable); the thread's alone */
  FoyerWorkerCommitted committed; /* (nullable) */
  gpointer committed_data;
  gboolean is_prompt;

  GMutex mutex; /* guards what follows */
  GCond cond;
  GQueue queues[N_PRIORITIES];
  guint n_jobs;     /* queued or running */
  GCond idle;       /* none any more */
  int n_log_pages;  /* as far as it is to be copied here */
  guint n_log_room; /* for so many pages its file is long enough */
  gboolean is_room_wanted;
  gboolean is_closing;
  gint64 last_since; /* when the end began; 0: it has not */
};

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->cancellable);
  g_main_context_unref (job->context);
  g_free (job);
}

static gboolean
done_cb (gpointer data)
{
  Job *job = data;

  job->done (job->data, job->result, job->error);
  return G_SOURCE_REMOVE;
}

static void
committed_cb (gpointer data, int n_log_pages)
{
  FoyerWorker *self = data;

  if (!self->is_prompt)
    foyer_worker_note_log (self, n_log_pages);
  if (self->committed != NULL)
    self->committed (self->committed_data, n_log_pages);
}

/* What somebody did is written when the other writer is done, be it a long import. At the end of
 * the program even that has a limit: the other one may hang. */
static gboolean
wait_cb (gpointer data, gint64 waited)
{
  FoyerWorker *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->last_since == 0 || g_get_monotonic_time () - self->last_since < LAST_PATIENCE;
}

static void
take_db (FoyerWorker *self, FoyerDatabase *db)
{
  self->db = db;
  foyer_database_set_commit_func (db, committed_cb, self);
  foyer_database_set_wait_func (db, wait_cb, self);
  foyer_database_set_leaves_log (db, self->is_prompt);
}

static gboolean
need_db (FoyerWorker *self, GError **error)
{
  FoyerDatabase *db;

  if (self->db != NULL)
    return TRUE;
  db = foyer_database_open (self->path, FOYER_DATABASE_READ_WRITE, error);
  if (db != NULL)
    take_db (self, db);
  return db != NULL;
}

/* The answer is given, and all that belongs to the job dropped, by the asker's thread: the last
 * reference to what owns this worker must not be dropped here. */
static void
run_job (FoyerWorker *self, Job *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  if (!g_cancellable_set_error_if_cancelled (job->cancellable, &job->error) &&
      need_db (self, &job->error))
    {
      foyer_database_interrupt_on (self->db, job->cancellable);
      job->result = job->func (self->db, job->data, job->cancellable, &job->error);
      foyer_database_interrupt_on (self->db, NULL);
      if (!foyer_database_settle (self->db))
        g_critical ("Work on the replica left a transaction open; it was rolled back");
    }
  if (job->result == NULL && job->error == NULL)
    g_set_error_literal (&job->error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FAILED,
                         _ ("Nothing came of it."));

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "foyer_worker_done");
  g_source_set_callback (source, done_cb, job, job_free);
  g_source_attach (source, job->context);
}

static Job *
pop_first (FoyerWorker *self)
{
  for (guint i = 0; i < N_PRIORITIES; i++)
    if (!g_queue_is_empty (&self->queues[i]))
      return g_queue_pop_head (&self->queues[i]);
  return NULL;
}

/* The next job; NULL when there was none for a moment, when the log wants room, or when closing
 * (then *is_closing). */
static Job *
wait_for_job (FoyerWorker *self, gboolean *is_closing)
{
  gint64 idle_at = g_get_monotonic_time () + IDLE_MS * G_TIME_SPAN_MILLISECOND;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Job *job;

  while ((job = pop_first (self)) == NULL && !self->is_closing)
    {
      if (self->is_room_wanted)
        return NULL;
      if (self->n_log_pages < LOG_PAGES_WORTH_IT)
        g_cond_wait (&self->cond, &self->mutex);
      else if (!g_cond_wait_until (&self->cond, &self->mutex, idle_at))
        {
          self->n_log_pages = 0;
          return NULL;
        }
    }
  *is_closing = job == NULL;
  return job;
}

static void
note_done (FoyerWorker *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->n_jobs--;
  if (self->n_jobs == 0)
    g_cond_broadcast (&self->idle);
}

/* A log that is copied is written from its beginning again: what was long enough stays so. */
static void
see_to_log (FoyerWorker *self)
{
  guint n_pages, n_room;
  gboolean is_room_wanted;

  g_mutex_lock (&self->mutex);
  n_pages = (guint) self->n_log_pages;
  is_room_wanted = self->is_room_wanted;
  self->is_room_wanted = FALSE;
  g_mutex_unlock (&self->mutex);
  if (!need_db (self, NULL))
    return;
  if (!is_room_wanted)
    {
      foyer_database_checkpoint (self->db);
      return;
    }
  n_room = foyer_database_make_room (self->db, n_pages);
  g_mutex_lock (&self->mutex);
  self->n_log_room = n_room;
  g_mutex_unlock (&self->mutex);
}

static gpointer
run (gpointer data)
{
  FoyerWorker *self = data;
  gboolean is_closing = FALSE;

  if (self->is_prompt)
    foyer_thread_set_prompt ();
  while (!is_closing)
    {
      Job *job = wait_for_job (self, &is_closing);

      if (job != NULL)
        {
          run_job (self, job);
          note_done (self);
        }
      else if (!is_closing)
        see_to_log (self);
    }
  return NULL;
}

/**
 * foyer_worker_new:
 * @name: the thread's name
 * @path: the replica's file
 * @db: (transfer full) (nullable): its connection, %NULL to open one with the first work
 * @is_prompt: whether somebody waits for each answer; then others are to copy the log
 * @committed: (nullable): called on the thread after each commit
 * @committed_data: for it
 *
 * Returns: (transfer full): the worker, running
 */
FoyerWorker *
foyer_worker_new (const char *name,
                  const char *path,
                  FoyerDatabase *db,
                  gboolean is_prompt,
                  FoyerWorkerCommitted committed,
                  gpointer committed_data)
{
  FoyerWorker *self = g_new0 (FoyerWorker, 1);

  self->path = g_strdup (path);
  self->is_prompt = is_prompt;
  self->committed = committed;
  self->committed_data = committed_data;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_cond_init (&self->idle);
  for (guint i = 0; i < N_PRIORITIES; i++)
    g_queue_init (&self->queues[i]);
  if (db != NULL)
    take_db (self, db);
  self->thread = g_thread_new (name, run, self);
  return self;
}

/**
 * foyer_worker_push:
 * @self: a worker
 * @priority: 0 goes before 1, 1 before 2; work that is running is never interrupted for other work
 * @func: run on the worker's thread
 * @done: called with what it gave, on @context
 * @data: for both
 * @cancellable: (nullable): stops it, also within a statement
 * @context: where @done is called
 *
 * Any thread.
 */
void
foyer_worker_push (FoyerWorker *self,
                   int priority,
                   FoyerWorkerFunc func,
                   FoyerWorkerDone done,
                   gpointer data,
                   GCancellable *cancellable,
                   GMainContext *context)
{
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (priority >= 0 && priority < N_PRIORITIES);

  job->func = func;
  job->done = done;
  job->data = data;
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  job->context = g_main_context_ref (context);

  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->queues[priority], job);
  self->n_jobs++;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/**
 * foyer_worker_note_log:
 * @self: a worker that is not prompt
 * @n_log_pages: how long the log is now
 *
 * When it is worth it and nothing is to be done, the log is copied into the file here, whoever
 * wrote it, and its file is made longer before the next commits would have to. Any thread.
 */
void
foyer_worker_note_log (FoyerWorker *self, int n_log_pages)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gboolean is_news = n_log_pages >= LOG_PAGES_WORTH_IT && self->n_log_pages < LOG_PAGES_WORTH_IT;

  self->n_log_pages = n_log_pages;
  if ((guint) n_log_pages + FOYER_LOG_ROOM_LEAST > self->n_log_room && !self->is_room_wanted)
    self->is_room_wanted = is_news = TRUE;
  if (is_news)
    g_cond_signal (&self->cond);
}

/**
 * foyer_worker_is_busy:
 * @self: a worker
 *
 * Returns: whether work is queued or running
 */
gboolean
foyer_worker_is_busy (FoyerWorker *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->n_jobs > 0;
}

/**
 * foyer_worker_drain:
 * @self: a worker
 *
 * Waits until all that was asked for is done. Blocks: for the end of the program.
 */
void
foyer_worker_drain (FoyerWorker *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->last_since == 0)
    self->last_since = g_get_monotonic_time ();
  while (self->n_jobs > 0)
    g_cond_wait (&self->idle, &self->mutex);
}

/**
 * foyer_worker_free:
 * @self: (transfer full): a worker
 */
void
foyer_worker_free (FoyerWorker *self)
{
  g_mutex_lock (&self->mutex);
  self->is_closing = TRUE;
  if (self->last_since == 0)
    self->last_since = g_get_monotonic_time ();
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);

  if (self->db != NULL)
    foyer_database_set_commit_func (self->db, NULL, NULL);
  g_clear_object (&self->db);
  g_free (self->path);
  g_cond_clear (&self->idle);
  g_cond_clear (&self->cond);
  g_mutex_clear (&self->mutex);
  g_free (self);
}
