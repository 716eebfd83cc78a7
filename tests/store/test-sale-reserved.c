/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sale-part-store.h"
#include "till-fixture.h"

#include <string.h>

/* A reservation of the web that is paid here gets its tickets here: nobody need be asked. */
static void
test_reserved (TillFixture *self, gconstpointer data)
{
  const char *const none[] = { NULL };
  g_autofree char *id = foyer_uuid_to_string (&self->tiers[TILL_STANDARD]);
  g_autofree char *sql = g_strdup_printf (
      "UPDATE orders SET channel = 'WEB', lines = '[{\"tier_id\":\"%s\",\"quantity\":3,"
      "\"amount\":14701},{\"tier_id\":\"%s\",\"quantity\":2,\"amount\":1,\"is_cancelled\":true}]'",
      id, id);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  g_autoptr (FoyerSaleResult) result = NULL, part = NULL, paid = NULL;
  FoyerTillActor nobody = { 0 };
  FoyerTender some = till_tender ("card:20", "EUR"), rest = till_tender ("card", "EUR");

  till_open (self, 0);
  foyer_sale_cart_add (cart, &self->tiers[TILL_STANDARD], 3, FOYER_NONE);
  foyer_sale_cart_set_buyer (cart, "Ben", "ben@example.org");
  g_assert_true (till_sell_cart (self->db, &self->event_id, cart, none, TRUE, &result, &error));
  till_exec (self->db, "DELETE FROM tickets");
  till_exec (self->db, sql);
  TILL_ACT (self->db, FOYER_TILL_KIND_SALE, &error,
            foyer_sale_store_pay (transaction, &result->order->row.id, &some, 1, TRUE, &nobody,
                                  &part, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (part->tickets->len, ==, 0);
  TILL_ACT (self->db, FOYER_TILL_KIND_SALE, &error,
            foyer_sale_store_pay (transaction, &result->order->row.id, &rest, 1, FALSE, &nobody,
                                  &paid, &error));
  g_assert_no_error (error);
  g_assert_cmpint (paid->order->status, ==, FOYER_ORDER_COMPLETED);
  g_assert_cmpuint (paid->tickets->len, ==, 3);
  g_assert_cmpint (till_count (self->db,
                               "SELECT count (*) FROM tickets WHERE attendee_name = 'Ben' "
                               "AND qr_code IS NOT NULL"),
                   ==, 3);
  g_assert_cmpint (till_count (self->db, "SELECT sum (price) FROM tickets"), ==, 14701);
  g_assert_cmpint (till_count (self->db, "SELECT count (DISTINCT qr_code) FROM tickets"), ==, 3);
}

static FoyerSaleResult *
sell_part (TillFixture *self, const char *name, const char *tender)
{
  const char *const tenders[] = { tender, NULL };
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  g_autoptr (GError) error = NULL;
  FoyerSaleResult *sold = NULL;

  foyer_sale_cart_add (cart, &self->tiers[TILL_STANDARD], 1, FOYER_NONE);
  if (name != NULL)
    foyer_sale_cart_set_buyer (cart, name, NULL);
  till_sell_cart (self->db, &self->event_id, cart, tender != NULL ? tenders : tenders + 1, TRUE,
                  &sold, &error);
  g_assert_no_error (error);
  return sold;
}

/* Partly now, the rest later, and said so. */
static FoyerSaleResult *
sell_later (TillFixture *self, const char *name, const char *tender)
{
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  FoyerTender one = till_tender (tender, "EUR");
  g_autoptr (GError) error = NULL;
  FoyerSaleResult *sold = NULL;
  FoyerSaleRequest request;

  foyer_sale_cart_add (cart, &self->tiers[TILL_STANDARD], 1, FOYER_NONE);
  foyer_sale_cart_set_buyer (cart, name, NULL);
  foyer_sale_request_init (&request, &self->event_id, cart);
  request.tenders = &one;
  request.n_tenders = 1;
  request.rest = FOYER_SALE_REST_LATER;
  TILL_ACT (self->db, FOYER_TILL_KIND_SALE, &error,
            foyer_sale_store_sell (transaction, &request, &sold, &error));
  g_assert_no_error (error);
  return sold;
}

static char *
find_begun (TillFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSaleResult) found =
      foyer_sale_part_store_find_begun (self->db, &self->event_id, &error);

  g_assert_no_error (error);
  return found != NULL ? g_strdup (found->order->order_number) : NULL;
}

static void
leave (TillFixture *self, const FoyerSaleResult *sold, const char *name)
{
  g_autoptr (GError) error = NULL;

  TILL_ACT (self->db, FOYER_TILL_KIND_SALE, &error,
            foyer_sale_part_store_leave (transaction, &sold->order->row.id, name, NULL, &error));
  g_assert_no_error (error);
}

/* The program goes in the midst of it: what was begun is found, also with a name, whoever was
 * served since. Whoever pays the rest later, and said so, is not. */
static void
test_begun (TillFixture *self, gconstpointer data)
{
  g_autoptr (FoyerSaleResult) later = NULL, ada = NULL, nobody = NULL, sold = NULL;
  g_autoptr (FoyerSaleResult) at_once = NULL;
  g_autofree char *none = NULL, *named = NULL, *gone_on = NULL, *unnamed = NULL, *waits = NULL;

  till_open (self, 0);
  later = sell_part (self, "Ben", NULL);
  none = find_begun (self);
  g_assert_null (none);
  ada = sell_part (self, "Ada", "card:20");
  named = find_begun (self);
  g_assert_cmpstr (named, ==, ada->order->order_number);
  sold = sell_part (self, NULL, "card");
  g_assert_cmpint (sold->due, ==, 0);
  gone_on = find_begun (self);
  g_assert_cmpstr (gone_on, ==, ada->order->order_number);
  leave (self, ada, NULL);
  at_once = sell_later (self, "Eve", "card:10");
  g_assert_cmpint (at_once->due, >, 0);
  waits = find_begun (self);
  g_assert_null (waits);
  /* Nobody's is found as long as it is there. */
  nobody = sell_part (self, NULL, "card:10");
  foyer_sale_result_free (g_steal_pointer (&sold));
  sold = sell_part (self, NULL, "card");
  unnamed = find_begun (self);
  g_assert_cmpstr (unnamed, ==, nobody->order->order_number);
}

/* One voucher pays once in an order; what it paid elsewhere is told, and it may have something
 * left. */
static void
test_voucher (TillFixture *self, gconstpointer data)
{
  static const char *const cases[][3] = {
    { "GIFT-1", NULL, NULL },
    { " gift-1 ", "paid €49.00 of order", NULL },
    { " gift-1 ", NULL, "known" },
    { "GIFT-2", NULL, NULL },
    { "", NULL, NULL },
    { "", NULL, NULL },
  };

  till_open (self, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
      g_autoptr (GError) error = NULL;
      FoyerTender tender = till_tender ("voucher", "EUR");
      FoyerSaleRequest request;

      tender.reference = cases[i][0];
      tender.is_known = cases[i][2] != NULL;
      foyer_sale_cart_add (cart, &self->tiers[TILL_STANDARD], 1, FOYER_NONE);
      foyer_sale_request_init (&request, &self->event_id, cart);
      request.tenders = &tender;
      request.n_tenders = 1;
      TILL_ACT (self->db, FOYER_TILL_KIND_SALE, &error,
                foyer_sale_store_sell (transaction, &request, NULL, &error));
      if (cases[i][1] == NULL)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_error (error, FOYER_SALE_ERROR, FOYER_SALE_ERROR_USED);
      g_assert_nonnull (strstr (error->message, cases[i][1]));
    }
  g_assert_cmpint (till_count (self->db, "SELECT count (*) FROM orders"), ==, 5);
}

/* In one order it is a mistake, whoever was told what. */
static void
test_voucher_twice (TillFixture *self, gconstpointer data)
{
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  g_autoptr (GError) error = NULL;
  FoyerTender tenders[2] = { till_tender ("voucher:20", "EUR"), till_tender ("voucher", "EUR") };
  FoyerSaleRequest request;

  till_open (self, 0);
  tenders[0].reference = tenders[1].reference = "GIFT-1";
  tenders[0].is_known = tenders[1].is_known = TRUE;
  foyer_sale_cart_add (cart, &self->tiers[TILL_STANDARD], 1, FOYER_NONE);
  foyer_sale_request_init (&request, &self->event_id, cart);
  request.tenders = tenders;
  request.n_tenders = 2;
  TILL_ACT (self->db, FOYER_TILL_KIND_SALE, &error,
            foyer_sale_store_sell (transaction, &request, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "of this order already"));
  g_assert_cmpint (till_count (self->db, "SELECT count (*) FROM orders"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TILL_ADD ("/sale-store/reserved", test_reserved);
  TILL_ADD ("/sale-store/begun", test_begun);
  TILL_ADD ("/sale-store/voucher", test_voucher);
  TILL_ADD ("/sale-store/voucher-twice", test_voucher_twice);

  return g_test_run ();
}
