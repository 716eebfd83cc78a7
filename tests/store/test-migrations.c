/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every schema that was ever released opens. tests/databases/ has a file of each, made when it was
 * new by "test-store-migrations --make FILE"; they are never made again. */
#include "foyer-check-in-store.h"
#include "foyer-event-store.h"
#include "foyer-identity.h"
#include "foyer-migrations.h"
#include "foyer-order-store.h"
#include "foyer-row-sql.h"
#include "foyer-row-store.h"
#include "foyer-test-data.h"
#include "foyer-test.h"
#include "foyer-ticket-store.h"

static const char *
sql_type_of (const FoyerColumn *column)
{
  switch (column->type)
    {
    case FOYER_COLUMN_UUID:
    case FOYER_COLUMN_BLOB:
      return "BLOB";
    case FOYER_COLUMN_TEXT:
    case FOYER_COLUMN_JSON:
    case FOYER_COLUMN_ENUM:
      return "TEXT";
    case FOYER_COLUMN_INTEGER:
    case FOYER_COLUMN_TIME:
    case FOYER_COLUMN_BOOLEAN:
      return "INTEGER";
    }
  g_assert_not_reached ();
}

/* The row's description and its table say the same, column by column. */
static void
assert_columns (FoyerDatabase *db, const FoyerRowType *type)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT name, type FROM pragma_table_info ('%s') ORDER BY cid", type->table);
  sqlite3_stmt *statement = NULL;
  guint n = 0;

  g_assert_cmpint (sqlite3_prepare_v2 (foyer_database_get_handle (db), sql, -1, &statement, NULL),
                   ==, SQLITE_OK);
  for (; sqlite3_step (statement) == SQLITE_ROW; n++)
    if (n >= FOYER_N_HEAD_COLUMNS)
      {
        const FoyerColumn *column =
            foyer_row_type_find (type, (const char *) sqlite3_column_text (statement, 0));

        g_test_message ("%s.%s", type->table, sqlite3_column_text (statement, 0));
        g_assert_nonnull (column);
        g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 1), ==,
                         sql_type_of (column));
        g_assert_cmpuint (column->since, <=, foyer_migrations_latest ());
      }
  g_assert_cmpuint (n, ==, FOYER_N_HEAD_COLUMNS + type->n_columns);
  sqlite3_finalize (statement);
}

static void
test_columns (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDatabase) db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  for (const FoyerRowType *const *type = foyer_row_types (); *type != NULL; type++)
    assert_columns (db, *type);
}

/* Types have numbers of their own, small enough for the cache of statements, and few enough columns
 * for a set. */
static void
test_numbers (void)
{
  const FoyerRowType *const *types = foyer_row_types ();

  for (guint i = 0; types[i] != NULL; i++)
    {
      g_assert_true (foyer_row_type_from_number (types[i]->number) == types[i]);
      g_assert_cmpuint (types[i]->n_columns, <=, 56);
    }
  g_assert_null (foyer_row_type_from_number (0));
}

static char *
dump_schema (FoyerDatabase *db)
{
  GString *text = g_string_new (NULL);
  sqlite3_stmt *statement = NULL;

  sqlite3_prepare_v2 (foyer_database_get_handle (db),
                      "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' "
                      "ORDER BY type, name",
                      -1, &statement, NULL);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (text, "%s %s\n%s\n", sqlite3_column_text (statement, 0),
                            sqlite3_column_text (statement, 1), sqlite3_column_text (statement, 2));
  sqlite3_finalize (statement);
  return g_string_free (text, FALSE);
}

static void
assert_content (FoyerDatabase *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerEvent) event = foyer_event_store_find (db, "test-event", &error);
  g_autoptr (GPtrArray) tiers = NULL;
  g_autoptr (GPtrArray) tickets = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (FoyerOrder) order = NULL;
  g_autofree char *code = foyer_test_data_code (0);
  g_autofree char *name = foyer_test_data_name (0);
  const FoyerTicket *ticket;
  FoyerUuid replica_id;
  FoyerUuid device_id;

  g_assert_no_error (error);
  g_assert_cmpstr (event->timezone, ==, "Europe/Berlin");
  g_assert_true (foyer_identity_read (db, &replica_id, &device_id, &error));
  tiers = foyer_event_store_tiers (db, &event->row.id, &error);
  g_assert_cmpuint (tiers->len, ==, 3);
  order = foyer_order_store_find (db, &event->row.id, "R000000", &error);
  g_assert_cmpint (order->status, ==, FOYER_ORDER_COMPLETED);
  tickets = foyer_ticket_store_find_code (db, code, &error);
  ticket = g_ptr_array_index (tickets, 0);
  g_assert_cmpstr (ticket->attendee_name, ==, name);
  g_assert_cmpint (ticket->status, ==, FOYER_TICKET_CHECKED_IN);
  history = foyer_check_in_store_history (db, &ticket->row.id, &error);
  g_assert_cmpuint (history->len, ==, 1);
}

/* Each old file becomes what a new one is, and keeps all that it has. */
static void
test_stored (void)
{
  for (guint version = 1; version <= foyer_migrations_latest (); version++)
    {
      g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
      g_autofree char *name = g_strdup_printf ("schema-%u.foyer", version);
      g_autofree char *stored = g_test_build_filename (G_TEST_DIST, "databases", name, NULL);
      g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
      g_autofree char *new_path = g_build_filename (dir, "new.foyer", NULL);
      g_autofree char *content = NULL;
      g_autofree char *old_schema = NULL;
      g_autofree char *new_schema = NULL;
      g_autoptr (FoyerDatabase) db = NULL;
      g_autoptr (FoyerDatabase) new_db = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      g_file_get_contents (stored, &content, &length, &error);
      g_assert_no_error (error);
      g_file_set_contents (path, content, length, &error);
      g_assert_no_error (error);
      db = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, &error);
      g_assert_no_error (error);
      g_assert_true (foyer_database_quick_check (db, NULL, &error));
      assert_content (db);

      new_db = foyer_database_open (new_path, FOYER_DATABASE_CREATE, &error);
      old_schema = dump_schema (db);
      new_schema = dump_schema (new_db);
      g_assert_cmpstr (old_schema, ==, new_schema);
    }
}

static int
make (const char *path)
{
  g_autoptr (FoyerDatabase) db = foyer_database_open (path, FOYER_DATABASE_CREATE, NULL);
  g_autofree char *code = foyer_test_data_code (0);
  g_autoptr (FoyerScanResult) result = NULL;
  FoyerScanRequest request = { .code = code,
                               .time = G_GINT64_CONSTANT (1795395600000000),
                               .method = FOYER_METHOD_QR_SCAN };

  foyer_test_data_fill (db, 5, FOYER_TEST_DATA_ALL_VALID, &request.event_id);
  result = foyer_check_in_store_scan (db, &request, NULL);
  return foyer_database_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL) && result != NULL ? 0
                                                                                              : 1;
}

typedef struct
{
  const char *path;
  GError *error;
} Opening;

static gpointer
open_thread (gpointer data)
{
  Opening *opening = data;
  FoyerDatabase *db = foyer_database_open (opening->path, FOYER_DATABASE_CREATE, &opening->error);

  g_clear_object (&db);
  return NULL;
}

/* Two programs that meet at a replica that is not there yet both get it, and it is made once. */
static void
test_made_at_once (void)
{
  static const char sql[] = "SELECT count (*) FROM replica_info";

  for (guint round = 0; round < 30; round++)
    {
      g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
      g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
      g_autoptr (FoyerDatabase) db = NULL;
      g_autoptr (GError) error = NULL;
      Opening openings[4] = { { path }, { path }, { path }, { path } };
      GThread *threads[G_N_ELEMENTS (openings)];
      sqlite3_stmt *statement;

      for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
        threads[i] = g_thread_new ("open", open_thread, &openings[i]);
      for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
        {
          g_thread_join (threads[i]);
          g_assert_no_error (openings[i].error);
        }
      db = foyer_database_open (path, FOYER_DATABASE_READ_ONLY, &error);
      statement = foyer_database_prepare (db, sql, &error);
      foyer_database_step (db, statement, &error);
      g_assert_cmpint (sqlite3_column_int (statement, 0), ==, 1);
      sqlite3_reset (statement);
    }
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--make"))
    return make (argv[2]);

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/migrations/columns", test_columns);
  g_test_add_func ("/migrations/numbers", test_numbers);
  g_test_add_func ("/migrations/stored", test_stored);
  g_test_add_func ("/migrations/made-at-once", test_made_at_once);

  return g_test_run ();
}
