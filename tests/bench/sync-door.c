/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door of a real desk, for bench-sync.py: a replica as a window has it, scans asked for on the
 * main thread and answered there, and the sync engine in the same program, against whatever server
 * the replica knows.
 *
 *   sync-door REPLICA EVENT-ID WHILE FIRST-TICKET PAUSE MOST     WHILE: nothing | load | drain
 *
 * A person comes PAUSE ms after the one before was let in, until the engine is done or MOST were.
 * In the middle of the pause SQLite makes one row durable in a file of its own.
 * One line for each: milliseconds in all, until its turn on the database thread, for the write
 * lock, for reading and deciding, for the commit, back to the main thread; then of that row, in all
 * and for its commit. */
#include "bare-commit.h"

#include "foyer-check-in-store.h"
#include "foyer-replica.h"
#include "foyer-sync-engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum
{
  WHILE_NOTHING,
  WHILE_LOAD,
  WHILE_DRAIN,
} While;

/* When a scan came how far; by g_get_monotonic_time (). */
typedef struct
{
  gint64 asked, begun, locked, decided, committed;
} Steps;

typedef struct
{
  GMainLoop *loop;
  FoyerReplica *replica;
  FoyerSyncEngine *engine; /* (nullable) */
  FoyerRoster *roster;
  BareCommit *bare;
  FoyerUuid event_id;
  While what;
  guint next, n_done, n_most, pause;
  gboolean was_busy;
  Steps steps;
} Door;

static int
trace_cb (unsigned kind, void *data, void *statement, void *detail)
{
  Steps *steps = data;
  const char *sql = sqlite3_sql (statement);

  if (kind == SQLITE_TRACE_PROFILE && g_str_equal (sql, "BEGIN IMMEDIATE"))
    steps->locked = g_get_monotonic_time ();
  else if (kind == SQLITE_TRACE_STMT && g_str_equal (sql, "COMMIT"))
    steps->decided = g_get_monotonic_time ();
  else if (kind == SQLITE_TRACE_PROFILE && g_str_equal (sql, "COMMIT"))
    steps->committed = g_get_monotonic_time ();
  return 0;
}

/* On the database thread. */
static gpointer
scan_func (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Door *self = data;
  sqlite3 *handle = foyer_database_get_handle (db);
  g_autofree char *code = g_strdup_printf ("C-%u", self->next);
  FoyerScanRequest request = { .event_id = self->event_id, .code = code, .time = FOYER_NONE };
  gpointer result;

  self->steps.begun = g_get_monotonic_time ();
  sqlite3_trace_v2 (handle, SQLITE_TRACE_STMT | SQLITE_TRACE_PROFILE, trace_cb, &self->steps);
  result = foyer_check_in_store_scan (db, &request, error);
  sqlite3_trace_v2 (handle, 0, NULL, NULL);
  return result;
}

static gboolean
is_over (Door *self)
{
  FoyerSyncState state;

  if (self->n_done >= self->n_most)
    return TRUE;
  if (self->engine == NULL)
    return FALSE;
  state = foyer_sync_engine_get_state (self->engine);
  self->was_busy |=
      state == FOYER_SYNC_LOADING || foyer_sync_engine_get_n_waiting (self->engine) > 1000;
  if (self->what == WHILE_LOAD)
    return self->was_busy && state != FOYER_SYNC_LOADING;
  return self->was_busy && foyer_sync_engine_get_n_waiting (self->engine) < 100;
}

static gboolean ask_cb (gpointer data);
static gboolean ask_bare_cb (gpointer data);

static void
scanned_cb (GObject *source, GAsyncResult *answer, gpointer data)
{
  Door *self = data;
  const Steps *steps = &self->steps;
  gint64 now = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerScanResult) result = foyer_replica_run_finish (self->replica, answer, &error);

  if (result != NULL && result->verdict == FOYER_VERDICT_ADMITTED)
    {
      printf ("%.3f %.3f %.3f %.3f %.3f %.3f ", (now - steps->asked) / 1e3,
              (steps->begun - steps->asked) / 1e3, (steps->locked - steps->begun) / 1e3,
              (steps->decided - steps->locked) / 1e3, (steps->committed - steps->decided) / 1e3,
              (now - steps->committed) / 1e3);
      self->n_done++;
      self->next++;
    }
  else if (self->what != WHILE_LOAD)
    g_error ("C-%u: %s", self->next, error != NULL ? error->message : "not let in");
  if (result != NULL && result->verdict == FOYER_VERDICT_ADMITTED)
    g_timeout_add (MAX (self->pause / 2, 1), ask_bare_cb, self);
  else if (is_over (self))
    g_main_loop_quit (self->loop);
  else
    g_timeout_add (MAX (self->pause, 1), ask_cb, self);
}

static gboolean
ask_bare_cb (gpointer data)
{
  Door *self = data;

  bare_commit_ask (self->bare);
  return G_SOURCE_REMOVE;
}

static void
bare_cb (gpointer data, double all, double commit)
{
  Door *self = data;

  printf ("%.3f %.3f\n", all, commit);
  if (is_over (self))
    g_main_loop_quit (self->loop);
  else
    g_timeout_add (MAX (self->pause - self->pause / 2, 1), ask_cb, self);
}

static gboolean
ask_cb (gpointer data)
{
  Door *self = data;

  self->steps.asked = g_get_monotonic_time ();
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_SCAN, scan_func, self, NULL,
                           (GDestroyNotify) foyer_scan_result_free, NULL, scanned_cb, self);
  return G_SOURCE_REMOVE;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Door *self = data;
  g_autoptr (GError) error = NULL;

  self->replica = foyer_replica_open_finish (result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (self->loop);
}

static FoyerSyncEngine *
start_engine (const char *path)
{
  g_autofree char *file = g_strconcat (path, ".secrets", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSecrets) secrets =
      foyer_secrets_new_file (file, g_getenv ("FOYER_PASSPHRASE"), &error);
  FoyerSyncEngine *engine;

  g_assert_no_error (error);
  engine = foyer_sync_engine_new (path, secrets);
  foyer_sync_engine_set_pace (engine, FOYER_SYNC_PACE_DOOR);
  foyer_sync_engine_start (engine);
  return engine;
}

int
main (int argc, char *argv[])
{
  Door door = { .loop = g_main_loop_new (NULL, FALSE) };

  g_assert_cmpint (argc, ==, 7);
  g_assert_true (foyer_uuid_parse (argv[2], &door.event_id));
  door.what = g_str_equal (argv[3], "load")    ? WHILE_LOAD
              : g_str_equal (argv[3], "drain") ? WHILE_DRAIN
                                               : WHILE_NOTHING;
  door.next = atoi (argv[4]);
  door.pause = atoi (argv[5]);
  door.n_most = atoi (argv[6]);
  foyer_replica_open_async (argv[1], NULL, opened_cb, &door);
  g_main_loop_run (door.loop);
  door.roster = foyer_replica_ref_roster (door.replica, &door.event_id);
  if (door.what != WHILE_NOTHING)
    door.engine = start_engine (argv[1]);
  door.bare = bare_commit_new (argv[1], bare_cb, &door);
  ask_cb (&door);
  g_main_loop_run (door.loop);
  if (door.engine != NULL)
    foyer_sync_engine_stop (door.engine);
  foyer_replica_drain (door.replica);
  bare_commit_free (door.bare);
  g_clear_object (&door.engine);
  g_clear_object (&door.roster);
  g_clear_object (&door.replica);
  g_main_loop_unref (door.loop);
  return 0;
}
