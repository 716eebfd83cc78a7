/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-gross-price.h"

#include "foyer-money-share.h"
#include "foyer-ticket.h"
#include "offer-samples.h"

#define N 4

/* Tiers of 100.00 and 50.00, and one that is not sold any more. */
static const struct
{
  const char *what;
  gint64 discount;
  int named; /* the tier of the code; 0 for all */
  struct
  {
    guint tier;
    gint64 price;
  } tickets[N];
  gint64 gross[N];
  gint64 told;
} cases[] = {
  { "no discount", 0, 0, { { 1, 10000 }, { 2, 5000 } }, { 10000, 5000 }, 0 },
  { "not known", FOYER_NONE, 0, { { 1, 10000 } }, { 10000 }, 0 },
  { "a tenth", 1500, 0, { { 1, 9000 }, { 2, 4500 } }, { 10000, 5000 }, 1500 },
  { "uneven", 1000, 0, { { 1, 9667 }, { 1, 9667 }, { 1, 9666 } }, { 10000, 10000, 10000 }, 1000 },
  { "all of it", 15000, 0, { { 1, 0 }, { 2, 0 } }, { 10000, 5000 }, 15000 },
  /* What is left of an order that was split. */
  { "a part", 2000, 0, { { 1, 9000 } }, { 10000 }, 1000 },
  /* The price was raised since: what it was is told by what was paid. */
  { "dearer now", 1000, 0, { { 1, 4500 }, { 1, 4500 } }, { 5000, 5000 }, 1000 },
  { "cheaper now", 1000, 0, { { 2, 9000 } }, { 10000 }, 1000 },
  { "of one tier", 2000, 2, { { 1, 20000 }, { 2, 8000 } }, { 20000, 10000 }, 2000 },
  { "tier gone", 500, 0, { { 9, 4500 } }, { 5000 }, 500 },
  { "tier gone, all of it", 500, 0, { { 9, 0 }, { 9, 0 } }, { 250, 250 }, 500 },
  { "code of none of them", 500, 2, { { 9, 4500 } }, { 5000 }, 500 },
};

static void
test_cases (void)
{
  g_autoptr (FoyerOffer) offer = offer_new ();

  foyer_offer_add_tier (offer, offer_tier (1, 10000), 0);
  foyer_offer_add_tier (offer, offer_tier (2, 5000), 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerOrder) order = foyer_order_new ();
      g_autoptr (FoyerPromoCode) promo = offer_promo ("TEN", FOYER_DISCOUNT_PERCENTAGE, 1000);
      g_autoptr (GPtrArray) tickets = g_ptr_array_new_with_free_func (foyer_row_free);
      gint64 gross[N] = { 0 };
      gint64 sum = 0;

      g_test_message ("%s", cases[i].what);
      order->discount = cases[i].discount;
      if (cases[i].named != 0)
        {
          g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
          FoyerUuid id = offer_id (cases[i].named);

          g_array_append_val (ids, id);
          promo->tier_ids = foyer_promo_code_make_tiers (ids);
        }
      for (guint k = 0; k < N && cases[i].tickets[k].tier != 0; k++)
        {
          FoyerTicket *ticket = foyer_ticket_new ();

          ticket->tier_id = offer_id (cases[i].tickets[k].tier);
          ticket->price = cases[i].tickets[k].price;
          g_ptr_array_add (tickets, ticket);
        }
      g_assert_cmpint (foyer_gross_prices (order, promo, offer, tickets, gross), ==, cases[i].told);
      for (guint k = 0; k < tickets->len; k++)
        {
          g_assert_cmpint (gross[k], ==, cases[i].gross[k]);
          sum += gross[k] - cases[i].tickets[k].price;
        }
      g_assert_cmpint (sum, ==, cases[i].told);
    }
}

/* Nobody's tickets, and no code. */
static void
test_none (void)
{
  g_autoptr (FoyerOffer) offer = offer_new ();
  g_autoptr (FoyerOrder) order = foyer_order_new ();
  g_autoptr (GPtrArray) tickets = g_ptr_array_new ();
  gint64 gross;

  order->discount = 500;
  g_assert_cmpint (foyer_gross_prices (order, NULL, offer, tickets, &gross), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/gross-price/cases", test_cases);
  g_test_add_func ("/gross-price/none", test_none);
  return g_test_run ();
}
