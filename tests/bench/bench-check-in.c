/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scan costs against the least that SQLite can do: the same rows written by prepared
 * statements to a twin of the file, which knows beforehand whom it writes about and decides
 * nothing. Both sides in turn, in one run, on one file system, with FULL. */
#include "foyer-check-in-store.h"
#include "foyer-event-store.h"
#include "foyer-row-store.h"
#include "foyer-test-data.h"
#include "foyer-test.h"
#include "foyer-ticket-store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_TICKETS 1000000
#define N_SCANS   4000
#define N_WARM    300
#define LOG_PAGES 8000 /* as foyer-database.c */

typedef struct
{
  sqlite3 *handle;
  sqlite3_stmt *begin;
  sqlite3_stmt *set;
  sqlite3_stmt *fact;
  sqlite3_stmt *ticket;
  sqlite3_stmt *change;
  sqlite3_stmt *commit;
  FoyerUuid event_id;
  FoyerUuid list_id;
  FoyerUuid device_id;
} Bare;

static void
check (Bare *self, int code)
{
  if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
    g_error ("%s", sqlite3_errmsg (self->handle));
}

static sqlite3_stmt *
prepare (Bare *self, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  check (self,
         sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL));
  return statement;
}

static void
open_bare (Bare *self, const char *path)
{
  check (self,
         sqlite3_open_v2 (path, &self->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL));
  check (
      self,
      sqlite3_exec (
          self->handle,
          "PRAGMA synchronous = FULL; PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 8000",
          NULL, NULL, NULL));
  self->begin = prepare (self, "BEGIN IMMEDIATE");
  self->set = prepare (self, "INSERT INTO change_sets (kind, time) VALUES ('check-in', ?1)");
  self->fact = prepare (
      self, "INSERT INTO check_ins (id, updated_at, event_id, list_id, ticket_id, device_id, "
            "direction, method, "
            "time, verdict) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'ENTRY', 'QR_SCAN', ?2, 'ADMITTED')");
  self->ticket = prepare (
      self, "UPDATE tickets SET updated_at = ?1, status = 'CHECKED_IN', check_in_time = ?1, "
            "check_in_method = 'QR_SCAN' WHERE key = ?2");
  self->change = prepare (self, "INSERT INTO changes (change_set, position, row_type, action, "
                                "first_key, last_key, column_name, "
                                "before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8)");
  self->commit = prepare (self, "COMMIT");
}

static void
step (Bare *self, sqlite3_stmt *statement)
{
  check (self, sqlite3_step (statement));
  sqlite3_reset (statement);
}

static void
write_change (Bare *self,
              gint64 set,
              int position,
              int type,
              int action,
              gint64 key,
              const char *column,
              const char *after)
{
  sqlite3_bind_int64 (self->change, 1, set);
  sqlite3_bind_int (self->change, 2, position);
  sqlite3_bind_int (self->change, 3, type);
  sqlite3_bind_int (self->change, 4, action);
  sqlite3_bind_int64 (self->change, 5, key);
  sqlite3_bind_text (self->change, 6, column, -1, SQLITE_STATIC);
  sqlite3_bind_text (self->change, 7,
                     column != NULL && strcmp (column, "status") == 0 ? "VALID" : NULL, -1,
                     SQLITE_STATIC);
  sqlite3_bind_text (self->change, 8, after, -1, SQLITE_STATIC);
  step (self, self->change);
}

/* The rows of one scan. */
static void
write_bare (Bare *self, gint64 key, const FoyerUuid *ticket_id)
{
  gint64 now = g_get_real_time ();
  FoyerUuid id;
  gint64 set;

  step (self, self->begin);
  sqlite3_bind_int64 (self->set, 1, now);
  step (self, self->set);
  set = sqlite3_last_insert_rowid (self->handle);

  foyer_uuid_init_v7 (&id);
  sqlite3_bind_blob (self->fact, 1, id.bytes, 16, SQLITE_STATIC);
  sqlite3_bind_int64 (self->fact, 2, now);
  sqlite3_bind_blob (self->fact, 3, self->event_id.bytes, 16, SQLITE_STATIC);
  sqlite3_bind_blob (self->fact, 4, self->list_id.bytes, 16, SQLITE_STATIC);
  sqlite3_bind_blob (self->fact, 5, ticket_id->bytes, 16, SQLITE_STATIC);
  sqlite3_bind_blob (self->fact, 6, self->device_id.bytes, 16, SQLITE_STATIC);
  step (self, self->fact);
  write_change (self, set, 3, 7, 1, sqlite3_last_insert_rowid (self->handle), NULL, NULL);

  sqlite3_bind_int64 (self->ticket, 1, now);
  sqlite3_bind_int64 (self->ticket, 2, key);
  step (self, self->ticket);
  write_change (self, set, 0, 4, 2, key, "status", "CHECKED_IN");
  write_change (self, set, 1, 4, 2, key, "check_in_time", "1795395600000000");
  write_change (self, set, 2, 4, 2, key, "check_in_method", "QR_SCAN");
  step (self, self->commit);
}

static void
close_bare (Bare *self)
{
  sqlite3_stmt *all[] = { self->begin,  self->set,    self->fact,
                          self->ticket, self->change, self->commit };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    sqlite3_finalize (all[i]);
  sqlite3_close (self->handle);
}

static void
copy_file (const char *from, const char *to)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static gint64
count (sqlite3 *handle, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 n;

  sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL);
  sqlite3_step (statement);
  n = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return n;
}

static int
compare (const void *a, const void *b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static void
print_row (const char *name, gint64 ours, gint64 other, const char *asked, gboolean ok)
{
  printf ("BENCH\t%s\t%" G_GINT64_FORMAT " µs\t%" G_GINT64_FORMAT " µs\t%.2f\t%s\t%s\n", name, ours,
          other, (double) ours / other, asked, ok ? "ok" : "MISSED");
}

int
main (int argc, char *argv[])
{
  guint n_tickets = argc > 1 ? atoi (argv[1]) : N_TICKETS;
  /* not in /tmp, which may be memory: there FULL costs nothing */
  const char *build_dir = g_getenv ("G_TEST_BUILDDIR");
  g_autofree char *dir =
      g_build_filename (build_dir != NULL ? build_dir : ".", "bench-check-in.XXXXXX", NULL);
  g_autofree char *path = NULL;
  g_autofree char *twin = NULL;
  g_autofree gint64 *ours = g_new0 (gint64, N_SCANS);
  g_autofree gint64 *bare = g_new0 (gint64, N_SCANS);
  g_autoptr (FoyerDatabase) db = NULL;
  g_autoptr (GPtrArray) lists = NULL;
  g_autoptr (GError) error = NULL;
  Bare other = { 0 };
  gint64 start = g_get_monotonic_time ();

  g_assert_nonnull (g_mkdtemp (dir));
  path = g_build_filename (dir, "replica.foyer", NULL);
  twin = g_build_filename (dir, "twin.foyer", NULL);
  db = foyer_test_data_make (dir, n_tickets, FOYER_TEST_DATA_ALL_VALID, &other.event_id);
  g_clear_object (&db);
  copy_file (path, twin);
  g_printerr ("%u tickets made in %.1f s\n", n_tickets, (g_get_monotonic_time () - start) / 1e6);

  db = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, &error);
  g_assert_no_error (error);
  lists = foyer_check_in_store_lists (db, &other.event_id, NULL, &error);
  other.list_id = ((FoyerCheckInList *) g_ptr_array_index (lists, 0))->row.id;
  foyer_uuid_init_v7 (&other.device_id);
  open_bare (&other, twin);

  for (guint i = 0; i < N_WARM + N_SCANS; i++)
    {
      guint who = (guint) (i * G_GUINT64_CONSTANT (7919) % n_tickets);
      g_autofree char *code = foyer_test_data_code (who);
      FoyerScanRequest request = {
        .event_id = other.event_id, .code = code, .time = FOYER_NONE, .method = FOYER_METHOD_QR_SCAN
      };
      g_autoptr (FoyerScanResult) result = NULL;
      gint64 before = g_get_monotonic_time ();
      gint64 between;
      gint64 after;

      result = foyer_check_in_store_scan (db, &request, &error);
      between = g_get_monotonic_time ();
      g_assert_no_error (error);
      g_assert_cmpint (result->verdict, ==, FOYER_VERDICT_ADMITTED);
      after = g_get_monotonic_time ();
      write_bare (&other, result->ticket->row.key, &result->ticket->row.id);
      if (i >= N_WARM)
        {
          ours[i - N_WARM] = between - before;
          bare[i - N_WARM] = g_get_monotonic_time () - after;
        }
    }

  /* The same was written. */
  g_assert_cmpint (count (other.handle, "SELECT count (*) FROM check_ins"), ==,
                   count (foyer_database_get_handle (db), "SELECT count (*) FROM check_ins"));
  g_assert_cmpint (count (other.handle, "SELECT count (*) FROM changes"), ==,
                   count (foyer_database_get_handle (db), "SELECT count (*) FROM changes"));

  qsort (ours, N_SCANS, sizeof *ours, compare);
  qsort (bare, N_SCANS, sizeof *bare, compare);
  print_row ("check-in, 1 000 000 tickets, FULL: p50", ours[N_SCANS / 2], bare[N_SCANS / 2],
             "≤ 1.5×", ours[N_SCANS / 2] <= 1.5 * bare[N_SCANS / 2]);
  print_row ("check-in, 1 000 000 tickets, FULL: p99", ours[N_SCANS * 99 / 100],
             bare[N_SCANS * 99 / 100], "≤ 1000 µs", ours[N_SCANS * 99 / 100] <= 1000);

  close_bare (&other);
  g_clear_object (&db);
  foyer_test_dir_free (g_steal_pointer (&dir));
  return 0;
}
