/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cancelling an event and what follows from it. */
#include "event-acts-fixture.h"

#include "foyer-event-cancel-store.h"
#include "foyer-journal.h"
#include "foyer-message-store.h"
#include "foyer-order.h"
#include "foyer-refund-store.h"
#include "foyer-row-store.h"
#include "foyer-test-data.h"
#include "foyer-ticket-store.h"

/* What is told before is what happens. */
static void
test_cancel_numbers (ActsFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerMessage) message = NULL;
  g_autoptr (GPtrArray) refunds = NULL;
  FoyerTransaction *transaction;
  FoyerEventStake stake;
  FoyerRefundTotals totals;
  gint64 n_cancelled =
      acts_count (fixture, "SELECT count (*) FROM tickets WHERE status = 'CANCELLED'");

  g_assert_cmpint (n_cancelled, >, 0);
  g_assert_true (foyer_event_cancel_store_survey (fixture->db, &fixture->id, &stake, &error));
  g_assert_cmpint (stake.n_tickets, ==, 200 - n_cancelled);
  g_assert_cmpint (
      stake.n_arrived, ==,
      acts_count (fixture, "SELECT count (*) FROM tickets WHERE status = 'CHECKED_IN'"));
  g_assert_cmpint (stake.n_unpaid, ==,
                   acts_count (fixture,
                               "SELECT count (DISTINCT orders.key) FROM orders JOIN tickets ON "
                               "order_id = orders.id WHERE orders.status = 'PENDING' AND "
                               "tickets.status <> 'CANCELLED'"));
  g_assert_cmpint (stake.n_unpaid, >, 0);
  g_assert_cmpint (stake.n_refunds, ==, stake.n_orders - stake.n_unpaid);

  transaction = acts_begin (fixture, "cancel-event");
  g_assert_true (acts_cancel (transaction, &fixture->id, &error));
  acts_commit (transaction);
  g_assert_cmpint (
      acts_count (fixture, "SELECT count (*) FROM tickets WHERE status <> 'CANCELLED'"), ==, 0);
  /* who was in stays in the records */
  g_assert_cmpint (
      acts_count (fixture, "SELECT count (*) FROM tickets WHERE check_in_time IS NOT NULL"), >=,
      stake.n_arrived);
  g_assert_true (foyer_refund_store_totals (fixture->db, &fixture->id, &totals, &error));
  g_assert_cmpint (totals.n[FOYER_REFUND_PROPOSED], ==, stake.n_refunds);
  g_assert_cmpint (totals.amount[FOYER_REFUND_PROPOSED], ==, stake.refund_total);
  g_assert_cmpint (stake.refund_total, ==,
                   acts_count (fixture,
                               "SELECT sum (total) FROM orders WHERE status = 'COMPLETED' AND "
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
      ActsFixture fixture = { NULL };
      FoyerTransaction *transaction;
      g_autoptr (FoyerOrder) order = foyer_order_new ();
      FoyerEventStake stake;

      g_test_message ("%s", orders[i].name);
      fixture.dir = foyer_test_dir_new ();
      fixture.db = foyer_test_data_make (fixture.dir, 0, 0, &fixture.id);
      transaction = acts_begin (&fixture, "test");
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
      acts_commit (transaction);
      g_assert_true (foyer_event_cancel_store_survey (fixture.db, &fixture.id, &stake, &error));
      g_assert_cmpint (stake.refund_total, ==, orders[i].expected);
      g_assert_cmpint (stake.n_refunds, ==, orders[i].expected > 0);
      g_assert_cmpint (stake.n_orders, ==, 1);
      acts_tear_down (&fixture, NULL);
    }
}

static void
add_paid_order (FoyerTransaction *transaction, const FoyerUuid *event_id, const char *currency)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerOrder) order = foyer_order_new ();
  g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();

  order->event_id = *event_id;
  order->order_number = g_strdup (currency);
  order->currency = g_strdup (currency);
  order->total = 1000;
  order->status = FOYER_ORDER_COMPLETED;
  g_assert_true (foyer_transaction_insert (transaction, order, &error));
  ticket->event_id = *event_id;
  ticket->order_id = order->row.id;
  ticket->attendee_name = g_strdup ("Ada");
  g_assert_true (foyer_ticket_store_add (transaction, ticket, &error));
}

/* Euros and dollars have no sum; dollars alone are dollars, whatever the event sells in. */
static void
test_currencies (void)
{
  static const struct
  {
    const char *currencies[3];
    const char *said;
    gint64 total;
  } cases[] = {
    { { NULL }, "EUR", 0 },
    { { "EUR", "EUR" }, "EUR", 2000 },
    { { "USD", "USD" }, "USD", 2000 },
    { { "EUR", "USD", "EUR" }, "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      ActsFixture fixture = { NULL };
      FoyerTransaction *transaction;
      FoyerRefundTotals totals;
      FoyerEventStake stake;

      fixture.dir = foyer_test_dir_new ();
      fixture.db = foyer_test_data_make (fixture.dir, 0, 0, &fixture.id);
      transaction = acts_begin (&fixture, "test");
      for (guint k = 0; k < 3 && cases[i].currencies[k] != NULL; k++)
        add_paid_order (transaction, &fixture.id, cases[i].currencies[k]);
      acts_commit (transaction);
      g_assert_true (foyer_event_cancel_store_survey (fixture.db, &fixture.id, &stake, &error));
      g_assert_cmpstr (stake.currency, ==, cases[i].said);
      g_assert_cmpint (stake.refund_total, ==, cases[i].total);
      transaction = acts_begin (&fixture, "cancel-event");
      g_assert_true (acts_cancel (transaction, &fixture.id, &error));
      acts_commit (transaction);
      g_assert_true (foyer_refund_store_totals (fixture.db, &fixture.id, &totals, &error));
      g_assert_cmpint (totals.n[FOYER_REFUND_PROPOSED], ==, stake.n_refunds);
      g_assert_cmpint (totals.amount[FOYER_REFUND_PROPOSED], ==, cases[i].total);
      g_assert_cmpstr (totals.currency, ==, stake.n_refunds > 0 ? cases[i].said : "");
      acts_tear_down (&fixture, NULL);
    }
}

/* A guest of an imported list has no order, yet paid. */
static void
test_no_order (ActsFixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();
  g_autoptr (GPtrArray) refunds = NULL;
  FoyerTransaction *transaction = acts_begin (fixture, "test");
  const FoyerRefundEntry *last;

  ticket->event_id = fixture->id;
  ticket->attendee_name = g_strdup ("Ada");
  ticket->attendee_email = g_strdup ("ada@example.org");
  ticket->price = 1234;
  g_assert_true (foyer_ticket_store_add (transaction, ticket, NULL));
  acts_commit (transaction);
  transaction = acts_begin (fixture, "cancel-event");
  g_assert_true (acts_cancel (transaction, &fixture->id, NULL));
  acts_commit (transaction);

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
test_restore (ActsFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) refunds = NULL;
  g_autoptr (FoyerMessage) message = NULL;
  g_autoptr (FoyerEvent) event = NULL;
  FoyerTransaction *transaction;
  FoyerRefundTotals totals;
  gint64 n_living =
      acts_count (fixture, "SELECT count (*) FROM tickets WHERE status <> 'CANCELLED'");
  gint64 n_of_order;
  gint64 n_tickets;
  g_autofree char *sql = NULL;
  g_autoptr (FoyerEvent) cancelled = NULL;
  gboolean can_revive = FALSE;

  acts_make_publishable (fixture);
  transaction = acts_begin (fixture, "publish-event");
  g_assert_true (acts_publish (transaction, &fixture->id, &error));
  acts_commit (transaction);
  transaction = acts_begin (fixture, "cancel-event");
  g_assert_true (acts_cancel (transaction, &fixture->id, &error));
  acts_commit (transaction);
  g_clear_pointer (&event, foyer_event_free);
  event = acts_get (fixture);
  g_assert_true (foyer_event_cancel_store_can_revive (fixture->db, event, &can_revive, &error));
  g_assert_true (can_revive);
  g_clear_pointer (&event, foyer_event_free);

  refunds = foyer_refund_store_list (fixture->db, &fixture->id, 0, 1, NULL);
  sql = g_strdup_printf (
      "SELECT count (*) FROM tickets, orders, refunds WHERE tickets.order_id = orders.id AND "
      "refunds.order_id = orders.id AND refunds.key = %" G_GINT64_FORMAT
      " AND tickets.key IN (SELECT first_key FROM changes WHERE column_name = 'status' AND "
      "row_type = %d)",
      ((FoyerRefundEntry *) refunds->pdata[0])->refund->row.key, FOYER_TICKET_TYPE.number);
  n_of_order = acts_count (fixture, sql);
  g_assert_cmpint (n_of_order, >, 0);
  transaction = acts_begin (fixture, "settle-refunds");
  g_assert_true (foyer_refund_store_set_status (
      transaction, ((FoyerRefundEntry *) refunds->pdata[0])->refund->row.key,
      FOYER_REFUND_CONFIRMED, &error));
  acts_commit (transaction);

  /* one more got its money back by itself */
  transaction = acts_begin (fixture, "cancel-ticket");
  g_assert_true (foyer_ticket_store_cancel (
      transaction,
      acts_count (fixture, "SELECT max (tickets.key) FROM tickets JOIN changes ON first_key = "
                           "tickets.key WHERE column_name = 'status' AND row_type = 4"),
      TRUE, &error));
  g_assert_cmpint (acts_commit (transaction), >, 0);

  transaction = acts_begin (fixture, "restore-event");
  g_assert_true (foyer_event_cancel_store_restore (transaction, &fixture->id, &n_tickets, &error));
  acts_commit (transaction);
  g_assert_cmpint (n_tickets, ==, n_living - n_of_order - 1);
  event = acts_get (fixture);
  g_assert_cmpint (event->status, ==, FOYER_EVENT_PUBLISHED);
  g_assert_cmpint (event->cancelled_at, ==, FOYER_NONE);
  g_assert_true (foyer_refund_store_totals (fixture->db, &fixture->id, &totals, &error));
  g_assert_cmpint (totals.n[FOYER_REFUND_PROPOSED], ==, 0);
  g_assert_cmpint (totals.n[FOYER_REFUND_CONFIRMED], ==, 1);
  message = foyer_message_store_find (fixture->db, &fixture->id, FOYER_MESSAGE_CANCELLATION, NULL);
  g_assert_null (message);

  /* and cancelled a second time */
  transaction = acts_begin (fixture, "cancel-event");
  g_assert_true (acts_cancel (transaction, &fixture->id, &error));
  acts_commit (transaction);
  transaction = acts_begin (fixture, "restore-event");
  g_assert_true (foyer_event_cancel_store_restore (transaction, &fixture->id, &n_tickets, &error));
  acts_commit (transaction);
  g_assert_cmpint (n_tickets, ==, n_living - n_of_order - 1);
  /* and a third time, so long ago that nobody knows any more which tickets it took */
  transaction = acts_begin (fixture, "cancel-event");
  g_assert_true (acts_cancel (transaction, &fixture->id, &error));
  acts_commit (transaction);
  transaction = acts_begin (fixture, "other");
  g_assert_true (foyer_event_acts_set_test (transaction, &fixture->id, TRUE, &error));
  acts_commit (transaction);
  g_assert_cmpint (foyer_journal_prune (fixture->db, G_MAXINT64, &error), >, 0);
  cancelled = acts_get (fixture);
  g_assert_true (foyer_event_cancel_store_can_revive (fixture->db, cancelled, &can_revive, &error));
  g_assert_false (can_revive);
  transaction = acts_begin (fixture, "restore-event");
  g_assert_true (foyer_event_cancel_store_restore (transaction, &fixture->id, &n_tickets, &error));
  acts_commit (transaction);
  g_assert_cmpint (n_tickets, ==, -1);
}

static void
stop_cb (gint64 done, gint64 total, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_stopped (ActsFixture *fixture, gconstpointer data)
{
  g_autofree char *before = acts_digest (fixture);
  g_autofree char *after = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  const FoyerEventCancel how = { .subject = "Cancelled" };
  FoyerTransaction *transaction = acts_begin (fixture, "cancel-event");

  g_assert_false (foyer_event_cancel_store_cancel (transaction, &fixture->id, &how, NOW, stop_cb,
                                                   cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  foyer_transaction_free (transaction);
  after = acts_digest (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
test_settle (ActsFixture *fixture, gconstpointer data)
{
  FoyerTransaction *transaction = acts_begin (fixture, "cancel-event");
  FoyerRefundTotals totals;
  guint n_set;

  g_assert_true (acts_cancel (transaction, &fixture->id, NULL));
  acts_commit (transaction);
  transaction = acts_begin (fixture, "settle-refunds");
  g_assert_true (foyer_refund_store_settle_all (transaction, &fixture->id, FOYER_REFUND_CONFIRMED,
                                                &n_set, NULL));
  g_assert_cmpint (acts_commit (transaction), >, 0);
  g_assert_true (foyer_refund_store_totals (fixture->db, &fixture->id, &totals, NULL));
  g_assert_cmpint (totals.n[FOYER_REFUND_CONFIRMED], ==, n_set);
  g_assert_cmpint (totals.n[FOYER_REFUND_PROPOSED], ==, 0);
  transaction = acts_begin (fixture, "settle-refunds");
  g_assert_true (foyer_refund_store_settle_all (transaction, &fixture->id, FOYER_REFUND_DROPPED,
                                                &n_set, NULL));
  g_assert_cmpint (acts_commit (transaction), ==, 0);
  g_assert_cmpuint (n_set, ==, 0);
}

static void
test_message (ActsFixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerMessage) message = NULL;
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = acts_begin (fixture, "cancel-event");

  g_assert_true (acts_cancel (transaction, &fixture->id, NULL));
  acts_commit (transaction);
  message = foyer_message_store_find (fixture->db, &fixture->id, FOYER_MESSAGE_CANCELLATION, NULL);
  transaction = acts_begin (fixture, "edit-message");
  g_assert_true (
      foyer_message_store_edit (transaction, message->row.key, "Cancelled", "Sorry", NULL));
  g_assert_cmpint (acts_commit (transaction), ==, 0);
  transaction = acts_begin (fixture, "edit-message");
  g_assert_true (foyer_message_store_edit (transaction, message->row.key, "Off", "Sorry!", NULL));
  g_assert_cmpint (acts_commit (transaction), >, 0);
  transaction = acts_begin (fixture, "edit-message");
  g_assert_false (foyer_message_store_edit (transaction, message->row.key, " ", "", &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID);
  foyer_transaction_free (transaction);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ACTS_ADD ("/event-cancel/numbers", test_cancel_numbers);
  g_test_add_func ("/event-cancel/amounts", test_amounts);
  g_test_add_func ("/event-cancel/currencies", test_currencies);
  ACTS_ADD ("/event-cancel/no-order", test_no_order);
  ACTS_ADD ("/event-cancel/restore", test_restore);
  ACTS_ADD ("/event-cancel/stopped", test_stopped);
  ACTS_ADD ("/event-cancel/settle", test_settle);
  ACTS_ADD ("/event-cancel/message", test_message);
  return g_test_run ();
}
