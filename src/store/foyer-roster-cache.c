/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-roster-cache.h"

struct _FoyerRosterCache
{
  GObject parent_instance;

  char *path;            /* (owned) of the replica */
  FoyerFeed *feed;       /* outlives this */
  GHashTable *rosters;   /* (owned) event id → GWeakRef of FoyerRoster */
  GCancellable *closing; /* (owned) stops the loading */
};

G_DEFINE_FINAL_TYPE (FoyerRosterCache, foyer_roster_cache, G_TYPE_OBJECT)

/* One roster being loaded. The task holds the roster, not the cache: a thread of the pool must not
 * drop the last reference. */
typedef struct
{
  char *path;          /* (owned) */
  FoyerRoster *roster; /* (owned) */
  GWeakRef cache;
  gint64 since; /* the journal's position when the loading began */
} Loading;

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_weak_ref_clear (&loading->cache);
  g_clear_object (&loading->roster);
  g_free (loading->path);
  g_free (loading);
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* The position is taken first: what is committed meanwhile is read twice rather than not at all. */
static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Loading *loading = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDatabase) db =
      foyer_database_open (loading->path, FOYER_DATABASE_READ_ONLY, &error);

  if (db != NULL)
    loading->since = foyer_journal_get_position (db, &error);
  if (db != NULL && loading->since >= 0 &&
      foyer_roster_load (loading->roster, db, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Loading *loading = g_task_get_task_data (G_TASK (result));
  g_autoptr (FoyerRosterCache) self = g_weak_ref_get (&loading->cache);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      /* When the cache is gone the replica was closed, and its file may be gone too. */
      if (self != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("A roster cannot be loaded: %s", error->message);
    }
  else if (self != NULL)
    foyer_feed_add_roster (self->feed, loading->roster, loading->since);
}

static void
start_loading (FoyerRosterCache *self, FoyerRoster *roster)
{
  g_autoptr (GTask) task = g_task_new (NULL, self->closing, loaded_cb, NULL);
  Loading *loading = g_new0 (Loading, 1);

  loading->path = g_strdup (self->path);
  loading->roster = g_object_ref (roster);
  g_weak_ref_init (&loading->cache, self);
  g_task_set_source_tag (task, start_loading);
  g_task_set_task_data (task, loading, loading_free);
  g_task_run_in_thread (task, load_thread);
}

static void
foyer_roster_cache_finalize (GObject *object)
{
  FoyerRosterCache *self = FOYER_ROSTER_CACHE (object);

  g_cancellable_cancel (self->closing);
  g_clear_object (&self->closing);
  g_clear_pointer (&self->rosters, g_hash_table_unref);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (foyer_roster_cache_parent_class)->finalize (object);
}

static void
foyer_roster_cache_class_init (FoyerRosterCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_roster_cache_finalize;
}

static void
foyer_roster_cache_init (FoyerRosterCache *self)
{
  self->rosters =
      g_hash_table_new_full (foyer_uuid_hash, foyer_uuid_equal, g_free, weak_ref_free);
  self->closing = g_cancellable_new ();
}

/**
 * foyer_roster_cache_new:
 * @path: the replica's file
 * @feed: (transfer none): keeps the rosters up to date; it must outlive the cache
 *
 * Returns: (transfer full): a cache of no rosters
 */
FoyerRosterCache *
foyer_roster_cache_new (const char *path, FoyerFeed *feed)
{
  FoyerRosterCache *self = g_object_new (FOYER_TYPE_ROSTER_CACHE, NULL);

  self->path = g_strdup (path);
  self->feed = feed;
  return self;
}

/**
 * foyer_roster_cache_ref_roster:
 * @self: a cache
 * @event_id: an event
 *
 * Returns: (transfer full): the event's roster, the same for all who ask while one of them holds
 * it; it may not be loaded yet
 */
FoyerRoster *
foyer_roster_cache_ref_roster (FoyerRosterCache *self, const FoyerUuid *event_id)
{
  GWeakRef *weak = g_hash_table_lookup (self->rosters, event_id);
  FoyerRoster *roster = weak != NULL ? g_weak_ref_get (weak) : NULL;
  g_autofree char *cache_dir = NULL;

  if (roster != NULL)
    return roster;

  cache_dir = g_build_filename (g_get_user_cache_dir (), "foyer", NULL);
  g_mkdir_with_parents (cache_dir, 0700);
  roster = foyer_roster_new (event_id, cache_dir);
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, roster);
  g_hash_table_insert (self->rosters, g_memdup2 (event_id, sizeof *event_id), weak);
  start_loading (self, roster);
  return roster;
}
