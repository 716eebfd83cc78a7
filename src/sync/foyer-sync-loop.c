/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sync-loop.h"

#include "foyer-changes.h"
#include "foyer-journal.h"
#include "foyer-lock.h"
#include "foyer-sync-peers.h"
#include "foyer-sync-watch.h"

#include <glib/gi18n-lib.h>

/* How long the thread sleeps at most before it looks whether another program has written. */
#define LOOK      (250 * G_TIME_SPAN_MILLISECOND)
#define LOOK_IDLE (2 * G_TIME_SPAN_SECOND)
/* The wall clock and the other one part by more than this: it was set, or the machine slept. */
#define JUMP (2 * G_TIME_SPAN_SECOND)
/* At most so often people are told how far a load is. */
#define TELL_EVERY (200 * G_TIME_SPAN_MILLISECOND)
/* What comes has at least so long before it gives way to what is to be told: at a busy door
 * somebody is let in at each moment. */
#define OWN_TURN (250 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  GTask *task; /* (owned) */
  FoyerSyncActFunc func;
  GDestroyNotify result_free;
} Act;

struct _FoyerSyncLoop
{
  /* Of the thread alone. */
  FoyerDatabase *db;     /* (owned) (nullable) */
  FoyerDatabase *looker; /* (owned) (nullable): while a page is written with the other one */
  FoyerLock *lock;       /* (owned) (nullable): no other program syncs */
  GPtrArray *peers;      /* (owned) of FoyerSyncPeer */
  gint64 data_version;
  gint64 clock_drift; /* the wall clock minus the other */
  gint64 told_at;     /* when the round at hand last told something, or began */
  gint64 position;    /* of the journal when it began */
  gint64 speed_told_at;
  FoyerSyncMeter meter;
  FoyerSyncSpeed speed;

  /* Of both. */
  char *path;            /* (owned) */
  FoyerSecrets *secrets; /* (owned) */
  GMutex mutex;
  GCond cond;
  GQueue acts; /* of Act */
  gboolean is_stopped, is_woken, is_fresh, is_paused;
  FoyerSyncPace pace;
  GCancellable *cancellable; /* (owned): of the round at hand */

  /* Of the main thread. */
  GThread *thread;         /* (nullable) */
  FoyerSyncTeller *teller; /* (owned) */
  FoyerSyncWatch *watch;   /* (owned) (nullable): while it runs */
};

static void
tell (FoyerSyncLoop *self, gboolean is_changed)
{
  foyer_sync_teller_tell (self->teller, self->db, is_changed);
  self->speed_told_at = g_get_monotonic_time ();
}

static gint64
read_data_version (FoyerSyncLoop *self)
{
  static const char sql[] = "PRAGMA data_version";
  sqlite3_stmt *statement = foyer_database_prepare (self->db, sql, NULL);
  gint64 version = -1;

  if (statement == NULL)
    return -1;
  if (foyer_database_step (self->db, statement, NULL) == SQLITE_ROW)
    version = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return version;
}

/* Has somebody done something since the round began that is to be told? */
static gboolean
has_more_to_tell (FoyerSyncLoop *self)
{
  static const char sql[] =
      "SELECT EXISTS (SELECT 1 FROM change_sets WHERE number > ?1 AND kind <> '" FOYER_KIND_PULL
      "')";
  sqlite3_stmt *statement =
      self->looker != NULL ? foyer_database_prepare (self->looker, sql, NULL) : NULL;
  gboolean has_more = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->position);
  if (foyer_database_step (self->looker, statement, NULL) == SQLITE_ROW)
    has_more = sqlite3_column_int (statement, 0);
  sqlite3_reset (statement);
  return has_more;
}

static gboolean
is_wanted_elsewhere (FoyerSyncLoop *self, gboolean *is_woken)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  *is_woken = self->is_woken;
  return self->is_stopped || self->is_paused || !g_queue_is_empty (&self->acts);
}

static void
measure_load (FoyerSyncLoop *self, const FoyerRound *round)
{
  gint64 now = g_get_monotonic_time ();
  gboolean is_due;

  if (!round->pull.is_loading)
    return;
  foyer_sync_meter_read (&self->meter, &round->pull, now, &self->speed);
  is_due = now - self->speed_told_at >= TELL_EVERY;
  foyer_sync_teller_set_speed (self->teller, &self->speed, is_due);
  if (is_due)
    self->speed_told_at = now;
}

static gboolean
progress_cb (const FoyerRound *round, gpointer data)
{
  FoyerSyncLoop *self = data;
  gboolean is_telling = !round->pull.is_loading && round->pull.n_pages == 0, is_woken;
  gint64 now = g_get_monotonic_time ();

  measure_load (self, round);
  if (is_wanted_elsewhere (self, &is_woken))
    return FALSE;
  /* Telling comes to its end, or a busy door would let nothing come. */
  if (is_telling)
    self->told_at = now;
  /* A long load gives way to what somebody has done meanwhile, and goes on after it. */
  return now - self->told_at < OWN_TURN || !(is_woken || has_more_to_tell (self));
}

static void
end_load (FoyerSyncLoop *self)
{
  self->meter = (FoyerSyncMeter){ 0 };
  self->speed = FOYER_SYNC_NO_SPEED;
  foyer_sync_teller_set_speed (self->teller, &self->speed, FALSE);
}

static void
run_peer (FoyerSyncLoop *self, FoyerSyncPeer *peer)
{
  FoyerRound round;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = g_strdup (foyer_sync_link_get_url (peer->link));
  FoyerSyncPace pace;
  FoyerRoundEnd end;

  self->data_version = read_data_version (self);
  self->told_at = g_get_monotonic_time ();
  self->position = foyer_journal_get_position (self->db, NULL);
  foyer_sync_watch_set_busy (self->watch, TRUE);
  end = foyer_sync_link_round (peer->link, progress_cb, self, &round, self->cancellable, &error);
  foyer_sync_watch_set_busy (self->watch, FALSE);
  g_mutex_lock (&self->mutex);
  pace = self->pace;
  g_mutex_unlock (&self->mutex);
  switch (end)
    {
    case FOYER_ROUND_DONE:
      end_load (self);
      peer->n_failures = 0;
      foyer_sync_peer_put_on (peer, pace);
      break;
    case FOYER_ROUND_STOPPED:
      self->meter.n_rows += round.pull.n_rows;
      peer->due = 0;
      break;
    case FOYER_ROUND_OFFLINE:
      foyer_sync_peer_put_off (peer, round.retry_after);
      break;
    case FOYER_ROUND_WIPED:
      foyer_sync_teller_tell_wiped (self->teller, url, error->message);
      break;
    case FOYER_ROUND_SIGNED_OUT:
    case FOYER_ROUND_FAILED:
      peer->n_failures = MAX (peer->n_failures, 4);
      foyer_sync_peer_put_off (peer, round.retry_after);
      break;
    }
  tell (self, end != FOYER_ROUND_DONE || round.push.n_told + round.push.n_refused > 0 ||
                  round.pull.n_rows > 0 || round.pull.n_gone > 0);
}

static void
cancel_cb (GCancellable *end, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* It stops with the loop, too. */
static gpointer
run_act (FoyerSyncLoop *self, const Act *act, GError **error)
{
  GCancellable *own = g_task_get_cancellable (act->task);
  gulong handler;
  gpointer result;

  if (own == NULL)
    return act->func (self, g_task_get_task_data (act->task), self->cancellable, error);
  handler = g_cancellable_connect (self->cancellable, G_CALLBACK (cancel_cb), own, NULL);
  result = act->func (self, g_task_get_task_data (act->task), own, error);
  g_cancellable_disconnect (self->cancellable, handler);
  return result;
}

static void
run_acts (FoyerSyncLoop *self)
{
  for (;;)
    {
      Act *act;
      GError *error = NULL;
      gpointer result;

      g_mutex_lock (&self->mutex);
      act = self->is_stopped ? NULL : g_queue_pop_head (&self->acts);
      g_mutex_unlock (&self->mutex);
      if (act == NULL)
        return;
      foyer_sync_watch_set_busy (self->watch, TRUE);
      result = run_act (self, act, &error);
      foyer_sync_watch_set_busy (self->watch, FALSE);
      if (error != NULL)
        g_task_return_error (act->task, error);
      else
        g_task_return_pointer (act->task, result, act->result_free);
      g_object_unref (act->task);
      g_free (act);
      tell (self, TRUE);
    }
}

/* Notices that the clock was set, or that the machine slept. */
static gboolean
has_jumped (FoyerSyncLoop *self)
{
  gint64 drift = g_get_real_time () - g_get_monotonic_time ();
  gboolean is_jump = self->clock_drift != 0 && ABS (drift - self->clock_drift) > JUMP;

  self->clock_drift = drift;
  return is_jump;
}

static gboolean
look_around (FoyerSyncLoop *self, gboolean is_woken, gboolean is_fresh)
{
  gint64 version = read_data_version (self);
  gint64 now = g_get_monotonic_time ();
  gboolean is_jump = has_jumped (self);

  is_woken |= version != self->data_version;
  self->data_version = version;
  foyer_sync_peers_meet (self->peers, self->db, self->secrets);
  for (guint i = 0; i < self->peers->len; i++)
    {
      FoyerSyncPeer *peer = g_ptr_array_index (self->peers, i);

      if (is_jump && peer->link != NULL)
        foyer_sync_link_forget_clock (peer->link);
      if (is_jump || is_fresh)
        peer->n_failures = 0;
      /* One that fails is not asked more often because much is done here. */
      if (is_jump || is_fresh || (is_woken && peer->n_failures == 0))
        peer->due = now;
    }
  return is_woken;
}

/* TRUE to go on. */
static gboolean
wait (FoyerSyncLoop *self, gboolean *is_woken, gboolean *is_fresh)
{
  gint64 now = g_get_monotonic_time ();
  gint64 until;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  until =
      now + (self->pace == FOYER_SYNC_PACE_BACKGROUND || self->peers->len == 0 ? LOOK_IDLE : LOOK);
  for (guint i = 0; i < self->peers->len && !self->is_paused; i++)
    {
      const FoyerSyncPeer *peer = g_ptr_array_index (self->peers, i);

      if (peer->link != NULL)
        until = MIN (until, MAX (peer->due, now));
    }
  while (!self->is_stopped && !self->is_woken && g_queue_is_empty (&self->acts) &&
         g_cond_wait_until (&self->cond, &self->mutex, until))
    ;
  *is_woken = self->is_woken;
  *is_fresh = self->is_fresh;
  self->is_woken = self->is_fresh = FALSE;
  return !self->is_stopped;
}

static gboolean
open_all (FoyerSyncLoop *self)
{
  if (self->db == NULL)
    {
      self->db = foyer_database_open (self->path, FOYER_DATABASE_READ_WRITE, NULL);
      /* What came from a server can come again: a power cut may take the last moments of it. */
      if (self->db != NULL)
        foyer_database_exec (self->db, "PRAGMA synchronous = NORMAL", NULL);
    }
  if (self->db != NULL && self->looker == NULL)
    self->looker = foyer_database_open (self->path, FOYER_DATABASE_READ_ONLY, NULL);
  if (self->db != NULL && self->lock == NULL)
    {
      g_autofree char *path = g_strconcat (self->path, ".sync", NULL);

      self->lock = foyer_lock_take (path, NULL);
    }
  return self->db != NULL && self->lock != NULL;
}

static gpointer
loop_thread (gpointer data)
{
  FoyerSyncLoop *self = data;
  gboolean is_woken = TRUE, is_fresh = FALSE, is_first = TRUE;

  do
    {
      gboolean is_paused;
      FoyerSyncPeer *peer;

      if (!open_all (self))
        continue;
      run_acts (self);
      is_woken = look_around (self, is_woken, is_fresh);
      g_mutex_lock (&self->mutex);
      is_paused = self->is_paused;
      g_mutex_unlock (&self->mutex);
      peer = is_paused ? NULL : foyer_sync_peers_next (self->peers);
      /* What waits is said before it is sent: a server may take long to answer. */
      if (is_first ||
          (is_woken &&
           (peer == NULL ||
            g_get_monotonic_time () - foyer_sync_teller_get_time (self->teller) >= TELL_EVERY)))
        tell (self, is_first);
      is_first = FALSE;
      if (peer != NULL)
        run_peer (self, peer);
    }
  while (wait (self, &is_woken, &is_fresh));

  g_clear_pointer (&self->peers, g_ptr_array_unref);
  g_clear_pointer (&self->lock, foyer_lock_free);
  g_clear_object (&self->looker);
  g_clear_object (&self->db);
  return NULL;
}

/**
 * foyer_sync_loop_new:
 * @path: the replica's file
 * @secrets: where sessions lie
 * @func: told what is new
 * @data: for @func
 *
 * Returns: (transfer full): a loop that does not run yet
 */
FoyerSyncLoop *
foyer_sync_loop_new (const char *path, FoyerSecrets *secrets, FoyerSyncNewsFunc func, gpointer data)
{
  FoyerSyncLoop *self = g_new0 (FoyerSyncLoop, 1);

  self->path = g_strdup (path);
  self->secrets = g_object_ref (secrets);
  self->peers = foyer_sync_peers_new ();
  self->cancellable = g_cancellable_new ();
  foyer_secrets_set_cancellable (self->secrets, self->cancellable);
  self->data_version = -1;
  self->speed = FOYER_SYNC_NO_SPEED;
  self->teller = foyer_sync_teller_new (func, data);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->acts);
  return self;
}

/**
 * foyer_sync_loop_start:
 * @self: a loop
 */
void
foyer_sync_loop_start (FoyerSyncLoop *self)
{
  self->watch = foyer_sync_watch_new (self->path, self->teller);
  self->thread = g_thread_new ("foyer-sync", loop_thread, self);
}

/**
 * foyer_sync_loop_wake:
 * @self: a loop
 * @is_fresh: whether what failed before may be better now
 */
void
foyer_sync_loop_wake (FoyerSyncLoop *self, gboolean is_fresh)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->is_woken = TRUE;
  self->is_fresh |= is_fresh;
  g_cond_signal (&self->cond);
  if (self->watch != NULL)
    foyer_sync_watch_poke (self->watch);
}

/**
 * foyer_sync_loop_set_pace:
 * @self: a loop
 * @pace: how often it asks
 */
void
foyer_sync_loop_set_pace (FoyerSyncLoop *self, FoyerSyncPace pace)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  /* A door that opens is not to wait half a minute for its first news. */
  self->is_woken |= pace < self->pace;
  self->pace = pace;
  g_cond_signal (&self->cond);
}

/**
 * foyer_sync_loop_set_paused:
 * @self: a loop
 * @is_paused: whether it rests
 */
void
foyer_sync_loop_set_paused (FoyerSyncLoop *self, gboolean is_paused)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->is_paused = is_paused;
  self->is_woken = TRUE;
  g_cond_signal (&self->cond);
}

/**
 * foyer_sync_loop_run:
 * @self: a loop
 * @task: (transfer full): what is asked
 * @func: what to do, on the thread
 * @result_free: (nullable): frees its result
 */
void
foyer_sync_loop_run (FoyerSyncLoop *self,
                     GTask *task,
                     FoyerSyncActFunc func,
                     GDestroyNotify result_free)
{
  Act act = { task, func, result_free };
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_queue_push_tail (&self->acts, g_memdup2 (&act, sizeof act));
  g_cond_signal (&self->cond);
}

/**
 * foyer_sync_loop_free:
 * @self: (transfer full) (nullable): a loop
 */
void
foyer_sync_loop_free (FoyerSyncLoop *self)
{
  Act *act;

  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->is_stopped = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_cancellable_cancel (self->cancellable);
  if (self->thread != NULL)
    g_thread_join (self->thread);
  foyer_secrets_set_cancellable (self->secrets, NULL);
  while ((act = g_queue_pop_head (&self->acts)) != NULL)
    {
      g_task_return_new_error (act->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s",
                               _ ("The program ends."));
      g_object_unref (act->task);
      g_free (act);
    }
  g_clear_pointer (&self->watch, foyer_sync_watch_free);
  foyer_sync_teller_close (self->teller);
  g_clear_pointer (&self->peers, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->secrets);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->path);
  g_free (self);
}

/**
 * foyer_sync_loop_get_db:
 * @self: a loop
 *
 * Returns: (transfer none): its connection, on its thread
 */
FoyerDatabase *
foyer_sync_loop_get_db (FoyerSyncLoop *self)
{
  return self->db;
}

/**
 * foyer_sync_loop_get_secrets:
 * @self: a loop
 *
 * Returns: (transfer none): where sessions lie
 */
FoyerSecrets *
foyer_sync_loop_get_secrets (FoyerSyncLoop *self)
{
  return self->secrets;
}

/**
 * foyer_sync_loop_need_link:
 * @self: a loop
 * @server_key: a server
 * @error: return location
 *
 * Returns: (transfer none): the link to it; %NULL with error
 */
FoyerSyncLink *
foyer_sync_loop_need_link (FoyerSyncLoop *self, gint64 server_key, GError **error)
{
  FoyerSyncLink *link;
  FoyerSyncPeer *peer;

  foyer_sync_peers_meet (self->peers, self->db, self->secrets);
  peer = foyer_sync_peers_find (self->peers, server_key);
  if (peer != NULL && peer->link != NULL)
    return peer->link;
  link = foyer_sync_link_open (self->db, self->secrets, server_key, error);
  if (link != NULL)
    foyer_sync_loop_add_link (self, link);
  return link;
}

/**
 * foyer_sync_loop_add_link:
 * @self: a loop
 * @link: (transfer full): a link that was just made
 */
void
foyer_sync_loop_add_link (FoyerSyncLoop *self, FoyerSyncLink *link)
{
  gint64 key = foyer_sync_link_get_server (link);
  FoyerSyncPeer *peer = foyer_sync_peers_need (self->peers, key);

  g_clear_pointer (&peer->link, foyer_sync_link_free);
  peer->link = link;
  peer->due = 0;
  peer->n_failures = 0;
}

/**
 * foyer_sync_loop_drop_link:
 * @self: a loop
 * @server_key: a server that is no more
 */
void
foyer_sync_loop_drop_link (FoyerSyncLoop *self, gint64 server_key)
{
  FoyerSyncPeer *peer = foyer_sync_peers_find (self->peers, server_key);

  if (peer != NULL)
    g_ptr_array_remove (self->peers, peer);
}
