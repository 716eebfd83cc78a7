/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sync-teller.h"

/* Outlives its owner while news are on their way. */
struct _FoyerSyncTeller
{
  gatomicrefcount n_refs;
  GMutex mutex;          /* while it is read how things stand, and told */
  FoyerSyncSpeed speed;  /* of what was told last */
  gint64 told_at;
  GMainContext *context; /* (owned) */
  /* Of the thread that is told. */
  FoyerSyncNewsFunc func; /* (nullable) once it is closed */
  gpointer data;
};

static void
unref (FoyerSyncTeller *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

typedef struct
{
  FoyerSyncTeller *teller; /* (owned) */
  FoyerSyncNews news;
} Letter;

static void
letter_free (gpointer data)
{
  Letter *letter = data;

  unref (letter->teller);
  foyer_sync_standing_clear (&letter->news.standing);
  g_free (letter->news.url);
  g_free (letter->news.reason);
  g_free (letter);
}

static gboolean
read_letter (gpointer data)
{
  Letter *letter = data;

  if (letter->teller->func != NULL)
    letter->teller->func (&letter->news, letter->teller->data);
  return G_SOURCE_REMOVE;
}

/* With the mutex held. */
static void
post (FoyerSyncTeller *self, Letter *letter)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  letter->teller = self;
  g_atomic_ref_count_inc (&self->n_refs);
  letter->news.speed = self->speed;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, read_letter, letter, letter_free);
  g_source_attach (source, self->context);
}

/**
 * foyer_sync_teller_new:
 * @func: told what is new
 * @data: for @func
 *
 * Returns: (transfer full): a teller, to be closed
 */
FoyerSyncTeller *
foyer_sync_teller_new (FoyerSyncNewsFunc func, gpointer data)
{
  FoyerSyncTeller *self = g_new0 (FoyerSyncTeller, 1);

  g_atomic_ref_count_init (&self->n_refs);
  g_mutex_init (&self->mutex);
  self->speed = FOYER_SYNC_NO_SPEED;
  self->context = g_main_context_ref_thread_default ();
  self->func = func;
  self->data = data;
  return self;
}

/**
 * foyer_sync_teller_tell:
 * @self: a teller
 * @db: a connection of this thread
 * @is_changed: whether rows came or went
 *
 * Reads how things stand, and tells it.
 */
void
foyer_sync_teller_tell (FoyerSyncTeller *self, FoyerDatabase *db, gboolean is_changed)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Letter *letter = g_new0 (Letter, 1);

  letter->news.is_changed = is_changed;
  letter->news.has_standing = TRUE;
  foyer_sync_standing_take (&letter->news.standing, db);
  self->told_at = g_get_monotonic_time ();
  post (self, letter);
}

/**
 * foyer_sync_teller_set_speed:
 * @self: a teller
 * @speed: how a load goes on
 * @is_told: at once, and not with what is told next
 */
void
foyer_sync_teller_set_speed (FoyerSyncTeller *self, const FoyerSyncSpeed *speed, gboolean is_told)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->speed = *speed;
  if (is_told)
    post (self, g_new0 (Letter, 1));
}

/**
 * foyer_sync_teller_tell_wiped:
 * @self: a teller
 * @url: a server that withdrew this device
 * @reason: what it said
 */
void
foyer_sync_teller_tell_wiped (FoyerSyncTeller *self, const char *url, const char *reason)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Letter *letter = g_new0 (Letter, 1);

  letter->news.url = g_strdup (url);
  letter->news.reason = g_strdup (reason);
  post (self, letter);
}

/**
 * foyer_sync_teller_get_time:
 * @self: a teller
 *
 * Returns: when it told last how things stand, by g_get_monotonic_time ()
 */
gint64
foyer_sync_teller_get_time (FoyerSyncTeller *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->told_at;
}

/**
 * foyer_sync_teller_close:
 * @self: (transfer full): a teller
 */
void
foyer_sync_teller_close (FoyerSyncTeller *self)
{
  self->func = NULL;
  unref (self);
}
