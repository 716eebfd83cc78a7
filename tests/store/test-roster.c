/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The roster against the obvious: every ticket read as a row, looked at one by one. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "foyer-row-store.h"
#include "foyer-tier.h"
#include "roster-oracle.h"

static void
test_new (RosterEvent *event, gconstpointer data)
{
  FoyerRoster *roster = foyer_roster_new (&event->event_id, NULL);
  FoyerRosterQuery query = { .arrived_from = FOYER_NONE, .arrived_to = FOYER_NONE };
  g_autoptr (GArray) keys = foyer_roster_select (roster, &query, NULL);

  g_assert_cmpuint (keys->len, ==, 0);
  g_assert_cmpuint (foyer_roster_get_n_rows (roster), ==, 0);
  g_assert_finalize_object (roster);
}

static void
test_empty (RosterEvent *event, gconstpointer data)
{
  g_autoptr (FoyerRoster) roster = roster_event_load (event, event->cache_dir);

  roster_oracle_check_all (event, roster, 50);
}

static void
test_select (RosterEvent *event, gconstpointer data)
{
  g_autoptr (FoyerRoster) roster = NULL;

  roster_event_add_tickets (event, 3000);
  roster = roster_event_load (event, NULL);
  roster_oracle_check_all (event, roster, 400);
}

/* Letter by letter, each narrowing what the one before has left, and back again. */
static void
test_typing (RosterEvent *event, gconstpointer data)
{
  static const char *const typed[] = { "anna mull", "guest12@example", "grace c0", "cqab" };
  g_autoptr (FoyerRoster) roster = NULL;
  g_autoptr (GPtrArray) people = NULL;

  roster_event_add_tickets (event, 3000);
  roster = roster_event_load (event, NULL);
  people = roster_oracle_read_people (event);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    for (gsize step = 0; step < 2 * strlen (typed[i]); step++)
      {
        gsize length = MIN (step, 2 * strlen (typed[i]) - step);
        g_autofree char *text = g_strndup (typed[i], length);
        FoyerRosterQuery query = { .text = text,
                                   .arrived_from = FOYER_NONE,
                                   .arrived_to = FOYER_NONE };

        roster_oracle_check_query (people, roster, &query);
      }
}

static gint64
last_change_set (RosterEvent *event)
{
  return foyer_journal_get_position (event->db, NULL);
}

static void
test_update (RosterEvent *event, gconstpointer data)
{
  g_autoptr (FoyerRoster) roster = NULL;

  roster_event_add_tickets (event, 1500);
  roster = roster_event_load (event, event->cache_dir);
  for (guint round = 0; round < 12; round++)
    {
      /* Orders are there before the change, and must follow it. */
      roster_oracle_check_all (event, roster, 12);
      roster_event_change_some (event, 40);
      roster_event_add_tickets (event, 5);
      if (round % 3 == 2)
        g_assert_true (
            foyer_journal_undo (event->db, last_change_set (event) - 1, NULL, NULL, NULL));
      g_assert_true (roster_event_update (event, roster));
      g_assert_true (roster_event_update (event, roster));
      roster_oracle_check_all (event, roster, 30);
    }
}

/* More than the spare slots: a new file is written, or the roster says that it is to be made anew.
 */
static void
test_growth (RosterEvent *event, gconstpointer data)
{
  g_autoptr (FoyerRoster) roster = roster_event_load (event, event->cache_dir);

  for (guint round = 0; round < 4; round++)
    {
      roster_event_add_tickets (event, 2500);
      g_assert_true (roster_event_update (event, roster));
      roster_oracle_check_all (event, roster, 10);
    }
  roster_event_add_tickets (event, 6000);
  g_assert_false (roster_event_update (event, roster));
  g_assert_true (foyer_roster_load (roster, event->db, NULL, NULL));
  roster_oracle_check_all (event, roster, 10);
}

static void
test_tiers (RosterEvent *event, gconstpointer data)
{
  g_autoptr (FoyerRoster) roster = NULL;
  g_autoptr (GPtrArray) tiers = NULL;
  FoyerTransaction *transaction;

  roster_event_add_tickets (event, 500);
  roster = roster_event_load (event, event->cache_dir);
  roster_oracle_check_all (event, roster, 30);

  tiers = foyer_row_store_list (event->db, &FOYER_TIER_TYPE, &event->event_id, NULL);
  transaction = roster_event_begin (event);
  {
    g_autoptr (FoyerTier) after = foyer_tier_copy (tiers->pdata[0]);
    g_autoptr (FoyerTier) added = foyer_tier_new ();

    after->sort_order = 10;
    g_assert_true (foyer_transaction_update (transaction, tiers->pdata[0], after, NULL));
    g_assert_true (foyer_transaction_remove (transaction, tiers->pdata[1], NULL));
    added->event_id = event->event_id;
    added->name = g_strdup ("New");
    added->sort_order = 1;
    roster_event_insert (transaction, added);
    event->tier_ids[1] = added->row.id;
  }
  roster_event_commit (transaction);
  roster_event_change_some (event, 50);
  g_assert_true (roster_event_update (event, roster));
  roster_oracle_check_all (event, roster, 100);
}

static char *
find_file (RosterEvent *event)
{
  g_autoptr (GDir) dir = g_dir_open (event->cache_dir, 0, NULL);
  const char *name = g_dir_read_name (dir);

  g_assert_nonnull (name);
  g_assert_null (g_dir_read_name (dir));
  return g_build_filename (event->cache_dir, name, NULL);
}

static void
test_file (RosterEvent *event, gconstpointer data)
{
  g_autoptr (FoyerRoster) roster = NULL;
  g_autofree char *path = NULL;
  GStatBuf first, second;

  roster_event_add_tickets (event, 1000);
  roster = roster_event_load (event, event->cache_dir);
  g_clear_object (&roster);
  path = find_file (event);
  g_assert_cmpint (g_stat (path, &first), ==, 0);
  g_assert_cmpint (first.st_mode & 0777, ==, 0600);

  roster_event_change_some (event, 50);
  roster = roster_event_load (event, event->cache_dir);
  roster_oracle_check_all (event, roster, 50);
  /* It was taken, not made anew. */
  g_assert_cmpint (g_stat (path, &second), ==, 0);
  g_assert_cmpuint (first.st_ino, ==, second.st_ino);
}

/* Whatever the file holds, what is shown is what the replica holds. */
static void
test_damaged_file (RosterEvent *event, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *good = NULL;
  gsize length;

  roster_event_add_tickets (event, 300);
  g_object_unref (roster_event_load (event, event->cache_dir));
  path = find_file (event);
  g_assert_true (g_file_get_contents (path, &good, &length, NULL));

  for (guint round = 0; round < 120; round++)
    {
      g_autofree char *bad = g_memdup2 (good, length);
      g_autoptr (FoyerRoster) roster = NULL;
      gsize kept = length;

      switch (round % 4)
        {
        case 0: /* cut off */
          kept = g_rand_int_range (event->rand, 0, length);
          break;
        case 1: /* in the header */
          bad[g_rand_int_range (event->rand, 0, 160)] ^= 1 << g_rand_int_range (event->rand, 0, 8);
          break;
        case 2: /* the columns after the arrivals: starts, tiers, flags */
          {
            gsize from = 4096 + 16 * (300 + 4096 + 300 / 16) + 64;
            gsize to = from + 12 * (300 + 4096 + 300 / 16);

            for (guint i = 0; i < 200; i++)
              bad[g_rand_int_range (event->rand, from, to)] = g_rand_int (event->rand);
            break;
          }
        default: /* zeros */
          memset (bad + g_rand_int_range (event->rand, 0, 4096), 0, 4096);
        }
      g_assert_true (g_file_set_contents (path, bad, kept, NULL));
      roster = roster_event_load (event, event->cache_dir);
      if (round % 4 != 2)
        roster_oracle_check_all (event, roster, 2);
      else
        {
          /* Nothing here may lead astray into memory that is not ours. */
          FoyerRosterQuery query = { .text = "anna",
                                     .sort = FOYER_SORT_EMAIL,
                                     .arrived_from = FOYER_NONE,
                                     .arrived_to = FOYER_NONE };
          g_autoptr (GArray) keys = foyer_roster_select (roster, &query, NULL);

          g_assert_nonnull (keys);
        }
    }
}

/* A copy of the replica was put back, and went another way: same numbers in the journal, other
 * people. */
static void
test_restored_replica (RosterEvent *event, gconstpointer data)
{
  g_autofree char *path = g_strdup (foyer_database_get_path (event->db));
  g_autofree char *contents = NULL;
  g_autoptr (FoyerRoster) roster = NULL;
  gsize length;

  roster_event_add_tickets (event, 100);
  g_clear_object (&event->db);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  event->db = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, NULL);
  roster_event_change_some (event, 20);
  g_object_unref (roster_event_load (event, event->cache_dir));

  g_clear_object (&event->db);
  g_assert_true (g_file_set_contents (path, contents, length, NULL));
  event->db = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, NULL);
  g_assert_nonnull (event->db);
  roster_event_change_some (event, 20);
  roster = roster_event_load (event, event->cache_dir);
  roster_oracle_check_all (event, roster, 50);
}

static void
test_unwritable_cache (RosterEvent *event, gconstpointer data)
{
  g_autofree char *in_the_way = g_build_filename (event->dir, "file", NULL);
  g_autofree char *cache_dir = g_build_filename (in_the_way, "cache", NULL);
  g_autoptr (FoyerRoster) roster = NULL;

  roster_event_add_tickets (event, 100);
  g_assert_true (g_file_set_contents (in_the_way, "", 0, NULL));
  roster = roster_event_load (event, cache_dir);
  roster_oracle_check_all (event, roster, 20);
}

static void
test_cancelled (RosterEvent *event, gconstpointer data)
{
  g_autoptr (FoyerRoster) roster = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  FoyerRosterQuery query = { .text = "an", .arrived_from = FOYER_NONE, .arrived_to = FOYER_NONE };

  roster_event_add_tickets (event, 100);
  roster = roster_event_load (event, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_null (foyer_roster_select (roster, &query, cancellable));
}

static gpointer
read_in_thread (gpointer data)
{
  FoyerRoster *roster = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);

  for (guint i = 0; i < 300; i++)
    {
      FoyerRosterQuery query;
      g_autoptr (GArray) keys = NULL;

      roster_oracle_randomize_query (rand, &query);
      keys = foyer_roster_select (roster, &query, NULL);
      for (guint n = 0; n < keys->len; n++)
        g_assert_cmpint (g_array_index (keys, gint64, n), >, 0);
    }
  return NULL;
}

static void
test_threads (RosterEvent *event, gconstpointer data)
{
  g_autoptr (FoyerRoster) roster = NULL;
  GThread *readers[3];

  roster_event_add_tickets (event, 2000);
  roster = roster_event_load (event, event->cache_dir);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    readers[i] = g_thread_new ("reader", read_in_thread, roster);
  for (guint i = 0; i < 10; i++)
    {
      roster_event_change_some (event, 30);
      g_assert_true (roster_event_update (event, roster));
    }
  g_assert_true (foyer_roster_load (roster, event->db, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    g_thread_join (readers[i]);
  roster_oracle_check_all (event, roster, 30);
}

static void
count_cb (FoyerRoster *roster, guint *n)
{
  (*n)++;
}

static gboolean
is_told_cb (gpointer data)
{
  return *(guint *) data > 0;
}

static void
test_signals (RosterEvent *event, gconstpointer data)
{
  g_autoptr (FoyerRoster) roster = foyer_roster_new (&event->event_id, NULL);
  guint n_ready = 0, n_changed = 0;

  g_signal_connect_swapped (roster, "notify::is-ready", G_CALLBACK (count_cb), &n_ready);
  g_signal_handlers_disconnect_by_func (roster, count_cb, &n_ready);
  g_signal_connect (roster, "changed", G_CALLBACK (count_cb), &n_changed);
  g_assert_true (foyer_roster_load (roster, event->db, NULL, NULL));
  foyer_roster_set_ready (roster);
  g_assert_cmpuint (n_changed, ==, 0);
  foyer_test_wait_for (is_told_cb, &n_changed);
  g_assert_cmpuint (n_changed, ==, 1);
}

/* Only what takes long is told: a kept file is there at once. */
static void
test_making (RosterEvent *event, gconstpointer data)
{
  static const guint expected[] = { 1, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (FoyerRoster) roster = foyer_roster_new (&event->event_id, event->cache_dir);
      guint n_making = 0, n_changed = 0;

      g_signal_connect (roster, "making", G_CALLBACK (count_cb), &n_making);
      g_signal_connect (roster, "changed", G_CALLBACK (count_cb), &n_changed);
      g_assert_false (foyer_roster_is_making (roster));
      g_assert_true (foyer_roster_load (roster, event->db, NULL, NULL));
      foyer_roster_set_ready (roster);
      g_assert_false (foyer_roster_is_making (roster));
      foyer_test_wait_for (is_told_cb, &n_changed);
      g_assert_cmpuint (n_making, ==, expected[i]);
    }
}

#define ADD(path, func)                                                                            \
  g_test_add (path, RosterEvent, NULL, roster_event_set_up, func, roster_event_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/roster/new", test_new);
  ADD ("/roster/empty", test_empty);
  ADD ("/roster/select", test_select);
  ADD ("/roster/typing", test_typing);
  ADD ("/roster/update", test_update);
  ADD ("/roster/growth", test_growth);
  ADD ("/roster/tiers", test_tiers);
  ADD ("/roster/file", test_file);
  ADD ("/roster/damaged-file", test_damaged_file);
  ADD ("/roster/restored-replica", test_restored_replica);
  ADD ("/roster/unwritable-cache", test_unwritable_cache);
  ADD ("/roster/cancelled", test_cancelled);
  ADD ("/roster/threads", test_threads);
  ADD ("/roster/signals", test_signals);
  ADD ("/roster/making", test_making);
  return g_test_run ();
}
