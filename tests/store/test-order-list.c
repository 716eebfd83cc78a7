/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-list.h"
#include "till-fixture.h"

static void
sell (TillFixture *self, guint tier, const char *const *tenders)
{
  g_autoptr (FoyerSaleResult) sold = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (till_sell (self, tier, 1, tenders, &sold, &error));
  g_assert_no_error (error);
}

static guint
count (TillFixture *self, const FoyerOrderQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) keys = foyer_order_list_keys (self->db, &self->event_id, query, NULL, &error);

  g_assert_no_error (error);
  return keys->len;
}

/* Which orders each condition leaves of one paid in cash, one in two ways, a gift and one of long
 * ago. */
static void
test_conditions (TillFixture *self, gconstpointer data)
{
  static const char *const cash[] = { "cash:200.00", NULL };
  static const char *const both[] = { "card:20.00", "cash:200.00", NULL };
  gint64 now = g_get_real_time ();
  const struct
  {
    FoyerOrderQuery query;
    guint n;
  } cases[] = {
    { { .statuses = 0 }, 4 },
    { { .methods = 1u << FOYER_PAY_CASH }, 3 },
    { { .methods = 1u << FOYER_PAY_CARD }, 1 },
    { { .methods = 1u << FOYER_PAY_CARD | 1u << FOYER_PAY_CASH }, 3 },
    { { .methods = 1u << FOYER_PAY_VOUCHER }, 0 },
    { { .since = now - G_TIME_SPAN_HOUR }, 3 },
    { { .since = now - G_TIME_SPAN_HOUR, .methods = 1u << FOYER_PAY_CASH }, 2 },
    { { .since = now + G_TIME_SPAN_HOUR }, 0 },
    { { .search = "zzz" }, 0 },
    { { .statuses = 1u << FOYER_ORDER_PENDING }, 0 },
    { { .channels = 1u << FOYER_CHANNEL_BOX_OFFICE }, 4 },
  };

  till_open (self, 0);
  sell (self, TILL_VIP, cash);
  till_exec (self->db, "UPDATE orders SET created_at = created_at - 90000000000");
  sell (self, TILL_STANDARD, cash);
  sell (self, TILL_STANDARD, both);
  sell (self, TILL_FREE, (const char *const[]){ NULL });
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      g_assert_cmpuint (count (self, &cases[i].query), ==, cases[i].n);
    }
}

/* Search and a way of paying, together. */
static void
test_search_among_payers (TillFixture *self, gconstpointer data)
{
  static const char *const cash[] = { "cash:200.00", NULL };
  static const char *const card[] = { "card", NULL };
  FoyerOrderQuery query = { .search = "ada", .methods = 1u << FOYER_PAY_CARD };

  till_open (self, 0);
  sell (self, TILL_VIP, cash);
  sell (self, TILL_VIP, card);
  g_assert_cmpuint (count (self, &query), ==, 0);
  till_exec (self->db, "UPDATE orders SET buyer_name = 'Ada Lovelace'");
  g_assert_cmpuint (count (self, &query), ==, 1);
  query.methods = 0;
  g_assert_cmpuint (count (self, &query), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TILL_ADD ("/order-list/conditions", test_conditions);
  TILL_ADD ("/order-list/search-among-payers", test_search_among_payers);

  return g_test_run ();
}
