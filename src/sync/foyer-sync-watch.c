/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sync-watch.h"

#include "foyer-sync-priority.h"

/* So often it looks whether another program has written. */
#define LOOK (250 * G_TIME_SPAN_MILLISECOND)
/* A long queue takes long to count: at most a twentieth of the time. */
#define REST 20

struct _FoyerSyncWatch
{
  char *path;              /* (owned) */
  FoyerSyncTeller *teller; /* (owned elsewhere), which outlives it */
  GThread *thread;
  GMutex mutex;
  GCond cond;
  gboolean is_busy, is_poked, is_stopped;
  /* Of the thread alone. */
  FoyerDatabase *db; /* (owned) (nullable) */
  gint64 data_version;
  gint64 rests_until;
};

static gint64
read_data_version (FoyerDatabase *db)
{
  static const char sql[] = "PRAGMA data_version";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, NULL);
  gint64 version = -1;

  if (statement == NULL)
    return -1;
  if (foyer_database_step (db, statement, NULL) == SQLITE_ROW)
    version = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return version;
}

static void
look (FoyerSyncWatch *self)
{
  gint64 began = g_get_monotonic_time ();
  gint64 version;

  if (self->db == NULL)
    self->db = foyer_database_open (self->path, FOYER_DATABASE_READ_ONLY, NULL);
  if (self->db == NULL)
    return;
  version = read_data_version (self->db);
  if (version == self->data_version)
    return;
  self->data_version = version;
  foyer_sync_teller_tell (self->teller, self->db, FALSE);
  self->rests_until = g_get_monotonic_time () + REST * (g_get_monotonic_time () - began);
}

/* TRUE to look, FALSE to end. */
static gboolean
wait (FoyerSyncWatch *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 until = MAX (g_get_monotonic_time () + LOOK, self->rests_until);

  while (!self->is_stopped)
    {
      gint64 now = g_get_monotonic_time ();

      if (!self->is_busy)
        {
          g_cond_wait (&self->cond, &self->mutex);
          until = MAX (g_get_monotonic_time () + LOOK, self->rests_until);
        }
      else if (now >= until || (self->is_poked && now >= self->rests_until))
        break;
      else
        g_cond_wait_until (&self->cond, &self->mutex, self->is_poked ? self->rests_until : until);
    }
  self->is_poked = FALSE;
  return !self->is_stopped;
}

static gpointer
watch_thread (gpointer data)
{
  FoyerSyncWatch *self = data;

  foyer_sync_priority_lower ();
  while (wait (self))
    look (self);
  g_clear_object (&self->db);
  return NULL;
}

/**
 * foyer_sync_watch_new:
 * @path: the replica's file
 * @teller: told how things stand; it is to outlive this
 *
 * Returns: (transfer full): what watches, and rests
 */
FoyerSyncWatch *
foyer_sync_watch_new (const char *path, FoyerSyncTeller *teller)
{
  FoyerSyncWatch *self = g_new0 (FoyerSyncWatch, 1);

  self->path = g_strdup (path);
  self->teller = teller;
  self->data_version = -1;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("foyer-sync-watch", watch_thread, self);
  return self;
}

/**
 * foyer_sync_watch_set_busy:
 * @self: what watches
 * @is_busy: whether a server is being asked
 */
void
foyer_sync_watch_set_busy (FoyerSyncWatch *self, gboolean is_busy)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->is_busy = is_busy;
  if (is_busy)
    g_cond_signal (&self->cond);
}

/**
 * foyer_sync_watch_poke:
 * @self: what watches
 */
void
foyer_sync_watch_poke (FoyerSyncWatch *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->is_poked = TRUE;
  if (self->is_busy)
    g_cond_signal (&self->cond);
}

/**
 * foyer_sync_watch_free:
 * @self: (transfer full) (nullable): what watches
 */
void
foyer_sync_watch_free (FoyerSyncWatch *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->is_stopped = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->path);
  g_free (self);
}
