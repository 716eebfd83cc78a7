/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sample-event.h"

#include "foyer-check-in-list.h"
#include "foyer-event-store.h"
#include "foyer-row-store.h"
#include "foyer-sample-people.h"
#include "foyer-test.h"

#define NOW (G_GINT64_CONSTANT (1795370400) * G_USEC_PER_SEC)

static FoyerSampleWords *
make_words (void)
{
  FoyerSampleWords *words = g_new0 (FoyerSampleWords, 1);

  words->title = g_strdup ("Sample");
  words->venue = g_strdup ("House");
  words->address = g_strdup ("Square");
  words->tiers[0] = g_strdup ("General");
  words->tiers[1] = g_strdup ("VIP");
  words->tiers[2] = g_strdup ("Student");
  words->entrances[0] = g_strdup ("Main");
  words->entrances[1] = g_strdup ("North");
  words->timezone = g_strdup ("Europe/Berlin");
  words->currency = g_strdup ("JPY");
  return words;
}

static void
test_names (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint n = 0; n < FOYER_N_SAMPLE_PEOPLE; n++)
    {
      char *name = foyer_sample_person_name (n);

      g_assert_true (g_utf8_validate (name, -1, NULL));
      g_test_message ("%s", name);
      g_assert_true (g_hash_table_add (seen, name));
    }
}

static gint64
count (FoyerDatabase *db, const char *sql)
{
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, NULL);
  gint64 n;

  g_assert_nonnull (statement);
  g_assert_cmpint (foyer_database_step (db, statement, NULL), ==, SQLITE_ROW);
  n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return n;
}

static void
test_add_and_undo (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDatabase) db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
  g_autoptr (FoyerSampleWords) words = make_words ();
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GPtrArray) lists = NULL;
  FoyerUuid id;
  gint64 change_set;
  gint64 undo_set;
  guint n_kept;
  gint64 arrived;

  g_assert_no_error (error);
  g_assert_true (foyer_sample_event_add (db, words, NOW, &id, &change_set, &error));
  g_assert_no_error (error);

  event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (event->start_date, >, NOW - G_TIME_SPAN_HOUR);
  g_assert_cmpint (event->start_date, <, NOW + G_TIME_SPAN_HOUR);
  g_assert_false (event->is_test);
  lists = foyer_row_store_list (db, &FOYER_CHECK_IN_LIST_TYPE, &id, &error);
  g_assert_cmpuint (lists->len, ==, 2);

  g_assert_cmpint (count (db, "SELECT count(*) FROM tickets"), ==, FOYER_N_SAMPLE_PEOPLE);
  g_assert_cmpint (count (db, "SELECT count(DISTINCT qr_code) FROM tickets"), ==,
                   FOYER_N_SAMPLE_PEOPLE);
  arrived = count (db, "SELECT count(*) FROM tickets WHERE status = 'CHECKED_IN'");
  g_assert_cmpint (arrived, >, 100);
  g_assert_cmpint (arrived, <, 150);
  /* Everybody who is in has the fact of it, none of the future, none before the doors opened. */
  g_assert_cmpint (count (db, "SELECT count(*) FROM check_ins WHERE verdict = 'ADMITTED'"), ==,
                   arrived);
  g_assert_cmpint (count (db, "SELECT max(time) FROM check_ins"), <=, NOW);
  g_assert_cmpint (count (db, "SELECT min(time) FROM check_ins"), >, NOW - 72 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (count (db, "SELECT count(*) FROM orders WHERE status = 'PENDING'"), >, 0);
  g_assert_cmpint (count (db, "SELECT sum (total) FROM orders"), >, 0);
  g_assert_cmpint (count (db, "SELECT count(*) FROM orders o WHERE created_at IS NULL OR total <> "
                              "(SELECT total (price) FROM tickets t WHERE t.order_id = o.id AND "
                              "t.status <> 'CANCELLED')"),
                   ==, 0);
  g_assert_cmpint (count (db, "SELECT count(*) FROM tickets WHERE status = 'CANCELLED'"), >, 0);
  /* Whole yen: 35, not 3500. */
  g_assert_cmpint (count (db, "SELECT min(price) FROM ticket_tiers"), ==, 15);

  g_assert_true (foyer_journal_undo (db, change_set, &undo_set, &n_kept, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_kept, ==, 0);
  g_assert_cmpint (count (db, "SELECT count(*) FROM events WHERE deleted_at IS NULL"), ==, 0);
  g_assert_cmpint (count (db, "SELECT count(*) FROM tickets WHERE deleted_at IS NULL"), ==, 0);
  g_assert_cmpint (count (db, "SELECT count(*) FROM orders WHERE deleted_at IS NULL"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample-event/names", test_names);
  g_test_add_func ("/sample-event/add-and-undo", test_add_and_undo);
  return g_test_run ();
}
