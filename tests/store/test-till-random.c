/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thousands of acts at a till in any order. What must hold is counted beside it, the slow way:
 *
 *   the drawer is the float and what went in, less what went out, and never below nothing;
 *   payments less refunds are what the reports call revenue;
 *   nothing goes back above the most that the terms of it allow;
 *   of an event on a server no more is sold than the desk holds, whoever counts it;
 *   a session is closed once;
 *   the books hold, to the last record. */
#include "foyer-allotment.h"
#include "foyer-identity.h"
#include "foyer-order-acts-store.h"
#include "foyer-till-audit.h"
#include "till-fixture.h"

#include <string.h>

#define N_ACTS 1200

typedef struct
{
  TillFixture *till;
  GRand *random;
  gboolean is_open;
  gint64 drawer;  /* as counted here */
  gint64 revenue; /* of the open session */
  gint64 all_revenue;
  GArray *orders; /* of FoyerUuid */
  gboolean is_hosted;
  gint64 n_used; /* places of what is limited that were taken of what this desk holds */
  guint n_closed;
  guint n_done;
  guint n_refused;
  FoyerTillReport *kept; /* (owned) (nullable) as the session once was */
} Model;

static const FoyerTillActor nobody;

static void
note (Model *self, gboolean is_done)
{
  if (is_done)
    self->n_done++;
  else
    self->n_refused++;
}

static void
add_money (Model *self, const FoyerSaleResult *result)
{
  for (guint i = 0; i < result->payments->len; i++)
    {
      const FoyerPayment *payment = result->payments->pdata[i];
      int sign = payment->kind == FOYER_PAYMENT_REFUND ? -1 : 1;

      if (payment->method == FOYER_PAY_CASH)
        self->drawer += sign * (payment->amount + payment->rounding);
      self->revenue += sign * payment->amount;
      self->all_revenue += sign * payment->amount;
    }
}

static gint64
count_live (Model *self)
{
  return till_count (
      self->till->db,
      "SELECT count (*) FROM tickets AS t JOIN ticket_tiers AS k ON k.id = t.tier_id "
      "WHERE k.name = 'Standard' AND t.status <> 'CANCELLED'");
}

/* The event lies on a server, which gave this desk all that it may sell. */
static void
host (Model *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerAllotment) allotment = foyer_allotment_new ();

  self->is_hosted = TRUE;
  till_exec (self->till->db, "INSERT INTO servers (url, email, user_id, pushed_set) "
                             "VALUES ('https://example.org', 'a@b.org', x'01', 0)");
  till_exec (self->till->db, "INSERT INTO hosted_events (event_id, server_key, organizer_id, "
                             "synced_at) SELECT id, 1, x'02', 1000 FROM events");
  allotment->event_id = self->till->event_id;
  allotment->tier_id = self->till->tiers[TILL_STANDARD];
  g_assert_true (foyer_identity_read (self->till->db, NULL, &allotment->device_id, &error));
  allotment->quantity = 10;
  allotment->expires_at = g_get_real_time () + G_TIME_SPAN_DAY;
  TILL_ACT (self->till->db, "pull", &error,
            foyer_transaction_insert (transaction, allotment, &error));
  g_assert_no_error (error);
}

/* The server has heard of what was sold, and gives back what was cancelled: it counts now. */
static void
tell (Model *self)
{
  g_autofree char *sql = g_strdup_printf (
      "UPDATE allotments SET used = max (used, coalesce (used_here, 0)), used_here = NULL, "
      "quantity = max (used, coalesce (used_here, 0)) + max (10 - %" G_GINT64_FORMAT ", 0)",
      count_live (self));

  if (self->is_hosted)
    till_exec (self->till->db, sql);
}

static void
check_places (Model *self)
{
  if (!self->is_hosted)
    return;
  g_assert_cmpint (
      till_count (self->till->db, "SELECT max (used, coalesce (used_here, 0)) FROM allotments"), ==,
      self->n_used);
  g_assert_cmpint (till_count (self->till->db,
                               "SELECT count (*) FROM allotments WHERE quantity < used OR "
                               "quantity < coalesce (used_here, 0) OR used_here < 0"),
                   ==, 0);
}

static void
sell (Model *self)
{
  static const char *const ways[][4] = {
    { "cash" },           { "card" },    { "cash:20", "card" }, { "cash:500" },
    { "card:1", "cash" }, { "voucher" }, { "cash:0.03" },       { "transfer:2", "cash:1000" },
  };
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  g_autoptr (FoyerSaleResult) result = NULL;
  guint n = g_rand_int_range (self->random, 1, 3);
  gboolean is_done;

  for (guint i = 0; i < n; i++)
    foyer_sale_cart_add (cart, &self->till->tiers[g_rand_int_range (self->random, 0, TILL_N_TIERS)],
                         g_rand_int_range (self->random, 1, 4), FOYER_NONE);
  if (g_rand_int_range (self->random, 0, 10) == 0)
    foyer_sale_cart_set_complimentary (cart, "Crew");
  is_done = till_sell_cart (self->till->db, &self->till->event_id, cart,
                            ways[g_rand_int_range (self->random, 0, G_N_ELEMENTS (ways))],
                            g_rand_int_range (self->random, 0, 4) == 0, &result, NULL);
  note (self, is_done);
  if (!is_done)
    return;
  add_money (self, result);
  for (guint i = 0; i < result->tickets->len; i++)
    if (foyer_uuid_equal (&((const FoyerTicket *) result->tickets->pdata[i])->tier_id,
                          &self->till->tiers[TILL_STANDARD]))
      self->n_used++;
  g_array_append_val (self->orders, result->order->row.id);
}

static const FoyerUuid *
pick_order (Model *self)
{
  return &g_array_index (self->orders, FoyerUuid,
                         g_rand_int_range (self->random, 0, self->orders->len));
}

/* A ticket of an order, by its place. */
static gboolean
pick_ticket (Model *self, const FoyerUuid *order_id, FoyerUuid *ticket_id)
{
  static const char sql[] = "SELECT id FROM tickets WHERE order_id = ?1 ORDER BY status = "
                            "'CANCELLED', key LIMIT 1";
  sqlite3_stmt *statement = foyer_database_prepare (self->till->db, sql, NULL);
  gboolean is_there;

  sqlite3_bind_blob (statement, 1, order_id, sizeof *order_id, SQLITE_STATIC);
  is_there = foyer_database_step (self->till->db, statement, NULL) == SQLITE_ROW;
  if (is_there)
    memcpy (ticket_id, sqlite3_column_blob (statement, 0), sizeof *ticket_id);
  sqlite3_reset (statement);
  return is_there;
}

/* FALSE: that is more than its terms allow. */
static gboolean
is_allowed (Model *self, const FoyerOrderRefund *refund)
{
  FoyerRefundTerms terms;

  return !foyer_order_acts_read_terms (self->till->db, &refund->order_id, refund->ticket_ids,
                                       refund->n_tickets, &terms, NULL) ||
         refund->amount <= terms.most;
}

static void
act_on_order (Model *self)
{
  g_autoptr (FoyerSaleResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const FoyerUuid order_id = *pick_order (self);
  FoyerTender tender = till_tender ("cash:1000", "CHF");
  FoyerOrderRefund refund;
  FoyerUuid ticket_id;
  gboolean is_split = FALSE;
  gboolean is_too_much = FALSE;
  gint64 n_live;
  int what;

  foyer_order_refund_init (&refund, &order_id);
  refund.reason = "Because";
  if (!pick_ticket (self, &order_id, &ticket_id))
    return;
  what = g_rand_int_range (self->random, 0, 10);
  n_live = count_live (self);
  if (g_test_verbose ())
    g_printerr ("act %d\n", what);
  switch (what)
    {
    case 0:
      TILL_ACT (self->till->db, FOYER_TILL_KIND_SALE, &error,
                foyer_sale_store_void (transaction, &order_id, "Wrong", &nobody, &result, &error));
      break;
    case 1:
      TILL_ACT (self->till->db, FOYER_TILL_KIND_SALE, &error,
                foyer_sale_store_pay (transaction, &order_id, &tender, 1, FALSE, &nobody, &result,
                                      &error));
      break;
    case 2:
    case 9: /* of a ticket */
      if (what == 9)
        {
          refund.ticket_ids = &ticket_id;
          refund.n_tickets = 1;
        }
      refund.amount = g_rand_int_range (self->random, 1, 15000); /* at times more than was paid */
      is_too_much = !is_allowed (self, &refund);
      TILL_ACT (self->till->db, FOYER_TILL_KIND_ORDER, &error,
                foyer_order_acts_refund (transaction, &refund, &result, &error));
      break;
    case 3:
      refund.keeps_tickets = TRUE;
      TILL_ACT (self->till->db, FOYER_TILL_KIND_ORDER, &error,
                foyer_order_acts_refund (transaction, &refund, &result, &error));
      break;
    case 4:
    case 5:
      refund.ticket_ids = &ticket_id;
      refund.n_tickets = 1;
      TILL_ACT (self->till->db, FOYER_TILL_KIND_ORDER, &error,
                foyer_order_acts_refund (transaction, &refund, &result, &error));
      break;
    case 6:
      TILL_ACT (
          self->till->db, FOYER_TILL_KIND_ORDER, &error,
          foyer_order_acts_cancel (transaction, &order_id, &ticket_id, 1, "Ill", &nobody, &error));
      break;
    case 7:
      TILL_ACT (self->till->db, FOYER_TILL_KIND_ORDER, &error,
                foyer_order_acts_move (transaction, &ticket_id,
                                       &self->till->tiers[g_rand_int_range (self->random, 0, 3)],
                                       &tender, 1, -1, &nobody, &result, &error));
      break;
    case 8:
      TILL_ACT (self->till->db, FOYER_TILL_KIND_ORDER, &error,
                foyer_order_acts_split (transaction, &order_id, &ticket_id, 1, NULL, NULL, &nobody,
                                        &result, &error));
      is_split = TRUE;
      break;
    }
  note (self, error == NULL);
  g_assert_false (is_too_much && error == NULL);
  if (what == 7 && error == NULL && count_live (self) > n_live)
    self->n_used++;
  if (error != NULL)
    {
      g_assert_cmpint (error->domain, ==, FOYER_STORE_ERROR);
      g_assert_cmpint (error->code, !=, FOYER_STORE_ERROR_FAILED);
      return;
    }
  if (result != NULL)
    add_money (self, result);
  if (is_split)
    g_array_append_val (self->orders, result->order->row.id);
}

static void
open_till (Model *self)
{
  g_autoptr (GError) error = NULL;
  gint64 sum = g_rand_int_range (self->random, 0, 20000);

  TILL_ACT (self->till->db, FOYER_TILL_KIND_CASH, &error,
            foyer_till_store_open (transaction, &self->till->event_id, &nobody, NULL, sum, &error));
  g_assert_cmpint (error == NULL, ==, !self->is_open);
  note (self, error == NULL);
  if (error != NULL)
    return;
  self->is_open = TRUE;
  self->drawer = sum;
  self->revenue = 0;
}

static void
close_till (Model *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTillReport) report = NULL;
  gint64 off = g_rand_int_range (self->random, -1, 2) * 500;
  gint64 counted = MAX (self->drawer + off, 0);

  TILL_ACT (self->till->db, FOYER_TILL_KIND_CASH, &error,
            foyer_till_store_close (transaction, &self->till->event_id, &nobody, NULL, counted,
                                    "Counted twice", &report, &error));
  if (self->is_open)
    g_assert_no_error (error);
  else
    g_assert_nonnull (error);
  note (self, error == NULL);
  if (error != NULL)
    return;
  g_assert_cmpint (report->number, ==, ++self->n_closed);
  g_assert_cmpint (report->drawer, ==, self->drawer);
  g_assert_cmpint (report->counted, ==, counted);
  g_assert_cmpint (report->difference, ==, counted - self->drawer);
  self->is_open = FALSE;
}

static void
move_cash (Model *self)
{
  g_autoptr (GError) error = NULL;
  gint64 amount = g_rand_int_range (self->random, -8000, 8000);
  gboolean is_possible;

  if (amount == 0)
    return;
  is_possible = self->is_open && self->drawer + amount >= 0;
  TILL_ACT (self->till->db, FOYER_TILL_KIND_CASH, &error,
            amount > 0 ? foyer_till_store_pay_in (transaction, &self->till->event_id, &nobody,
                                                  amount, "Change", &error)
                       : foyer_till_store_pay_out (transaction, &self->till->event_id, &nobody,
                                                   -amount, "Bank", &error));
  g_assert_cmpint (error == NULL, ==, is_possible);
  note (self, is_possible);
  if (is_possible)
    self->drawer += amount;
}

/* A report of a moment that is over says what it said then. */
static void
check_kept (Model *self, const FoyerTillReport *now)
{
  const gsize begin = G_STRUCT_OFFSET (FoyerTillReport, number);
  const gsize end = G_STRUCT_OFFSET (FoyerTillReport, counted);
  g_autoptr (FoyerTillReport) again = NULL;
  g_autoptr (GError) error = NULL;
  FoyerTillRecord x = { 0 };

  if (self->kept == NULL || g_rand_int_range (self->random, 0, 20) == 0)
    {
      g_clear_pointer (&self->kept, foyer_till_report_free);
      self->kept = foyer_till_store_report (self->till->db, &now->session_id, &error);
      g_assert_no_error (error);
    }
  x.event_id = self->kept->event_id;
  x.device_id = self->kept->device_id;
  x.session_id = self->kept->session_id;
  x.sequence = self->kept->last_sequence;
  again = foyer_till_store_report_x (self->till->db, &x, &error);
  g_assert_no_error (error);
  g_assert_cmpmem ((const char *) again + begin, end - begin, (const char *) self->kept + begin,
                   end - begin);
  g_assert_cmpuint (again->tiers->len, ==, self->kept->tiers->len);
  g_assert_cmpuint (again->cashiers->len, ==, self->kept->cashiers->len);
}

static void
check (Model *self)
{
  g_autoptr (FoyerTillReport) report = NULL;
  g_autoptr (GError) error = NULL;
  FoyerTillSession session;
  gint64 paid = 0, sold;

  g_assert_true (
      foyer_till_store_get_session (self->till->db, &self->till->event_id, &session, &error));
  g_assert_cmpint (foyer_uuid_is_nil (&session.session_id), ==, !self->is_open);
  g_assert_cmpint (till_count (self->till->db,
                               "SELECT coalesce (sum (iif (kind = 'REFUND', -amount, amount)), 0) "
                               "FROM payments"),
                   ==, self->all_revenue);
  if (!self->is_open)
    return;
  g_assert_cmpint (session.drawer, ==, self->drawer);
  /* What was noted of it, and what the book says. */
  g_assert_cmpint (till_count (self->till->db, "SELECT drawer FROM till_heads"), ==, self->drawer);
  g_assert_cmpint (till_count (self->till->db, "SELECT sum (amount) FROM till_records WHERE method "
                                               "= 'CASH' AND session_id = (SELECT session_id FROM "
                                               "till_heads)"),
                   ==, self->drawer);
  g_assert_cmpint (self->drawer, >=, 0);
  report = foyer_till_store_report (self->till->db, &session.session_id, &error);
  g_assert_cmpint (report->revenue, ==, self->revenue);
  sold = report->service_fees;
  for (guint i = 0; i < FOYER_N_PAY_METHODS; i++)
    paid += report->paid[i] - report->refunded[i];
  g_assert_cmpint (paid, ==, self->revenue);
  for (guint i = 0; i < report->tiers->len; i++)
    sold += g_array_index (report->tiers, FoyerTillTierSum, i).amount;
  g_assert_cmpint (sold, ==, report->sold);
  g_assert_cmpint (sold, ==, report->revenue + report->open_rest);
  g_assert_cmpint (report->drawer, ==, self->drawer);
  g_assert_cmpint (report->opening_float + report->paid[0] - report->refunded[0] +
                       report->rounding + report->pay_in - report->pay_out,
                   ==, self->drawer);
  check_kept (self, report);
}

/* Each order has what it costs, or waits for it; nothing went back that was not paid. */
static void
check_orders (FoyerDatabase *db)
{
  g_assert_cmpint (
      till_count (db, "SELECT count (*) FROM orders AS o WHERE status = 'COMPLETED' AND total <> "
                      "(SELECT coalesce (sum (iif (kind = 'REFUND', -amount, amount)), 0) "
                      " FROM payments WHERE order_id = o.id)"),
      ==, 0);
  g_assert_cmpint (
      till_count (db, "SELECT count (*) FROM (SELECT sum (iif (kind = 'REFUND', -amount, amount)) "
                      "AS net FROM payments GROUP BY order_id) WHERE net < 0"),
      ==, 0);
  g_assert_cmpint (till_count (db, "SELECT count (*) FROM tickets AS t JOIN ticket_tiers AS k ON "
                                   "k.id = t.tier_id JOIN orders AS o ON o.id = t.order_id WHERE "
                                   "k.name = 'Standard' AND t.status <> 'CANCELLED' AND o.status "
                                   "NOT IN ('EXPIRED', 'REFUNDED')"),
                   <=, 10);
}

static void
play (guint32 seed)
{
  static const char *const currencies[] = { "CHF", "EUR", "SEK" };
  TillFixture till;
  Model self = { .till = &till, .orders = g_array_new (FALSE, FALSE, sizeof (FoyerUuid)) };
  g_autoptr (FoyerTillAudit) audit = NULL;
  g_autoptr (GError) error = NULL;

  self.random = g_rand_new_with_seed (seed);
  till_set_up (&till, currencies[seed % G_N_ELEMENTS (currencies)]);
  /* What is on disk is not what this asks. */
  till_exec (till.db, "PRAGMA synchronous = OFF");
  /* Every other history is of an event with a fee on top. */
  if (seed % 2 == 0)
    till_exec (till.db, "UPDATE events SET fee_percentage = 250, fee_fixed = 99");
  if (seed / 2 % 2 == 1)
    host (&self);
  for (guint i = 0; i < N_ACTS; i++)
    {
      int what = g_rand_int_range (self.random, 0, 40);

      if (what == 0)
        close_till (&self);
      else if (what <= 2 || (!self.is_open && what < 20))
        open_till (&self);
      else if (what <= 5)
        move_cash (&self);
      else if (what == 6)
        tell (&self);
      else if (what <= 22 || self.orders->len == 0)
        sell (&self);
      else
        act_on_order (&self);
      check (&self);
      check_orders (till.db);
      check_places (&self);
      till_check_counts (till.db, &till.event_id);
    }
  audit = foyer_till_audit_run (till.db, &till.event_id, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < audit->findings->len; i++)
    {
      g_autofree char *words =
          foyer_finding_describe (&g_array_index (audit->findings, FoyerFinding, i));

      g_test_message ("%s", words);
    }
  g_assert_cmpuint (audit->findings->len, ==, 0);
  g_assert_cmpint (audit->n_payments, ==, till_count (till.db, "SELECT count (*) FROM payments"));
  g_test_message ("seed %u: %u acts done, %u refused, %u sessions", seed, self.n_done,
                  self.n_refused, self.n_closed);
  g_assert_cmpuint (self.n_done, >, N_ACTS / 3);
  g_clear_pointer (&self.kept, foyer_till_report_free);
  g_array_unref (self.orders);
  g_rand_free (self.random);
  till_tear_down (&till, NULL);
}

static void
test_histories (void)
{
  for (guint32 seed = 1; seed <= 3; seed++)
    play (seed);
}

static void
test_other_history (void)
{
  play (g_test_rand_int ());
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/till-random/histories", test_histories);
  g_test_add_func ("/till-random/other-history", test_other_history);

  return g_test_run ();
}
