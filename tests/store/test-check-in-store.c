/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-check-in-store.h"
#include "foyer-check-in-undo.h"
#include "foyer-event-store.h"
#include "foyer-row-store.h"
#include "foyer-test-data.h"
#include "foyer-test.h"
#include "foyer-ticket-store.h"

#define NOW G_GINT64_CONSTANT (1795395600000000)

typedef FoyerTestStore Fixture;

static FoyerScanResult *
scan_request (Fixture *fixture, FoyerScanRequest request)
{
  g_autoptr (GError) error = NULL;
  FoyerScanResult *result;

  request.event_id = fixture->event_id;
  result = foyer_check_in_store_scan (fixture->db, &request, &error);
  g_assert_no_error (error);
  g_assert_nonnull (result);
  g_assert_nonnull (result->check_in);
  g_assert_cmpint (result->change_set, >, 0);
  return result;
}

static FoyerScanResult *
scan (Fixture *fixture, const char *code, FoyerDirection direction, gint64 time)
{
  return scan_request (fixture, (FoyerScanRequest){ .code = code,
                                                    .direction = direction,
                                                    .time = time,
                                                    .method = FOYER_METHOD_QR_SCAN });
}

static void
assert_verdict (Fixture *fixture,
                const char *code,
                FoyerDirection direction,
                gint64 time,
                FoyerVerdict verdict)
{
  g_autoptr (FoyerScanResult) result = scan (fixture, code, direction, time);

  g_assert_cmpstr (foyer_verdict_to_token (result->verdict), ==, foyer_verdict_to_token (verdict));
}

static FoyerTicket *
get_ticket (Fixture *fixture, guint i)
{
  g_autofree char *code = foyer_test_data_code (i);
  g_autoptr (GPtrArray) found = foyer_ticket_store_find_code (fixture->db, code, NULL);

  g_assert_cmpuint (found->len, ==, 1);
  return foyer_ticket_copy (g_ptr_array_index (found, 0));
}

typedef void (*Change) (FoyerTicket *ticket);

static void
change_ticket (Fixture *fixture, guint i, Change change)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) before = get_ticket (fixture, i);
  g_autoptr (FoyerTicket) after = foyer_ticket_copy (before);
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (fixture->db, "test", &error);

  change (after);
  foyer_transaction_update (transaction, before, after, &error);
  foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error);
  g_assert_no_error (error);
}

static void
test_in_and_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = foyer_test_data_code (7);
  g_autofree char *raw = g_strconcat ("]Q3\\000026", code, "\r\n", NULL);
  g_autoptr (FoyerScanResult) first = scan (fixture, raw, FOYER_DIRECTION_ENTRY, NOW);
  g_autoptr (FoyerScanResult) again = scan (fixture, code, FOYER_DIRECTION_ENTRY, NOW + 1);
  g_autoptr (FoyerTicket) ticket = get_ticket (fixture, 7);
  g_autoptr (GPtrArray) history = NULL;

  g_assert_cmpint (first->verdict, ==, FOYER_VERDICT_ADMITTED);
  g_assert_cmpstr (first->code, ==, code);
  g_assert_nonnull (first->tier);
  g_assert_nonnull (first->order);
  g_assert_cmpint (first->ticket->status, ==, FOYER_TICKET_CHECKED_IN);

  g_assert_cmpint (again->verdict, ==, FOYER_VERDICT_ALREADY_IN);
  g_assert_cmpint (again->earlier->time, ==, NOW);
  g_assert_true (foyer_uuid_equal (&again->earlier->row.id, &first->check_in->row.id));
  g_assert_cmpstr (again->earlier_list, ==, "Main Entrance");

  g_assert_cmpint (ticket->status, ==, FOYER_TICKET_CHECKED_IN);
  g_assert_cmpint (ticket->check_in_time, ==, NOW);
  g_assert_cmpint (ticket->check_in_method, ==, FOYER_METHOD_QR_SCAN);
  history = foyer_check_in_store_history (fixture->db, &ticket->row.id, NULL);
  g_assert_cmpuint (history->len, ==, 2);
}

static void
test_exit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = foyer_test_data_code (3);
  g_autoptr (FoyerTicket) ticket = NULL;

  assert_verdict (fixture, code, FOYER_DIRECTION_EXIT, NOW, FOYER_VERDICT_NOT_INSIDE);
  assert_verdict (fixture, code, FOYER_DIRECTION_ENTRY, NOW + 1, FOYER_VERDICT_ADMITTED);
  assert_verdict (fixture, code, FOYER_DIRECTION_EXIT, NOW + 2, FOYER_VERDICT_EXITED);
  ticket = get_ticket (fixture, 3);
  g_assert_cmpint (ticket->check_out_time, ==, NOW + 2);
  assert_verdict (fixture, code, FOYER_DIRECTION_EXIT, NOW + 3, FOYER_VERDICT_NOT_INSIDE);
}

static void
cancel (FoyerTicket *ticket)
{
  ticket->status = FOYER_TICKET_CANCELLED;
}
static void
refund (FoyerTicket *ticket)
{
  cancel (ticket);
  ticket->is_refunded = TRUE;
}
static void
block (FoyerTicket *ticket)
{
  ticket->is_blocked = TRUE;
}
static void
hold_back (FoyerTicket *ticket)
{
  ticket->needs_approval = TRUE;
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  const struct
  {
    Change change;
    FoyerVerdict verdict;
  } cases[] = {
    { cancel, FOYER_VERDICT_CANCELLED },
    { refund, FOYER_VERDICT_REFUNDED },
    { block, FOYER_VERDICT_BLOCKED },
    { hold_back, FOYER_VERDICT_UNAPPROVED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code = foyer_test_data_code (i);
      g_autoptr (FoyerTicket) ticket = NULL;

      change_ticket (fixture, i, cases[i].change);
      assert_verdict (fixture, code, FOYER_DIRECTION_ENTRY, NOW, cases[i].verdict);
      ticket = get_ticket (fixture, i);
      g_assert_cmpint (ticket->check_in_time, ==, FOYER_NONE);
    }
  assert_verdict (fixture, "NOBODY-HAS-THIS", FOYER_DIRECTION_ENTRY, NOW, FOYER_VERDICT_UNKNOWN);
  assert_verdict (fixture, "  \r\n", FOYER_DIRECTION_ENTRY, NOW, FOYER_VERDICT_UNREADABLE);
  assert_verdict (fixture, NULL, FOYER_DIRECTION_ENTRY, NOW, FOYER_VERDICT_UNREADABLE);
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = foyer_test_data_code (5);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerScanResult) in = scan (fixture, code, FOYER_DIRECTION_ENTRY, NOW);
  g_autoptr (FoyerTicket) ticket = NULL;
  g_autoptr (GArray) minutes = NULL;

  g_assert_true (foyer_check_in_store_undo (fixture->db, &in->check_in->row.id, "wrong person",
                                            NOW + 5, &error));
  g_assert_no_error (error);
  ticket = get_ticket (fixture, 5);
  g_assert_cmpint (ticket->status, ==, FOYER_TICKET_VALID);
  g_assert_cmpint (ticket->check_in_time, ==, FOYER_NONE);
  minutes = foyer_check_in_store_arrivals (fixture->db, &fixture->event_id, 0, &error);
  g_assert_cmpuint (minutes->len, ==, 0);

  g_assert_false (
      foyer_check_in_store_undo (fixture->db, &in->check_in->row.id, NULL, NOW + 6, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  assert_verdict (fixture, code, FOYER_DIRECTION_ENTRY, NOW + 7, FOYER_VERDICT_ADMITTED);
}

static void
test_undo_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = foyer_test_data_code (5);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerScanResult) in = scan (fixture, code, FOYER_DIRECTION_ENTRY, NOW);
  g_autoptr (FoyerScanResult) refused = scan (fixture, code, FOYER_DIRECTION_ENTRY, NOW + 1);

  g_assert_false (foyer_check_in_store_undo (fixture->db, &in->check_in->row.id, NULL,
                                             NOW + FOYER_UNDO_WINDOW + 1, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (
      foyer_check_in_store_undo (fixture->db, &refused->check_in->row.id, NULL, NOW + 2, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  /* the journal does not touch facts */
  g_assert_false (foyer_journal_undo (fixture->db, in->change_set, NULL, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
}

/* An exit that is taken back leaves the person inside. */
static void
test_undo_exit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = foyer_test_data_code (5);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerScanResult) in = scan (fixture, code, FOYER_DIRECTION_ENTRY, NOW);
  g_autoptr (FoyerScanResult) out = scan (fixture, code, FOYER_DIRECTION_EXIT, NOW + 1);
  g_autoptr (FoyerTicket) ticket = NULL;

  g_assert_true (
      foyer_check_in_store_undo (fixture->db, &out->check_in->row.id, NULL, NOW + 2, &error));
  ticket = get_ticket (fixture, 5);
  g_assert_cmpint (ticket->check_in_time, ==, NOW);
  g_assert_cmpint (ticket->check_out_time, ==, FOYER_NONE);
}

/* By the number of the change set, as a toast's button does it, at the present time. */
static void
test_undo_change_set (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = foyer_test_data_code (5);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerScanResult) in = scan (fixture, code, FOYER_DIRECTION_ENTRY, FOYER_NONE);
  gint64 undo_set = 0;
  guint n_kept = 1;

  g_assert_true (
      foyer_check_in_undo_change_set (fixture->db, in->change_set, &undo_set, &n_kept, &error));
  g_assert_no_error (error);
  g_assert_cmpint (undo_set, >, in->change_set);
  g_assert_cmpuint (n_kept, ==, 0);
  assert_verdict (fixture, code, FOYER_DIRECTION_ENTRY, FOYER_NONE, FOYER_VERDICT_ADMITTED);
}

static void
came_in (FoyerTicket *ticket)
{
  ticket->status = FOYER_TICKET_CHECKED_IN;
  ticket->check_in_time = NOW - G_TIME_SPAN_HOUR;
}

/* Imported as checked in, without a fact: counts as in; an exit and its undo leave it so. */
static void
test_imported_in (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = foyer_test_data_code (9);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerScanResult) out = NULL;
  g_autoptr (FoyerTicket) ticket = NULL;

  change_ticket (fixture, 9, came_in);
  assert_verdict (fixture, code, FOYER_DIRECTION_ENTRY, NOW, FOYER_VERDICT_ALREADY_IN);
  out = scan (fixture, code, FOYER_DIRECTION_EXIT, NOW + 1);
  g_assert_cmpint (out->verdict, ==, FOYER_VERDICT_EXITED);
  g_assert_true (
      foyer_check_in_store_undo (fixture->db, &out->check_in->row.id, NULL, NOW + 2, &error));
  g_assert_no_error (error);
  ticket = get_ticket (fixture, 9);
  g_assert_cmpint (ticket->status, ==, FOYER_TICKET_CHECKED_IN);
  g_assert_cmpint (ticket->check_in_time, ==, NOW - G_TIME_SPAN_HOUR);
}

static void
came_in_sometime (FoyerTicket *ticket)
{
  ticket->status = FOYER_TICKET_CHECKED_IN;
}

/* The same from a list that does not say when. */
static void
test_imported_in_sometime (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = foyer_test_data_code (9);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerScanResult) out = NULL;
  g_autoptr (FoyerTicket) ticket = NULL;
  gint64 later = g_get_real_time () + G_TIME_SPAN_MINUTE;

  change_ticket (fixture, 9, came_in_sometime);
  assert_verdict (fixture, code, FOYER_DIRECTION_ENTRY, later, FOYER_VERDICT_ALREADY_IN);
  out = scan (fixture, code, FOYER_DIRECTION_EXIT, later + 1);
  g_assert_cmpint (out->verdict, ==, FOYER_VERDICT_EXITED);
  g_assert_true (
      foyer_check_in_store_undo (fixture->db, &out->check_in->row.id, NULL, later + 2, &error));
  g_assert_no_error (error);
  ticket = get_ticket (fixture, 9);
  g_assert_cmpint (ticket->status, ==, FOYER_TICKET_CHECKED_IN);
  assert_verdict (fixture, code, FOYER_DIRECTION_ENTRY, later + 3, FOYER_VERDICT_ALREADY_IN);
}

static void
test_other_event (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (fixture->db, "test", &error);
  g_autoptr (FoyerEvent) event = foyer_event_new ();
  g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();
  g_autoptr (FoyerScanResult) result = NULL;

  event->title = g_strdup ("Tomorrow");
  event->timezone = g_strdup ("UTC");
  event->currency = g_strdup ("EUR");
  event->start_date = NOW;
  event->end_date = NOW + 1;
  g_assert_true (foyer_event_store_add (transaction, event, &error));
  ticket->event_id = event->row.id;
  ticket->attendee_name = g_strdup ("Ada");
  g_assert_true (foyer_ticket_store_add (transaction, ticket, &error));
  g_assert_true (foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error));

  result = scan (fixture, ticket->qr_code, FOYER_DIRECTION_ENTRY, NOW);
  g_assert_cmpint (result->verdict, ==, FOYER_VERDICT_WRONG_EVENT);
  g_assert_cmpstr (result->other_event->title, ==, "Tomorrow");
}

/* Our own codes: a new one is good, the one before it is replaced, a ticket that was taken back is
 * not provisional. */
static void
test_own_codes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (fixture->db, "walk-in", &error);
  g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();
  g_autoptr (FoyerTicket) now = NULL;
  g_autofree char *forged = NULL;
  gint64 added = 0;
  gint64 reissued = 0;

  ticket->event_id = fixture->event_id;
  ticket->attendee_name = g_strdup ("Ada");
  g_assert_true (foyer_ticket_store_add (transaction, ticket, &error));
  g_assert_true (foyer_transaction_commit (g_steal_pointer (&transaction), &added, &error));
  forged = g_strdup (ticket->qr_code);
  forged[40] = forged[40] == 'A' ? 'B' : 'A';
  assert_verdict (fixture, forged, FOYER_DIRECTION_ENTRY, NOW, FOYER_VERDICT_FORGED);

  transaction = foyer_transaction_begin (fixture->db, "reissue", &error);
  g_assert_true (foyer_ticket_store_reissue (transaction, ticket->row.key, &error));
  g_assert_true (foyer_transaction_commit (g_steal_pointer (&transaction), &reissued, &error));
  now = foyer_row_store_get (fixture->db, &FOYER_TICKET_TYPE, ticket->row.key, &error);
  assert_verdict (fixture, ticket->qr_code, FOYER_DIRECTION_ENTRY, NOW, FOYER_VERDICT_REPLACED);
  assert_verdict (fixture, now->qr_code, FOYER_DIRECTION_ENTRY, NOW + 1, FOYER_VERDICT_ADMITTED);

  g_assert_true (foyer_journal_undo (fixture->db, reissued, NULL, NULL, &error));
  assert_verdict (fixture, ticket->qr_code, FOYER_DIRECTION_ENTRY, NOW + 2,
                  FOYER_VERDICT_ALREADY_IN);

  /* removed here: known to be nobody's */
  transaction = foyer_transaction_begin (fixture->db, "remove", &error);
  g_assert_true (foyer_transaction_remove (transaction, ticket, &error));
  g_assert_true (foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error));
  assert_verdict (fixture, ticket->qr_code, FOYER_DIRECTION_ENTRY, NOW + 3,
                  FOYER_VERDICT_CANCELLED);
}

/* Signed by this device for this event, but the ticket is not in the replica: let in once. */
static void
test_provisional (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  g_autofree char *elsewhere = NULL;
  FoyerUuid other;
  FoyerSigningKey key;

  g_assert_true (foyer_event_store_signing_key (fixture->db, &key, &error));
  code = foyer_ticket_code_new (&key, &fixture->event_id, 0);
  foyer_uuid_init_v7 (&other);
  elsewhere = foyer_ticket_code_new (&key, &other, 0);

  assert_verdict (fixture, code, FOYER_DIRECTION_ENTRY, NOW, FOYER_VERDICT_PROVISIONAL);
  assert_verdict (fixture, code, FOYER_DIRECTION_ENTRY, NOW + 1, FOYER_VERDICT_ALREADY_IN);
  assert_verdict (fixture, elsewhere, FOYER_DIRECTION_ENTRY, NOW, FOYER_VERDICT_WRONG_EVENT);
  foyer_database_exec (fixture->db, "UPDATE signing_keys SET is_revoked = 1", &error);
  /* whoever is inside may leave, and does not come back */
  assert_verdict (fixture, code, FOYER_DIRECTION_EXIT, NOW + 2, FOYER_VERDICT_EXITED);
  assert_verdict (fixture, code, FOYER_DIRECTION_ENTRY, NOW + 3, FOYER_VERDICT_REVOKED_KEY);
  g_free (code);
  code = foyer_ticket_code_new (&key, &fixture->event_id, 0);
  assert_verdict (fixture, code, FOYER_DIRECTION_ENTRY, NOW, FOYER_VERDICT_REVOKED_KEY);
}

static void
test_ambiguous (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) twin = get_ticket (fixture, 1);
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (fixture->db, "test", &error);
  g_autoptr (FoyerScanResult) result = NULL;
  g_autoptr (FoyerScanResult) chosen = NULL;
  g_autofree char *code = g_strdup (twin->qr_code);

  twin->row.id = (FoyerUuid){ 0 };
  g_assert_true (foyer_transaction_insert (transaction, twin, &error));
  g_assert_true (foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error));

  result = scan (fixture, code, FOYER_DIRECTION_ENTRY, NOW);
  g_assert_cmpint (result->verdict, ==, FOYER_VERDICT_AMBIGUOUS);
  g_assert_cmpuint (result->matches->len, ==, 2);
  chosen = scan_request (
      fixture,
      (FoyerScanRequest){ .ticket_id = twin->row.id, .time = NOW, .method = FOYER_METHOD_MANUAL });
  g_assert_cmpint (chosen->verdict, ==, FOYER_VERDICT_ADMITTED);
}

static void
test_unpaid (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = foyer_test_data_code (0);
  g_autoptr (FoyerScanResult) paid = NULL;

  foyer_database_exec (fixture->db, "UPDATE orders SET status = 'PENDING'", &error);
  assert_verdict (fixture, code, FOYER_DIRECTION_ENTRY, NOW, FOYER_VERDICT_UNPAID);
  paid = scan_request (
      fixture, (FoyerScanRequest){ .code = code, .time = NOW, .override = FOYER_OVERRIDE_PAYMENT });
  g_assert_cmpint (paid->verdict, ==, FOYER_VERDICT_ADMITTED);
  /* Money is noted where it is taken, and not by a scan. */
  g_assert_cmpint (paid->order->status, ==, FOYER_ORDER_PENDING);
}

static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *a = foyer_test_data_code (0);
  g_autofree char *b = foyer_test_data_code (1);
  g_autofree char *c = foyer_test_data_code (2);
  g_autoptr (FoyerScanResult) last = NULL;

  assert_verdict (fixture, a, FOYER_DIRECTION_ENTRY, NOW, FOYER_VERDICT_ADMITTED);
  foyer_database_exec (fixture->db, "UPDATE check_in_lists SET max_inside = 2, allow_reentry = 1",
                       &error);
  last = scan (fixture, b, FOYER_DIRECTION_ENTRY, NOW + 1);
  g_assert_cmpint (last->verdict, ==, FOYER_VERDICT_ADMITTED);
  assert_verdict (fixture, c, FOYER_DIRECTION_ENTRY, NOW + 2, FOYER_VERDICT_RULE);
  assert_verdict (fixture, a, FOYER_DIRECTION_EXIT, NOW + 3, FOYER_VERDICT_EXITED);
  assert_verdict (fixture, c, FOYER_DIRECTION_ENTRY, NOW + 4, FOYER_VERDICT_ADMITTED);
  assert_verdict (fixture, a, FOYER_DIRECTION_ENTRY, NOW + 5, FOYER_VERDICT_RULE);
  g_assert_true (
      foyer_check_in_store_undo (fixture->db, &last->check_in->row.id, NULL, NOW + 6, &error));
  assert_verdict (fixture, a, FOYER_DIRECTION_ENTRY, NOW + 7, FOYER_VERDICT_ADMITTED);
}

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) ticket = get_ticket (fixture, 4);
  g_autoptr (FoyerTransaction) transaction = NULL;
  FoyerTransaction *first = foyer_transaction_begin (fixture->db, "test", &error);
  g_autofree char *own = NULL;
  g_autofree char *sql = NULL;

  g_assert_true (foyer_ticket_store_set_answer (first, ticket->row.key, "city", NULL, &error));
  g_assert_true (foyer_transaction_commit (first, NULL, &error));
  foyer_database_exec (fixture->db,
                       "UPDATE questions SET required = 1, asked = 'AT_DOOR' WHERE code = 'city'",
                       &error);
  assert_verdict (fixture, ticket->qr_code, FOYER_DIRECTION_ENTRY, NOW,
                  FOYER_VERDICT_ANSWERS_REQUIRED);

  own = foyer_uuid_to_string (&ticket->tier_id);
  sql = g_strdup_printf ("UPDATE questions SET tier_ids = '[\"%s\"]' WHERE code = 'city'", own);
  foyer_database_exec (fixture->db, sql, &error);
  g_assert_no_error (error);
  assert_verdict (fixture, ticket->qr_code, FOYER_DIRECTION_ENTRY, NOW,
                  FOYER_VERDICT_ANSWERS_REQUIRED);

  transaction = foyer_transaction_begin (fixture->db, "test", &error);
  g_assert_true (
      foyer_ticket_store_set_answer (transaction, ticket->row.key, "city", "Köln", &error));
  g_assert_true (foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error));
  assert_verdict (fixture, ticket->qr_code, FOYER_DIRECTION_ENTRY, NOW, FOYER_VERDICT_ADMITTED);
}

/* A question that is for some tiers alone does not hold up the others. */
static void
test_answers_of_tier (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) ticket = get_ticket (fixture, 4);
  FoyerTransaction *first = foyer_transaction_begin (fixture->db, "test", &error);

  g_assert_true (foyer_ticket_store_set_answer (first, ticket->row.key, "city", NULL, &error));
  g_assert_true (foyer_transaction_commit (first, NULL, &error));
  foyer_database_exec (fixture->db,
                       "UPDATE questions SET required = 1, asked = 'AT_DOOR', tier_ids = "
                       "'[\"01900000-0000-7000-8000-000000000001\"]' WHERE code = 'city'",
                       &error);
  g_assert_no_error (error);
  assert_verdict (fixture, ticket->qr_code, FOYER_DIRECTION_ENTRY, NOW, FOYER_VERDICT_ADMITTED);
}

static void
test_arrivals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) minutes = NULL;
  g_autoptr (GPtrArray) recent = NULL;
  FoyerUuid nil = { 0 };

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *code = foyer_test_data_code (i);

      assert_verdict (fixture, code, FOYER_DIRECTION_ENTRY, NOW + i * 20 * G_TIME_SPAN_SECOND,
                      FOYER_VERDICT_ADMITTED);
    }
  assert_verdict (fixture, "NOBODY", FOYER_DIRECTION_ENTRY, NOW, FOYER_VERDICT_UNKNOWN);
  minutes = foyer_check_in_store_arrivals (fixture->db, &fixture->event_id, 0, &error);
  g_assert_cmpuint (minutes->len, ==, 4);
  g_assert_cmpuint (g_array_index (minutes, FoyerArrivalMinute, 0).entries, ==, 3);
  g_assert_cmpuint (g_array_index (minutes, FoyerArrivalMinute, 0).refused, ==, 1);
  g_assert_cmpint (g_array_index (minutes, FoyerArrivalMinute, 1).minute, ==,
                   NOW + G_TIME_SPAN_MINUTE);
  recent = foyer_check_in_store_recent (fixture->db, &fixture->event_id, &nil, 5, &error);
  g_assert_cmpuint (recent->len, ==, 5);
  g_assert_cmpint (((FoyerCheckIn *) g_ptr_array_index (recent, 0))->time, ==,
                   NOW + 180 * G_TIME_SPAN_SECOND);
}

#define add(path, func)                                                                            \
  g_test_add ("/check-in-store/" path, Fixture, GUINT_TO_POINTER (50), foyer_test_store_set_up,    \
              func, foyer_test_store_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("in-and-again", test_in_and_again);
  add ("exit", test_exit);
  add ("refusals", test_refusals);
  add ("undo", test_undo);
  add ("undo-refused", test_undo_refused);
  add ("undo-exit", test_undo_exit);
  add ("undo-change-set", test_undo_change_set);
  add ("imported-in", test_imported_in);
  add ("imported-in-sometime", test_imported_in_sometime);
  add ("other-event", test_other_event);
  add ("own-codes", test_own_codes);
  add ("provisional", test_provisional);
  add ("ambiguous", test_ambiguous);
  add ("unpaid", test_unpaid);
  add ("full", test_full);
  add ("answers", test_answers);
  add ("answers-of-tier", test_answers_of_tier);
  add ("arrivals", test_arrivals);

  return g_test_run ();
}
