/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "event-acts-fixture.h"

#include "foyer-event-cancel-store.h"
#include "foyer-row-store.h"
#include "foyer-test-data.h"

void
acts_set_up (ActsFixture *fixture, gconstpointer data)
{
  fixture->dir = foyer_test_dir_new ();
  fixture->db = foyer_test_data_make (fixture->dir, 200, FOYER_TEST_DATA_MIXED, &fixture->id);
}

void
acts_tear_down (ActsFixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->db);
  foyer_test_dir_free (fixture->dir);
}

FoyerTransaction *
acts_begin (ActsFixture *fixture, const char *kind)
{
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (fixture->db, kind, &error);

  g_assert_no_error (error);
  return transaction;
}

gint64
acts_commit (FoyerTransaction *transaction)
{
  g_autoptr (GError) error = NULL;
  gint64 change_set = 0;

  foyer_transaction_commit (transaction, &change_set, &error);
  g_assert_no_error (error);
  return change_set;
}

FoyerEvent *
acts_get (ActsFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  FoyerEvent *event = foyer_row_store_find (fixture->db, &FOYER_EVENT_TYPE, &fixture->id, &error);

  g_assert_no_error (error);
  return event;
}

gint64
acts_count (ActsFixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 n;

  g_assert_cmpint (
      sqlite3_prepare_v2 (foyer_database_get_handle (fixture->db), sql, -1, &statement, NULL), ==,
      SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return n;
}

char *
acts_digest (ActsFixture *fixture)
{
  static const char *const tables[] = { "events",         "ticket_tiers", "orders",  "tickets",
                                        "check_in_lists", "messages",     "refunds", "questions" };
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("SELECT * FROM %s WHERE deleted_at IS NULL ORDER BY key", tables[i]);
      sqlite3_stmt *statement = NULL;

      sqlite3_prepare_v2 (foyer_database_get_handle (fixture->db), sql, -1, &statement, NULL);
      while (sqlite3_step (statement) == SQLITE_ROW)
        for (int c = 0; c < sqlite3_column_count (statement); c++)
          {
            /* when it was written last is not what was written */
            if (g_str_equal (sqlite3_column_name (statement, c), "updated_at"))
              continue;
            g_checksum_update (sum, sqlite3_column_blob (statement, c),
                               sqlite3_column_bytes (statement, c));
            g_checksum_update (sum, (const guchar *) "|", 1);
          }
      sqlite3_finalize (statement);
    }
  return g_strdup (g_checksum_get_string (sum));
}

void
acts_make_publishable (ActsFixture *fixture)
{
  g_autoptr (FoyerEvent) before = acts_get (fixture);
  g_autoptr (FoyerEvent) after = foyer_event_copy (before);
  FoyerTransaction *transaction = acts_begin (fixture, "edit");

  after->venue_name = g_strdup ("Hall");
  g_assert_true (foyer_transaction_update (transaction, before, after, NULL));
  acts_commit (transaction);
}

gboolean
acts_publish (FoyerTransaction *transaction, const FoyerUuid *id, GError **error)
{
  return foyer_event_acts_publish (transaction, id, NOW, error);
}

gboolean
acts_cancel (FoyerTransaction *transaction, const FoyerUuid *id, GError **error)
{
  const FoyerEventCancel how = { .subject = "Cancelled", .body = "Sorry", .reason = "Rain" };

  return foyer_event_cancel_store_cancel (transaction, id, &how, NOW, NULL, NULL, NULL, error);
}
