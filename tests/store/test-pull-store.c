/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-changes.h"
#include "foyer-check-in-store.h"
#include "foyer-event-store.h"
#include "foyer-pull-store.h"
#include "foyer-held-values.h"
#include "foyer-queue-store.h"
#include "foyer-row-store.h"
#include "foyer-server-store.h"
#include "foyer-test-data.h"
#include "foyer-ticket-store.h"
#include "foyer-transaction.h"

#define ALL (~(FoyerColumnSet) 0)

#define SERVER 1

/* A desk that has told everything. */
static void
set_up (FoyerTestStore *fixture, gconstpointer data)
{
  FoyerUuid person, organizer;
  g_autoptr (FoyerServer) server = NULL;
  g_autoptr (GError) error = NULL;

  foyer_test_store_set_up (fixture, data);
  foyer_uuid_init_v7 (&person);
  foyer_uuid_init_v7 (&organizer);
  server = foyer_server_store_add (fixture->db, "https://foyer.example", "owner@foyer.example",
                                   "Owner", &person, &error);
  g_assert_no_error (error);
  g_assert_cmpint (server->key, ==, SERVER);
  g_assert_true (
      foyer_server_store_keep_event (fixture->db, SERVER, &fixture->event_id, &organizer, &error));
}

static gint64
position_of (FoyerTestStore *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 position = foyer_journal_get_position (fixture->db, &error);

  g_assert_no_error (error);
  return position;
}

static FoyerTicket *
ticket_of (FoyerTestStore *fixture, guint i)
{
  g_autofree char *code = foyer_test_data_code (i);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = foyer_ticket_store_find_code (fixture->db, code, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  return foyer_ticket_copy (g_ptr_array_index (found, 0));
}

static void
set_text (gpointer row, const FoyerRowType *type, const char *column, const char *text)
{
  foyer_row_set_text (row, foyer_row_type_find (type, column), text);
}

/* A person’s edit: writes what differs. */
static gint64
edit (FoyerTestStore *fixture, const FoyerTicket *before, FoyerTicket *after)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (fixture->db, "edit", &error);
  gint64 change_set = 0;

  g_assert_true (foyer_transaction_update (transaction, before, after, &error));
  g_assert_true (foyer_transaction_commit (g_steal_pointer (&transaction), &change_set, &error));
  return change_set;
}

static gint64
pull (FoyerTestStore *fixture, gpointer row, FoyerColumnSet present)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPullStore) store = foyer_pull_store_new (fixture->db, SERVER);
  gint64 change_set = -1;

  foyer_pull_store_begin (store, &error);
  g_assert_no_error (error);
  foyer_pull_store_set_load (store, &fixture->event_id, FOYER_LOAD_NONE);
  foyer_pull_store_apply (store, row, present, &error);
  g_assert_no_error (error);
  foyer_pull_store_commit (store, &change_set, &error);
  g_assert_no_error (error);
  return change_set;
}

/* What nobody touched here becomes what the server has; nothing of it is told to the server again.
 */
static void
test_apply (FoyerTestStore *fixture, gconstpointer data)
{
  gint64 pushed = position_of (fixture), change_set;
  g_autoptr (FoyerTicket) theirs = ticket_of (fixture, 0);
  g_autoptr (FoyerTicket) now = NULL;
  g_autoptr (FoyerTicket) fresh = NULL;
  g_autoptr (FoyerPending) pending = NULL;
  g_autoptr (GError) error = NULL;

  theirs->row.version = 4;
  theirs->row.updated_at = G_GINT64_CONSTANT (1795372927000000);
  set_text (theirs, theirs->row.type, "attendee_name", "Zoë Elsewhere");
  change_set = pull (fixture, theirs, ALL);
  g_assert_cmpint (change_set, ==, pushed + 1);
  now = ticket_of (fixture, 0);
  g_assert_cmpstr (now->attendee_name, ==, "Zoë Elsewhere");
  g_assert_cmpint (now->row.version, ==, 4);
  g_assert_cmpint (now->row.updated_at, ==, theirs->row.updated_at);

  /* one that is new here */
  fresh = foyer_ticket_copy (theirs);
  fresh->row.key = 0;
  foyer_uuid_init_v7 (&fresh->row.id);
  set_text (fresh, fresh->row.type, "qr_code", "FRESH");
  pull (fixture, fresh, ALL);
  g_clear_pointer (&now, foyer_ticket_free);
  now = foyer_row_store_find (fixture->db, &FOYER_TICKET_TYPE, &fresh->row.id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (now->row.version, ==, 4);

  pending = foyer_pending_read (fixture->db, SERVER, pushed, position_of (fixture), &error);
  g_assert_true (foyer_pending_is_empty (pending));
}

/* The same again changes nothing, and an older version that comes late changes nothing either. */
static void
test_again (FoyerTestStore *fixture, gconstpointer data)
{
  g_autoptr (FoyerTicket) theirs = ticket_of (fixture, 0);
  g_autoptr (FoyerTicket) older = foyer_ticket_copy (theirs);
  g_autoptr (FoyerTicket) now = NULL;

  theirs->row.version = 4;
  set_text (theirs, theirs->row.type, "company", "Newer");
  pull (fixture, theirs, ALL);
  g_assert_cmpint (pull (fixture, theirs, ALL), ==, 0);

  older->row.version = 3;
  set_text (older, older->row.type, "company", "Older");
  g_assert_cmpint (pull (fixture, older, ALL), ==, 0);
  now = ticket_of (fixture, 0);
  g_assert_cmpstr (now->company, ==, "Newer");
}

/* What was edited here and not told yet stays; the other columns come in. What the server did not
 * send stays, too. */
static void
test_pending_stays (FoyerTestStore *fixture, gconstpointer data)
{
  gint64 pushed = position_of (fixture);
  g_autoptr (FoyerTicket) before = ticket_of (fixture, 0);
  g_autoptr (FoyerTicket) mine = foyer_ticket_copy (before);
  g_autoptr (FoyerTicket) theirs = foyer_ticket_copy (before);
  g_autoptr (FoyerTicket) now = NULL;
  g_autoptr (FoyerPending) pending = NULL;
  g_autoptr (GError) error = NULL;
  const FoyerPendingRow *row;
  const FoyerColumn *name = foyer_row_type_find (before->row.type, "attendee_name");
  FoyerColumnSet notes = (FoyerColumnSet) 1 << (foyer_row_type_find (before->row.type, "notes") -
                                                before->row.type->columns);

  set_text (mine, mine->row.type, "attendee_name", "Mine at first");
  edit (fixture, before, mine);
  now = ticket_of (fixture, 0);
  set_text (mine, mine->row.type, "attendee_name", "Mine");
  edit (fixture, now, mine);

  theirs->row.version = 2;
  set_text (theirs, theirs->row.type, "attendee_name", "Theirs");
  set_text (theirs, theirs->row.type, "company", "Their company");
  set_text (theirs, theirs->row.type, "notes", "not sent");
  pull (fixture, theirs, ALL & ~notes);
  g_clear_pointer (&now, foyer_ticket_free);
  now = ticket_of (fixture, 0);
  g_assert_cmpstr (now->attendee_name, ==, "Mine");
  g_assert_cmpstr (now->company, ==, "Their company");
  g_assert_cmpstr (now->notes, ==, before->notes);
  g_assert_cmpint (now->row.version, ==, 2);

  pending = foyer_pending_read (fixture->db, SERVER, pushed, position_of (fixture), &error);
  row = foyer_pending_find (pending, before->row.type, before->row.key);
  g_assert_nonnull (row);
  g_assert_cmpuint (row->columns, ==, (FoyerColumnSet) 1 << (name - before->row.type->columns));
  g_assert_cmpstr (((FoyerTicket *) row->base)->attendee_name, ==, before->attendee_name);
}

static void
test_removed (FoyerTestStore *fixture, gconstpointer data)
{
  g_autoptr (FoyerTicket) theirs = ticket_of (fixture, 0);
  g_autoptr (FoyerTicket) unknown = foyer_ticket_copy (theirs);
  g_autoptr (FoyerTicket) now = NULL;
  g_autoptr (GError) error = NULL;

  theirs->row.version = 2;
  theirs->row.deleted_at = theirs->row.updated_at = G_GINT64_CONSTANT (1795372927000000);
  pull (fixture, theirs, ALL);
  now = foyer_row_store_find (fixture->db, theirs->row.type, &theirs->row.id, &error);
  g_assert_cmpint (now->row.deleted_at, !=, FOYER_NONE);

  theirs->row.version = 3;
  theirs->row.deleted_at = FOYER_NONE;
  pull (fixture, theirs, ALL);
  g_clear_pointer (&now, foyer_ticket_free);
  now = ticket_of (fixture, 0);
  g_assert_cmpint (now->row.version, ==, 3);

  /* gone before it was ever heard of */
  unknown->row.key = 0;
  foyer_uuid_init_v7 (&unknown->row.id);
  unknown->row.deleted_at = 1;
  g_assert_cmpint (pull (fixture, unknown, ALL), ==, 0);
}

/* A row that went to another event is not removed when the first one’s feed says to forget it. */
static void
test_forget (FoyerTestStore *fixture, gconstpointer data)
{
  g_autoptr (FoyerTicket) ticket = ticket_of (fixture, 0);
  g_autoptr (FoyerTicket) now = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPullStore) store = foyer_pull_store_new (fixture->db, SERVER);
  FoyerUuid elsewhere, nobody;

  foyer_uuid_init_v7 (&elsewhere);
  foyer_uuid_init_v7 (&nobody);
  g_assert_true (foyer_pull_store_begin (store, &error));
  foyer_pull_store_set_load (store, &elsewhere, FOYER_LOAD_NONE);
  g_assert_true (foyer_pull_store_forget (store, ticket->row.type, &ticket->row.id, &error));
  foyer_pull_store_set_load (store, &ticket->event_id, FOYER_LOAD_NONE);
  g_assert_true (foyer_pull_store_forget (store, ticket->row.type, &nobody, &error));
  now = ticket_of (fixture, 0);
  g_assert_cmpint (now->row.deleted_at, ==, FOYER_NONE);
  g_assert_true (foyer_pull_store_forget (store, ticket->row.type, &ticket->row.id, &error));
  g_assert_true (foyer_pull_store_commit (store, NULL, &error));
  g_clear_pointer (&now, foyer_ticket_free);
  now = foyer_row_store_find (fixture->db, ticket->row.type, &ticket->row.id, &error);
  g_assert_cmpint (now->row.deleted_at, !=, FOYER_NONE);
}

/* A value that no column may hold is refused, and nothing of the pull happens. */
static void
test_refused (FoyerTestStore *fixture, gconstpointer data)
{
  gint64 position = position_of (fixture);
  g_autoptr (FoyerTicket) theirs = ticket_of (fixture, 0);
  g_autoptr (FoyerTicket) now = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPullStore) store = foyer_pull_store_new (fixture->db, SERVER);

  g_assert_true (foyer_pull_store_begin (store, &error));
  theirs->row.version = 2;
  theirs->price = -1;
  g_assert_false (foyer_pull_store_apply (store, theirs, ALL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID);
  g_clear_pointer (&store, foyer_pull_store_free);
  g_assert_cmpint (position_of (fixture), ==, position);
  now = ticket_of (fixture, 0);
  g_assert_cmpint (now->row.version, ==, 0);
}

/* What the door and an import wrote, in the order in which it was done. */
static void
test_pending (FoyerTestStore *fixture, gconstpointer data)
{
  gint64 start = position_of (fixture);
  g_autoptr (FoyerTicket) ticket = ticket_of (fixture, 1);
  g_autoptr (FoyerTicket) edited = foyer_ticket_copy (ticket);
  g_autoptr (FoyerScanResult) result = NULL;
  g_autoptr (FoyerPending) pending = NULL;
  g_autoptr (FoyerPending) all = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) whole = NULL;
  g_autoptr (GError) error = NULL;
  FoyerScanRequest request = { .code = ticket->qr_code,
                               .time = g_get_real_time (),
                               .event_id = fixture->event_id };
  const FoyerPendingRow *row;

  result = foyer_check_in_store_scan (fixture->db, &request, &error);
  g_assert_no_error (error);
  set_text (edited, edited->row.type, "company", "After the scan");
  edit (fixture, ticket, edited);

  pending = foyer_pending_read (fixture->db, SERVER, start, position_of (fixture), &error);
  list = foyer_pending_list (pending, fixture->db, &error);
  g_assert_cmpuint (list->len, ==, 2);
  row = g_ptr_array_index (list, 0);
  g_assert_true (row->type == &FOYER_TICKET_TYPE && !row->is_new && row->change_set == start + 1);
  g_assert_cmpint (row->key, ==, ticket->row.key);
  row = g_ptr_array_index (list, 1);
  g_assert_cmpstr (row->type->table, ==, "check_ins");
  g_assert_true (row->is_new);

  all = foyer_pending_read (fixture->db, SERVER, 0, position_of (fixture), &error);
  whole = foyer_pending_list (all, fixture->db, &error);
  for (guint i = 0; i < whole->len; i++)
    g_assert_true (((FoyerPendingRow *) g_ptr_array_index (whole, i))->is_new);
  g_assert_true (foyer_pending_find (all, &FOYER_TICKET_TYPE, ticket->row.key)->is_new);
  g_assert_null (foyer_pending_find (all, &FOYER_TICKET_TYPE, 1000000));
}

/* An event that is put on a server a moment after it was made: its rows are in the journal, too. */
static void
test_each_once (FoyerTestStore *fixture, gconstpointer data)
{
  g_autoptr (FoyerPending) before = NULL;
  g_autoptr (FoyerPending) after = NULL;
  g_autoptr (GPtrArray) once = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  before = foyer_pending_read (fixture->db, SERVER, 0, position_of (fixture), &error);
  once = foyer_pending_list (before, fixture->db, &error);
  g_assert_no_error (error);
  foyer_queue_store_tell_again (fixture->db, SERVER, &fixture->event_id, NULL, 0, G_MAXINT64, FALSE,
                                &error);
  g_assert_no_error (error);
  after = foyer_pending_read (fixture->db, SERVER, 0, position_of (fixture), &error);
  list = foyer_pending_list (after, fixture->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (once->len, >, 2);
  g_assert_cmpuint (list->len, >=, once->len);
  for (guint i = 0; i < list->len; i++)
    for (guint j = 0; j < i; j++)
      {
        const FoyerPendingRow *one = list->pdata[i], *other = list->pdata[j];

        g_assert_false (one->type == other->type && one->key == other->key);
      }
}

/* What the server had where we had something else comes in when all was told and it has had its
 * say; what was refused stays until somebody gives it up. */
static void
test_held (FoyerTestStore *fixture, gconstpointer data)
{
  g_autoptr (FoyerTicket) before = ticket_of (fixture, 0);
  g_autoptr (FoyerTicket) mine = foyer_ticket_copy (before);
  g_autoptr (FoyerTicket) theirs = foyer_ticket_copy (before);
  g_autoptr (FoyerTicket) now = NULL;
  g_autoptr (FoyerPullStore) store = foyer_pull_store_new (fixture->db, SERVER);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) kinds = NULL;
  g_autoptr (GError) error = NULL;
  FoyerPushProblem problem = { .type = before->row.type,
                               .key = before->row.key,
                               .server_key = SERVER,
                               .message = (char *) "No." };
  const FoyerColumn *name = foyer_row_type_find (before->row.type, "attendee_name");

  set_text (mine, mine->row.type, "attendee_name", "Mine");
  edit (fixture, before, mine);
  kinds = foyer_queue_store_list (fixture->db, SERVER, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kinds->len, ==, 1);
  g_assert_cmpuint (((FoyerQueueKind *) g_ptr_array_index (kinds, 0))->n_rows, ==, 1);

  theirs->row.version = 2;
  set_text (theirs, theirs->row.type, "attendee_name", "Theirs");
  pull (fixture, theirs, ALL);
  g_assert_false (foyer_held_values_is_empty (fixture->db));

  /* refused: told no more, and kept */
  problem.columns = (FoyerColumnSet) 1 << (name - before->row.type->columns);
  problem.change_set = position_of (fixture);
  g_assert_true (foyer_queue_store_set_aside (fixture->db, &problem, &error));
  g_assert_true (
      foyer_server_store_set_pushed (fixture->db, SERVER, position_of (fixture), &error));
  g_assert_true (foyer_pull_store_begin (store, &error));
  g_assert_true (foyer_pull_store_let_go (store, NULL, &error));
  g_assert_true (foyer_pull_store_commit (store, NULL, &error));
  now = ticket_of (fixture, 0);
  g_assert_cmpstr (now->attendee_name, ==, "Mine");
  problems = foyer_queue_store_problems (fixture->db, SERVER, &error);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (((FoyerPushProblem *) g_ptr_array_index (problems, 0))->subject, ==, "Mine");

  /* given up */
  g_assert_true (foyer_queue_store_drop (fixture->db, before->row.type, before->row.key, &error));
  g_clear_pointer (&store, foyer_pull_store_free);
  store = foyer_pull_store_new (fixture->db, SERVER);
  g_assert_true (foyer_pull_store_begin (store, &error));
  g_assert_true (foyer_pull_store_let_go (store, NULL, &error));
  g_assert_true (foyer_pull_store_commit (store, NULL, &error));
  g_clear_pointer (&now, foyer_ticket_free);
  now = ticket_of (fixture, 0);
  g_assert_cmpstr (now->attendee_name, ==, "Theirs");
  g_assert_true (foyer_held_values_is_empty (fixture->db));
}

/* A server’s events are erased, and what the journal knew of them; all else stays. */
static void
test_wipe (FoyerTestStore *fixture, gconstpointer data)
{
  static const char sql[] = "SELECT count (*) FROM tickets";
  g_autoptr (GPtrArray) servers = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement;

  g_assert_true (foyer_server_store_wipe (fixture->db, SERVER, &error));
  g_assert_no_error (error);
  statement = foyer_database_prepare (fixture->db, sql, &error);
  g_assert_cmpint (foyer_database_step (fixture->db, statement, &error), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (statement, 0), ==, 0);
  sqlite3_reset (statement);
  servers = foyer_server_store_list (fixture->db, &error);
  g_assert_cmpuint (servers->len, ==, 0);
}

/* An event that is chosen again before it went comes again. */
static void
test_keep_again (FoyerTestStore *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  FoyerHostedEvent *event;

  g_assert_true (foyer_server_store_set_gone (fixture->db, &fixture->event_id, &error));
  events = foyer_server_store_events (fixture->db, SERVER, &error);
  event = g_ptr_array_index (events, 0);
  g_assert_true (event->is_gone);
  g_assert_true (foyer_server_store_keep_event (fixture->db, SERVER, &event->event_id,
                                                &event->organizer_id, &error));
  g_clear_pointer (&events, g_ptr_array_unref);
  events = foyer_server_store_events (fixture->db, SERVER, &error);
  g_assert_cmpuint (events->len, ==, 1);
  event = g_ptr_array_index (events, 0);
  g_assert_false (event->is_gone);
  g_assert_cmpint (event->load, ==, FOYER_LOAD_ANEW);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test)                                                                            \
  g_test_add (name, FoyerTestStore, GUINT_TO_POINTER (5), set_up, test, foyer_test_store_tear_down)
  ADD ("/pull-store/apply", test_apply);
  ADD ("/pull-store/again", test_again);
  ADD ("/pull-store/pending-stays", test_pending_stays);
  ADD ("/pull-store/each-once", test_each_once);
  ADD ("/pull-store/removed", test_removed);
  ADD ("/pull-store/forget", test_forget);
  ADD ("/pull-store/refused", test_refused);
  ADD ("/pull-store/pending", test_pending);
  ADD ("/pull-store/held", test_held);
  ADD ("/pull-store/wipe", test_wipe);
  ADD ("/pull-store/keep-again", test_keep_again);

  return g_test_run ();
}
