/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The write-ahead log as a file: long enough beforehand, and no harm done by what it is longer. */
#include "foyer-database-private.h"
#include "foyer-test.h"

#include <glib/gstdio.h>

typedef struct
{
  FoyerTestDir dir;
  char *path;
  FoyerDatabase *db;
} Fixture;

static gint64
get_log_size (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf status;

  return g_stat (log, &status) == 0 ? status.st_size : 0;
}

static void
add_row (FoyerDatabase *db)
{
  g_autoptr (GError) error = NULL;

  foyer_database_exec (db, "INSERT INTO change_sets (kind, time) VALUES ('x', 1)", &error);
  g_assert_no_error (error);
}

static gint64
count_rows (sqlite3 *handle)
{
  sqlite3_stmt *statement = NULL;
  gint64 n;

  g_assert_cmpint (
      sqlite3_prepare_v2 (handle, "SELECT count (*) FROM change_sets", -1, &statement, NULL), ==,
      SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return n;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->dir = foyer_test_dir_new ();
  self->path = g_build_filename (self->dir, "replica.foyer", NULL);
  self->db = foyer_database_open (self->path, FOYER_DATABASE_CREATE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->db);
  g_free (self->path);
  foyer_test_dir_free (self->dir);
}

/* What is committed goes where there is room: the file keeps its length. */
static void
test_room (Fixture *fixture, gconstpointer data)
{
  guint n_room;
  gint64 size;

  add_row (fixture->db);
  n_room = foyer_database_make_room (fixture->db, foyer_database_get_n_log_pages (fixture->db));
  size = get_log_size (fixture->path);
  g_assert_cmpuint (n_room, >=,
                    foyer_database_get_n_log_pages (fixture->db) + FOYER_LOG_ROOM_LEAST);
  g_assert_cmpint (size, >=, n_room * (gint64) 4096);
  for (guint i = 0; i < 50; i++)
    add_row (fixture->db);
  g_assert_cmpint (get_log_size (fixture->path), ==, size);

  /* Enough is enough; a log that has grown wants more. */
  g_assert_cmpuint (foyer_database_make_room (fixture->db, 1), ==, n_room);
  g_assert_cmpint (get_log_size (fixture->path), ==, size);
  g_assert_cmpuint (foyer_database_make_room (fixture->db, n_room), >=,
                    n_room + FOYER_LOG_ROOM_LEAST);
  g_assert_cmpint (get_log_size (fixture->path), >, size);
}

/* A log that is being written is left alone, and nobody is waited for. */
static void
test_busy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDatabase) other =
      foyer_database_open (fixture->path, FOYER_DATABASE_READ_WRITE, &error);
  gint64 size;

  g_assert_no_error (error);
  add_row (fixture->db);
  size = get_log_size (fixture->path);
  g_assert_true (foyer_database_exec (other, "BEGIN IMMEDIATE", NULL));
  g_assert_cmpuint (foyer_database_make_room (fixture->db, 1), ==, 0);
  g_assert_cmpint (get_log_size (fixture->path), ==, size);
  g_assert_true (foyer_database_exec (other, "ROLLBACK", NULL));
  g_assert_cmpuint (foyer_database_make_room (fixture->db, 1), >, 0);
}

static void
copy_file (const char *from, const char *to, const char *ending)
{
  g_autofree char *source = g_strconcat (from, ending, NULL);
  g_autofree char *target = g_strconcat (to, ending, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize n;

  g_file_get_contents (source, &bytes, &n, &error);
  g_assert_no_error (error);
  g_file_set_contents (target, bytes, (gssize) n, &error);
  g_assert_no_error (error);
}

/* What a crash leaves: the file and its log, of which the end is zeros. */
static void
assert_recovered (Fixture *fixture, const char *name, gint64 n_rows)
{
  g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
  g_autoptr (FoyerDatabase) db = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *plain = NULL;

  copy_file (fixture->path, path, "");
  copy_file (fixture->path, path, "-wal");
  g_assert_cmpint (sqlite3_open (path, &plain), ==, SQLITE_OK);
  g_assert_cmpint (count_rows (plain), ==, n_rows);
  sqlite3_close (plain);

  g_remove (path);
  copy_file (fixture->path, path, "");
  copy_file (fixture->path, path, "-wal");
  db = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_rows (foyer_database_get_handle (db)), ==, n_rows);
  g_assert_true (foyer_database_quick_check (db, NULL, &error));
  add_row (db);
  g_assert_cmpint (count_rows (foyer_database_get_handle (db)), ==, n_rows + 1);
}

static void
test_recovery (Fixture *fixture, gconstpointer data)
{
  gint64 n_rows = count_rows (foyer_database_get_handle (fixture->db));

  /* Zeros alone. */
  g_assert_true (foyer_database_exec (fixture->db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL));
  g_assert_cmpint (get_log_size (fixture->path), ==, 0);
  g_assert_cmpuint (foyer_database_make_room (fixture->db, 0), >, 0);
  assert_recovered (fixture, "zeros.foyer", n_rows);

  /* Commits, then zeros. */
  for (guint i = 0; i < 20; i++)
    add_row (fixture->db);
  assert_recovered (fixture, "commits.foyer", n_rows + 20);

  /* Commits, zeros that were made between two of them, commits, zeros. */
  g_assert_cmpuint (foyer_database_make_room (fixture->db, 2000), >, 2000);
  add_row (fixture->db);
  assert_recovered (fixture, "between.foyer", n_rows + 21);

  /* A second round over the first one. */
  g_assert_true (foyer_database_checkpoint (fixture->db));
  add_row (fixture->db);
  assert_recovered (fixture, "round.foyer", n_rows + 22);
}

/* A log that was copied to its end is written from its beginning again. */
static void
test_round (Fixture *fixture, gconstpointer data)
{
  guint n_pages;

  for (guint i = 0; i < 50; i++)
    add_row (fixture->db);
  n_pages = foyer_database_get_n_log_pages (fixture->db);
  g_assert_true (foyer_database_checkpoint (fixture->db));
  add_row (fixture->db);
  g_assert_cmpuint (foyer_database_get_n_log_pages (fixture->db), <, n_pages);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/database-log/room", Fixture, NULL, set_up, test_room, tear_down);
  g_test_add ("/database-log/busy", Fixture, NULL, set_up, test_busy, tear_down);
  g_test_add ("/database-log/recovery", Fixture, NULL, set_up, test_recovery, tear_down);
  g_test_add ("/database-log/round", Fixture, NULL, set_up, test_round, tear_down);

  return g_test_run ();
}
