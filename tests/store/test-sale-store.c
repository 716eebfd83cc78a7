/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sale writes, what it takes, and what is in its way. */
#include "foyer-allotment-store.h"
#include "foyer-cart-hold-store.h"
#include "foyer-identity.h"
#include "foyer-journal.h"
#include "foyer-row-store.h"
#include "till-fixture.h"

#include <string.h>

static void
test_sell (TillFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  g_autoptr (FoyerSaleResult) result = NULL;
  const char *const names[] = { "Ada", "", NULL };
  const char *const tenders[] = { "cash:250", NULL };
  const FoyerTicket *ticket;

  till_open (self, 10000);
  foyer_sale_cart_add (cart, &self->tiers[TILL_STANDARD], 3, FOYER_NONE);
  foyer_sale_cart_add (cart, &self->tiers[TILL_FREE], 1, FOYER_NONE);
  foyer_sale_cart_add (cart, &self->tiers[TILL_DONATION], 2, 1050);
  foyer_sale_cart_set_names (cart, 0, names);
  foyer_sale_cart_set_buyer (cart, " Zoë Müller ", "zoe@example.org");
  g_assert_true (till_sell_cart (self->db, &self->event_id, cart, tenders, FALSE, &result, &error));
  g_assert_no_error (error);

  g_assert_cmpint (result->order->total, ==, 3 * 4900 + 2100);
  g_assert_cmpint (result->order->status, ==, FOYER_ORDER_COMPLETED);
  g_assert_cmpint (result->order->channel, ==, FOYER_CHANNEL_BOX_OFFICE);
  g_assert_cmpstr (result->order->buyer_name, ==, "Zoë Müller");
  g_assert_cmpint (result->order->created_at, !=, FOYER_NONE);
  g_assert_cmpint (result->change, ==, 25000 - 16800);
  g_assert_cmpint (result->due, ==, 0);
  g_assert_cmpuint (result->tickets->len, ==, 6);
  ticket = result->tickets->pdata[0];
  g_assert_cmpstr (ticket->attendee_name, ==, "Ada");
  g_assert_cmpint (ticket->price, ==, 4900);
  ticket = result->tickets->pdata[1];
  g_assert_cmpstr (ticket->attendee_name, ==, "Zoë Müller");
  ticket = result->tickets->pdata[5];
  g_assert_cmpint (ticket->price, ==, 1050);
  g_assert_cmpint (till_drawer (self), ==, 26800);
  g_assert_cmpint (till_count (self->db, "SELECT count (*) FROM tickets WHERE qr_code LIKE 'F%.'"),
                   ==, 6);
  /* OPEN, SALE, PAYMENT. */
  g_assert_cmpint (till_count (self->db, "SELECT count (*) FROM till_records"), ==, 3);
  g_assert_cmpint (till_count (self->db, "SELECT amount FROM payments"), ==, 16800);
}

/* The tables of the till: what is handed over, and what becomes of it. */
typedef struct
{
  const char *currency;
  gint64 n_vip; /* 120.03 each */
  const char *tenders[4];
  const char *failure; /* a part of the sentence; NULL: it is sold */
  gint64 change;
  gint64 drawer; /* after */
  gint64 rounding;
  gint64 card;
} Case;

static const Case cases[] = {
  { "EUR", 1, { "cash" }, NULL, 0, 12003, 0, 0 },
  { "EUR", 1, { "cash:150" }, NULL, 2997, 12003, 0, 0 },
  { "EUR", 1, { "cash:100" }, "still to be paid", 0, 0, 0, 0 },
  { "EUR", 1, { "cash:100", "card" }, NULL, 0, 10000, 0, 2003 },
  { "EUR", 1, { "card:20.03", "cash:200" }, NULL, 10000, 10000, 0, 2003 },
  { "EUR", 1, { "card" }, NULL, 0, 0, 0, 12003 },
  { "EUR", 1, { "card:120.04" }, "more than is due", 0, 0, 0, 0 },
  { "EUR", 1, { "card:0" }, "above 0", 0, 0, 0, 0 },
  { "EUR", 1, { "voucher:20", "transfer:50", "cash:60" }, NULL, 997, 5003, 0, 0 },
  { "EUR", 1, { NULL }, "still to be paid", 0, 0, 0, 0 },
  { "CHF", 1, { "cash" }, NULL, 0, 12005, 2, 0 },
  { "CHF", 1, { "cash:120.05" }, NULL, 0, 12005, 2, 0 },
  { "CHF", 1, { "cash:120" }, "still to be paid", 0, 0, 0, 0 },
  { "CHF", 1, { "cash:200" }, NULL, 7995, 12005, 2, 0 },
  { "CHF", 1, { "card:100", "cash:50" }, NULL, 2995, 2005, 2, 10000 },
  { "CHF", 1, { "cash:20.03", "card" }, "No coins", 0, 0, 0, 0 },
  { "CHF", 1, { "cash:20.05", "card" }, NULL, 0, 2005, 0, 9998 },
  { "CHF", 4, { "cash:500" }, NULL, 1990, 48010, -2, 0 },
  { "SEK", 1, { "cash:150" }, NULL, 3000, 12000, -3, 0 },
  { "SEK", 1, { "card:119.51", "cash" }, NULL, 0, 100, 48, 11951 },
  { "SEK", 1, { "card:119.54", "cash" }, NULL, 0, 0, -49, 11954 },
  { "JPY", 1, { "cash:15000" }, NULL, 2997, 12003, 0, 0 },
  { "KWD", 1, { "cash:13" }, NULL, 995, 12005, 2, 0 },
};

static void
test_tenders (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *this = &cases[i];
      TillFixture self;
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerSaleResult) result = NULL;
      gboolean is_sold;

      g_test_message ("%u: %s %s", i, this->currency, this->tenders[0]);
      till_set_up (&self, this->currency);
      till_open (&self, 0);
      is_sold = till_sell (&self, TILL_VIP, this->n_vip, this->tenders, &result, &error);
      if (this->failure != NULL)
        {
          g_assert_false (is_sold);
          g_assert_nonnull (strstr (error->message, this->failure));
          g_assert_cmpint (till_count (self.db, "SELECT count (*) FROM orders"), ==, 0);
        }
      else
        {
          g_assert_no_error (error);
          g_assert_cmpint (result->change, ==, this->change);
          g_assert_cmpint (till_count (self.db, "SELECT sum (rounding) FROM payments"), ==,
                           this->rounding);
          g_assert_cmpint (till_count (self.db, "SELECT coalesce (sum (amount), 0) FROM payments "
                                                "WHERE method = 'CARD'"),
                           ==, this->card);
          g_assert_cmpint (till_count (self.db, "SELECT sum (amount) FROM payments"), ==,
                           result->order->total);
        }
      g_assert_cmpint (till_drawer (&self), ==, this->drawer);
      till_tear_down (&self, NULL);
    }
}

static void
test_sold_out (TillFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  till_open (self, 0);
  g_assert_true (till_sell (self, TILL_STANDARD, 8, NULL, NULL, &error));
  g_assert_false (till_sell (self, TILL_STANDARD, 3, NULL, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Only 2 tickets"));
  g_clear_error (&error);
  g_assert_true (till_sell (self, TILL_STANDARD, 2, NULL, NULL, &error));
  g_assert_false (till_sell (self, TILL_STANDARD, 1, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "sold out"));
}

static void
test_closed (TillFixture *self, gconstpointer data)
{
  const char *const card[] = { "card", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (till_sell (self, TILL_VIP, 1, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "till is closed"));
  g_clear_error (&error);
  g_assert_cmpint (till_count (self->db, "SELECT count (*) FROM tickets"), ==, 0);
  g_assert_true (till_sell (self, TILL_VIP, 1, card, NULL, &error));
  g_assert_true (till_sell (self, TILL_FREE, 1, NULL, NULL, &error));
}

static void
test_complimentary (TillFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  g_autoptr (FoyerSaleResult) result = NULL;
  const char *const none[] = { NULL };

  foyer_sale_cart_add (cart, &self->tiers[TILL_VIP], 2, FOYER_NONE);
  foyer_sale_cart_set_complimentary (cart, " ");
  g_assert_false (till_sell_cart (self->db, &self->event_id, cart, none, FALSE, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID);
  g_clear_error (&error);
  foyer_sale_cart_set_complimentary (cart, "Press");
  g_assert_true (till_sell_cart (self->db, &self->event_id, cart, none, FALSE, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (result->order->channel, ==, FOYER_CHANNEL_COMPLIMENTARY);
  g_assert_cmpint (result->order->total, ==, 0);
  g_assert_cmpint (result->order->discount, ==, 24006);
  g_assert_cmpstr (result->order->note, ==, "Press");
  g_assert_cmpint (till_count (self->db, "SELECT sum (price) FROM tickets"), ==, 0);
}

static void
test_buyer (TillFixture *self, gconstpointer data)
{
  static const struct
  {
    const char *asked;
    const char *name;
    const char *email;
    gboolean is_sold;
  } buyers[] = {
    { "OPTIONAL", NULL, NULL, TRUE },
    { "OPTIONAL", NULL, "nonsense", FALSE },
    { "NAME", NULL, NULL, FALSE },
    { "NAME", " ", "a@b.org", FALSE },
    { "NAME", "Ada", NULL, TRUE },
    { "NAME_AND_EMAIL", "Ada", NULL, FALSE },
    { "NAME_AND_EMAIL", "Ada", "a@b.org", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (buyers); i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("UPDATE events SET buyer_data = '%s'", buyers[i].asked);
      g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
      g_autoptr (GError) error = NULL;

      till_exec (self->db, sql);
      foyer_sale_cart_add (cart, &self->tiers[TILL_FREE], 1, FOYER_NONE);
      foyer_sale_cart_set_buyer (cart, buyers[i].name, buyers[i].email);
      g_assert_cmpint (till_sell_cart (self->db, &self->event_id, cart, NULL, FALSE, NULL, &error),
                       ==, buyers[i].is_sold);
      if (!buyers[i].is_sold)
        g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID);
    }
}

static void
test_price_changed (TillFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  FoyerSaleRequest request;

  foyer_sale_cart_add (cart, &self->tiers[TILL_VIP], 1, FOYER_NONE);
  foyer_sale_request_init (&request, &self->event_id, cart);
  request.expected_total = 12000;
  request.rest = FOYER_SALE_REST_LATER;
  TILL_ACT (self->db, FOYER_TILL_KIND_SALE, &error,
            foyer_sale_store_sell (transaction, &request, NULL, &error));
  g_assert_nonnull (strstr (error->message, "has changed"));
}

/* A part now, the rest later; what is not wanted any more is voided. */
static void
test_rest (TillFixture *self, gconstpointer data)
{
  const char *const part[] = { "card:20", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  g_autoptr (FoyerSaleResult) result = NULL, paid = NULL, more = NULL;
  FoyerTillActor nobody = { 0 };
  FoyerTender tender = till_tender ("cash:150", "EUR");

  till_open (self, 0);
  foyer_sale_cart_add (cart, &self->tiers[TILL_VIP], 1, FOYER_NONE);
  g_assert_true (till_sell_cart (self->db, &self->event_id, cart, part, TRUE, &result, &error));
  g_assert_cmpint (result->order->status, ==, FOYER_ORDER_PENDING);
  g_assert_cmpint (result->due, ==, 10003);

  TILL_ACT (self->db, FOYER_TILL_KIND_SALE, &error,
            foyer_sale_store_pay (transaction, &result->order->row.id, &tender, 1, FALSE, &nobody,
                                  &paid, &error));
  g_assert_no_error (error);
  g_assert_cmpint (paid->order->status, ==, FOYER_ORDER_COMPLETED);
  g_assert_cmpint (paid->change, ==, 4997);
  TILL_ACT (self->db, FOYER_TILL_KIND_SALE, &error,
            foyer_sale_store_pay (transaction, &result->order->row.id, &tender, 1, FALSE, &nobody,
                                  &more, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
}

/* An order whose time ran out has no places; it takes them again, if they are there. */
static void
test_expired (TillFixture *self, gconstpointer data)
{
  const char *const none[] = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  g_autoptr (FoyerSaleResult) result = NULL, paid = NULL;
  FoyerTillActor nobody = { 0 };
  FoyerTender tender = till_tender ("card", "EUR");

  till_open (self, 0);
  foyer_sale_cart_add (cart, &self->tiers[TILL_STANDARD], 4, FOYER_NONE);
  g_assert_true (till_sell_cart (self->db, &self->event_id, cart, none, TRUE, &result, &error));
  till_exec (self->db, "UPDATE orders SET status = 'EXPIRED'");
  g_assert_true (till_sell (self, TILL_STANDARD, 7, NULL, NULL, &error));
  TILL_ACT (self->db, FOYER_TILL_KIND_SALE, &error,
            foyer_sale_store_pay (transaction, &result->order->row.id, &tender, 1, FALSE, &nobody,
                                  &paid, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  till_exec (self->db, "UPDATE ticket_tiers SET quantity_total = 11 WHERE name = 'Standard'");
  TILL_ACT (self->db, FOYER_TILL_KIND_SALE, &error,
            foyer_sale_store_pay (transaction, &result->order->row.id, &tender, 1, FALSE, &nobody,
                                  &paid, &error));
  g_assert_no_error (error);
  g_assert_cmpint (paid->order->status, ==, FOYER_ORDER_COMPLETED);
}

static void
test_void (TillFixture *self, gconstpointer data)
{
  const char *const split[] = { "card:20", "cash:200", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSaleResult) result = NULL, undone = NULL;
  FoyerTillActor nobody = { 0 };

  till_open (self, 100);
  g_assert_true (till_sell (self, TILL_VIP, 1, split, &result, &error));
  g_assert_cmpint (till_drawer (self), ==, 10105); /* CHF: 100.03 in cash are 100.05 */
  TILL_ACT (self->db, FOYER_TILL_KIND_SALE, &error,
            foyer_sale_store_void (transaction, &result->order->row.id, "Wrong tier", &nobody,
                                   &undone, &error));
  g_assert_no_error (error);
  g_assert_cmpint (undone->order->status, ==, FOYER_ORDER_REFUNDED);
  g_assert_cmpuint (undone->payments->len, ==, 2);
  g_assert_cmpint (till_drawer (self), ==, 100);
  g_assert_cmpint (
      till_count (self->db, "SELECT sum (iif (kind = 'REFUND', -amount, amount)) FROM payments"),
      ==, 0);
  g_assert_cmpint (till_count (self->db, "SELECT count (*) FROM tickets WHERE status <> "
                                         "'CANCELLED'"),
                   ==, 0);
  TILL_ACT (
      self->db, FOYER_TILL_KIND_SALE, &error,
      foyer_sale_store_void (transaction, &result->order->row.id, "Again", &nobody, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
}

/* The drawer is never below nothing. */
static void
test_void_without_cash (TillFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSaleResult) result = NULL;
  FoyerTillActor nobody = { 0 };

  till_open (self, 0);
  g_assert_true (till_sell (self, TILL_VIP, 1, NULL, &result, &error));
  TILL_ACT (self->db, FOYER_TILL_KIND_CASH, &error,
            foyer_till_store_pay_out (transaction, &self->event_id, &nobody, 5000, "Bank", &error));
  g_assert_no_error (error);
  TILL_ACT (
      self->db, FOYER_TILL_KIND_SALE, &error,
      foyer_sale_store_void (transaction, &result->order->row.id, "Wrong", &nobody, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "in the drawer"));
  g_assert_cmpint (till_drawer (self), ==, 7003);
  g_assert_cmpint (till_count (self->db, "SELECT count (*) FROM tickets WHERE status = 'VALID'"),
                   ==, 1);
}

static void
test_undo (TillFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  till_open (self, 0);
  g_assert_true (till_sell (self, TILL_FREE, 1, NULL, NULL, &error));
  g_assert_false (foyer_journal_undo (
      self->db, till_count (self->db, "SELECT max (number) FROM change_sets"), NULL, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "book"));
}

/* What a cart holds is gone for the others, and not for itself. */
static void
test_holds (TillFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSaleCart) mine = foyer_sale_cart_new ();
  g_autoptr (FoyerSaleCart) other = foyer_sale_cart_new ();

  till_open (self, 0);
  foyer_sale_cart_add (mine, &self->tiers[TILL_STANDARD], 8, FOYER_NONE);
  g_assert_true (foyer_cart_hold_store_hold (self->db, &self->event_id, mine, &error));
  foyer_sale_cart_add (other, &self->tiers[TILL_STANDARD], 3, FOYER_NONE);
  g_assert_false (foyer_cart_hold_store_hold (self->db, &self->event_id, other, &error));
  g_assert_nonnull (strstr (error->message, "Only 2"));
  g_clear_error (&error);
  foyer_sale_cart_set_quantity (other, 0, 2);
  g_assert_true (foyer_cart_hold_store_hold (self->db, &self->event_id, other, &error));
  /* Neither more for mine, nor anything for a third. */
  foyer_sale_cart_set_quantity (mine, 0, 9);
  g_assert_false (foyer_cart_hold_store_hold (self->db, &self->event_id, mine, &error));
  g_clear_error (&error);
  g_assert_false (till_sell (self, TILL_STANDARD, 1, NULL, NULL, &error));
  g_clear_error (&error);
  foyer_sale_cart_set_quantity (mine, 0, 8);
  g_assert_true (till_sell_cart (self->db, &self->event_id, mine, NULL, FALSE, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (till_count (self->db, "SELECT count (*) FROM cart_holds"), ==, 1);
  g_assert_true (foyer_cart_hold_store_release (self->db, &other->id, &error));
  g_assert_true (till_sell (self, TILL_STANDARD, 2, NULL, NULL, &error));
  /* A hold ends by itself. */
  till_exec (self->db, "UPDATE ticket_tiers SET quantity_total = 12 WHERE name = 'Standard'");
  g_assert_true (foyer_cart_hold_store_hold (self->db, &self->event_id, other, &error));
  g_assert_false (till_sell (self, TILL_STANDARD, 1, NULL, NULL, &error));
  g_clear_error (&error);
  till_exec (self->db, "UPDATE cart_holds SET expires_at = 1");
  g_assert_true (till_sell (self, TILL_STANDARD, 1, NULL, NULL, &error));
}

static void
host (TillFixture *self)
{
  g_autofree char *id = foyer_uuid_to_string (&self->event_id);
  sqlite3_stmt *statement = NULL;

  till_exec (self->db, "INSERT INTO servers (url, email, user_id, pushed_set) "
                       "VALUES ('https://example.org', 'a@b.org', x'01', 0)");
  sqlite3_prepare_v2 (foyer_database_get_handle (self->db),
                      "INSERT INTO hosted_events (event_id, server_key, organizer_id, synced_at) "
                      "VALUES (?1, 1, x'02', 1000)",
                      -1, &statement, NULL);
  sqlite3_bind_blob (statement, 1, &self->event_id, sizeof self->event_id, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
}

static void
allot (TillFixture *self, gint64 quantity, gint64 used, gint64 expires_in, gboolean is_ours)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerAllotment) allotment = foyer_allotment_new ();

  allotment->event_id = self->event_id;
  allotment->tier_id = self->tiers[TILL_STANDARD];
  foyer_identity_read (self->db, NULL, &allotment->device_id, &error);
  if (!is_ours)
    allotment->device_id.bytes[15] ^= 1;
  allotment->quantity = quantity;
  allotment->used = used;
  allotment->expires_at = g_get_real_time () + expires_in;
  TILL_ACT (self->db, "pull", &error, foyer_transaction_insert (transaction, allotment, &error));
  g_assert_no_error (error);
}

/* Of an event that lies on a server only what this device holds is sold, without asking anybody. */
static void
test_escrow (TillFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) stocks = NULL;
  g_autoptr (FoyerEvent) event = NULL;
  const FoyerStock *stock;
  gint64 as_of;

  host (self);
  till_open (self, 0);
  g_assert_false (till_sell (self, TILL_STANDARD, 1, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "holds no ticket"));
  g_clear_error (&error);
  g_assert_true (till_sell (self, TILL_VIP, 3, NULL, NULL, &error));

  allot (self, 4, 3, 3 * G_TIME_SPAN_DAY, TRUE);  /* 1 */
  allot (self, 3, 0, 1 * G_TIME_SPAN_DAY, TRUE);  /* 3 */
  allot (self, 9, 0, G_TIME_SPAN_SECOND, TRUE);   /* as good as over */
  allot (self, 9, 0, 1 * G_TIME_SPAN_DAY, FALSE); /* another's */
  g_assert_false (till_sell (self, TILL_STANDARD, 5, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "only 4"));
  g_clear_error (&error);

  event = foyer_row_store_find (self->db, &FOYER_EVENT_TYPE, &self->event_id, &error);
  stocks = foyer_allotment_store_read_stock (self->db, event, &as_of, &error);
  stock = &g_array_index (stocks, FoyerStock, TILL_STANDARD);
  g_assert_cmpint (stock->here, ==, 4);
  g_assert_cmpint (stock->elsewhere, ==, 6);
  g_assert_cmpint (as_of, ==, 1000);
  g_assert_cmpint (g_array_index (stocks, FoyerStock, TILL_VIP).here, ==, FOYER_NONE);

  g_assert_true (till_sell (self, TILL_STANDARD, 2, NULL, NULL, &error));
  g_assert_cmpint (till_count (self->db, "SELECT used_here FROM allotments WHERE quantity = 3"), ==,
                   2);
  g_assert_true (till_sell (self, TILL_STANDARD, 2, NULL, NULL, &error));
  g_assert_cmpint (till_count (self->db, "SELECT used_here FROM allotments WHERE quantity = 3"), ==,
                   3);
  g_assert_cmpint (till_count (self->db, "SELECT used_here FROM allotments WHERE quantity = 4"), ==,
                   4);
  g_assert_false (till_sell (self, TILL_STANDARD, 1, NULL, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
}

static void
test_cashiers (TillFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCashier) ada = foyer_cashier_new ();
  g_autoptr (FoyerCashier) sue = foyer_cashier_new ();
  g_autoptr (FoyerCashier) again = NULL;
  g_autoptr (FoyerSaleResult) result = NULL;
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  FoyerTillActor actor = { 0 };
  FoyerSaleRequest request;
  FoyerTender cash = till_tender ("cash", "EUR");

  till_open (self, 0);
  ada->event_id = sue->event_id = self->event_id;
  ada->name = g_strdup ("Ada");
  ada->pin_hash = foyer_pin_hash ("1234");
  sue->name = g_strdup ("Sue");
  sue->role = FOYER_CASHIER_SUPERVISOR;
  sue->pin_hash = foyer_pin_hash ("1234"); /* the same, and that is nobody's business */
  TILL_ACT (self->db, "add-cashier", &error,
            foyer_cashier_store_add (transaction, ada, &error) &&
                foyer_cashier_store_add (transaction, sue, &error));
  g_assert_no_error (error);
  g_assert_true (foyer_cashier_store_check_pin (self->db, ada, "1234", &error));
  g_assert_false (foyer_cashier_store_check_pin (self->db, ada, "1235", &error));
  g_clear_error (&error);
  again = foyer_cashier_new ();
  again->event_id = self->event_id;
  again->name = g_strdup (" ADA ");
  TILL_ACT (self->db, "add-cashier", &error, foyer_cashier_store_add (transaction, again, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  g_clear_error (&error);

  /* Nobody sells without a name, and money goes back with consent. */
  g_assert_false (till_sell (self, TILL_VIP, 1, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "who is at the till"));
  g_clear_error (&error);
  foyer_sale_cart_add (cart, &self->tiers[TILL_VIP], 1, FOYER_NONE);
  foyer_sale_request_init (&request, &self->event_id, cart);
  request.tenders = &cash;
  request.n_tenders = 1;
  request.actor.cashier_id = actor.cashier_id = ada->row.id;
  TILL_ACT (self->db, FOYER_TILL_KIND_SALE, &error,
            foyer_sale_store_sell (transaction, &request, &result, &error));
  g_assert_no_error (error);
  TILL_ACT (
      self->db, FOYER_TILL_KIND_SALE, &error,
      foyer_sale_store_void (transaction, &result->order->row.id, "Wrong", &actor, NULL, &error));
  g_assert_nonnull (strstr (error->message, "Ask a supervisor"));
  g_clear_error (&error);
  actor.approver_id = ada->row.id;
  TILL_ACT (
      self->db, FOYER_TILL_KIND_SALE, &error,
      foyer_sale_store_void (transaction, &result->order->row.id, "Wrong", &actor, NULL, &error));
  g_assert_nonnull (strstr (error->message, "Only a supervisor"));
  g_clear_error (&error);
  actor.approver_id = sue->row.id;
  TILL_ACT (
      self->db, FOYER_TILL_KIND_SALE, &error,
      foyer_sale_store_void (transaction, &result->order->row.id, "Wrong", &actor, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (till_count (self->db, "SELECT count (*) FROM till_records WHERE approver_id IS "
                                         "NOT NULL"),
                   ==, 2);
  /* Who is in the book stays. */
  TILL_ACT (self->db, "remove-cashier", &error,
            foyer_cashier_store_remove (transaction, ada, &error));
  g_assert_no_error (error);
  g_assert_cmpint (till_count (self->db, "SELECT is_inactive FROM cashiers WHERE name = 'Ada' AND "
                                         "deleted_at IS NULL"),
                   ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TILL_ADD ("/sale-store/sell", test_sell);
  g_test_add_func ("/sale-store/tenders", test_tenders);
  TILL_ADD ("/sale-store/sold-out", test_sold_out);
  TILL_ADD ("/sale-store/closed", test_closed);
  TILL_ADD ("/sale-store/complimentary", test_complimentary);
  TILL_ADD ("/sale-store/buyer", test_buyer);
  TILL_ADD ("/sale-store/price-changed", test_price_changed);
  TILL_ADD ("/sale-store/rest", test_rest);
  TILL_ADD ("/sale-store/expired", test_expired);
  TILL_ADD_IN ("/sale-store/void", "CHF", test_void);
  TILL_ADD ("/sale-store/void-without-cash", test_void_without_cash);
  TILL_ADD ("/sale-store/undo", test_undo);
  TILL_ADD ("/sale-store/holds", test_holds);
  TILL_ADD ("/sale-store/escrow", test_escrow);
  TILL_ADD ("/sale-store/cashiers", test_cashiers);

  return g_test_run ();
}
