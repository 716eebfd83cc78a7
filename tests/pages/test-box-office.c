/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cart-hold-store.h"
#include "foyer-clock.h"
#include "foyer-guest-store.h"
#include "foyer-sell-desk-private.h"
#include "foyer-sell-words.h"
#include "foyer-sold-print.h"
#include "sell-fixture.h"

#include <adwaita.h>

static void
test_four_keys (FoyerSellFixture *fixture, gconstpointer data)
{
  const FoyerSaleResult *sold;

  foyer_sell_press_and_sell (fixture, "2a⏎⏎");
  sold = foyer_sell_desk_get_sold (fixture->desk);
  g_assert_cmpint (sold->order->total, ==, 9800);
  g_assert_cmpint (sold->order->status, ==, FOYER_ORDER_COMPLETED);
  g_assert_cmpuint (sold->tickets->len, ==, 2);
  g_assert_cmpint (foyer_sell_count (fixture, "SELECT count (*) FROM tickets"), ==, 2);
  g_assert_cmpint (
      foyer_sell_count (fixture, "SELECT sum (amount) FROM payments WHERE method = 'CASH'"), ==,
      9800);
  g_assert_cmpint (till_drawer (&fixture->till), ==, 19800);
  g_assert_cmpint (foyer_sell_count (fixture, "SELECT count (*) FROM cart_holds"), ==, 0);
  g_assert_cmpint (foyer_sell_desk_get_phase (fixture->desk), ==, FOYER_SELL_SOLD);
  /* The next key is the next sale's. */
  foyer_sell_press_and_sell (fixture, "1b⏎200⏎");
  sold = foyer_sell_desk_get_sold (fixture->desk);
  g_assert_cmpint (sold->order->total, ==, 12003);
  g_assert_cmpint (sold->change, ==, 7997);
}

/* What is pressed before the answer is there is not lost. */
static void
test_typed_ahead (FoyerSellFixture *fixture, gconstpointer data)
{
  fixture->n_awaited = 3;
  foyer_sell_press (fixture, "a⏎⏎2a⏎⏎b⏎⏎");
  foyer_sell_wait_for_sales (fixture);
  g_assert_cmpint (
      foyer_sell_count (fixture, "SELECT count (*) FROM orders WHERE status = 'COMPLETED'"), ==, 3);
  g_assert_cmpint (foyer_sell_count (fixture, "SELECT count (*) FROM tickets"), ==, 4);
}

/* Keys, and what is then in the cart: how many of A, B, C; what it costs; what is typed. */
static void
test_cart_keys (FoyerSellFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *keys;
    gint64 quantities[3];
    gint64 total;
    gint64 typed;
  } cases[] = {
    { "a", { 1, 0, 0 }, 4900, 0 },    { "A", { 1, 0, 0 }, 4900, 0 },
    { "aa", { 2, 0, 0 }, 9800, 0 },   { "3a", { 3, 0, 0 }, 14700, 0 },
    { "12", { 0, 0, 0 }, 0, 12 },     { "03a", { 3, 0, 0 }, 14700, 0 },
    { "12⌫a", { 1, 0, 0 }, 4900, 0 }, { "12345", { 0, 0, 0 }, 0, 1234 },
    { "12␛a", { 1, 0, 0 }, 4900, 0 }, { "2ab", { 2, 1, 0 }, 21803, 0 },
    { "2ab⌫", { 2, 0, 0 }, 9800, 0 }, { "2ab⌫⌫", { 0, 0, 0 }, 0, 0 },
    { "2ab⌦", { 2, 0, 0 }, 9800, 0 }, { "2a+", { 3, 0, 0 }, 14700, 0 },
    { "2a-", { 1, 0, 0 }, 4900, 0 },  { "a-", { 0, 0, 0 }, 0, 0 },
    { "5c", { 0, 0, 5 }, 0, 0 },      { "⌫⌦+-␛z", { 0, 0, 0 }, 0, 0 },
    { "٣a", { 3, 0, 0 }, 14700, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const FoyerSaleCart *cart = foyer_sell_desk_get_cart (fixture->desk);
      gint64 quantities[3] = { 0 };

      foyer_sell_press (fixture, cases[i].keys);
      for (guint line = 0; line < cart->lines->len; line++)
        for (guint tier = 0; tier < 3; tier++)
          if (foyer_uuid_equal (&g_array_index (cart->lines, FoyerSaleLine, line).tier_id,
                                &fixture->till.tiers[tier]))
            quantities[tier] = g_array_index (cart->lines, FoyerSaleLine, line).quantity;
      g_test_message ("%s", cases[i].keys);
      g_assert_cmpmem (quantities, sizeof quantities, cases[i].quantities, sizeof quantities);
      g_assert_cmpint (foyer_sell_desk_get_price (fixture->desk)->total, ==, cases[i].total);
      g_assert_cmpint (foyer_sell_desk_get_quantity (fixture->desk), ==, cases[i].typed);
      foyer_sell_press (fixture, "␛");
      foyer_sell_desk_clear (fixture->desk);
    }
}

/* What is due is 49.00. */
static void
test_payment_keys (FoyerSellFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *keys;
    FoyerPayMethod method;
    gint64 given;
    gint64 change;
    gint64 rest;
    FoyerTenderState state;
  } cases[] = {
    { "", FOYER_PAY_CASH, FOYER_NONE, 0, 0, FOYER_TENDER_FINE },
    { "50", FOYER_PAY_CASH, 5000, 100, 0, FOYER_TENDER_FINE },
    { "50.5", FOYER_PAY_CASH, 5050, 150, 0, FOYER_TENDER_FINE },
    { "50,50", FOYER_PAY_CASH, 5050, 150, 0, FOYER_TENDER_FINE },
    { "50,555", FOYER_PAY_CASH, 5055, 155, 0, FOYER_TENDER_FINE },
    { "500⌫", FOYER_PAY_CASH, 5000, 100, 0, FOYER_TENDER_FINE },
    { "20", FOYER_PAY_CASH, 2000, 0, 2900, FOYER_TENDER_FINE },
    { "d", FOYER_PAY_CARD, FOYER_NONE, 0, 0, FOYER_TENDER_FINE },
    { "d20", FOYER_PAY_CARD, 2000, 0, 2900, FOYER_TENDER_FINE },
    { "d50", FOYER_PAY_CARD, 5000, 0, 4900, FOYER_TENDER_TOO_MUCH },
    { "20d", FOYER_PAY_CARD, FOYER_NONE, 0, 0, FOYER_TENDER_FINE },
    { "0", FOYER_PAY_CASH, 0, 0, 4900, FOYER_TENDER_FINE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const FoyerSellTender *tender = foyer_sell_desk_get_tender (fixture->desk);

      g_test_message ("%s", cases[i].keys);
      foyer_sell_press (fixture, "a⏎");
      g_assert_cmpint (foyer_sell_desk_get_phase (fixture->desk), ==, FOYER_SELL_PAYING);
      foyer_sell_desk_set_method (fixture->desk, FOYER_PAY_CASH);
      foyer_sell_press (fixture, cases[i].keys);
      g_assert_cmpint (tender->method, ==, cases[i].method);
      g_assert_cmpint (tender->given, ==, cases[i].given);
      g_assert_cmpint (tender->change, ==, cases[i].change);
      g_assert_cmpint (tender->state, ==, cases[i].state);
      if (cases[i].given != 0)
        g_assert_cmpint (tender->rest, ==, cases[i].rest);
      foyer_sell_press (fixture, "␛");
      g_assert_cmpint (foyer_sell_desk_get_phase (fixture->desk), ==, FOYER_SELL_FILLING);
      foyer_sell_desk_clear (fixture->desk);
    }
}

static gboolean
has_part (gpointer data)
{
  const FoyerSaleResult *begun = foyer_sell_desk_get_begun (data);

  return foyer_sell_desk_get_phase (data) == FOYER_SELL_PAYING && begun != NULL &&
         begun->payments->len == 1;
}

static gboolean
has_no_part (gpointer data)
{
  const FoyerSaleResult *begun = foyer_sell_desk_get_begun (data);

  return foyer_sell_desk_get_phase (data) == FOYER_SELL_PAYING && begun != NULL &&
         begun->payments->len == 0;
}

/* Each part is on disk before the next is asked for. */
static void
test_split (FoyerSellFixture *fixture, gconstpointer data)
{
  const FoyerSaleResult *sold;

  foyer_sell_press (fixture, "2a⏎d30⏎");
  foyer_test_wait_for (has_part, fixture->desk);
  g_assert_cmpint (foyer_sell_desk_get_tender (fixture->desk)->due, ==, 6800);
  g_assert_cmpint (
      foyer_sell_count (fixture, "SELECT sum (amount) FROM payments WHERE method = 'CARD'"), ==,
      3000);
  g_assert_cmpint (
      foyer_sell_count (fixture, "SELECT count (*) FROM orders WHERE status = 'PENDING'"), ==, 1);
  foyer_sell_press_and_sell (fixture, "c70⏎");
  sold = foyer_sell_desk_get_sold (fixture->desk);
  g_assert_cmpuint (sold->payments->len, ==, 2);
  g_assert_cmpuint (sold->tickets->len, ==, 2);
  g_assert_cmpint (sold->change, ==, 200);
  g_assert_cmpint (sold->order->status, ==, FOYER_ORDER_COMPLETED);
  g_assert_cmpint (foyer_sell_count (fixture, "SELECT count (*) FROM orders"), ==, 1);
  g_assert_cmpint (till_drawer (&fixture->till), ==, 16800);
  /* Typed ahead. */
  foyer_sell_press_and_sell (fixture, "a⏎d20⏎c⏎");
  g_assert_cmpint (foyer_sell_desk_get_sold (fixture->desk)->order->total, ==, 4900);
}

static gboolean
has_ten_left (gpointer data)
{
  return g_array_index (foyer_sell_desk_get_tiers (data), FoyerSellTier, 0).sale.left == 10;
}

/* What is paid in part is neither edited nor lost; given back, it is as if it had not been. */
static void
test_part_back (FoyerSellFixture *fixture, gconstpointer data)
{
  foyer_sell_press (fixture, "a⏎d30⏎");
  foyer_test_wait_for (has_part, fixture->desk);
  foyer_sell_press (fixture, "␛");
  g_assert_cmpint (foyer_sell_desk_get_phase (fixture->desk), ==, FOYER_SELL_PAYING);
  g_assert_nonnull (foyer_sell_desk_get_problem (fixture->desk));
  foyer_sell_desk_add (fixture->desk, TILL_STANDARD);
  g_assert_cmpint (foyer_sale_cart_count (foyer_sell_desk_get_cart (fixture->desk)), ==, 1);
  foyer_sell_desk_drop_part (fixture->desk, 0);
  foyer_test_wait_for (has_no_part, fixture->desk);
  g_assert_cmpint (foyer_sell_desk_get_tender (fixture->desk)->due, ==, 4900);
  g_assert_cmpint (foyer_sell_count (fixture, "SELECT sum (CASE kind WHEN 'REFUND' THEN -amount "
                                              "ELSE amount END) FROM payments"),
                   ==, 0);
  foyer_sell_press (fixture, "␛");
  foyer_test_wait_for (foyer_sell_is_filling, fixture->desk);
  g_assert_cmpint (
      foyer_sell_count (fixture, "SELECT count (*) FROM orders WHERE status = 'EXPIRED'"), ==, 1);
  g_assert_cmpint (
      foyer_sell_count (fixture, "SELECT count (*) FROM tickets WHERE status <> 'CANCELLED'"), ==,
      0);
  g_assert_cmpint (foyer_sell_count (fixture, "SELECT count (*) FROM refunds"), ==, 0);
  /* The cart is there still: all ten can be had again. */
  foyer_test_wait_for (has_ten_left, fixture->desk);
  foyer_sell_press_and_sell (fixture, "9a⏎d⏎");
  g_assert_cmpuint (foyer_sell_desk_get_sold (fixture->desk)->tickets->len, ==, 10);
}

/* The program is killed between two parts: the next one says so, and takes the rest. */
static gboolean
has_left (gpointer data)
{
  return foyer_sell_desk_get_left (data) != NULL;
}

static void
test_left (FoyerSellFixture *fixture, gconstpointer data)
{
  const FoyerSaleResult *left;
  FoyerSellDesk *next;

  foyer_sell_press (fixture, "2a⏎d30⏎");
  foyer_test_wait_for (has_part, fixture->desk);
  next = foyer_sell_desk_new (fixture->replica, &fixture->till.event_id);
  foyer_test_wait_for (has_left, next);
  foyer_test_wait_for (foyer_sell_is_open, next);
  left = foyer_sell_desk_get_left (next);
  g_assert_cmpint (left->due, ==, 6800);
  g_signal_handlers_disconnect_by_data (fixture->desk, fixture);
  g_object_unref (fixture->desk);
  fixture->desk = next;
  g_signal_connect_swapped (next, "sold", G_CALLBACK (foyer_sell_sold_cb), fixture);
  foyer_sell_desk_resume (next, &left->order->row.id);
  foyer_test_wait_for (has_part, next);
  g_assert_cmpint (foyer_sell_desk_get_total (next), ==, 9800);
  /* Escape leaves it; nothing is given back unasked. */
  foyer_sell_press (fixture, "␛");
  foyer_test_wait_for (has_left, next);
  g_assert_cmpint (foyer_sell_desk_get_phase (next), ==, FOYER_SELL_FILLING);
  foyer_sell_desk_resume (next, &foyer_sell_desk_get_left (next)->order->row.id);
  foyer_test_wait_for (has_part, next);
  foyer_sell_press_and_sell (fixture, "c⏎");
  g_assert_cmpuint (foyer_sell_desk_get_sold (next)->tickets->len, ==, 2);
  g_assert_cmpint (
      foyer_sell_count (fixture, "SELECT count (*) FROM orders WHERE status = 'COMPLETED'"), ==, 1);
  g_assert_cmpint (till_drawer (&fixture->till), ==, 16800);
}

/* After ten minutes in which nobody did anything others may have what the cart wanted. */
static void
test_lapse (FoyerSellFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 now = foyer_clock_since_boot ();

  foyer_sell_press (fixture, "8a");
  foyer_test_wait_for (foyer_sell_holds_eight, fixture->till.db);
  foyer_sell_desk_check_lapse (fixture->desk, now + FOYER_CART_HOLD_TIME - G_TIME_SPAN_SECOND);
  g_assert_false (foyer_sell_desk_has_lapsed (fixture->desk));
  till_sell (&fixture->till, TILL_STANDARD, 5, NULL, NULL, &error);
  g_assert_nonnull (error);
  g_clear_error (&error);
  foyer_sell_desk_check_lapse (fixture->desk, now + FOYER_CART_HOLD_TIME + G_TIME_SPAN_MINUTE);
  g_assert_true (foyer_sell_desk_has_lapsed (fixture->desk));
  foyer_test_wait_for (foyer_sell_holds_none, fixture->till.db);
  g_assert_cmpint (foyer_sale_cart_count (foyer_sell_desk_get_cart (fixture->desk)), ==, 8);
  till_sell (&fixture->till, TILL_STANDARD, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  /* Kept: they are held again. */
  foyer_sell_desk_keep (fixture->desk);
  g_assert_false (foyer_sell_desk_has_lapsed (fixture->desk));
  foyer_test_wait_for (foyer_sell_holds_eight, fixture->till.db);
  foyer_sell_press_and_sell (fixture, "⏎⏎");
  g_assert_cmpint (foyer_sell_count (fixture, "SELECT count (*) FROM tickets"), ==, 9);
}

/* The next order begins with the method of the last one; a voucher is one's own. */
static void
test_method (FoyerSellFixture *fixture, gconstpointer data)
{
  foyer_sell_press_and_sell (fixture, "a⏎d⏎");
  foyer_sell_press_and_sell (fixture, "a⏎⏎");
  g_assert_cmpint (
      foyer_sell_count (fixture, "SELECT count (*) FROM payments WHERE method = 'CARD'"), ==, 2);
  foyer_sell_press_and_sell (fixture, "a⏎v⏎");
  g_assert_cmpint (foyer_sell_desk_get_tender (fixture->desk)->method, ==, FOYER_PAY_CARD);
}

static gboolean
has_problem (gpointer data)
{
  return foyer_sell_desk_get_problem (data) != NULL &&
         foyer_sell_desk_get_phase (data) == FOYER_SELL_PAYING;
}

/* A voucher that paid before: that is told, and Enter takes it once more. */
static void
test_voucher (FoyerSellFixture *fixture, gconstpointer data)
{
  foyer_sell_press (fixture, "a⏎v");
  foyer_sell_desk_set_reference (fixture->desk, "GIFT-1");
  foyer_sell_press_and_sell (fixture, "⏎");
  foyer_sell_press (fixture, "a⏎v");
  foyer_sell_desk_set_reference (fixture->desk, "gift-1");
  foyer_sell_press (fixture, "⏎");
  foyer_test_wait_for (has_problem, fixture->desk);
  g_assert_cmpstr (foyer_sell_desk_get_tender (fixture->desk)->reference, ==, "gift-1");
  g_assert_cmpint (foyer_sell_count (fixture, "SELECT count (*) FROM orders"), ==, 1);
  foyer_sell_press_and_sell (fixture, "⏎");
  g_assert_cmpint (foyer_sell_count (fixture,
                                     "SELECT count (*) FROM payments WHERE method = 'VOUCHER' "
                                     "AND lower (reference) = 'gift-1'"),
                   ==, 2);
}

static gboolean
is_closed (gpointer data)
{
  return !foyer_sell_is_open (data);
}

/* What is wrong is said as long as it is wrong. */
static void
test_till_opened (FoyerSellFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FoyerTillActor nobody = { 0 };

  TILL_ACT (fixture->till.db, FOYER_TILL_KIND_CASH, &error,
            foyer_till_store_close (transaction, &fixture->till.event_id, &nobody, NULL, 10000,
                                    NULL, NULL, &error));
  g_assert_no_error (error);
  foyer_test_wait_for (is_closed, fixture->desk);
  foyer_sell_press (fixture, "a⏎⏎");
  g_assert_cmpint (fixture->question, ==, FOYER_SELL_ASK_TILL);
  g_assert_nonnull (foyer_sell_desk_get_problem (fixture->desk));
  till_open (&fixture->till, 10000);
  foyer_sell_desk_till_opened (fixture->desk);
  g_assert_null (foyer_sell_desk_get_problem (fixture->desk));
  foyer_test_wait_for (foyer_sell_is_open, fixture->desk);
  /* Nor does anything while nobody is at it. */
  foyer_sell_desk_set_needs_cashier (fixture->desk, TRUE);
  foyer_sell_press (fixture, "⏎");
  g_assert_cmpint (fixture->question, ==, FOYER_SELL_ASK_CASHIER);
  g_assert_nonnull (foyer_sell_desk_get_problem (fixture->desk));
  foyer_sell_desk_set_needs_cashier (fixture->desk, FALSE);
  g_assert_null (foyer_sell_desk_get_problem (fixture->desk));
  /* No note too many, as when a PIN is typed here. */
  foyer_sell_press (fixture, "549⏎");
  g_assert_nonnull (strstr (foyer_sell_desk_get_problem (fixture->desk), "€500.00"));
  foyer_sell_press_and_sell (fixture, "⌫⌫⌫548.99⏎");
}

static void
test_pay_later (FoyerSellFixture *fixture, gconstpointer data)
{
  foyer_sell_press (fixture, "a⏎l");
  g_assert_cmpint (fixture->question, ==, FOYER_SELL_ASK_BUYER);
  g_assert_nonnull (foyer_sell_desk_get_problem (fixture->desk));
  foyer_sell_desk_set_buyer (fixture->desk, "Grace Hopper", NULL);
  foyer_sell_press_and_sell (fixture, "l");
  g_assert_cmpint (foyer_sell_desk_get_sold (fixture->desk)->due, ==, 4900);
  g_assert_cmpint (foyer_sell_count (fixture,
                                     "SELECT count (*) FROM orders WHERE status = 'PENDING' AND "
                                     "buyer_name = 'Grace Hopper'"),
                   ==, 1);
}

static void
test_complimentary (FoyerSellFixture *fixture, gconstpointer data)
{
  foyer_sell_press (fixture, "2a");
  foyer_sell_desk_set_complimentary (fixture->desk, "Press");
  g_assert_cmpint (foyer_sell_desk_get_price (fixture->desk)->total, ==, 0);
  foyer_sell_press_and_sell (fixture, "⏎⏎");
  g_assert_cmpint (
      foyer_sell_count (fixture, "SELECT count (*) FROM orders WHERE note = 'Press' AND channel = "
                                 "'COMPLIMENTARY'"),
      ==, 1);
  g_assert_cmpint (foyer_sell_count (fixture, "SELECT count (*) FROM payments"), ==, 0);
}

/* The eleventh of ten is refused in words, and the cart is there still. */
static void
test_sold_out (FoyerSellFixture *fixture, gconstpointer data)
{
  foyer_sell_press (fixture, "11a⏎");
  g_assert_cmpint (foyer_sell_desk_get_phase (fixture->desk), ==, FOYER_SELL_FILLING);
  g_assert_nonnull (foyer_sell_desk_get_problem (fixture->desk));
  g_assert_cmpint (foyer_sale_cart_count (foyer_sell_desk_get_cart (fixture->desk)), ==, 11);
  foyer_sell_press_and_sell (fixture, "-⏎⏎");
  g_assert_cmpint (foyer_sell_count (fixture, "SELECT count (*) FROM tickets"), ==, 10);
}

/* Somebody else was faster: nothing is lost, and it says why. */
static gboolean
is_refused (gpointer data)
{
  return foyer_sell_desk_get_phase (data) == FOYER_SELL_PAYING &&
         foyer_sell_desk_get_problem (data) != NULL;
}

static void
test_taken_meanwhile (FoyerSellFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  foyer_sell_press (fixture, "8a");
  foyer_replica_drain (fixture->replica);
  till_exec (fixture->till.db, "DELETE FROM cart_holds");
  till_sell (&fixture->till, TILL_STANDARD, 5, NULL, NULL, &error);
  g_assert_no_error (error);
  foyer_sell_press (fixture, "⏎⏎");
  foyer_test_wait_for (is_refused, fixture->desk);
  g_assert_cmpint (foyer_sale_cart_count (foyer_sell_desk_get_cart (fixture->desk)), ==, 8);
  g_assert_cmpint (foyer_sell_count (fixture, "SELECT count (*) FROM tickets"), ==, 5);
}

/* Another till's cart sees what this one holds, and not when it is emptied. */
static void
test_holds (FoyerSellFixture *fixture, gconstpointer data)
{
  foyer_sell_press (fixture, "5aaaa");
  foyer_test_wait_for (foyer_sell_holds_eight, fixture->till.db);
  foyer_sell_desk_clear (fixture->desk);
  foyer_test_wait_for (foyer_sell_holds_none, fixture->till.db);
}

static void
test_donation (FoyerSellFixture *fixture, gconstpointer data)
{
  foyer_sell_press (fixture, "d");
  g_assert_cmpint (foyer_sell_desk_get_price (fixture->desk)->total, ==, 500);
  foyer_sell_desk_add_donation (fixture->desk, TILL_DONATION, 1234);
  g_assert_cmpint (foyer_sell_desk_get_price (fixture->desk)->total, ==, 1734);
}

/* 120.03 francs are 120.05 in coins. */
static void
test_rounding (FoyerSellFixture *fixture, gconstpointer data)
{
  foyer_sell_press (fixture, "b⏎");
  g_assert_cmpint (foyer_sell_desk_get_tender (fixture->desk)->due, ==, 12005);
  foyer_sell_press (fixture, "d");
  g_assert_cmpint (foyer_sell_desk_get_tender (fixture->desk)->due, ==, 12003);
  foyer_sell_press_and_sell (fixture, "c⏎");
  g_assert_cmpint (till_drawer (&fixture->till), ==, 22005);
}

static void
test_print (FoyerSellFixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerReceipt) receipt = NULL;
  g_autoptr (FoyerReceipt) tickets = NULL;
  guint n_codes = 0;
  guint n_cuts = 0;

  foyer_sell_press_and_sell (fixture, "2ab⏎300⏎");
  receipt = foyer_sold_print_receipt (foyer_sell_desk_get_sold (fixture->desk),
                                      foyer_sell_desk_get_offer (fixture->desk), NULL,
                                      FOYER_RECEIPT_REAL, FOYER_NONE);
  tickets = foyer_sold_print_tickets (foyer_sell_desk_get_sold (fixture->desk),
                                      foyer_sell_desk_get_offer (fixture->desk), NULL,
                                      FOYER_RECEIPT_REAL, FOYER_NONE);
  g_assert_cmpuint (foyer_receipt_get_n_lines (receipt), >, 5);
  for (guint i = 0; i < foyer_receipt_get_n_lines (tickets); i++)
    {
      n_codes += foyer_receipt_get_line (tickets, i)->kind == FOYER_RECEIPT_QR;
      n_cuts += foyer_receipt_get_line (tickets, i)->kind == FOYER_RECEIPT_CUT;
    }
  g_assert_cmpuint (n_codes, ==, 3);
  g_assert_cmpuint (n_cuts, ==, 2);
}

static void
test_guests (FoyerSellFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *words;
    guint n;
  } cases[] = { { "gra", 1 }, { "HOP", 1 }, { "hop gra", 1 }, { "ada", 0 }, { "g", 1 } };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      foyer_sell_press (fixture, "a");
      foyer_sell_desk_set_buyer (fixture->desk, "Grace Hopper", "grace@example.org");
      foyer_sell_press_and_sell (fixture, "⏎⏎");
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) guests =
          foyer_guest_store_find (fixture->till.db, cases[i].words, 5, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (guests->len, ==, cases[i].n);
      if (cases[i].n > 0)
        g_assert_cmpstr (((FoyerGuest *) guests->pdata[0])->email, ==, "grace@example.org");
    }
}

/* Of an event that lies on a server only what is here is sold, and what is elsewhere is told. */
static gboolean
is_escrowed (gpointer data)
{
  gint64 as_of;
  const FoyerStock *stock = foyer_sell_desk_get_stock (data, TILL_STANDARD, &as_of);

  return stock != NULL && stock->is_escrowed;
}

static gboolean
is_of_now (gpointer data)
{
  gint64 as_of;

  foyer_sell_desk_get_stock (data, TILL_STANDARD, &as_of);
  return as_of == G_GINT64_CONSTANT (1790000060000000);
}

static void
test_elsewhere (FoyerSellFixture *fixture, gconstpointer data)
{
  g_autofree char *none = NULL;
  g_autofree char *later = NULL;
  const FoyerSellTier *tier;
  gint64 as_of = 0;

  till_exec (fixture->till.db,
             "INSERT INTO servers (url, email, user_id, pushed_set) VALUES ('u', 'e', x'00', 0)");
  till_exec (fixture->till.db,
             "INSERT INTO hosted_events (event_id, server_key, organizer_id, synced_at) "
             "SELECT id, 1, x'00', 1790000000000000 FROM events");
  foyer_sell_desk_reload (fixture->desk);
  foyer_test_wait_for (is_escrowed, fixture->desk);
  tier = &g_array_index (foyer_sell_desk_get_tiers (fixture->desk), FoyerSellTier, 0);
  foyer_sell_desk_get_stock (fixture->desk, TILL_STANDARD, &as_of);
  none = foyer_sell_words_state (fixture->desk, tier, as_of);
  later = foyer_sell_words_state (fixture->desk, tier, as_of + 2 * G_TIME_SPAN_MINUTE);
  g_assert_cmpstr (none, ==, "0 here, 10 elsewhere, just now");
  g_assert_cmpstr (later, ==, "0 here, 10 elsewhere, 2 min ago");
  /* A server that says it again is heard, also while nobody sells. */
  till_exec (fixture->till.db, "UPDATE hosted_events SET synced_at = 1790000060000000");
  foyer_sell_desk_check_age (fixture->desk, as_of + G_TIME_SPAN_MINUTE);
  foyer_test_wait_for (is_of_now, fixture->desk);
  g_assert_false (foyer_sell_desk_can_fetch (fixture->desk, TILL_STANDARD)); /* of whom? */
  foyer_sell_press (fixture, "a⏎");
  g_assert_cmpint (foyer_sell_desk_get_phase (fixture->desk), ==, FOYER_SELL_FILLING);
  g_assert_nonnull (foyer_sell_desk_get_problem (fixture->desk));
}

#define ADD(name, currency, func)                                                                  \
  g_test_add (name, FoyerSellFixture, currency, foyer_sell_set_up, func, foyer_sell_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/box-office/four-keys", NULL, test_four_keys);
  ADD ("/box-office/typed-ahead", NULL, test_typed_ahead);
  ADD ("/box-office/cart-keys", NULL, test_cart_keys);
  ADD ("/box-office/payment-keys", NULL, test_payment_keys);
  ADD ("/box-office/split", NULL, test_split);
  ADD ("/box-office/part-back", NULL, test_part_back);
  ADD ("/box-office/left", NULL, test_left);
  ADD ("/box-office/lapse", NULL, test_lapse);
  ADD ("/box-office/method", NULL, test_method);
  ADD ("/box-office/voucher", NULL, test_voucher);
  ADD ("/box-office/till-opened", NULL, test_till_opened);
  ADD ("/box-office/pay-later", NULL, test_pay_later);
  ADD ("/box-office/complimentary", NULL, test_complimentary);
  ADD ("/box-office/sold-out", NULL, test_sold_out);
  ADD ("/box-office/taken-meanwhile", NULL, test_taken_meanwhile);
  ADD ("/box-office/holds", NULL, test_holds);
  ADD ("/box-office/donation", NULL, test_donation);
  ADD ("/box-office/rounding", "CHF", test_rounding);
  ADD ("/box-office/print", NULL, test_print);
  ADD ("/box-office/guests", NULL, test_guests);
  ADD ("/box-office/elsewhere", NULL, test_elsewhere);
  return g_test_run ();
}
