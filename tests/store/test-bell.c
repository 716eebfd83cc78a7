/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-bell.h"
#include "foyer-database-private.h"
#include "foyer-test-data.h"
#include "foyer-transaction.h"

static gboolean
wait_once (gpointer data, gint64 waited)
{
  guint *n = data;

  return ++*n == 1;
}

/* Who writes or wants to rings until that is over, be it that it gave up. */
static void
test_busy (FoyerTestStore *fixture, gconstpointer data)
{
  const char *path = foyer_database_get_path (fixture->db);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDatabase) other = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, &error);
  g_autoptr (FoyerBell) bell = foyer_bell_new (path);
  g_autoptr (FoyerTransaction) transaction = NULL;
  guint n = 0;

  g_assert_no_error (error);
  foyer_database_set_wait_func (other, wait_once, &n);
  transaction = foyer_transaction_begin (other, "test", &error);
  g_assert_nonnull (transaction);
  g_assert_true (foyer_bell_is_ringing (bell));
  g_clear_pointer (&transaction, foyer_transaction_free);
  g_assert_false (foyer_bell_is_ringing (bell));

  foyer_database_set_politeness (fixture->db, 1);
  transaction = foyer_transaction_begin (fixture->db, "test", &error);
  g_assert_null (foyer_transaction_begin (other, "test", &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BUSY);
  g_assert_cmpuint (n, ==, 2);
  g_assert_false (foyer_bell_is_ringing (bell));

  /* One that was killed is never answered: who is polite waits for it once. */
  g_clear_error (&error);
  g_clear_pointer (&transaction, foyer_transaction_free);
  foyer_bell_ring (bell);
  transaction = foyer_transaction_begin (fixture->db, "test", &error);
  g_assert_no_error (error);
  g_assert_false (foyer_bell_is_ringing (bell));
  g_assert_false (foyer_bell_let_pass (bell, G_TIME_SPAN_HOUR));
}

typedef struct
{
  const char *path;
  int n_done; /* atomic */
} Scan;

static gpointer
scan_thread (gpointer data)
{
  Scan *scan = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDatabase) db =
      foyer_database_open (scan->path, FOYER_DATABASE_READ_WRITE, &error);
  g_autoptr (FoyerTransaction) transaction = NULL;

  g_assert_no_error (error);
  transaction = foyer_transaction_begin (db, "scan", &error);
  g_assert_no_error (error);
  g_atomic_int_inc (&scan->n_done);
  return NULL;
}

/* One who writes piece after piece: a scan that finds it busy has the lock before the next piece.
 */
static void
test_next (FoyerTestStore *fixture, gconstpointer data)
{
  Scan scan = { .path = foyer_database_get_path (fixture->db) };
  g_autoptr (FoyerBell) bell = foyer_bell_new (scan.path);

  foyer_database_set_politeness (fixture->db, G_TIME_SPAN_HOUR);
  for (int i = 1; i <= 20; i++)
    {
      g_autoptr (GError) error = NULL;
      FoyerTransaction *transaction = foyer_transaction_begin (fixture->db, "piece", &error);
      GThread *thread = g_thread_new ("scan", scan_thread, &scan);

      while (!foyer_bell_is_ringing (bell))
        g_thread_yield ();
      foyer_transaction_free (transaction);
      transaction = foyer_transaction_begin (fixture->db, "piece", &error);
      g_assert_no_error (error);
      g_assert_cmpint (g_atomic_int_get (&scan.n_done), ==, i);
      foyer_transaction_free (transaction);
      g_thread_join (thread);
    }
}

static gpointer
end_thread (gpointer data)
{
  foyer_transaction_free (data);
  return NULL;
}

/* Who waits for the end of a transaction is woken by it, also when that was over before it slept.
 */
static void
test_woken (FoyerTestStore *fixture, gconstpointer data)
{
  g_autoptr (FoyerBell) bell = foyer_bell_new (foyer_database_get_path (fixture->db));

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GError) error = NULL;
      FoyerTransaction *transaction = foyer_transaction_begin (fixture->db, "piece", &error);
      guint ends = foyer_bell_get_ends (bell);
      GThread *thread;

      g_assert_no_error (error);
      thread = g_thread_new ("end", end_thread, transaction);
      while (foyer_bell_get_ends (bell) == ends)
        foyer_bell_await_end (bell, ends, G_TIME_SPAN_HOUR);
      g_thread_join (thread);
    }
}

/* Where none can be made, nobody hears it, and nothing else happens. */
static void
test_mute (void)
{
  g_autoptr (FoyerBell) bell = foyer_bell_new ("/nowhere/replica.foyer");

  foyer_bell_ring (bell);
  g_assert_false (foyer_bell_is_ringing (bell));
  g_assert_false (foyer_bell_let_pass (bell, G_TIME_SPAN_HOUR));
  foyer_bell_answer (bell);
  foyer_bell_tell_end (bell);
  foyer_bell_await_end (bell, foyer_bell_get_ends (bell), 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/bell/busy", FoyerTestStore, GUINT_TO_POINTER (1), foyer_test_store_set_up,
              test_busy, foyer_test_store_tear_down);
  g_test_add ("/bell/next", FoyerTestStore, GUINT_TO_POINTER (1), foyer_test_store_set_up,
              test_next, foyer_test_store_tear_down);
  g_test_add ("/bell/woken", FoyerTestStore, GUINT_TO_POINTER (1), foyer_test_store_set_up,
              test_woken, foyer_test_store_tear_down);
  g_test_add_func ("/bell/mute", test_mute);

  return g_test_run ();
}
