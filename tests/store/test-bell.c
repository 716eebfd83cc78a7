/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-bell.h"
#include "foyer-test-data.h"
#include "foyer-transaction.h"

static gboolean
wait_once (gpointer data, gint64 waited)
{
  guint *n = data;

  return ++*n == 1;
}

/* Who finds the replica busy rings, and who does not find it so does not. */
static void
test_busy (FoyerTestStore *fixture, gconstpointer data)
{
  const char *path = foyer_database_get_path (fixture->db);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDatabase) other = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, &error);
  g_autoptr (FoyerBell) bell = foyer_bell_new (path);
  g_autoptr (FoyerTransaction) transaction = NULL;
  guint64 before;
  guint n = 0;

  g_assert_no_error (error);
  foyer_database_set_wait_func (other, wait_once, &n);
  foyer_bell_ring (bell);
  before = foyer_bell_read (bell);
  g_assert_cmpuint (before, !=, 0);
  transaction = foyer_transaction_begin (other, "test", &error);
  g_assert_nonnull (transaction);
  g_clear_pointer (&transaction, foyer_transaction_free);
  g_assert_cmpuint (foyer_bell_read (bell), ==, before);

  transaction = foyer_transaction_begin (fixture->db, "test", &error);
  g_assert_null (foyer_transaction_begin (other, "test", &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BUSY);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (foyer_bell_read (bell), !=, before);
}

/* Where none can be made, nobody hears it, and nothing else happens. */
static void
test_mute (void)
{
  g_autoptr (FoyerBell) bell = foyer_bell_new ("/nowhere/replica.foyer");

  foyer_bell_ring (bell);
  g_assert_cmpuint (foyer_bell_read (bell), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/bell/busy", FoyerTestStore, GUINT_TO_POINTER (1), foyer_test_store_set_up,
              test_busy, foyer_test_store_tear_down);
  g_test_add_func ("/bell/mute", test_mute);

  return g_test_run ();
}
