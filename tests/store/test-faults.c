/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that is full or broken at the n-th write, for every n until the act succeeds: the act
 * fails with a sentence, nothing of it is half done, the file is sound, and the next try works. */
#include "foyer-check-in-store.h"
#include "foyer-fault-vfs.h"
#include "foyer-row-store.h"
#include "foyer-test-data.h"
#include "foyer-test.h"
#include "foyer-ticket.h"
#include "foyer-transaction.h"

#include <string.h>

#define MOST 2000

typedef struct
{
  FoyerFault fault;
  gboolean stays;
} Case;

static const Case cases[] = {
  { FOYER_FAULT_FULL, FALSE }, { FOYER_FAULT_FULL, TRUE }, { FOYER_FAULT_WRITE, FALSE },
  { FOYER_FAULT_SYNC, FALSE }, { FOYER_FAULT_SYNC, TRUE },
};

typedef struct
{
  FoyerTestDir dir;
  char *content; /* of a replica with 40 attendees */
  gsize length;
  FoyerUuid event_id;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture->dir = foyer_test_dir_new ();
  foyer_fault_vfs_arm (FOYER_FAULT_FULL, 0, FALSE);
  g_object_unref (
      foyer_test_data_make (fixture->dir, 40, FOYER_TEST_DATA_ALL_VALID, &fixture->event_id));
  path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  g_assert_true (g_file_get_contents (path, &fixture->content, &fixture->length, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->content);
  foyer_test_dir_free (fixture->dir);
}

/* The replica again, as it was at first. */
static FoyerDatabase *
open_fresh (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->dir, "copy.foyer", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  FoyerDatabase *db;

  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_file_set_contents_full (path, fixture->content, fixture->length, G_FILE_SET_CONTENTS_NONE, 0600,
                            &error);
  g_assert_no_error (error);
  db = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, &error);
  g_assert_no_error (error);
  return db;
}

static gint64
count (FoyerDatabase *db, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", table);
  sqlite3_stmt *statement = NULL;
  gint64 n = -1;

  g_assert_cmpint (sqlite3_prepare_v2 (foyer_database_get_handle (db), sql, -1, &statement, NULL),
                   ==, SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    n = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return n;
}

static void
assert_sentence (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == FOYER_STORE_ERROR);
  g_assert_cmpuint (strlen (error->message), >, 20);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

/* As after a restart: the file is sound, and opens as ever. */
static FoyerDatabase *
reopen (FoyerDatabase *db)
{
  g_autofree char *path = g_strdup (foyer_database_get_path (db));
  g_autoptr (GError) error = NULL;

  foyer_fault_vfs_arm (FOYER_FAULT_FULL, 0, FALSE);
  g_object_unref (db);
  db = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (foyer_database_quick_check (db, NULL, &error));
  return db;
}

static gboolean
import (FoyerDatabase *db, const FoyerUuid *event_id, guint n, GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "import", error);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();

      ticket->event_id = *event_id;
      ticket->attendee_name = foyer_test_data_name (i);
      ticket->qr_code = g_strdup_printf ("NEW%u", i);
      if (transaction == NULL || !foyer_transaction_insert (transaction, ticket, error))
        return FALSE;
    }
  return foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

/* A small cache, so that a large transaction must write before its commit. */
static void
shrink_cache (FoyerDatabase *db)
{
  g_assert_true (foyer_database_exec (db, "PRAGMA cache_size = 10", NULL));
}

static void
test_import (Fixture *fixture, gconstpointer data)
{
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    for (guint n = 1;; n += n < 60 ? 1 : 23)
      {
        FoyerDatabase *db = open_fresh (fixture);
        gint64 n_before = count (db, "tickets");
        gint64 n_sets = count (db, "change_sets");
        g_autoptr (GError) error = NULL;
        gboolean is_done;

        g_assert_cmpuint (n, <, MOST);
        shrink_cache (db);
        foyer_fault_vfs_arm (cases[c].fault, n, cases[c].stays);
        is_done = import (db, &fixture->event_id, 400, &error);
        if (!is_done)
          assert_sentence (error);
        if (!is_done && cases[c].fault == FOYER_FAULT_FULL)
          g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FULL);
        g_clear_error (&error);

        db = reopen (db);
        g_assert_cmpint (count (db, "tickets"), ==, is_done ? n_before + 400 : n_before);
        g_assert_cmpint (count (db, "change_sets"), ==, is_done ? n_sets + 1 : n_sets);
        if (!is_done)
          {
            import (db, &fixture->event_id, 400, &error);
            g_assert_no_error (error);
          }
        g_object_unref (db);
        if (is_done)
          {
            g_assert_cmpuint (n, >, 2);
            break;
          }
      }
}

/* The same connection goes on after a failed scan. */
static void
test_scan (Fixture *fixture, gconstpointer data)
{
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    for (guint n = 1;; n++)
      {
        FoyerDatabase *db = open_fresh (fixture);
        g_autofree char *code = foyer_test_data_code (3);
        FoyerScanRequest request = { .event_id = fixture->event_id,
                                     .code = code,
                                     .time = FOYER_NONE };
        g_autoptr (FoyerScanResult) first = NULL;
        g_autoptr (FoyerScanResult) second = NULL;
        g_autoptr (GError) error = NULL;

        g_assert_cmpuint (n, <, MOST);
        foyer_fault_vfs_arm (cases[c].fault, n, cases[c].stays);
        first = foyer_check_in_store_scan (db, &request, &error);
        if (first == NULL)
          {
            assert_sentence (error);
            g_assert_true (foyer_fault_vfs_has_fired ());
          }
        g_clear_error (&error);
        foyer_fault_vfs_arm (cases[c].fault, 0, FALSE);
        if (n % 2 == 0)
          db = reopen (db);

        second = foyer_check_in_store_scan (db, &request, &error);
        g_assert_no_error (error);
        g_assert_cmpint (second->verdict, ==,
                         first == NULL ? FOYER_VERDICT_ADMITTED : FOYER_VERDICT_ALREADY_IN);
        g_assert_cmpint (count (db, "check_ins"), ==, first == NULL ? 1 : 2);
        g_assert_true (foyer_database_quick_check (db, NULL, &error));
        g_object_unref (db);
        if (first != NULL)
          {
            g_assert_cmpuint (n, >, cases[c].fault == FOYER_FAULT_SYNC ? 1 : 4);
            break;
          }
      }
}

/* A new replica that cannot be finished is made by the next try. */
static void
test_create (Fixture *fixture, gconstpointer data)
{
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    for (guint n = 1;; n++)
      {
        g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
        g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
        g_autoptr (GError) error = NULL;
        g_autoptr (FoyerDatabase) db = NULL;
        gboolean is_done;

        g_assert_cmpuint (n, <, MOST);
        foyer_fault_vfs_arm (cases[c].fault, n, cases[c].stays);
        db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
        is_done = db != NULL && !foyer_fault_vfs_has_fired ();
        if (db == NULL)
          assert_sentence (error);
        g_clear_error (&error);
        g_clear_object (&db);
        foyer_fault_vfs_arm (cases[c].fault, 0, FALSE);

        db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
        g_assert_no_error (error);
        g_assert_cmpint (count (db, "replica_info"), ==, 1);
        g_assert_true (foyer_database_quick_check (db, NULL, &error));
        if (is_done)
          {
            g_assert_cmpuint (n, >, 2);
            break;
          }
      }
}

#define add(path, func) g_test_add ("/faults/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  foyer_fault_vfs_install ();

  add ("scan", test_scan);
  add ("create", test_create);
  add ("import", test_import);

  return g_test_run ();
}
