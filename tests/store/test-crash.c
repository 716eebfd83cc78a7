/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another process of ours is killed in the middle of its work: what it had answered is there, what
 * it had not finished is not. */
#include "foyer-check-in-store.h"
#include "foyer-event-cancel-store.h"
#include "foyer-event-store.h"
#include "foyer-replica.h"
#include "foyer-test-data.h"
#include "foyer-test.h"
#include "foyer-ticket-store.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define N_ATTENDEES 1200

/* The children: this program again, with a task, a file and a number. */

/* Here it is killed, however late the other one comes to it. */
static void
wait_for_the_end (void)
{
  while (TRUE)
    pause ();
}

static void
scan_all (FoyerDatabase *db)
{
  g_autoptr (FoyerEvent) event = foyer_event_store_find (db, "test-event", NULL);

  for (guint i = 0; i < N_ATTENDEES; i++)
    {
      g_autofree char *code = foyer_test_data_code (i);
      FoyerScanRequest request = { .event_id = event->row.id, .code = code, .time = FOYER_NONE };
      g_autoptr (FoyerScanResult) result = foyer_check_in_store_scan (db, &request, NULL);

      printf ("%s\n", foyer_verdict_to_token (result->verdict));
      fflush (stdout);
    }
}

static void
import_for_ever (FoyerDatabase *db)
{
  g_autoptr (FoyerEvent) event = foyer_event_store_find (db, "test-event", NULL);
  FoyerTransaction *transaction = foyer_transaction_begin (db, "import", NULL);

  foyer_database_exec (db, "PRAGMA cache_size = 50",
                       NULL); /* so that much of it is in the file before the end */
  for (guint i = 0;; i++)
    {
      g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();

      ticket->event_id = event->row.id;
      ticket->attendee_name = foyer_test_data_name (i);
      ticket->qr_code = g_strdup_printf ("NEW%u", i);
      foyer_transaction_insert (transaction, ticket, NULL);
      if (i % 1000 == 0)
        {
          printf ("%u\n", i);
          fflush (stdout);
        }
    }
}

static void
print_progress (gint64 done, gint64 total, gpointer data)
{
  int *n_left = data;

  printf ("%d\n", (int) done);
  fflush (stdout);
  if (--*n_left == 0)
    wait_for_the_end ();
}

static void
cancel_event (FoyerDatabase *db, int moment)
{
  const FoyerEventCancel how = { .subject = "Cancelled", .body = "Sorry" };
  g_autoptr (FoyerEvent) event = foyer_event_store_find (db, "test-event", NULL);
  FoyerTransaction *transaction = foyer_transaction_begin (db, "cancel-event", NULL);

  foyer_database_exec (db, "PRAGMA cache_size = 50", NULL);
  foyer_event_cancel_store_cancel (transaction, &event->row.id, &how, event->start_date,
                                   print_progress, &moment, NULL, NULL);
  foyer_transaction_commit (transaction, NULL, NULL);
  printf ("done\n");
  fflush (stdout);
}

static int
be_child (const char *task, const char *path, const char *moment)
{
  g_autoptr (FoyerDatabase) db = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, NULL);

  if (g_str_equal (task, "--scan"))
    {
      scan_all (db);
      if (*moment != '0')
        wait_for_the_end ();
    }
  else if (g_str_equal (task, "--import"))
    import_for_ever (db);
  else if (g_str_equal (task, "--cancel"))
    cancel_event (db, atoi (moment));
  return 0;
}

static const char *program;

/* It is killed after so many lines; 0: it comes to its end. */
static GSubprocess *
start_child (const char *task, const char *path, guint moment, GDataInputStream **lines)
{
  g_autofree char *number = g_strdup_printf ("%u", moment);
  g_autoptr (GError) error = NULL;
  GSubprocess *child =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, task, path, number, NULL);

  g_assert_no_error (error);
  *lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  return child;
}

/* How many lines it had said, to the last one that came through. */
static guint
kill_after (GSubprocess *child, GDataInputStream *lines, guint n_lines)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  while (TRUE)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

      g_assert_no_error (error);
      if (line == NULL)
        break;
      n++;
      if (n == n_lines)
        g_subprocess_send_signal (child, SIGKILL);
    }
  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  return n;
}

static void
test_scans (void)
{
  const guint moments[] = { 1, 17, 150, 601 };

  for (guint m = 0; m < G_N_ELEMENTS (moments); m++)
    {
      g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
      g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
      g_autoptr (GDataInputStream) lines = NULL;
      g_autoptr (GSubprocess) child = NULL;
      g_autoptr (FoyerDatabase) db = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) facts = NULL;
      FoyerUuid event_id;
      FoyerUuid nil = { 0 };
      guint n_answered;

      g_object_unref (
          foyer_test_data_make (dir, N_ATTENDEES, FOYER_TEST_DATA_ALL_VALID, &event_id));
      child = start_child ("--scan", path, moments[m], &lines);
      n_answered = kill_after (child, lines, moments[m]);
      g_assert_cmpuint (n_answered, >=, moments[m]);
      g_assert_true (g_subprocess_get_if_signaled (child));

      db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
      g_assert_no_error (error);
      g_assert_true (foyer_database_quick_check (db, NULL, &error));
      for (guint i = 0; i < n_answered; i++)
        {
          g_autofree char *code = foyer_test_data_code (i);
          g_autoptr (GPtrArray) found = foyer_ticket_store_find_code (db, code, &error);

          g_assert_cmpint (((FoyerTicket *) g_ptr_array_index (found, 0))->status, ==,
                           FOYER_TICKET_CHECKED_IN);
        }
      /* each fact whole: at most the one that was being answered is there besides */
      facts = foyer_check_in_store_recent (db, &event_id, &nil, N_ATTENDEES, &error);
      g_assert_cmpuint (facts->len, >=, n_answered);
      g_assert_cmpuint (facts->len, <=, n_answered + 1);
    }
}

static void
test_import (void)
{
  static const char sql[] = "SELECT count (*) FROM tickets";
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (FoyerDatabase) db = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement;
  FoyerUuid event_id;

  g_object_unref (foyer_test_data_make (dir, N_ATTENDEES, FOYER_TEST_DATA_ALL_VALID, &event_id));
  child = start_child ("--import", path, 20, &lines);
  kill_after (child, lines, 20);

  db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  g_assert_true (foyer_database_quick_check (db, NULL, &error));
  statement = foyer_database_prepare (db, sql, &error);
  foyer_database_step (db, statement, &error);
  g_assert_cmpint (sqlite3_column_int (statement, 0), ==, N_ATTENDEES);
  sqlite3_reset (statement);
}

static gint64
read_number (FoyerDatabase *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 number;

  sqlite3_prepare_v2 (foyer_database_get_handle (db), sql, -1, &statement, NULL);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return number;
}

/* An event is cancelled with all its tickets, or it takes place. */
static void
test_cancel (void)
{
  static const char left_sql[] = "SELECT count (*) FROM tickets WHERE status <> 'CANCELLED'";
  const guint moments[] = { 1, 40, 190, 0 }; /* of some 200 lines; at last it may finish */
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  FoyerUuid event_id;

  g_object_unref (foyer_test_data_make (dir, 100000, FOYER_TEST_DATA_ALL_VALID, &event_id));
  for (guint m = 0; m < G_N_ELEMENTS (moments); m++)
    {
      g_autoptr (GDataInputStream) lines = NULL;
      g_autoptr (GSubprocess) child = start_child ("--cancel", path, moments[m], &lines);
      g_autoptr (FoyerEvent) event = NULL;
      g_autoptr (FoyerDatabase) db = NULL;
      g_autoptr (GError) error = NULL;
      gboolean is_done;

      kill_after (child, lines, moments[m]);
      is_done = !g_subprocess_get_if_signaled (child);
      g_assert_cmpint (is_done, ==, moments[m] == 0);
      db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
      g_assert_no_error (error);
      g_assert_true (foyer_database_quick_check (db, NULL, &error));
      event = foyer_event_store_find (db, "test-event", &error);
      g_assert_cmpint (event->status, ==, is_done ? FOYER_EVENT_CANCELLED : FOYER_EVENT_DRAFT);
      g_assert_cmpint (read_number (db, left_sql), ==, is_done ? 0 : 100000);
      g_assert_cmpint (read_number (db, "SELECT count (*) FROM messages"), ==, is_done);
      g_assert_cmpint (read_number (db, "SELECT count (*) FROM refunds") > 0, ==, is_done);
    }
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(FoyerReplica **) data = foyer_replica_open_finish (result, NULL);
}

static gboolean
is_open (gpointer data)
{
  return *(FoyerReplica **) data != NULL;
}

static void
changed_cb (FoyerReplica *replica, FoyerChanges *changes, gboolean *is_told)
{
  *is_told = foyer_changes_touch (changes, &FOYER_TICKET_TYPE);
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* A window's replica hears of another program's scan, and is not kept from writing by it. */
static void
test_two_programs (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autofree char *line = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GSubprocess) child = NULL;
  FoyerReplica *replica = NULL;
  FoyerUuid event_id;
  gboolean is_told = FALSE;

  g_object_unref (foyer_test_data_make (dir, N_ATTENDEES, FOYER_TEST_DATA_ALL_VALID, &event_id));
  foyer_replica_open_async (path, NULL, opened_cb, &replica);
  foyer_test_wait_for (is_open, &replica);
  g_signal_connect (replica, "changed", G_CALLBACK (changed_cb), &is_told);

  child = start_child ("--scan", path, 1, &lines);
  line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  g_assert_cmpstr (line, ==, "ADMITTED");
  foyer_test_wait_for (is_true, &is_told);

  kill_after (child, lines, 1);
  g_assert_finalize_object (replica);
}

static guint
count_admitted (GDataInputStream *lines)
{
  guint n = 0;

  while (TRUE)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

      if (line == NULL)
        return n;
      n += g_str_equal (line, "ADMITTED");
    }
}

/* Two programs scan the same tickets at once: each is let in once, by one of them. */
static void
test_two_doors (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (GDataInputStream) first_lines = NULL;
  g_autoptr (GDataInputStream) second_lines = NULL;
  g_autoptr (GSubprocess) first = NULL;
  g_autoptr (GSubprocess) second = NULL;
  g_autoptr (GError) error = NULL;
  FoyerUuid event_id;

  g_object_unref (foyer_test_data_make (dir, N_ATTENDEES, FOYER_TEST_DATA_ALL_VALID, &event_id));
  first = start_child ("--scan", path, 0, &first_lines);
  second = start_child ("--scan", path, 0, &second_lines);
  g_assert_cmpuint (count_admitted (first_lines) + count_admitted (second_lines), ==, N_ATTENDEES);
  g_assert_true (g_subprocess_wait_check (first, NULL, &error));
  g_assert_true (g_subprocess_wait_check (second, NULL, &error));
}

int
main (int argc, char *argv[])
{
  if (argc == 4 && (g_str_equal (argv[1], "--scan") || g_str_equal (argv[1], "--import") ||
                    g_str_equal (argv[1], "--cancel")))
    return be_child (argv[1], argv[2], argv[3]);

  g_test_init (&argc, &argv, NULL);
  program = argv[0];

  g_test_add_func ("/crash/scans", test_scans);
  g_test_add_func ("/crash/import", test_import);
  g_test_add_func ("/crash/cancel", test_cancel);
  g_test_add_func ("/crash/two-programs", test_two_programs);
  g_test_add_func ("/crash/two-doors", test_two_doors);

  return g_test_run ();
}
