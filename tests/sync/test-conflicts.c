/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "conflict-fixture.h"
#include "foyer-conflict-acts.h"
#include "foyer-conflict-report.h"
#include "foyer-conflict-value.h"
#include "foyer-event-acts-store.h"
#include "foyer-excess.h"
#include "foyer-order.h"
#include "foyer-row-store.h"
#include "foyer-server-store.h"
#include "foyer-ticket.h"
#include "foyer-tier.h"
#include "foyer-time.h"
#include "foyer-transaction.h"
#include "foyer-sync-state.h"

#include <string.h>

static void
set_up (FoyerTestStore *fixture, gconstpointer data)
{
  foyer_test_store_set_up (fixture, data);
  conflict_fixture_host (fixture->db, &fixture->event_id);
}

static FoyerConflictReport *
report_of (FoyerTestStore *fixture, const FoyerUuid *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerConflict) conflict = foyer_conflict_store_find (fixture->db, id, &error);

  g_assert_no_error (error);
  return foyer_conflict_report_new (fixture->db, conflict, foyer_time_now ());
}

static FoyerEvent *
read_event (FoyerTestStore *fixture)
{
  g_autoptr (GError) error = NULL;
  FoyerEvent *event = foyer_event_acts_get (fixture->db, &fixture->event_id, &error);

  g_assert_no_error (error);
  return event;
}

static gint64
count_open (FoyerTestStore *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 n = foyer_conflict_store_count (fixture->db, NULL, &error);

  g_assert_no_error (error);
  return n;
}

static void
undo (FoyerTestStore *fixture, gint64 change_set)
{
  g_autoptr (GError) error = NULL;
  guint n_kept = 0;

  g_assert_cmpint (change_set, !=, 0);
  foyer_journal_undo (fixture->db, change_set, NULL, &n_kept, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_kept, ==, 0);
}

static const FoyerReportField *
field_of (const FoyerConflictReport *report, const char *column)
{
  for (guint i = 0; i < report->fields->len; i++)
    {
      const FoyerReportField *field = g_ptr_array_index (report->fields, i);

      if (g_str_equal (field->column->name, column))
        return field;
    }
  g_assert_not_reached ();
}

static void
test_edit_in_words (FoyerTestStore *fixture, gconstpointer data)
{
  FoyerUuid id = conflict_fixture_edit (fixture->db, &fixture->event_id);
  g_autoptr (FoyerConflictReport) report = report_of (fixture, &id);
  const FoyerReportField *title = field_of (report, "title");
  const FoyerReportField *capacity = field_of (report, "capacity");

  g_assert_nonnull (strstr (report->title, "Their Conf"));
  g_assert_cmpstr (title->name, ==, "Title");
  g_assert_cmpstr (title->mine, ==, "My Conf");
  g_assert_cmpstr (title->theirs, ==, "Their Conf");
  g_assert_cmpstr (title->draft, ==, "My Conf");
  g_assert_null (title->now);
  g_assert_true (title->is_known);
  g_assert_cmpstr (capacity->mine, ==, "500");
  g_assert_true (g_str_has_prefix (report->mine_by, "You, "));
  g_assert_true (g_str_has_prefix (report->their_by, "Anna, "));
  g_assert_null (report->settled);
}

/* Money that was moved by two: how much each, who and when, and how much is too much. */
static void
test_moved_twice (FoyerTestStore *fixture, gconstpointer data)
{
  static const struct
  {
    FoyerConflictKind kind;
    const char *title;
    const char *detail;
  } cases[] = {
    { FOYER_CONFLICT_REFUNDED_TWICE, "refunded twice", "100.00 went back of" },
    { FOYER_CONFLICT_PAID_TWICE, "paid twice", "100.00 was paid, and it costs" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FoyerUuid id = conflict_fixture_money (fixture->db, &fixture->event_id, cases[i].kind);
      g_autoptr (FoyerConflictReport) report = report_of (fixture, &id);
      const FoyerReportFact *first, *second;

      g_assert_nonnull (strstr (report->title, cases[i].title));
      g_assert_nonnull (strstr (report->detail, cases[i].detail));
      g_assert_nonnull (strstr (report->explanation, "50.00 too much"));
      g_assert_cmpint (report->order_key, !=, 0);
      g_assert_cmpuint (report->facts->len, ==, 2);
      first = g_ptr_array_index (report->facts, 0);
      second = g_ptr_array_index (report->facts, 1);
      g_assert_nonnull (strstr (first->title, "50.00, Cash"));
      g_assert_true (g_str_has_prefix (first->detail, "You, "));
      g_assert_nonnull (strstr (second->title, "50.00, Card"));
      g_assert_true (g_str_has_prefix (second->detail, "Anna, "));
    }
}

/* A voucher that two desks took: which one, in which orders, and how much may be missing. */
static void
test_voucher (FoyerTestStore *fixture, gconstpointer data)
{
  static const char details[] =
      "{\"voucher\": \"GIFT-1\", \"reference\": \"gift-1\", \"currency\": \"EUR\", \"excess\": "
      "2000, "
      "\"paid\": 7000, \"moved\": [{\"amount\": 5000, \"method\": \"VOUCHER\", \"name\": \"Anna\", "
      "\"order_number\": \"K7WYFJ\", \"at\": \"2026-11-22T17:40:00Z\"}, {\"amount\": 2000, "
      "\"method\": \"VOUCHER\", \"order_number\": \"M2NPQR\"}]}";
  g_autoptr (GPtrArray) orders =
      foyer_row_store_list (fixture->db, &FOYER_ORDER_TYPE, &fixture->event_id, NULL);
  const FoyerRow *order = g_ptr_array_index (orders, 0);
  FoyerUuid id =
      conflict_fixture_add (fixture->db, &fixture->event_id, FOYER_CONFLICT_VOUCHER_TWICE, NULL,
                            &order->id, g_strdup (details));
  g_autoptr (FoyerConflictReport) report = report_of (fixture, &id);

  g_assert_cmpint (report->kind, ==, FOYER_REPORT_VOUCHER_TWICE);
  g_assert_cmpstr (report->title, ==, "The voucher “gift-1” was used twice");
  g_assert_nonnull (strstr (report->detail, "70.00 was paid with it"));
  g_assert_nonnull (strstr (report->explanation, "20.00 is missing"));
  g_assert_true (report->is_excess);
  g_assert_cmpint (report->order_key, ==, order->key);
  g_assert_cmpuint (report->facts->len, ==, 2);
  g_assert_nonnull (strstr (((const FoyerReportFact *) report->facts->pdata[0])->title, "50.00, K7WYFJ"));
  g_assert_true (
      g_str_has_prefix (((const FoyerReportFact *) report->facts->pdata[0])->detail, "Anna, "));
}

/* One field as I wrote it, the other typed anew; both and the settling in one step, which can be
 * taken back. */
static void
test_choose (FoyerTestStore *fixture, gconstpointer data)
{
  FoyerUuid id = conflict_fixture_edit (fixture->db, &fixture->event_id);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerEvent) typed = read_event (fixture);
  g_autoptr (FoyerEvent) chosen = NULL;
  g_autoptr (FoyerEvent) undone = NULL;
  g_autoptr (FoyerConflictReport) report = NULL;
  const FoyerFieldChoice choices[] = {
    { foyer_row_type_find (&FOYER_EVENT_TYPE, "title"), FOYER_SETTLE_MINE },
    { foyer_row_type_find (&FOYER_EVENT_TYPE, "capacity"), FOYER_SETTLE_TYPED },
  };
  gint64 change_set = 0;

  g_assert_true (foyer_conflict_value_parse (typed, typed, choices[1].column, "1 234", &error));
  g_assert_true (
      foyer_conflict_acts_choose (fixture->db, &id, choices, 2, typed, &change_set, &error));
  g_assert_no_error (error);
  chosen = read_event (fixture);
  g_assert_cmpstr (chosen->title, ==, "My Conf");
  g_assert_cmpint (chosen->capacity, ==, 1234);
  g_assert_cmpint (count_open (fixture), ==, 0);
  report = report_of (fixture, &id);
  g_assert_nonnull (strstr (report->settled, "You"));

  g_assert_false (foyer_conflict_acts_accept (fixture->db, &id, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  undo (fixture, change_set);
  undone = read_event (fixture);
  g_assert_cmpstr (undone->title, ==, "Their Conf");
  g_assert_cmpint (undone->capacity, ==, 400);
  g_assert_cmpint (count_open (fixture), ==, 1);
}

/* Who looks later is told what it says by now; a text that was cut is not written. */
static void
test_edited_again (FoyerTestStore *fixture, gconstpointer data)
{
  FoyerUuid id = conflict_fixture_edit (fixture->db, &fixture->event_id);
  g_autoptr (FoyerEvent) before = read_event (fixture);
  g_autoptr (FoyerEvent) after = foyer_event_copy (before);
  FoyerTransaction *transaction = foyer_transaction_begin (fixture->db, "edit", NULL);
  g_autoptr (FoyerConflictReport) report = NULL;
  g_autoptr (FoyerConflictReport) cut = NULL;
  FoyerUuid cut_id;

  foyer_row_set_text (after, foyer_row_type_find (&FOYER_EVENT_TYPE, "title"), "A Third");
  g_assert_true (foyer_transaction_update (transaction, before, after, NULL));
  g_assert_true (foyer_transaction_commit (transaction, NULL, NULL));
  report = report_of (fixture, &id);
  g_assert_cmpstr (field_of (report, "title")->now, ==, "A Third");

  cut_id = conflict_fixture_add (
      fixture->db, &fixture->event_id, FOYER_CONFLICT_EDITED_TWICE, NULL, &fixture->event_id,
      g_strdup (
          "{\"table\": \"events\", \"is_cut\": true, \"mine\": {\"internal_notes\": \"A lon\"}, "
          "\"theirs\": {\"internal_notes\": null}}"));
  cut = report_of (fixture, &cut_id);
  g_assert_false (field_of (cut, "internal_notes")->is_known);
  g_assert_cmpstr (field_of (cut, "internal_notes")->theirs, ==, "Empty");
}

static void
test_values (FoyerTestStore *fixture, gconstpointer data)
{
  static const struct
  {
    const FoyerRowType *type;
    const char *column;
    const char *typed;
    const char *text; /* NULL: refused */
  } cases[] = {
    { &FOYER_TIER_TYPE, "price", "49", "€49.00" },
    { &FOYER_TIER_TYPE, "price", "49.5 EUR", "€49.50" },
    { &FOYER_TIER_TYPE, "price", "$49", NULL },
    { &FOYER_TIER_TYPE, "price", "many", NULL },
    { &FOYER_TIER_TYPE, "quantity_total", "", "No limit" },
    { &FOYER_TIER_TYPE, "quantity_total", "12", "12" },
    { &FOYER_TIER_TYPE, "quantity_total", "12.5", NULL },
    { &FOYER_TIER_TYPE, "quantity_total", "99999999999", NULL },
    { &FOYER_TIER_TYPE, "name", "  VIP  ", "VIP" },
    { &FOYER_TIER_TYPE, "name", " ", NULL },
    { &FOYER_TIER_TYPE, "sale_end", "2026-12-01 18:00", "2026-12-01 18:00" },
    { &FOYER_TIER_TYPE, "sale_end", "someday", NULL },
  };
  g_autoptr (FoyerEvent) event = read_event (fixture);
  g_autoptr (GPtrArray) tiers =
      foyer_row_store_list (fixture->db, &FOYER_TIER_TYPE, &fixture->event_id, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerRow) row = foyer_row_copy (g_ptr_array_index (tiers, 0));
      const FoyerColumn *column = foyer_row_type_find (cases[i].type, cases[i].column);
      g_autoptr (GError) error = NULL;
      gboolean is_read = foyer_conflict_value_parse (event, row, column, cases[i].typed, &error);
      g_autofree char *text = NULL;
      g_autofree char *draft = NULL;

      g_test_message ("%s: “%s”", cases[i].column, cases[i].typed);
      g_assert_cmpint (is_read, ==, cases[i].text != NULL);
      if (!is_read)
        {
          g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID);
          g_assert_cmpuint (foyer_row_diff (row, g_ptr_array_index (tiers, 0)), ==, 0);
          continue;
        }
      g_assert_no_error (error);
      text = foyer_conflict_value_text (fixture->db, event, row, column);
      if (column->type != FOYER_COLUMN_TIME)
        g_assert_cmpstr (text, ==, cases[i].text);
      /* What it is typed as reads back to the same. */
      draft = foyer_conflict_value_draft (event, row, column);
      {
        g_autoptr (FoyerRow) again = foyer_row_copy (row);

        g_assert_true (foyer_conflict_value_parse (event, again, column, draft, &error));
        g_assert_cmpuint (foyer_row_diff (row, again), ==, 0);
      }
    }
}

static void
test_twice (FoyerTestStore *fixture, gconstpointer data)
{
  FoyerUuid ticket_id;
  FoyerUuid id = conflict_fixture_twice (fixture->db, &fixture->event_id, &ticket_id);
  g_autoptr (FoyerConflictReport) report = report_of (fixture, &id);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) ticket = NULL;
  g_autoptr (FoyerTicket) undone = NULL;
  gint64 change_set = 0;

  g_assert_cmpuint (report->facts->len, ==, 2);
  g_assert_nonnull (strstr (((const FoyerReportFact *) report->facts->pdata[0])->detail, "another desk"));
  g_assert_true (report->can_block);
  g_assert_true (foyer_uuid_equal (&report->ticket_id, &ticket_id));
  g_assert_true (foyer_conflict_acts_block (fixture->db, &id, &change_set, &error));
  ticket = foyer_row_store_find (fixture->db, &FOYER_TICKET_TYPE, &ticket_id, &error);
  g_assert_true (ticket->is_blocked);
  g_assert_cmpint (count_open (fixture), ==, 0);
  undo (fixture, change_set);
  undone = foyer_row_store_find (fixture->db, &FOYER_TICKET_TYPE, &ticket_id, &error);
  g_assert_false (undone->is_blocked);
  g_assert_cmpint (count_open (fixture), ==, 1);
}

static void
test_oversold (FoyerTestStore *fixture, gconstpointer data)
{
  FoyerUuid id = conflict_fixture_oversold (fixture->db, &fixture->event_id);
  g_autoptr (FoyerConflictReport) report = report_of (fixture, &id);
  g_autoptr (FoyerConflictReport) later = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) over = foyer_excess_list (fixture->db, &fixture->event_id, &error);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) undone = NULL;
  gint64 change_set = 0;

  g_assert_nonnull (strstr (report->title, "3 tickets"));
  g_assert_true (report->can_raise);
  g_assert_cmpuint (over->len, ==, 1);
  g_assert_cmpint (((FoyerExcess *) over->pdata[0])->total, ==, 1);
  g_assert_true (foyer_conflict_acts_raise (fixture->db, &id, &change_set, &error));
  after = foyer_excess_list (fixture->db, &fixture->event_id, &error);
  g_assert_cmpuint (after->len, ==, 0);
  later = report_of (fixture, &id);
  g_assert_false (later->can_raise);
  undo (fixture, change_set);
  undone = foyer_excess_list (fixture->db, &fixture->event_id, &error);
  g_assert_cmpuint (undone->len, ==, 1);
}

static void
test_refused_and_reopened (FoyerTestStore *fixture, gconstpointer data)
{
  FoyerUuid id = conflict_fixture_refused (fixture->db, &fixture->event_id);
  g_autoptr (FoyerConflictReport) report = report_of (fixture, &id);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (strstr (report->explanation, "refunded"));
  g_assert_cmpuint (report->facts->len, ==, 1);
  g_assert_true (foyer_conflict_acts_accept (fixture->db, &id, NULL, &error));
  g_assert_cmpint (count_open (fixture), ==, 0);
  g_assert_true (foyer_conflict_acts_reopen (fixture->db, &id, NULL, &error));
  g_assert_cmpint (count_open (fixture), ==, 1);
}

/* Somebody removed the tier that was edited here. */
static void
test_removed (FoyerTestStore *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) tiers =
      foyer_row_store_list (fixture->db, &FOYER_TIER_TYPE, &fixture->event_id, NULL);
  FoyerRow *tier = g_ptr_array_index (tiers, 1);
  FoyerTransaction *transaction;
  FoyerUuid id = conflict_fixture_add (
      fixture->db, &fixture->event_id, FOYER_CONFLICT_EDITED_TWICE, NULL, &tier->id,
      g_strdup ("{\"table\": \"ticket_tiers\", \"mine\": {\"deleted_at\": null}, \"theirs\": "
                "{\"deleted_at\": \"2026-11-22T17:40:00Z\"}}"));
  g_autoptr (FoyerConflictReport) report = NULL;
  g_autoptr (FoyerRow) again = NULL;
  g_autoptr (GError) error = NULL;

  transaction = foyer_transaction_begin (fixture->db, "pull", &error);
  g_assert_true (foyer_transaction_remove (transaction, tier, &error));
  g_assert_true (foyer_transaction_commit (transaction, NULL, &error));
  report = report_of (fixture, &id);
  g_assert_cmpuint (report->facts->len, ==, 2);
  g_assert_cmpstr (((FoyerReportFact *) report->facts->pdata[0])->title, ==, "Changed it");
  g_assert_cmpstr (((FoyerReportFact *) report->facts->pdata[1])->title, ==, "Removed it");
  g_assert_nonnull (((FoyerReportFact *) report->facts->pdata[1])->detail);
  g_assert_true (report->is_removed);
  g_assert_true (foyer_conflict_acts_bring_back (fixture->db, &id, NULL, &error));
  again = foyer_row_store_find (fixture->db, &FOYER_TIER_TYPE, &tier->id, &error);
  g_assert_cmpint (again->deleted_at, ==, FOYER_NONE);
}

/* What no server sends is a conflict in words all the same. */
static void
test_wrong_details (FoyerTestStore *fixture, gconstpointer data)
{
  static const char *const details[] = {
    "{}",
    "{\"table\": \"nonsense\"}",
    "{\"table\": \"events\", \"mine\": 1, \"theirs\": []}",
    "{\"table\": \"events\", \"mine\": {\"capacity\": \"x\"}, \"theirs\": {\"capacity\": {}}}",
    "{\"table\": \"tickets\", \"mine\": {\"company\": \"A\"}, \"theirs\": {}}",
    "{\"currency\": \"EUR\", \"moved\": [1, {\"amount\": \"x\", \"at\": 3}]}",
    "{\"currency\": \"EUR\", \"moved\": [{\"at\": \"never\", \"method\": \"GOLD\"}], \"excess\": "
    "-1}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (details); i++)
    for (guint kind = 0; kind <= FOYER_CONFLICT_VOUCHER_TWICE; kind++)
      {
        FoyerUuid id = conflict_fixture_add (fixture->db, &fixture->event_id, kind, NULL,
                                             &fixture->event_id, g_strdup (details[i]));
        g_autoptr (FoyerConflictReport) report = report_of (fixture, &id);
        g_autoptr (GError) error = NULL;

        g_assert_nonnull (report->title);
        g_assert_nonnull (report->explanation);
        g_assert_true (foyer_conflict_acts_accept (fixture->db, &id, NULL, &error));
      }
  g_assert_cmpint (count_open (fixture), ==, 0);
}

static void
test_page (FoyerTestStore *fixture, gconstpointer data)
{
  FoyerUuid edit = conflict_fixture_edit (fixture->db, &fixture->event_id);
  FoyerConflictQuery query = { .kind = -1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) few = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GPtrArray) settled = NULL;
  g_autoptr (GArray) events = NULL;

  conflict_fixture_twice (fixture->db, &fixture->event_id, NULL);
  conflict_fixture_oversold (fixture->db, &fixture->event_id);
  all = foyer_conflict_store_page (fixture->db, &query, 10, &error);
  g_assert_cmpuint (all->len, ==, 3);
  few = foyer_conflict_store_page (fixture->db, &query, 2, &error);
  g_assert_cmpuint (few->len, ==, 2);
  query.kind = FOYER_CONFLICT_EDITED_TWICE;
  query.event_id = &fixture->event_id;
  edits = foyer_conflict_store_page (fixture->db, &query, 10, &error);
  g_assert_cmpuint (edits->len, ==, 1);
  g_assert_true (foyer_conflict_acts_accept (fixture->db, &edit, NULL, &error));
  query.is_settled = TRUE;
  settled = foyer_conflict_store_page (fixture->db, &query, 10, &error);
  g_assert_cmpuint (settled->len, ==, 1);
  events = foyer_conflict_store_events (fixture->db, &error);
  g_assert_cmpuint (events->len, ==, 1);
}

static guint
count_hosted (FoyerTestStore *fixture)
{
  g_autoptr (GPtrArray) events =
      foyer_server_store_events (fixture->db, CONFLICT_FIXTURE_SERVER, NULL);

  return events->len;
}

static void
test_gone_kept (FoyerTestStore *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) none = foyer_event_work_list (fixture->db, &error);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (FoyerConflictReport) report = NULL;
  g_autoptr (FoyerEvent) event = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  conflict_fixture_gone (fixture->db, &fixture->event_id);
  list = foyer_event_work_list (fixture->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  report = foyer_conflict_report_new_gone (fixture->db, list->pdata[0], foyer_time_now ());
  g_assert_cmpstr (report->detail, ==, "1 attendee");
  g_assert_true (foyer_event_work_keep (fixture->db, &fixture->event_id, &error));
  g_assert_cmpuint (count_hosted (fixture), ==, 0);
  after = foyer_event_work_list (fixture->db, &error);
  g_assert_cmpuint (after->len, ==, 0);
  event = read_event (fixture);
  g_assert_cmpint (event->row.deleted_at, ==, FOYER_NONE);
}

static void
test_gone_let_go (FoyerTestStore *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerEvent) event = NULL;

  conflict_fixture_gone (fixture->db, &fixture->event_id);
  g_assert_true (foyer_event_work_let_go (fixture->db, &fixture->event_id, &error));
  g_assert_cmpuint (count_hosted (fixture), ==, 0);
  event = foyer_row_store_find (fixture->db, &FOYER_EVENT_TYPE, &fixture->event_id, &error);
  g_assert_null (event);
}

/* What cannot be read is not taken for a replica without servers. */
static void
test_unreadable (FoyerTestStore *store, gconstpointer data)
{
  g_auto (FoyerSyncStanding) good = { 0 };
  g_auto (FoyerSyncStanding) bad = { 0 };
  g_autoptr (GError) error = NULL;

  foyer_sync_standing_take (&good, store->db);
  g_assert_cmpint (good.state, !=, FOYER_SYNC_ATTENTION);
  g_assert_null (good.message);
  foyer_database_exec (store->db, "ALTER TABLE servers RENAME TO lost", &error);
  g_assert_no_error (error);
  foyer_sync_standing_take (&bad, store->db);
  g_assert_cmpint (bad.state, ==, FOYER_SYNC_ATTENTION);
  g_assert_nonnull (bad.message);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test)                                                                            \
  g_test_add ("/conflicts/" path, FoyerTestStore, GUINT_TO_POINTER (20), set_up, test,             \
              foyer_test_store_tear_down)

  ADD ("edit-in-words", test_edit_in_words);
  ADD ("moved-twice", test_moved_twice);
  ADD ("voucher", test_voucher);
  ADD ("choose", test_choose);
  ADD ("edited-again", test_edited_again);
  ADD ("values", test_values);
  ADD ("twice", test_twice);
  ADD ("oversold", test_oversold);
  ADD ("refused-and-reopened", test_refused_and_reopened);
  ADD ("removed", test_removed);
  ADD ("wrong-details", test_wrong_details);
  ADD ("page", test_page);
  ADD ("gone-kept", test_gone_kept);
  ADD ("gone-let-go", test_gone_let_go);
  ADD ("unreadable", test_unreadable);
  return g_test_run ();
}
