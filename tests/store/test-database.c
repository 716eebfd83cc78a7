/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-database-private.h"
#include "foyer-row-store.h"
#include "foyer-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static char *
read_pragma (FoyerDatabase *db, const char *name)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA %s", name);
  sqlite3_stmt *statement = NULL;
  char *value = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (foyer_database_get_handle (db), sql, -1, &statement, NULL),
                   ==, SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return value;
}

static guint
mode_of (const char *path)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return status.st_mode & 0777;
}

static void
test_create (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "a", "b", "replica.foyer", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *shared = g_strconcat (path, "-shm", NULL);
  g_autofree char *journal_mode = NULL;
  g_autofree char *synchronous = NULL;
  g_autoptr (FoyerDatabase) db = NULL;
  g_autoptr (GError) error = NULL;
  mode_t umask_before = umask (0);

  db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
  umask (umask_before);
  g_assert_no_error (error);
  g_assert_cmpstr (foyer_database_get_path (db), ==, path);
  foyer_database_exec (db, "INSERT INTO change_sets (kind, time) VALUES ('x', 1)", &error);
  g_assert_no_error (error);

  g_assert_cmpuint (mode_of (folder), ==, 0700);
  g_assert_cmpuint (mode_of (path), ==, 0600);
  g_assert_cmpuint (mode_of (log), ==, 0600);
  g_assert_cmpuint (mode_of (shared), ==, 0600);

  journal_mode = read_pragma (db, "journal_mode");
  synchronous = read_pragma (db, "synchronous");
  g_assert_cmpstr (journal_mode, ==, "wal");
  g_assert_cmpstr (synchronous, ==, "2");
  g_assert_true (foyer_database_quick_check (db, NULL, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (g_steal_pointer (&db));
}

static void
test_missing (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "none.foyer", NULL);
  const FoyerDatabaseMode modes[] = { FOYER_DATABASE_READ_WRITE, FOYER_DATABASE_READ_ONLY };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (foyer_database_open (path, modes[i], &error));
      g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

/* Makes a replica, changes it by SQL outside of Foyer, closes it. */
static void
make_with (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDatabase) db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  foyer_database_exec (db, sql, &error);
  g_assert_no_error (error);
}

static void
make_newer (const char *path)
{
  make_with (path, "PRAGMA user_version = 99");
}

static void
make_foreign (const char *path)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, "PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1)",
                NULL, NULL, NULL);
  sqlite3_close (handle);
}

static void
make_text (const char *path)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path,
                       "Dear diary, this is no database, and is longer than a header of a hundred "
                       "bytes is, so there.\n",
                       -1, &error);
  g_assert_no_error (error);
}

static void
make_short (const char *path)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "SQLite format 3", 16, &error);
  g_assert_no_error (error);
}

/* The header holds, the pages behind it do not. */
static void
make_torn (const char *path)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  make_with (path, "PRAGMA wal_checkpoint (TRUNCATE)");
  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  memset (content + 100, 0xa5, 4096 - 100);
  g_file_set_contents (path, content, length, &error);
  g_assert_no_error (error);
}

static void
test_refused (void)
{
  const struct
  {
    void (*make) (const char *path);
    FoyerStoreError code;
  } cases[] = {
    { make_newer, FOYER_STORE_ERROR_NEWER },  { make_foreign, FOYER_STORE_ERROR_DAMAGED },
    { make_text, FOYER_STORE_ERROR_DAMAGED }, { make_short, FOYER_STORE_ERROR_DAMAGED },
    { make_torn, FOYER_STORE_ERROR_DAMAGED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (FoyerDatabaseMode mode = FOYER_DATABASE_CREATE; mode <= FOYER_DATABASE_READ_ONLY; mode++)
      {
        g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
        g_autofree char *path = g_build_filename (dir, "file", NULL);
        g_autofree char *before = NULL;
        g_autofree char *after = NULL;
        gsize n_before;
        gsize n_after;
        g_autoptr (GError) error = NULL;

        cases[i].make (path);
        g_assert_true (g_file_get_contents (path, &before, &n_before, NULL));
        g_assert_null (foyer_database_open (path, mode, &error));
        g_assert_error (error, FOYER_STORE_ERROR, (int) cases[i].code);
        g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
        g_assert_cmpmem (before, n_before, after, n_after);
      }
}

/* A damaged page behind sound ones is found by the check, not by opening. */
static void
test_quick_check (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (FoyerDatabase) db = NULL;
  g_autoptr (GError) error = NULL;
  FILE *file;

  make_with (path, "PRAGMA wal_checkpoint (TRUNCATE)");
  file = g_fopen (path, "r+");
  g_assert_nonnull (file);
  fseek (file, 5 * 4096, SEEK_SET);
  for (int i = 0; i < 4096; i++)
    fputc (0xa5, file);
  fclose (file);

  db = foyer_database_open (path, FOYER_DATABASE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_false (foyer_database_quick_check (db, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DAMAGED);
}

/* Two users of one statement do not disturb each other, and a binding never outlives its user. */
static void
test_statements (void)
{
  static const char sql[] = "SELECT value FROM json_each (?1)";
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDatabase) db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
  sqlite3_stmt *outer;
  sqlite3_stmt *inner;

  outer = foyer_database_prepare (db, sql, &error);
  sqlite3_bind_text (outer, 1, "[1,2]", -1, SQLITE_STATIC);
  g_assert_cmpint (foyer_database_step (db, outer, &error), ==, SQLITE_ROW);

  inner = foyer_database_prepare (db, sql, &error);
  g_assert_true (inner != outer);
  sqlite3_bind_text (inner, 1, "[7]", -1, SQLITE_STATIC);
  g_assert_cmpint (foyer_database_step (db, inner, &error), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (inner, 0), ==, 7);
  g_assert_cmpint (foyer_database_step (db, inner, &error), ==, SQLITE_DONE);

  g_assert_cmpint (foyer_database_step (db, outer, &error), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (outer, 0), ==, 2);
  g_assert_cmpint (foyer_database_step (db, outer, &error), ==, SQLITE_DONE);

  g_assert_true (foyer_database_prepare (db, sql, &error) == outer);
  g_assert_cmpint (foyer_database_step (db, outer, &error), ==, SQLITE_DONE);
  g_assert_no_error (error);

  g_assert_null (foyer_database_prepare (db, "SELECT nonsense", &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FAILED);
}

static void
test_cancel (void)
{
  static const char sql[] =
      "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count (*) FROM n";
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDatabase) db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, &error);

  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  foyer_database_interrupt_on (db, cancellable);
  g_assert_cmpint (foyer_database_step (db, statement, &error) & 0xff, ==, SQLITE_INTERRUPT);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  foyer_database_interrupt_on (db, NULL);
  g_clear_error (&error);
  g_assert_true (foyer_database_exec (db, "SELECT 1", &error));
}

/* A reader sees what a writer has committed, beside it and after it. */
static void
test_beside (void)
{
  static const char sql[] = "SELECT count (*) FROM change_sets";
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDatabase) writer = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
  g_autoptr (FoyerDatabase) reader = foyer_database_open (path, FOYER_DATABASE_READ_ONLY, &error);
  sqlite3_stmt *statement;

  g_assert_no_error (error);
  g_assert_true (foyer_database_exec (
      writer, "BEGIN IMMEDIATE; INSERT INTO change_sets (kind, time) VALUES ('x', 1)", &error));
  statement = foyer_database_prepare (reader, sql, &error);
  g_assert_cmpint (foyer_database_step (reader, statement, &error), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (statement, 0), ==, 0);
  sqlite3_reset (statement);
  g_assert_true (foyer_database_exec (writer, "COMMIT", &error));
  g_assert_cmpint (foyer_database_step (reader, statement, &error), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (statement, 0), ==, 1);
  sqlite3_reset (statement);

  g_assert_false (foyer_database_exec (reader, "DELETE FROM change_sets", &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY);
}

/* A commit copies a long log into the file, but not on a connection that leaves that to others. */
static void
test_log (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autofree char *sql = g_strdup_printf ("CREATE TABLE large (data);"
                                          "INSERT INTO large VALUES (zeroblob (%d))",
                                          FOYER_LOG_PAGES_MOST * 4096);
  g_autoptr (FoyerDatabase) db = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  foyer_database_set_leaves_log (db, TRUE);
  foyer_database_exec (db, sql, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_size, <, FOYER_LOG_PAGES_MOST * 4096);

  foyer_database_set_leaves_log (db, FALSE);
  foyer_database_exec (db, "INSERT INTO large VALUES (1)", &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_size, >, FOYER_LOG_PAGES_MOST * 4096);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/database/create", test_create);
  g_test_add_func ("/database/missing", test_missing);
  g_test_add_func ("/database/refused", test_refused);
  g_test_add_func ("/database/quick-check", test_quick_check);
  g_test_add_func ("/database/statements", test_statements);
  g_test_add_func ("/database/cancel", test_cancel);
  g_test_add_func ("/database/beside", test_beside);
  g_test_add_func ("/database/log", test_log);

  return g_test_run ();
}
