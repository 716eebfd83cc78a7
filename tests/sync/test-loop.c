/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine with its thread, as a window sees it. */
#include "desk-fixture.h"

#include "foyer-server-store.h"
#include "foyer-sync-engine.h"
#include "foyer-sync-peers.h"
#include "foyer-test.h"

#define N_GUESTS 30

typedef struct
{
  DeskFixture *fixture;
  FoyerSyncEngine *engine;
  guint wanted;
} Wait;

static gboolean
has_wanted (gpointer data)
{
  const Wait *wait = data;

  return foyer_sync_engine_get_n_waiting (wait->engine) == wait->wanted;
}

static gboolean
is_up_to_date (gpointer data)
{
  return foyer_sync_engine_get_state (((Wait *) data)->engine) == FOYER_SYNC_UP_TO_DATE;
}

static gboolean
is_asked (gpointer data)
{
  const Wait *wait = data;

  return scripted_server_count_calls (wait->fixture->server, "check_in") >= wait->wanted;
}

static gboolean
is_offline (gpointer data)
{
  return foyer_sync_engine_get_state (((Wait *) data)->engine) == FOYER_SYNC_OFFLINE;
}

/* While a server lets it wait, what is done here meanwhile is counted all the same: what this
 * program writes, which pokes, and what another does. */
static void
test_hanging (DeskFixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSyncEngine) engine =
      foyer_sync_engine_new (foyer_database_get_path (fixture->store.db), fixture->secrets);
  Wait wait = { fixture, engine, 0 };
  g_autoptr (GArray) first = NULL, second = NULL, third = NULL;

  foyer_sync_engine_start (engine);
  foyer_test_wait_for (is_up_to_date, &wait);
  scripted_server_break (fixture->server, "check_in", 0, SCRIPTED_HANGS);
  first = desk_fixture_check_in (fixture, 0, 1);
  foyer_sync_engine_poke (engine);
  wait.wanted = 1;
  foyer_test_wait_for (is_asked, &wait);
  foyer_test_wait_for (has_wanted, &wait);

  second = desk_fixture_check_in (fixture, 1, 2);
  foyer_sync_engine_poke (engine);
  wait.wanted = 3;
  foyer_test_wait_for (has_wanted, &wait);
  third = desk_fixture_check_in (fixture, 3, 3);
  wait.wanted = 6;
  foyer_test_wait_for (has_wanted, &wait);
  g_assert_cmpuint (scripted_server_count_calls (fixture->server, "check_in"), ==, 1);

  scripted_server_let_go (fixture->server);
  wait.wanted = 0;
  foyer_test_wait_for (has_wanted, &wait);
  foyer_test_wait_for (is_up_to_date, &wait);
  g_assert_cmpuint (scripted_server_count (fixture->server), ==, 6);
  foyer_sync_engine_stop (engine);
}

/* Who does not answer is left alone for as long as it says, however much is done here; a person who
 * asks goes first. */
static void
test_busy (DeskFixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSyncEngine) engine =
      foyer_sync_engine_new (foyer_database_get_path (fixture->store.db), fixture->secrets);
  Wait wait = { fixture, engine, 1 };
  g_autoptr (GArray) first = NULL, second = NULL;

  foyer_sync_engine_start (engine);
  foyer_test_wait_for (is_up_to_date, &wait);
  scripted_server_break (fixture->server, "check_in", 0, SCRIPTED_BUSY);
  first = desk_fixture_check_in (fixture, 0, 1);
  foyer_sync_engine_poke (engine);
  foyer_test_wait_for (is_asked, &wait);
  foyer_test_wait_for (is_offline, &wait);
  second = desk_fixture_check_in (fixture, 1, 1);
  foyer_sync_engine_poke (engine);
  wait.wanted = 2;
  foyer_test_wait_for (has_wanted, &wait);
  g_assert_cmpuint (scripted_server_count_calls (fixture->server, "check_in"), ==, 1);
  foyer_sync_engine_stop (engine);
}

/* On the server's thread, alone: nobody else uses this connection while the test waits. */
static void
check_in_next (gpointer data)
{
  Wait *wait = data;
  g_autoptr (GArray) ids = desk_fixture_check_in (wait->fixture, wait->wanted++ % N_GUESTS, 1);
}

static gboolean
is_asked_again (gpointer data)
{
  const Wait *wait = data;

  return scripted_server_count_calls (wait->fixture->server, "changes") >= 4;
}

/* At a busy door somebody comes in with each call that tells of those before: what the server has
 * comes all the same. */
static void
test_never_alone (DeskFixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSyncEngine) engine =
      foyer_sync_engine_new (foyer_database_get_path (fixture->store.db), fixture->secrets);
  Wait wait = { fixture, engine, 1 };
  g_autoptr (GArray) first = desk_fixture_check_in (fixture, 0, 1);

  scripted_server_set_listener (fixture->server, "check_in", check_in_next, &wait);
  foyer_sync_engine_start (engine);
  foyer_test_wait_for (is_asked_again, &wait);
  scripted_server_set_listener (fixture->server, "check_in", NULL, NULL);
  foyer_sync_engine_stop (engine);
}

static void
test_retry_after (void)
{
  for (guint i = 0; i < 200; i++)
    {
      FoyerSyncPeer peer = { 0 };
      gint64 now = g_get_monotonic_time ();

      foyer_sync_peer_put_off (&peer, SCRIPTED_RETRY_AFTER);
      g_assert_cmpint (peer.due - now, >=, SCRIPTED_RETRY_AFTER * G_TIME_SPAN_SECOND);
      /* Not all of them at once. */
      g_assert_cmpint (peer.due - g_get_monotonic_time (), <=, 1000 * G_TIME_SPAN_SECOND);
      g_assert_cmpuint (peer.n_failures, ==, 1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/loop/retry-after", test_retry_after);
  g_test_add ("/loop/hanging", DeskFixture, GUINT_TO_POINTER (N_GUESTS), desk_fixture_set_up,
              test_hanging, desk_fixture_tear_down);
  g_test_add ("/loop/busy", DeskFixture, GUINT_TO_POINTER (N_GUESTS), desk_fixture_set_up,
              test_busy, desk_fixture_tear_down);
  g_test_add ("/loop/never-alone", DeskFixture, GUINT_TO_POINTER (N_GUESTS), desk_fixture_set_up,
              test_never_alone, desk_fixture_tear_down);
  return g_test_run ();
}
