/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "till-fixture.h"

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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TILL_ADD ("/sale-store/reserved", test_reserved);

  return g_test_run ();
}
