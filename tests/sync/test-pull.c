/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a desk is told, by a server that breaks in the middle: all of it comes, once; and where nothing
 * is new, nothing is written. */
#include "desk-fixture.h"

#include "foyer-bell.h"
#include "foyer-row-store.h"
#include "foyer-server-store.h"
#include "foyer-ticket.h"

#define N_GUESTS     250
#define ROWS_OF_PAGE 100
#define TICKETS      "SELECT count (*) FROM tickets WHERE deleted_at IS NULL"

/* The session's token is too old at any one page of a first load, or its answer is lost. */
static void
test_first_load (DeskFixture *fixture, gconstpointer data)
{
  guint n_pages = desk_fixture_move_to_server (fixture, ROWS_OF_PAGE);

  g_assert_cmpuint (n_pages, ==, 3);
  for (guint n = 0; n < 2 * n_pages; n++)
    {
      gboolean is_lost = n >= n_pages;
      g_autoptr (FoyerSyncLink) link = NULL;
      g_autoptr (GError) error = NULL;
      guint n_sessions = scripted_server_count_calls (fixture->server, "refresh"), n_calls;
      FoyerRound round;

      g_assert_true (foyer_server_store_wipe_event (fixture->store.db, &fixture->store.event_id,
                                                    &error));
      g_assert_true (foyer_server_store_keep_event (fixture->store.db, fixture->server_key,
                                                    &fixture->store.event_id,
                                                    &fixture->organizer_id, &error));
      g_assert_cmpint (desk_fixture_count (fixture, TICKETS), ==, 0);
      n_calls = scripted_server_count_calls (fixture->server, "changes");
      link = desk_fixture_open_link (fixture);
      /* The first of all asks for the clock alone. */
      scripted_server_break (fixture->server, "changes", 1 + n % n_pages,
                             is_lost ? SCRIPTED_LOSES : SCRIPTED_EXPIRES);
      if (is_lost)
        {
          g_assert_cmpint (desk_fixture_round (link, &round, &error), ==, FOYER_ROUND_OFFLINE);
          g_clear_error (&error);
          g_assert_cmpuint (round.pull.n_tickets, <=, N_GUESTS);
        }
      desk_fixture_round (link, &round, &error);
      g_assert_no_error (error);
      g_assert_cmpint (desk_fixture_count (fixture, TICKETS), ==, N_GUESTS);
      g_assert_cmpint (
          desk_fixture_count (fixture, "SELECT is_loading FROM hosted_events"), ==, 0);
      if (!is_lost)
        {
          g_assert_cmpuint (round.pull.n_tickets, ==, N_GUESTS);
          g_assert_cmpuint (scripted_server_count_calls (fixture->server, "refresh"), ==,
                            n_sessions + 2);
        }
      /* No page but the one that was lost was asked for again. */
      g_assert_cmpuint (scripted_server_count_calls (fixture->server, "changes") - n_calls, <=,
                        n_pages + 2);
    }
}

/* The row as it was some versions ago comes after the row as it is. */
static void
test_overtaken (DeskFixture *fixture, gconstpointer data)
{
  static const char sql[] = "SELECT count (*) FROM tickets WHERE company = 'New' AND version = 7";
  g_autoptr (FoyerSyncLink) link = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tickets =
      foyer_row_store_list (fixture->store.db, &FOYER_TICKET_TYPE, &fixture->store.event_id, NULL);
  g_autoptr (FoyerTicket) ticket = foyer_row_copy (g_ptr_array_index (tickets, 0));
  const int versions[] = { 7, 5, 6 };

  desk_fixture_move_to_server (fixture, 1000);
  link = desk_fixture_open_link (fixture);
  desk_fixture_round (link, NULL, &error);
  g_assert_no_error (error);
  ticket->order_id = (FoyerUuid){ { 0 } };
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      GString *json = g_string_new ("[");

      foyer_row_set_text (ticket, foyer_row_type_find (&FOYER_TICKET_TYPE, "company"),
                          versions[i] == 7 ? "New" : "Old");
      desk_fixture_write_row (json, &ticket->row, versions[i]);
      g_string_append_c (json, ']');
      scripted_server_add_page (fixture->server, g_string_free (json, FALSE));
    }
  desk_fixture_round (link, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_fixture_count (fixture, sql), ==, 1);
}

static int
ring_cb (unsigned kind, void *bell, void *statement, void *detail)
{
  foyer_bell_ring (bell);
  return 0;
}

/* Somebody waits at the door: each row is written by itself. */
static void
test_gives_way (DeskFixture *fixture, gconstpointer data)
{
  static const char sql[] = "SELECT count (*) FROM change_sets WHERE kind = 'pull'";
  g_autoptr (FoyerBell) bell = foyer_bell_new (foyer_database_get_path (fixture->store.db));
  g_autoptr (FoyerSyncLink) link = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_before;

  desk_fixture_move_to_server (fixture, 1000);
  n_before = desk_fixture_count (fixture, sql);
  link = desk_fixture_open_link (fixture);
  sqlite3_trace_v2 (foyer_database_get_handle (fixture->store.db), SQLITE_TRACE_STMT, ring_cb,
                    bell);
  desk_fixture_round (link, NULL, &error);
  sqlite3_trace_v2 (foyer_database_get_handle (fixture->store.db), 0, NULL, NULL);
  g_assert_no_error (error);
  g_assert_cmpint (desk_fixture_count (fixture, sql) - n_before, >=, N_GUESTS);
  g_assert_cmpint (desk_fixture_count (fixture, TICKETS), ==, N_GUESTS);
}

/* A day of nothing new costs the disk nothing, and is known all the same. */
static void
test_idle (DeskFixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSyncLink) link = NULL;
  g_autoptr (FoyerDatabase) other = NULL;
  g_autoptr (FoyerServer) before = NULL;
  g_autoptr (FoyerServer) after = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  gint64 changes, version, began;

  desk_fixture_move_to_server (fixture, 1000);
  link = desk_fixture_open_link (fixture);
  g_assert_cmpint (desk_fixture_round (link, NULL, &error), ==, FOYER_ROUND_DONE);
  g_assert_no_error (error);
  g_assert_cmpint (desk_fixture_round (link, NULL, &error), ==, FOYER_ROUND_DONE);

  other = g_steal_pointer (&fixture->store.db);
  changes = sqlite3_total_changes64 (foyer_database_get_handle (other));
  fixture->store.db = foyer_database_open (foyer_database_get_path (other),
                                           FOYER_DATABASE_READ_ONLY, &error);
  g_assert_no_error (error);
  version = desk_fixture_count (fixture, "PRAGMA data_version");
  before = desk_fixture_read_server (fixture);
  began = g_get_real_time ();
  for (guint i = 0; i < 50; i++)
    g_assert_cmpint (desk_fixture_round (link, NULL, &error), ==, FOYER_ROUND_DONE);
  g_assert_cmpint (sqlite3_total_changes64 (foyer_database_get_handle (other)), ==, changes);
  g_assert_cmpint (desk_fixture_count (fixture, "PRAGMA data_version"), ==, version);

  after = desk_fixture_read_server (fixture);
  g_assert_cmpint (after->contact_at, >=, began);
  g_assert_cmpint (before->contact_at, <, began);
  events = foyer_server_store_events (fixture->store.db, fixture->server_key, &error);
  g_assert_cmpuint (events->len, ==, 1);
  g_assert_cmpint (((FoyerHostedEvent *) g_ptr_array_index (events, 0))->synced_at, >=, began);
  g_assert_cmpint (((FoyerHostedEvent *) g_ptr_array_index (events, 0))->noted_at, <, began);
  g_clear_object (&fixture->store.db);
  fixture->store.db = g_steal_pointer (&other);
}

/* The server comes back from an older copy, and the network brings it the sign-in twice. What was done
 * here since is noticed to be missing there, waits for a person's word, and is told again on it, once. */
static void
test_restored (DeskFixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSyncLink) link = desk_fixture_open_link (fixture);
  g_autoptr (FoyerSyncLink) again = NULL;
  g_autoptr (GArray) kept = desk_fixture_check_in (fixture, 0, 5);
  g_autoptr (GArray) lost = NULL;
  g_autoptr (GArray) untold = NULL;
  g_autoptr (FoyerServer) server = NULL;
  g_autoptr (GError) error = NULL;
  const char *url = scripted_server_get_url (fixture->server);
  gint64 n_tickets = desk_fixture_count (fixture, TICKETS);

  g_assert_cmpint (desk_fixture_round (link, NULL, &error), ==, FOYER_ROUND_DONE);
  scripted_server_back_up (fixture->server);
  lost = desk_fixture_check_in (fixture, 5, 5);
  g_assert_cmpint (desk_fixture_round (link, NULL, &error), ==, FOYER_ROUND_DONE);
  g_assert_cmpuint (scripted_server_count (fixture->server), ==, 10);
  untold = desk_fixture_check_in (fixture, 10, 5);
  scripted_server_restore (fixture->server);
  g_assert_cmpint (desk_fixture_round (link, NULL, &error), ==, FOYER_ROUND_SIGNED_OUT);
  g_clear_error (&error);
  server = desk_fixture_read_server (fixture);
  g_assert_true (server->is_signed_out);

  /* Twice, the first time without an answer. */
  scripted_server_break (fixture->server, "sign_in", 0, SCRIPTED_LOSES);
  g_assert_null (foyer_sync_link_sign_in (fixture->store.db, fixture->secrets, url, DESK_EMAIL,
                                          "a password", NULL, &error));
  g_clear_error (&error);
  again = foyer_sync_link_sign_in (fixture->store.db, fixture->secrets, url, DESK_EMAIL,
                                   "a password", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (foyer_sync_link_get_server (again), ==, fixture->server_key);
  g_assert_cmpint (desk_fixture_round (again, NULL, &error), ==, FOYER_ROUND_DONE);
  g_assert_no_error (error);
  g_clear_pointer (&server, foyer_server_free);
  server = desk_fixture_read_server (fixture);
  g_assert_false (server->is_signed_out);
  g_assert_cmpint (server->restored_at, !=, FOYER_NONE);
  g_assert_cmpint (server->restore_answer, ==, FOYER_NONE);
  g_assert_cmpint (desk_fixture_count (fixture, TICKETS), ==, n_tickets);
  g_assert_cmpint (desk_fixture_count (fixture, "SELECT count (*) FROM check_ins WHERE deleted_at "
                                                "IS NULL"),
                   ==, 15);
  for (guint i = 0; i < untold->len; i++)
    g_assert_cmpuint (
        scripted_server_count_told (fixture->server, &g_array_index (untold, FoyerUuid, i)), ==, 1);

  g_assert_true (
      foyer_server_store_answer_restore (fixture->store.db, fixture->server_key, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (desk_fixture_round (again, NULL, &error), ==, FOYER_ROUND_DONE);
  g_assert_no_error (error);
  for (guint i = 0; i < lost->len; i++)
    {
      g_assert_true (scripted_server_has (fixture->server, &g_array_index (kept, FoyerUuid, i)));
      g_assert_true (scripted_server_has (fixture->server, &g_array_index (lost, FoyerUuid, i)));
      g_assert_cmpuint (
          scripted_server_count_told (fixture->server, &g_array_index (lost, FoyerUuid, i)), ==, 2);
    }
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (DeskFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/pull/first-load", test_first_load },
    { "/pull/overtaken", test_overtaken },
    { "/pull/gives-way", test_gives_way },
    { "/pull/idle", test_idle },
    { "/pull/restored", test_restored },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, DeskFixture, GUINT_TO_POINTER (N_GUESTS), desk_fixture_set_up,
                tests[i].test, desk_fixture_tear_down);
  return g_test_run ();
}
