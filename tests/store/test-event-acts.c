/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-acts-store.h"

#include "foyer-event-cancel-store.h"
#include "foyer-event-store.h"
#include "foyer-journal.h"
#include "foyer-message-store.h"
#include "foyer-order.h"
#include "foyer-refund-store.h"
#include "foyer-row-store.h"
#include "foyer-test-data.h"
#include "foyer-test.h"
#include "foyer-ticket-store.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1790000000000000) /* before the test event */

typedef struct
{
  FoyerTestDir dir;
  FoyerDatabase *db;
  FoyerUuid id;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = foyer_test_dir_new ();
  fixture->db = foyer_test_data_make (fixture->dir, 200, FOYER_TEST_DATA_MIXED, &fixture->id);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->db);
  foyer_test_dir_free (fixture->dir);
}

static FoyerTransaction *
begin (Fixture *fixture, const char *kind)
{
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (fixture->db, kind, &error);

  g_assert_no_error (error);
  return transaction;
}

static gint64
commit (FoyerTransaction *transaction)
{
  g_autoptr (GError) error = NULL;
  gint64 change_set = 0;

  foyer_transaction_commit (transaction, &change_set, &error);
  g_assert_no_error (error);
  return change_set;
}

static FoyerEvent *
get (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  FoyerEvent *event = foyer_row_store_find (fixture->db, &FOYER_EVENT_TYPE, &fixture->id, &error);

  g_assert_no_error (error);
  return event;
}

static gint64
count (Fixture *fixture, const char *sql)
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

/* The whole content that matters, as one number: what an undo must bring back. */
static char *
digest (Fixture *fixture)
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

static void
make_publishable (Fixture *fixture)
{
  g_autoptr (FoyerEvent) before = get (fixture);
  g_autoptr (FoyerEvent) after = foyer_event_copy (before);
  FoyerTransaction *transaction = begin (fixture, "edit");

  after->venue_name = g_strdup ("Hall");
  g_assert_true (foyer_transaction_update (transaction, before, after, NULL));
  commit (transaction);
}

typedef gboolean (*Act) (FoyerTransaction *transaction, const FoyerUuid *id, GError **error);

static gboolean
publish (FoyerTransaction *transaction, const FoyerUuid *id, GError **error)
{
  return foyer_event_acts_publish (transaction, id, NOW, error);
}

static gboolean
archive (FoyerTransaction *transaction, const FoyerUuid *id, GError **error)
{
  return foyer_event_acts_set_archived (transaction, id, TRUE, NOW, error);
}

static gboolean
unarchive (FoyerTransaction *transaction, const FoyerUuid *id, GError **error)
{
  return foyer_event_acts_set_archived (transaction, id, FALSE, NOW, error);
}

static gboolean
test_on (FoyerTransaction *transaction, const FoyerUuid *id, GError **error)
{
  return foyer_event_acts_set_test (transaction, id, TRUE, error);
}

static gboolean
test_off (FoyerTransaction *transaction, const FoyerUuid *id, GError **error)
{
  return foyer_event_acts_set_test (transaction, id, FALSE, error);
}

static gboolean
rename_it (FoyerTransaction *transaction, const FoyerUuid *id, GError **error)
{
  return foyer_event_acts_rename (transaction, id, "  Other ", error);
}

static gboolean
cancel (FoyerTransaction *transaction, const FoyerUuid *id, GError **error)
{
  const FoyerEventCancel how = { .subject = "Cancelled", .body = "Sorry", .reason = "Rain" };

  return foyer_event_cancel_store_cancel (transaction, id, &how, NOW, NULL, NULL, NULL, error);
}

static gboolean
restore (FoyerTransaction *transaction, const FoyerUuid *id, GError **error)
{
  return foyer_event_cancel_store_restore (transaction, id, NULL, error);
}

/* In this order each act has something to do. Done twice it writes nothing, or is refused. */
static const struct
{
  const char *kind;
  Act act;
  gboolean is_refused_twice;
} acts[] = {
  { "publish-event", publish, FALSE },
  { "test-event", test_on, FALSE },
  { "test-event", test_off, FALSE },
  { "archive-event", archive, FALSE },
  { "unarchive-event", unarchive, FALSE },
  { "rename-event", rename_it, FALSE },
  { "cancel-event", cancel, TRUE },
  { "restore-event", restore, TRUE },
  { "unpublish-event", foyer_event_acts_unpublish, FALSE },
  { "delete-event", foyer_event_acts_delete, TRUE },
};

static void
test_every_act (Fixture *fixture, gconstpointer data)
{
  make_publishable (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autofree char *before = digest (fixture);
      g_autofree char *after = NULL;
      g_autofree char *undone = NULL;
      g_autofree char *redone = NULL;
      g_autoptr (GError) error = NULL;
      FoyerTransaction *transaction = begin (fixture, acts[i].kind);
      gint64 change_set;
      gint64 undo_set;
      guint n_kept;

      g_test_message ("%s", acts[i].kind);
      g_assert_true (acts[i].act (transaction, &fixture->id, &error));
      change_set = commit (transaction);
      g_assert_cmpint (change_set, >, 0);
      after = digest (fixture);
      g_assert_cmpstr (after, !=, before);

      g_assert_true (foyer_journal_undo (fixture->db, change_set, &undo_set, &n_kept, &error));
      g_assert_cmpuint (n_kept, ==, 0);
      undone = digest (fixture);
      g_assert_cmpstr (undone, ==, before);
      g_assert_true (foyer_journal_undo (fixture->db, undo_set, NULL, &n_kept, &error));
      redone = digest (fixture);
      g_assert_cmpstr (redone, ==, after);

      transaction = begin (fixture, acts[i].kind);
      g_assert_cmpint (acts[i].act (transaction, &fixture->id, &error), ==,
                       !acts[i].is_refused_twice);
      if (acts[i].is_refused_twice)
        {
          g_assert_nonnull (error);
          foyer_transaction_free (transaction);
        }
      else
        g_assert_cmpint (commit (transaction), ==, 0);
    }
}

static void
test_refused_publish (Fixture *fixture, gconstpointer data)
{
  FoyerTransaction *transaction = begin (fixture, "publish-event");
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (publish (transaction, &fixture->id, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "venue"));
  g_assert_null (strstr (error->message, "cover")); /* that is only advice */
  g_assert_cmpint (commit (transaction), ==, 0);

  items = foyer_event_acts_check (fixture->db, &fixture->id, NOW, NULL);
  g_assert_false (foyer_publish_is_possible (items));
  make_publishable (fixture);
  g_clear_pointer (&items, g_ptr_array_unref);
  items = foyer_event_acts_check (fixture->db, &fixture->id, NOW, NULL);
  g_assert_true (foyer_publish_is_possible (items));
}

static void
test_lists (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) archived = NULL;
  FoyerTransaction *transaction = begin (fixture, "archive-event");

  g_assert_true (archive (transaction, &fixture->id, NULL));
  commit (transaction);
  events = foyer_event_store_list (fixture->db, NULL);
  archived = foyer_event_store_list_archived (fixture->db, NULL);
  g_assert_cmpuint (events->len, ==, 0);
  g_assert_cmpuint (archived->len, ==, 1);
}

/* What is told before is what happens. */
static void
test_cancel_numbers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerMessage) message = NULL;
  g_autoptr (GPtrArray) refunds = NULL;
  FoyerTransaction *transaction;
  FoyerEventStake stake;
  FoyerRefundTotals totals;
  gint64 n_cancelled = count (fixture, "SELECT count (*) FROM tickets WHERE status = 'CANCELLED'");

  g_assert_cmpint (n_cancelled, >, 0);
  g_assert_true (foyer_event_cancel_store_survey (fixture->db, &fixture->id, &stake, &error));
  g_assert_cmpint (stake.n_tickets, ==, 200 - n_cancelled);
  g_assert_cmpint (stake.n_arrived, ==,
                   count (fixture, "SELECT count (*) FROM tickets WHERE status = 'CHECKED_IN'"));
  g_assert_cmpint (stake.n_unpaid, ==,
                   count (fixture, "SELECT count (DISTINCT orders.key) FROM orders JOIN tickets ON "
                                   "order_id = orders.id WHERE orders.status = 'PENDING' AND "
                                   "tickets.status <> 'CANCELLED'"));
  g_assert_cmpint (stake.n_unpaid, >, 0);
  g_assert_cmpint (stake.n_refunds, ==, stake.n_orders - stake.n_unpaid);

  transaction = begin (fixture, "cancel-event");
  g_assert_true (cancel (transaction, &fixture->id, &error));
  commit (transaction);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM tickets WHERE status <> 'CANCELLED'"), ==,
                   0);
  /* who was in stays in the records */
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM tickets WHERE check_in_time IS NOT NULL"),
                   >=, stake.n_arrived);
  g_assert_true (foyer_refund_store_totals (fixture->db, &fixture->id, &totals, &error));
  g_assert_cmpint (totals.n[FOYER_REFUND_PROPOSED], ==, stake.n_refunds);
  g_assert_cmpint (totals.amount[FOYER_REFUND_PROPOSED], ==, stake.refund_total);
  g_assert_cmpint (stake.refund_total, ==,
                   count (fixture, "SELECT sum (total) FROM orders WHERE status = 'COMPLETED' AND "
                                   "id IN (SELECT order_id FROM refunds)"));
  message = foyer_message_store_find (fixture->db, &fixture->id, FOYER_MESSAGE_CANCELLATION, NULL);
  g_assert_cmpstr (message->subject, ==, "Cancelled");
  g_assert_cmpint (message->status, ==, FOYER_MESSAGE_PREPARED);
  refunds = foyer_refund_store_list (fixture->db, &fixture->id, 0, 3, &error);
  g_assert_cmpuint (refunds->len, ==, 3);
  g_assert_nonnull (((FoyerRefundEntry *) refunds->pdata[0])->order_number);
  g_assert_nonnull (((FoyerRefundEntry *) refunds->pdata[0])->email);
}

/* What went back before is not asked for again; what was free or unpaid never. */
static void
test_amounts (void)
{
  static const struct
  {
    const char *name;
    gint64 total; /* of the order */
    FoyerOrderStatus status;
    gint64 prices[2];
    gboolean is_refunded; /* the second ticket, cancelled */
    gint64 earlier;       /* a refund that was confirmed, or proposed */
    gint64 expected;
  } orders[] = {
    { "paid", 9800, FOYER_ORDER_COMPLETED, { 4900, 4900 }, FALSE, 0, 9800 },
    { "with a fee", 10200, FOYER_ORDER_COMPLETED, { 4900, 4900 }, FALSE, 0, 10200 },
    { "free", 0, FOYER_ORDER_COMPLETED, { 0, 0 }, FALSE, 0, 0 },
    { "unpaid", 9800, FOYER_ORDER_PENDING, { 4900, 4900 }, FALSE, 0, 0 },
    { "expired", 9800, FOYER_ORDER_EXPIRED, { 4900, 4900 }, FALSE, 0, 0 },
    { "refunded", 9800, FOYER_ORDER_REFUNDED, { 4900, 4900 }, FALSE, 0, 0 },
    { "partly refunded", 9800, FOYER_ORDER_PARTLY_REFUNDED, { 4900, 4900 }, TRUE, 0, 4900 },
    { "refunded before", 9800, FOYER_ORDER_COMPLETED, { 4900, 4900 }, FALSE, 3000, 6800 },
    { "all refunded before", 9800, FOYER_ORDER_COMPLETED, { 4900, 4900 }, FALSE, 9800, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (GError) error = NULL;
      Fixture fixture = { NULL };
      FoyerTransaction *transaction;
      g_autoptr (FoyerOrder) order = foyer_order_new ();
      FoyerEventStake stake;

      g_test_message ("%s", orders[i].name);
      fixture.dir = foyer_test_dir_new ();
      fixture.db = foyer_test_data_make (fixture.dir, 0, 0, &fixture.id);
      transaction = begin (&fixture, "test");
      order->event_id = fixture.id;
      order->order_number = g_strdup ("A");
      order->currency = g_strdup ("EUR");
      order->total = orders[i].total;
      order->status = orders[i].status;
      g_assert_true (foyer_transaction_insert (transaction, order, &error));
      for (guint k = 0; k < 2; k++)
        {
          g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();

          ticket->event_id = fixture.id;
          ticket->order_id = order->row.id;
          ticket->attendee_name = g_strdup ("Ada");
          ticket->price = orders[i].prices[k];
          ticket->is_refunded = k == 1 && orders[i].is_refunded;
          if (ticket->is_refunded)
            ticket->status = FOYER_TICKET_CANCELLED;
          g_assert_true (foyer_ticket_store_add (transaction, ticket, &error));
        }
      if (orders[i].earlier > 0)
        {
          g_autoptr (FoyerRefund) refund = foyer_refund_new ();

          refund->event_id = fixture.id;
          refund->order_id = order->row.id;
          refund->amount = orders[i].earlier;
          refund->currency = g_strdup ("EUR");
          refund->status = i % 2 ? FOYER_REFUND_CONFIRMED : FOYER_REFUND_PROPOSED;
          g_assert_true (foyer_transaction_insert (transaction, refund, &error));
        }
      commit (transaction);
      g_assert_true (foyer_event_cancel_store_survey (fixture.db, &fixture.id, &stake, &error));
      g_assert_cmpint (stake.refund_total, ==, orders[i].expected);
      g_assert_cmpint (stake.n_refunds, ==, orders[i].expected > 0);
      g_assert_cmpint (stake.n_orders, ==, 1);
      tear_down (&fixture, NULL);
    }
}

/* A guest of an imported list has no order, yet paid. */
static void
test_no_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();
  g_autoptr (GPtrArray) refunds = NULL;
  FoyerTransaction *transaction = begin (fixture, "test");
  const FoyerRefundEntry *last;

  ticket->event_id = fixture->id;
  ticket->attendee_name = g_strdup ("Ada");
  ticket->attendee_email = g_strdup ("ada@example.org");
  ticket->price = 1234;
  g_assert_true (foyer_ticket_store_add (transaction, ticket, NULL));
  commit (transaction);
  transaction = begin (fixture, "cancel-event");
  g_assert_true (cancel (transaction, &fixture->id, NULL));
  commit (transaction);

  /* tickets are walked before orders */
  refunds = foyer_refund_store_list (fixture->db, &fixture->id, 0, 1, NULL);
  last = refunds->pdata[0];
  g_assert_true (foyer_uuid_equal (&last->refund->ticket_id, &ticket->row.id));
  g_assert_cmpint (last->refund->amount, ==, 1234);
  g_assert_cmpstr (last->name, ==, "Ada");
  g_assert_cmpstr (last->refund->reason, ==, "Rain");
}

/* Weeks later, with other things done since: what was settled stays settled. */
static void
test_restore (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) refunds = NULL;
  g_autoptr (FoyerMessage) message = NULL;
  g_autoptr (FoyerEvent) event = NULL;
  FoyerTransaction *transaction;
  FoyerRefundTotals totals;
  gint64 n_living = count (fixture, "SELECT count (*) FROM tickets WHERE status <> 'CANCELLED'");
  gint64 n_of_order;
  gint64 n_tickets;
  g_autofree char *sql = NULL;

  make_publishable (fixture);
  transaction = begin (fixture, "publish-event");
  g_assert_true (publish (transaction, &fixture->id, &error));
  commit (transaction);
  transaction = begin (fixture, "cancel-event");
  g_assert_true (cancel (transaction, &fixture->id, &error));
  commit (transaction);

  refunds = foyer_refund_store_list (fixture->db, &fixture->id, 0, 1, NULL);
  sql = g_strdup_printf (
      "SELECT count (*) FROM tickets, orders, refunds WHERE tickets.order_id = orders.id AND "
      "refunds.order_id = orders.id AND refunds.key = %" G_GINT64_FORMAT
      " AND tickets.key IN (SELECT first_key FROM changes WHERE column_name = 'status' AND "
      "row_type = %d)",
      ((FoyerRefundEntry *) refunds->pdata[0])->refund->row.key, FOYER_TICKET_TYPE.number);
  n_of_order = count (fixture, sql);
  g_assert_cmpint (n_of_order, >, 0);
  transaction = begin (fixture, "settle-refunds");
  g_assert_true (foyer_refund_store_set_status (
      transaction, ((FoyerRefundEntry *) refunds->pdata[0])->refund->row.key,
      FOYER_REFUND_CONFIRMED, &error));
  commit (transaction);

  /* one more got its money back by itself */
  transaction = begin (fixture, "cancel-ticket");
  g_assert_true (foyer_ticket_store_cancel (
      transaction,
      count (fixture, "SELECT max (tickets.key) FROM tickets JOIN changes ON first_key = "
                      "tickets.key WHERE column_name = 'status' AND row_type = 4"),
      TRUE, &error));
  g_assert_cmpint (commit (transaction), >, 0);

  transaction = begin (fixture, "restore-event");
  g_assert_true (foyer_event_cancel_store_restore (transaction, &fixture->id, &n_tickets, &error));
  commit (transaction);
  g_assert_cmpint (n_tickets, ==, n_living - n_of_order - 1);
  event = get (fixture);
  g_assert_cmpint (event->status, ==, FOYER_EVENT_PUBLISHED);
  g_assert_cmpint (event->cancelled_at, ==, FOYER_NONE);
  g_assert_true (foyer_refund_store_totals (fixture->db, &fixture->id, &totals, &error));
  g_assert_cmpint (totals.n[FOYER_REFUND_PROPOSED], ==, 0);
  g_assert_cmpint (totals.n[FOYER_REFUND_CONFIRMED], ==, 1);
  message = foyer_message_store_find (fixture->db, &fixture->id, FOYER_MESSAGE_CANCELLATION, NULL);
  g_assert_null (message);

  /* and cancelled a second time */
  transaction = begin (fixture, "cancel-event");
  g_assert_true (cancel (transaction, &fixture->id, &error));
  commit (transaction);
  transaction = begin (fixture, "restore-event");
  g_assert_true (foyer_event_cancel_store_restore (transaction, &fixture->id, &n_tickets, &error));
  commit (transaction);
  g_assert_cmpint (n_tickets, ==, n_living - n_of_order - 1);
  /* and a third time, so long ago that nobody knows any more which tickets it took */
  transaction = begin (fixture, "cancel-event");
  g_assert_true (cancel (transaction, &fixture->id, &error));
  commit (transaction);
  transaction = begin (fixture, "other");
  g_assert_true (foyer_event_acts_set_test (transaction, &fixture->id, TRUE, &error));
  commit (transaction);
  g_assert_cmpint (foyer_journal_prune (fixture->db, G_MAXINT64, &error), >, 0);
  transaction = begin (fixture, "restore-event");
  g_assert_true (foyer_event_cancel_store_restore (transaction, &fixture->id, &n_tickets, &error));
  commit (transaction);
  g_assert_cmpint (n_tickets, ==, -1);
}

static void
stop_cb (gint64 done, gint64 total, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_stopped (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = digest (fixture);
  g_autofree char *after = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  const FoyerEventCancel how = { .subject = "Cancelled" };
  FoyerTransaction *transaction = begin (fixture, "cancel-event");

  g_assert_false (foyer_event_cancel_store_cancel (transaction, &fixture->id, &how, NOW, stop_cb,
                                                   cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  foyer_transaction_free (transaction);
  after = digest (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
test_settle (Fixture *fixture, gconstpointer data)
{
  FoyerTransaction *transaction = begin (fixture, "cancel-event");
  FoyerRefundTotals totals;
  guint n_set;

  g_assert_true (cancel (transaction, &fixture->id, NULL));
  commit (transaction);
  transaction = begin (fixture, "settle-refunds");
  g_assert_true (foyer_refund_store_settle_all (transaction, &fixture->id, FOYER_REFUND_CONFIRMED,
                                                &n_set, NULL));
  g_assert_cmpint (commit (transaction), >, 0);
  g_assert_true (foyer_refund_store_totals (fixture->db, &fixture->id, &totals, NULL));
  g_assert_cmpint (totals.n[FOYER_REFUND_CONFIRMED], ==, n_set);
  g_assert_cmpint (totals.n[FOYER_REFUND_PROPOSED], ==, 0);
  transaction = begin (fixture, "settle-refunds");
  g_assert_true (foyer_refund_store_settle_all (transaction, &fixture->id, FOYER_REFUND_DROPPED,
                                                &n_set, NULL));
  g_assert_cmpint (commit (transaction), ==, 0);
  g_assert_cmpuint (n_set, ==, 0);
}

static void
test_message (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerMessage) message = NULL;
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = begin (fixture, "cancel-event");

  g_assert_true (cancel (transaction, &fixture->id, NULL));
  commit (transaction);
  message = foyer_message_store_find (fixture->db, &fixture->id, FOYER_MESSAGE_CANCELLATION, NULL);
  transaction = begin (fixture, "edit-message");
  g_assert_true (
      foyer_message_store_edit (transaction, message->row.key, "Cancelled", "Sorry", NULL));
  g_assert_cmpint (commit (transaction), ==, 0);
  transaction = begin (fixture, "edit-message");
  g_assert_true (foyer_message_store_edit (transaction, message->row.key, "Off", "Sorry!", NULL));
  g_assert_cmpint (commit (transaction), >, 0);
  transaction = begin (fixture, "edit-message");
  g_assert_false (foyer_message_store_edit (transaction, message->row.key, " ", "", &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID);
  foyer_transaction_free (transaction);
}

#define ADD(name, func) g_test_add ("/event-acts/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("every-act", test_every_act);
  ADD ("refused-publish", test_refused_publish);
  ADD ("lists", test_lists);
  ADD ("cancel-numbers", test_cancel_numbers);
  g_test_add_func ("/event-acts/amounts", test_amounts);
  ADD ("no-order", test_no_order);
  ADD ("restore", test_restore);
  ADD ("stopped", test_stopped);
  ADD ("settle", test_settle);
  ADD ("message", test_message);
  return g_test_run ();
}
