/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-feed.h"

#include "foyer-database-private.h"

#define POLL_MS 500

/* Who is told; shared with the answers that are on their way, so that the owner may go meanwhile.
 */
typedef struct
{
  GWeakRef owner;
  FoyerFeedFunc func;
} Listener;

typedef struct
{
  GWeakRef roster;
  gint64 since; /* it knows the journal up to here */
} Follower;

typedef struct
{
  Listener *listener;    /* (owned) */
  FoyerChanges *changes; /* (owned) */
} Telling;

struct _FoyerFeed
{
  GThread *thread;       /* (owned) */
  FoyerDatabase *db;     /* (owned); the thread's alone */
  gint64 data_version;   /* the thread's alone */
  Listener *listener;    /* (owned) */
  GMainContext *context; /* (owned) */

  GMutex mutex; /* guards what follows */
  GCond cond;
  gint64 position;      /* what is told up to here the followers know; only the thread moves it */
  GPtrArray *followers; /* (owned) (element-type Follower) */
  gboolean is_poked;
  gboolean is_closing;
};

static void
listener_clear (gpointer data)
{
  Listener *listener = data;

  g_weak_ref_clear (&listener->owner);
}

static void
listener_unref (Listener *listener)
{
  g_atomic_rc_box_release_full (listener, listener_clear);
}

static void
follower_free (gpointer data)
{
  Follower *follower = data;

  g_weak_ref_clear (&follower->roster);
  g_free (follower);
}

static void
telling_free (gpointer data)
{
  Telling *telling = data;

  listener_unref (telling->listener);
  foyer_changes_unref (telling->changes);
  g_free (telling);
}

static gboolean
tell_cb (gpointer data)
{
  Telling *telling = data;
  g_autoptr (GObject) owner = g_weak_ref_get (&telling->listener->owner);

  if (owner != NULL)
    telling->listener->func (owner, telling->changes);
  return G_SOURCE_REMOVE;
}

static void
tell (FoyerFeed *self, FoyerChanges *changes)
{
  Telling *telling = g_new0 (Telling, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  telling->listener = g_atomic_rc_box_acquire (self->listener);
  telling->changes = foyer_changes_ref (changes);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "foyer_feed_tell");
  g_source_set_callback (source, tell_cb, telling, telling_free);
  g_source_attach (source, self->context);
}

/* Moves on, and gives the living rosters: in one step, so that a roster that begins to follow either
 * is among them or begins at the new position. */
static GPtrArray *
move_on (FoyerFeed *self, gint64 position)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GPtrArray *behind = g_ptr_array_new_with_free_func (g_object_unref);

  self->position = position;
  for (guint i = 0; i < self->followers->len;)
    {
      Follower *follower = g_ptr_array_index (self->followers, i);
      FoyerRoster *roster = g_weak_ref_get (&follower->roster);

      if (roster == NULL)
        {
          g_ptr_array_remove_index_fast (self->followers, i);
          continue;
        }
      g_ptr_array_add (behind, roster);
      i++;
    }
  return behind;
}

/* Where a roster stands; moves it to position when that is not 0. */
static gint64
exchange_since (FoyerFeed *self, FoyerRoster *roster, gint64 position)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  for (guint i = 0; i < self->followers->len; i++)
    {
      Follower *follower = g_ptr_array_index (self->followers, i);
      g_autoptr (FoyerRoster) same = g_weak_ref_get (&follower->roster);
      gint64 since = follower->since;

      if (same != roster)
        continue;
      if (position != 0)
        follower->since = position;
      return since;
    }
  return -1;
}

static void
update_roster (FoyerFeed *self, FoyerRoster *roster, gint64 batch_since, FoyerChanges *batch)
{
  g_autoptr (FoyerChanges) changes = NULL;
  g_autoptr (GError) error = NULL;
  gint64 since = exchange_since (self, roster, 0);

  if (since < 0)
    return;
  if (batch != NULL && since == batch_since)
    changes = foyer_changes_ref (batch);
  else
    changes = foyer_changes_read (self->db, since, &error);
  if (changes != NULL && foyer_changes_get_position (changes) == since)
    {
      foyer_roster_set_ready (roster);
      return;
    }
  if (changes == NULL || !foyer_roster_update (roster, self->db, changes, &error))
    {
      /* It does not follow any more: made anew from the rows. */
      g_debug ("A roster is loaded again: %s", error->message);
      g_clear_error (&error);
      since = foyer_journal_get_position (self->db, NULL);
      if (!foyer_roster_load (roster, self->db, NULL, &error))
        g_warning ("A roster cannot be loaded: %s", error->message);
      exchange_since (self, roster, MAX (since, 1));
    }
  else
    exchange_since (self, roster, foyer_changes_get_position (changes));
  foyer_roster_set_ready (roster);
}

static gboolean
has_news (FoyerFeed *self)
{
  static const char sql[] = "PRAGMA data_version";
  sqlite3_stmt *statement = foyer_database_prepare (self->db, sql, NULL);
  gint64 version = self->data_version;

  if (statement != NULL && foyer_database_step (self->db, statement, NULL) == SQLITE_ROW)
    {
      version = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  if (version == self->data_version)
    return FALSE;
  self->data_version = version;
  return TRUE;
}

static void
look (FoyerFeed *self)
{
  g_autoptr (GPtrArray) rosters = NULL;
  g_autoptr (FoyerChanges) changes = NULL;
  g_autoptr (GError) error = NULL;
  gint64 since = self->position;
  gint64 position = since;

  if (has_news (self))
    {
      changes = foyer_changes_read (self->db, since, &error);
      if (changes == NULL)
        {
          g_warning ("The journal cannot be followed: %s", error->message);
          position = MAX (foyer_journal_get_position (self->db, NULL), 0);
        }
      else if (foyer_changes_get_position (changes) == since)
        g_clear_pointer (&changes, foyer_changes_unref);
      else
        position = foyer_changes_get_position (changes);
    }

  rosters = move_on (self, position);
  for (guint i = 0; i < rosters->len; i++)
    if (exchange_since (self, g_ptr_array_index (rosters, i), 0) < position)
      update_roster (self, g_ptr_array_index (rosters, i), since, changes);
  g_clear_pointer (&rosters, g_ptr_array_unref);
  if (changes != NULL)
    tell (self, changes);
}

static gpointer
run (gpointer data)
{
  FoyerFeed *self = data;

  g_mutex_lock (&self->mutex);
  while (!self->is_closing)
    {
      gint64 until = g_get_monotonic_time () + POLL_MS * G_TIME_SPAN_MILLISECOND;

      while (!self->is_poked && !self->is_closing &&
             g_cond_wait_until (&self->cond, &self->mutex, until))
        ;
      self->is_poked = FALSE;
      if (self->is_closing)
        break;
      g_mutex_unlock (&self->mutex);
      look (self);
      g_mutex_lock (&self->mutex);
    }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/**
 * foyer_feed_new:
 * @db: (transfer full): a connection, from now on the feed's
 * @position: the journal position from which on to tell
 * @owner: (transfer none): whom to tell
 * @func: called on @context, once for each batch
 * @context: where
 *
 * Returns: (transfer full): the feed, running
 */
FoyerFeed *
foyer_feed_new (FoyerDatabase *db,
                gint64 position,
                GObject *owner,
                FoyerFeedFunc func,
                GMainContext *context)
{
  FoyerFeed *self = g_new0 (FoyerFeed, 1);

  self->db = db;
  self->position = position;
  self->listener = g_atomic_rc_box_new0 (Listener);
  g_weak_ref_init (&self->listener->owner, owner);
  self->listener->func = func;
  self->context = g_main_context_ref (context);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->followers = g_ptr_array_new_with_free_func (follower_free);
  self->thread = g_thread_new ("foyer-feed", run, self);
  return self;
}

/**
 * foyer_feed_poke:
 * @self: a feed
 */
void
foyer_feed_poke (FoyerFeed *self)
{
  g_mutex_lock (&self->mutex);
  self->is_poked = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/**
 * foyer_feed_add_roster:
 * @self: a feed
 * @roster: (transfer none): a roster that is loaded
 * @since: the journal position when its loading began
 *
 * Keeps it up to date from now on. It is ready at once when nothing was told since, else as soon as
 * it has caught up.
 */
void
foyer_feed_add_roster (FoyerFeed *self, FoyerRoster *roster, gint64 since)
{
  Follower *follower = g_new0 (Follower, 1);
  gboolean is_behind;

  g_weak_ref_init (&follower->roster, roster);
  follower->since = since;
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->followers, follower);
  is_behind = since < self->position;
  g_mutex_unlock (&self->mutex);
  if (is_behind)
    foyer_feed_poke (self);
  else
    foyer_roster_set_ready (roster);
}

/**
 * foyer_feed_free:
 * @self: (transfer full): a feed
 */
void
foyer_feed_free (FoyerFeed *self)
{
  g_mutex_lock (&self->mutex);
  self->is_closing = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);

  g_object_unref (self->db);
  listener_unref (self->listener);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->followers);
  g_cond_clear (&self->cond);
  g_mutex_clear (&self->mutex);
  g_free (self);
}
