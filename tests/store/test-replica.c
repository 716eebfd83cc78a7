/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-store.h"
#include "foyer-replica.h"
#include "foyer-row-store.h"
#include "foyer-test-data.h"
#include "foyer-test.h"
#include "foyer-ticket-store.h"
#include "foyer-transaction.h"

#include <glib/gstdio.h>

typedef struct
{
  FoyerReplica *replica;
  GError *error;
  gboolean is_done;
  gpointer result;
  FoyerChanges *changes;
} Waiting;

static gboolean
is_done (gpointer data)
{
  return ((Waiting *) data)->is_done;
}

static gboolean
is_told (gpointer data)
{
  return ((Waiting *) data)->changes != NULL;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Waiting *waiting = data;

  waiting->replica = foyer_replica_open_finish (result, &waiting->error);
  waiting->is_done = TRUE;
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Waiting *waiting = data;

  waiting->result = foyer_replica_run_finish (FOYER_REPLICA (source), result, &waiting->error);
  waiting->is_done = TRUE;
}

static void
changed_cb (FoyerReplica *replica, FoyerChanges *changes, Waiting *waiting)
{
  g_clear_pointer (&waiting->changes, foyer_changes_unref);
  waiting->changes = foyer_changes_ref (changes);
}

static FoyerReplica *
open_replica (const char *path, GError **error)
{
  Waiting waiting = { 0 };

  foyer_replica_open_async (path, NULL, opened_cb, &waiting);
  foyer_test_wait_for (is_done, &waiting);
  if (waiting.error != NULL)
    g_propagate_error (error, waiting.error);
  return waiting.replica;
}

static FoyerEvent *
make_event (const char *title)
{
  FoyerEvent *event = foyer_event_new ();

  event->title = g_strdup (title);
  event->timezone = g_strdup ("Europe/Berlin");
  event->currency = g_strdup ("EUR");
  event->start_date = 1795392000000000;
  event->end_date = event->start_date + G_TIME_SPAN_HOUR;
  return event;
}

static gpointer
add_event_func (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "add-event", error);
  g_autoptr (FoyerEvent) event = make_event (data);
  gint64 *change_set = g_new0 (gint64, 1);

  if (transaction == NULL || !foyer_event_store_add (transaction, event, error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), change_set, error))
    g_clear_pointer (&change_set, g_free);
  return change_set;
}

static void
test_open (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "sub", "replica.foyer", NULL);
  g_autoptr (GError) error = NULL;
  FoyerReplica *replica = open_replica (path, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (foyer_replica_get_path (replica), ==, path);
  g_assert_nonnull (foyer_replica_get_reader (replica));

  /* one window program; free again when it is closed */
  g_assert_null (open_replica (path, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_finalize_object (replica);
  replica = open_replica (path, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (replica);
}

static void
test_refused (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "no database at all", -1, NULL);
  g_assert_null (open_replica (path, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DAMAGED);
}

/* What runs on the database thread is told to all, and can be undone. */
static void
test_changed (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (GError) error = NULL;
  FoyerReplica *replica = open_replica (path, &error);
  Waiting waiting = { 0 };
  g_autofree gint64 *change_set = NULL;
  g_autoptr (GPtrArray) events = NULL;

  g_assert_no_error (error);
  g_signal_connect (replica, "changed", G_CALLBACK (changed_cb), &waiting);
  foyer_replica_run_async (replica, FOYER_PRIORITY_ACT, add_event_func, g_strdup ("Ball"), g_free,
                           g_free, NULL, ran_cb, &waiting);
  foyer_test_wait_for (is_done, &waiting);
  foyer_test_wait_for (is_told, &waiting);
  g_assert_no_error (waiting.error);
  change_set = waiting.result;
  g_assert_cmpint (*change_set, ==, 1);
  g_assert_true (foyer_changes_touch (waiting.changes, &FOYER_EVENT_TYPE));

  events = foyer_event_store_list (foyer_replica_get_reader (replica), &error);
  g_assert_cmpuint (events->len, ==, 1);
  g_clear_pointer (&waiting.changes, foyer_changes_unref);
  g_assert_finalize_object (replica);
}

/* Another connection, as of another process, commits: that is seen. */
static void
test_changed_elsewhere (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (GError) error = NULL;
  FoyerReplica *replica = open_replica (path, &error);
  g_autoptr (FoyerDatabase) other = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, &error);
  Waiting waiting = { 0 };

  g_signal_connect (replica, "changed", G_CALLBACK (changed_cb), &waiting);
  g_free (add_event_func (other, (gpointer) "Ball", NULL, &error));
  g_assert_no_error (error);
  foyer_test_wait_for (is_told, &waiting);
  g_clear_pointer (&waiting.changes, foyer_changes_unref);
  g_assert_finalize_object (replica);
}

/* Work that waits goes by priority: the door first. */
static gpointer
note_func (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_string_append_c (((gpointer *) data)[0], GPOINTER_TO_INT (((gpointer *) data)[1]));
  return GINT_TO_POINTER (TRUE);
}

typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean is_open;
} Gate;

static gpointer
gate_func (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Gate *gate = data;

  g_mutex_lock (&gate->mutex);
  while (!gate->is_open)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
  return GINT_TO_POINTER (TRUE);
}

static void
test_priority (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (GError) error = NULL;
  FoyerReplica *replica = open_replica (path, &error);
  g_autoptr (GString) order = g_string_new (NULL);
  gpointer act[] = { order, GINT_TO_POINTER ('a') };
  gpointer scan[] = { order, GINT_TO_POINTER ('s') };
  Gate gate = { 0 };
  Waiting waiting = { 0 };
  Waiting last = { 0 };

  foyer_replica_run_async (replica, FOYER_PRIORITY_SCAN, gate_func, &gate, NULL, NULL, NULL, ran_cb,
                           &waiting);
  foyer_replica_run_async (replica, FOYER_PRIORITY_ACT, note_func, act, NULL, NULL, NULL, ran_cb,
                           &waiting);
  foyer_replica_run_async (replica, FOYER_PRIORITY_ACT, note_func, act, NULL, NULL, NULL, ran_cb,
                           &last);
  foyer_replica_run_async (replica, FOYER_PRIORITY_SCAN, note_func, scan, NULL, NULL, NULL, ran_cb,
                           &waiting);
  g_mutex_lock (&gate.mutex);
  gate.is_open = TRUE;
  g_cond_signal (&gate.cond);
  g_mutex_unlock (&gate.mutex);
  foyer_test_wait_for (is_done, &last);
  g_assert_cmpstr (order->str, ==, "saa");
  g_assert_finalize_object (replica);
}

/* An export that takes its time keeps nobody at the door. */
static void
test_long_work (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) order = g_string_new (NULL);
  FoyerReplica *replica = open_replica (path, &error);
  gpointer scan[] = { order, GINT_TO_POINTER ('s') };
  Gate gate = { 0 };
  Waiting export = { 0 };
  Waiting scanned = { 0 };

  foyer_replica_run_async (replica, FOYER_PRIORITY_LONG, gate_func, &gate, NULL, NULL, NULL, ran_cb,
                           &export);
  foyer_replica_run_async (replica, FOYER_PRIORITY_SCAN, note_func, scan, NULL, NULL, NULL, ran_cb,
                           &scanned);
  foyer_test_wait_for (is_done, &scanned);
  g_assert_false (export.is_done);
  g_mutex_lock (&gate.mutex);
  gate.is_open = TRUE;
  g_cond_signal (&gate.cond);
  g_mutex_unlock (&gate.mutex);
  foyer_test_wait_for (is_done, &export);
  g_assert_finalize_object (replica);
}

/* Careless work is cleaned up after; work that fails says why; cancelled work is not begun. */
static gpointer
careless_func (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char sql[] = "SELECT * FROM sqlite_schema";

  foyer_database_step (db, foyer_database_prepare (db, sql, error), error);
  return GINT_TO_POINTER (TRUE);
}

static gpointer
failing_func (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return foyer_event_store_find (db, "nowhere", error);
}

static void
test_failures (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (GError) error = NULL;
  FoyerReplica *replica = open_replica (path, &error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Waiting careless = { 0 };
  Waiting failing = { 0 };
  Waiting cancelled = { 0 };

  g_cancellable_cancel (cancellable);
  foyer_replica_run_async (replica, FOYER_PRIORITY_ACT, careless_func, NULL, NULL, NULL, NULL,
                           ran_cb, &careless);
  foyer_replica_run_async (replica, FOYER_PRIORITY_ACT, failing_func, NULL, NULL, NULL, NULL,
                           ran_cb, &failing);
  foyer_replica_run_async (replica, FOYER_PRIORITY_LONG, careless_func, NULL, NULL, NULL,
                           cancellable, ran_cb, &cancelled);
  foyer_test_wait_for (is_done, &careless);
  foyer_test_wait_for (is_done, &failing);
  foyer_test_wait_for (is_done, &cancelled);
  g_assert_no_error (careless.error);
  g_assert_error (failing.error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
  g_assert_error (cancelled.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&failing.error);
  g_clear_error (&cancelled.error);
  g_assert_finalize_object (replica);
}

static void
damaged_cb (FoyerReplica *replica, GError *error, GError **told)
{
  *told = g_error_copy (error);
}

static gboolean
is_set (gpointer data)
{
  return *(gpointer *) data != NULL;
}

/* A page deep in the file is damaged: the replica opens, and then says so. */
static void
test_damaged (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) told = NULL;
  FoyerReplica *replica;
  FoyerUuid event_id;
  FILE *file;

  g_object_unref (foyer_test_data_make (dir, 3000, FOYER_TEST_DATA_ALL_VALID, &event_id));
  file = g_fopen (path, "r+");
  fseek (file, 200 * 4096, SEEK_SET);
  for (guint i = 0; i < 4096; i++)
    fputc (0xa5, file);
  fclose (file);

  replica = open_replica (path, &error);
  g_assert_no_error (error);
  g_signal_connect (replica, "damaged", G_CALLBACK (damaged_cb), &told);
  foyer_test_wait_for (is_set, &told);
  g_assert_error (told, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DAMAGED);
  g_assert_finalize_object (replica);
}

static gboolean
is_ready (gpointer data)
{
  return foyer_roster_is_ready (data);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static gpointer
cancel_func (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "cancel-ticket", error);
  gint64 *change_set = g_new0 (gint64, 1);

  if (!foyer_ticket_store_cancel (transaction, GPOINTER_TO_INT (data), FALSE, error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), change_set, error))
    g_clear_pointer (&change_set, g_free);
  return change_set;
}

static gint64
count_cancelled (FoyerRoster *roster)
{
  FoyerRosterCounts counts;

  foyer_roster_count (roster, -1, &counts);
  return counts.by_state[FOYER_ATTENDANCE_CANCELLED];
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Waiting *waiting = data;
  guint n_kept = 1;

  g_assert_cmpint (
      foyer_replica_undo_finish (FOYER_REPLICA (source), result, &n_kept, &waiting->error), >, 0);
  g_assert_cmpuint (n_kept, ==, 0);
  waiting->is_done = TRUE;
}

/* One roster for all who ask; it loads by itself, and knows of a change before the replica tells of
 * it. Undo is a change, too. */
static void
test_roster (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerRoster) roster = NULL;
  g_autoptr (FoyerRoster) same = NULL;
  g_autofree gint64 *change_set = NULL;
  FoyerReplica *replica;
  FoyerRoster *weak;
  FoyerUuid event_id;
  Waiting cancelled = { 0 };
  Waiting undone = { 0 };

  g_object_unref (foyer_test_data_make (dir, 500, FOYER_TEST_DATA_ALL_VALID, &event_id));
  replica = open_replica (path, &error);
  roster = foyer_replica_ref_roster (replica, &event_id);
  same = foyer_replica_ref_roster (replica, &event_id);
  g_assert_true (roster == same);
  foyer_test_wait_for (is_ready, roster);
  g_assert_cmpuint (foyer_roster_get_n_rows (roster), ==, 500);

  g_signal_connect (replica, "changed", G_CALLBACK (changed_cb), &cancelled);
  foyer_replica_run_async (replica, FOYER_PRIORITY_ACT, cancel_func, GINT_TO_POINTER (7), NULL,
                           g_free, NULL, ran_cb, &cancelled);
  foyer_test_wait_for (is_told, &cancelled);
  foyer_test_wait_for (is_done, &cancelled);
  g_assert_no_error (cancelled.error);
  change_set = cancelled.result;
  g_assert_cmpint (count_cancelled (roster), ==, 1);

  g_clear_pointer (&cancelled.changes, foyer_changes_unref);
  foyer_replica_undo_async (replica, *change_set, NULL, undone_cb, &undone);
  foyer_test_wait_for (is_done, &undone);
  g_assert_no_error (undone.error);
  foyer_test_wait_for (is_told, &cancelled);
  g_assert_cmpint (count_cancelled (roster), ==, 0);

  g_clear_pointer (&cancelled.changes, foyer_changes_unref);
  g_clear_object (&same);
  /* the roster may have a signal on its way */
  weak = roster;
  g_object_add_weak_pointer (G_OBJECT (roster), (gpointer *) &weak);
  g_clear_object (&roster);
  foyer_test_wait_for (is_gone, &weak);
  g_assert_finalize_object (replica);
}

typedef struct
{
  FoyerRoster *roster;
  gint64 n_told;
  guint n_ready;
} Watching;

static void
watch_cb (FoyerReplica *replica, FoyerChanges *changes, Watching *watching)
{
  watching->n_told++;
  if (!foyer_roster_is_ready (watching->roster))
    return;
  watching->n_ready++;
  g_assert_cmpint (count_cancelled (watching->roster), ==, watching->n_told);
}

/* Changes that come while a roster is being loaded: as soon as it is ready it knows of each before
 * the replica tells of it. */
static void
test_roster_ready (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (GError) error = NULL;
  FoyerReplica *replica;
  FoyerUuid event_id;
  Watching watching = { 0 };

  g_object_unref (foyer_test_data_make (dir, 300, FOYER_TEST_DATA_ALL_VALID, &event_id));
  replica = open_replica (path, &error);
  g_assert_no_error (error);
  g_signal_connect (replica, "changed", G_CALLBACK (watch_cb), &watching);
  for (guint key = 1; key <= 200; key++)
    {
      Waiting acted = { 0 };

      watching.roster = foyer_replica_ref_roster (replica, &event_id);
      foyer_replica_run_async (replica, FOYER_PRIORITY_ACT, cancel_func, GUINT_TO_POINTER (key),
                               NULL, g_free, NULL, ran_cb, &acted);
      while (!acted.is_done || watching.n_told < key || !foyer_roster_is_ready (watching.roster))
        g_main_context_iteration (NULL, TRUE);
      g_assert_no_error (acted.error);
      g_free (acted.result);
      g_assert_cmpint (count_cancelled (watching.roster), ==, key);
      g_clear_object (&watching.roster);
    }
  g_test_message ("%u of 200 were told of when the roster was ready", watching.n_ready);
  g_signal_handlers_disconnect_by_func (replica, watch_cb, &watching);
  g_assert_finalize_object (replica);
}

static gint64
count_events (const char *path)
{
  g_autoptr (FoyerDatabase) db = foyer_database_open (path, FOYER_DATABASE_READ_ONLY, NULL);
  sqlite3_stmt *statement = foyer_database_prepare (db, "SELECT count (*) FROM events", NULL);

  g_assert_cmpint (foyer_database_step (db, statement, NULL), ==, SQLITE_ROW);
  return sqlite3_column_int64 (statement, 0);
}

/* The end of the program: what was asked for is on disk although nobody will be told. */
static void
test_drain (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  FoyerReplica *replica = open_replica (path, NULL);
  Waiting waiting[40] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    foyer_replica_run_async (replica, i % 2 ? FOYER_PRIORITY_ACT : FOYER_PRIORITY_LONG,
                             add_event_func, (gpointer) "Later", NULL, g_free, NULL, ran_cb,
                             &waiting[i]);
  foyer_replica_drain (replica);
  g_assert_cmpint (count_events (path), ==, G_N_ELEMENTS (waiting));
  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    {
      foyer_test_wait_for (is_done, &waiting[i]);
      g_assert_no_error (waiting[i].error);
      g_free (waiting[i].result);
    }
  g_assert_finalize_object (replica);
}

static gboolean
cancel_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

/* Another program writes: an act waits for it, until somebody stops the act. */
static void
test_wait_is_cancelled (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  FoyerReplica *replica = open_replica (path, NULL);
  g_autoptr (FoyerDatabase) other = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Waiting stopped = { 0 }, patient = { 0 };

  g_assert_true (foyer_database_exec (other, "BEGIN IMMEDIATE", NULL));
  foyer_replica_run_async (replica, FOYER_PRIORITY_ACT, add_event_func, (gpointer) "Stopped", NULL,
                           g_free, cancellable, ran_cb, &stopped);
  foyer_replica_run_async (replica, FOYER_PRIORITY_ACT, add_event_func, (gpointer) "Patient", NULL,
                           g_free, NULL, ran_cb, &patient);
  /* it waits by then */
  g_timeout_add (50, cancel_cb, cancellable);
  foyer_test_wait_for (is_done, &stopped);
  g_assert_error (stopped.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (patient.is_done);
  g_assert_true (foyer_database_exec (other, "ROLLBACK", NULL));
  foyer_test_wait_for (is_done, &patient);
  g_assert_no_error (patient.error);
  g_assert_cmpint (count_events (path), ==, 1);
  g_clear_error (&stopped.error);
  g_free (patient.result);
  g_assert_finalize_object (replica);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/replica/open", test_open);
  g_test_add_func ("/replica/refused", test_refused);
  g_test_add_func ("/replica/changed", test_changed);
  g_test_add_func ("/replica/changed-elsewhere", test_changed_elsewhere);
  g_test_add_func ("/replica/priority", test_priority);
  g_test_add_func ("/replica/long-work", test_long_work);
  g_test_add_func ("/replica/failures", test_failures);
  g_test_add_func ("/replica/damaged", test_damaged);
  g_test_add_func ("/replica/roster", test_roster);
  g_test_add_func ("/replica/roster-ready", test_roster_ready);
  g_test_add_func ("/replica/drain", test_drain);
  g_test_add_func ("/replica/wait-is-cancelled", test_wait_is_cancelled);

  return g_test_run ();
}
