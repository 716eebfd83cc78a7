/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "offer-samples.h"

#define NONE FOYER_NONE

/* One tier, one code, one cart of one item; the numbers that come out. */
typedef struct
{
  const char *name;
  gint64 price;
  gint64 quantity;
  FoyerGroupKind group;
  gint64 size, pays, group_price;
  FoyerDiscountType discount_type;
  FoyerPromoScope scope;
  gint64 value;          /* of the code; 0: none */
  gint64 fee_percentage; /* 0: none */
  gint64 fee_fixed;
  gboolean is_borne;
  gint64 subtotal, discount, fee, total;
} Case;

#define PERCENT(n) .discount_type = FOYER_DISCOUNT_PERCENTAGE, .value = n
#define FIXED(n)   .discount_type = FOYER_DISCOUNT_FIXED, .value = n
#define EACH(n)    FIXED (n), .scope = FOYER_PROMO_PER_TICKET

static const Case cases[] = {
  { "one", 4900, 1, .subtotal = 4900, .total = 4900 },
  { "several", 4900, 3, .subtotal = 14700, .total = 14700 },
  { "free", 0, 3, .subtotal = 0, .total = 0 },
  { "percent", 4900, 2, PERCENT (1000), .subtotal = 9800, .discount = 980, .total = 8820 },
  { "half-is-up", 5, 1, PERCENT (1000), .subtotal = 5, .discount = 1, .total = 4 },
  { "below-half-is-down", 4, 1, PERCENT (1000), .subtotal = 4, .discount = 0, .total = 4 },
  { "rounded-once-per-tier", 999, 3, PERCENT (1500), .subtotal = 2997, .discount = 450,
    .total = 2547 },
  { "a-third", 100, 3, PERCENT (3333), .subtotal = 300, .discount = 100, .total = 200 },
  { "all", 4900, 2, PERCENT (10000), .subtotal = 9800, .discount = 9800, .total = 0 },
  { "hundredth-of-a-percent", 1000000, 1, PERCENT (1), .subtotal = 1000000, .discount = 100,
    .total = 999900 },
  { "fixed-per-order", 4900, 3, FIXED (1000), .subtotal = 14700, .discount = 1000, .total = 13700 },
  { "fixed-is-capped", 4900, 1, FIXED (100000), .subtotal = 4900, .discount = 4900, .total = 0 },
  { "fixed-per-ticket", 4900, 3, EACH (1000), .subtotal = 14700, .discount = 3000, .total = 11700 },
  { "fixed-per-ticket-is-capped", 4900, 3, EACH (5000), .subtotal = 14700, .discount = 14700,
    .total = 0 },
  { "three-for-two", 1000, 3, FOYER_GROUP_N_FOR_M, 3, 2, .subtotal = 2000, .total = 2000 },
  { "seven-in-threes", 1000, 7, FOYER_GROUP_N_FOR_M, 3, 2, .subtotal = 5000, .total = 5000 },
  { "two-of-three", 1000, 2, FOYER_GROUP_N_FOR_M, 3, 2, .subtotal = 2000, .total = 2000 },
  { "three-for-two-each", 1000, 3, FOYER_GROUP_N_FOR_M, 3, 2, EACH (300), .subtotal = 2000,
    .discount = 600, .total = 1400 },
  { "per-head", 1000, 10, FOYER_GROUP_PER_HEAD, 10, 0, 800, .subtotal = 8000, .total = 8000 },
  { "below-per-head", 1000, 9, FOYER_GROUP_PER_HEAD, 10, 0, 800, .subtotal = 9000, .total = 9000 },
  { "fee-percent", 4900, 2, .fee_percentage = 250, .subtotal = 9800, .fee = 245, .total = 10045 },
  { "fee-both", 4900, 2, .fee_percentage = 250, .fee_fixed = 50, .subtotal = 9800, .fee = 345,
    .total = 10145 },
  { "fee-of-what-is-paid", 4900, 2, PERCENT (5000), .fee_percentage = 1000, .subtotal = 9800,
    .discount = 4900, .fee = 490, .total = 5390 },
  { "no-fee-for-nothing", 4900, 2, PERCENT (10000), .fee_percentage = 1000, .fee_fixed = 99,
    .subtotal = 9800, .discount = 9800, .total = 0 },
  { "no-fee-when-free", 0, 2, .fee_fixed = 99, .subtotal = 0, .total = 0 },
  { "fee-borne", 4900, 2, .fee_percentage = 250, .is_borne = TRUE, .subtotal = 9800, .fee = 0,
    .total = 9800 },
  { "yen", 3000, 3, PERCENT (1250), .subtotal = 9000, .discount = 1125, .total = 7875 },
  { "yen-half", 1, 1, PERCENT (5000), .subtotal = 1, .discount = 1, .total = 0 },
  { "dinar", 12345, 2, PERCENT (1500), .fee_percentage = 33, .subtotal = 24690, .discount = 3704,
    .fee = 69, .total = 21055 },
  { "dearest", FOYER_MONEY_MAX, 1, .subtotal = FOYER_MONEY_MAX, .total = FOYER_MONEY_MAX },
  { "dearest-with-code", FOYER_MONEY_MAX, 1, PERCENT (3333), .subtotal = FOYER_MONEY_MAX,
    .discount = G_GINT64_CONSTANT (333300000000), .total = G_GINT64_CONSTANT (666700000000) },
};

static FoyerOffer *
make_offer (const Case *c)
{
  FoyerOffer *offer = offer_new ();
  FoyerTier *tier = offer_tier (1, c->price);

  offer->event->fee_percentage = c->fee_percentage > 0 ? c->fee_percentage : NONE;
  offer->event->fee_fixed = c->fee_fixed > 0 ? c->fee_fixed : NONE;
  offer->event->fee_is_included = c->is_borne;
  tier->group_kind = c->group;
  tier->group_size = c->size;
  tier->group_pays = c->pays;
  tier->group_price = c->group_price;
  foyer_offer_add_tier (offer, tier, 0);
  if (c->value > 0)
    {
      FoyerPromoCode *promo = offer_promo ("CODE", c->discount_type, c->value);

      promo->applies_to = c->scope;
      foyer_offer_add_code (offer, promo, 0, 0);
    }
  return offer;
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (FoyerOffer) offer = make_offer (c);
  g_autoptr (FoyerPrice) price = foyer_price_new ();
  const FoyerPriceLine *line;

  offer_price (price, offer, 1, c->quantity, c->value > 0 ? "CODE" : NULL);
  g_assert_true (foyer_price_is_valid (price));
  g_assert_cmpuint (price->refusals->len, ==, 0);
  g_assert_cmpint (price->subtotal, ==, c->subtotal);
  g_assert_cmpint (price->discount, ==, c->discount);
  g_assert_cmpint (price->service_fee, ==, c->fee);
  g_assert_cmpint (price->total, ==, c->total);
  g_assert_cmpint (price->code, ==, c->value > 0 ? 0 : -1);
  if (c->is_borne)
    g_assert_cmpint (price->fee_borne, ==, 245);

  line = &g_array_index (price->lines, FoyerPriceLine, 0);
  g_assert_cmpint (line->quantity, ==, c->quantity);
  g_assert_cmpint (line->total, ==, c->total);
}

/* 10.00 off three tiers of 3.33, 3.33 and 3.34: to the last cent, and to the same tiers however
 * they are written. */
static void
test_spread (void)
{
  static const gint64 prices[] = { 333, 333, 334 };
  static const guint orders[][3] = { { 0, 1, 2 }, { 2, 1, 0 }, { 1, 0, 2 } };
  g_autoptr (FoyerOffer) offer = offer_new ();
  g_autoptr (FoyerPrice) price = foyer_price_new ();
  const char *code = "TEN";

  for (guint i = 0; i < 3; i++)
    foyer_offer_add_tier (offer, offer_tier (i, prices[i]), 0);
  foyer_offer_add_code (offer, offer_promo ("TEN", FOYER_DISCOUNT_FIXED, 100), 0, 0);

  for (guint o = 0; o < G_N_ELEMENTS (orders); o++)
    {
      static const gint64 expected[] = { 33, 33, 34 };
      FoyerCartItem items[3];
      const FoyerCart cart = { items, 3, &code, 1 };

      for (guint i = 0; i < 3; i++)
        items[i] = (FoyerCartItem){ offer_id (orders[o][i]), 1, NONE };
      foyer_price_make (price, offer, &cart, OFFER_NOW);
      g_assert_cmpint (price->discount, ==, 100);
      for (guint i = 0; i < 3; i++)
        g_assert_cmpint (g_array_index (price->lines, FoyerPriceLine, i).discount, ==,
                         expected[orders[o][i]]);
    }
}

/* Only one counts: the best, whichever was entered first. */
static void
test_best_code (void)
{
  static const char *const orders[][3] = { { "TENTH", "FIVE", "KEY" }, { "FIVE", "KEY", "TENTH" } };
  g_autoptr (FoyerOffer) offer = offer_new ();
  g_autoptr (FoyerPrice) price = foyer_price_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  FoyerPromoCode *key = offer_promo ("KEY", FOYER_DISCOUNT_PERCENTAGE, 0);
  const FoyerUuid hidden = offer_id (2);
  const FoyerCartItem items[] = { { offer_id (1), 1, NONE }, { hidden, 1, NONE } };

  foyer_offer_add_tier (offer, offer_tier (1, 4000), 0);
  foyer_offer_add_tier (offer, offer_tier (2, 4000), 0);
  foyer_offer_tier (offer, 1)->tier->is_hidden = TRUE;
  foyer_offer_add_code (offer, offer_promo ("FIVE", FOYER_DISCOUNT_FIXED, 500), 0, 0);
  foyer_offer_add_code (offer, offer_promo ("TENTH", FOYER_DISCOUNT_PERCENTAGE, 1000), 0, 0);
  g_array_append_val (ids, hidden);
  key->tier_ids = foyer_promo_code_make_tiers (ids);
  foyer_offer_add_code (offer, key, 0, 0);

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      const FoyerCart cart = { items, 2, orders[i], 3 };
      const FoyerRefusal *refusal;

      foyer_price_make (price, offer, &cart, OFFER_NOW);
      g_assert_cmpint (price->total, ==, 7200);
      g_assert_cmpint (price->code, ==, 1);
      g_assert_true (foyer_price_is_valid (price));
      g_assert_cmpuint (price->refusals->len, ==, 1);
      refusal = &g_array_index (price->refusals, FoyerRefusal, 0);
      g_assert_cmpint (refusal->kind, ==, FOYER_REFUSAL_CODE_NOT_COMBINED);
      g_assert_cmpstr (orders[i][refusal->code], ==, "FIVE");
    }
}

static void
test_donation (void)
{
  g_autoptr (FoyerOffer) offer = offer_new ();
  g_autoptr (FoyerPrice) price = foyer_price_new ();
  FoyerTier *tier = offer_tier (1, 1500);
  FoyerCartItem items[] = { { offer_id (1), 1, NONE }, { offer_id (1), 2, 700 } };
  const char *code = "HALF";
  const FoyerCart cart = { items, 2, &code, 1 };

  tier->kind = FOYER_TIER_DONATION;
  tier->price_min = 500;
  foyer_offer_add_tier (offer, tier, 0);
  foyer_offer_add_code (offer, offer_promo ("HALF", FOYER_DISCOUNT_PERCENTAGE, 5000), 0, 0);
  offer->event->fee_fixed = 10;

  /* what is suggested, and twice what the giver says; no code lowers it */
  foyer_price_make (price, offer, &cart, OFFER_NOW);
  g_assert_cmpint (price->subtotal, ==, 1500 + 2 * 700);
  g_assert_cmpint (price->discount, ==, 0);
  g_assert_cmpint (price->service_fee, ==, 30);
  g_assert_cmpint (g_array_index (price->lines, FoyerPriceLine, 1).total, ==, 1400 + 14);
  g_assert_true (foyer_price_is_valid (price));
  g_assert_cmpint (g_array_index (price->refusals, FoyerRefusal, 0).kind, ==,
                   FOYER_REFUSAL_CODE_NOT_FOR_TIERS);

  items[1].amount = 499;
  foyer_price_make (price, offer, &cart, OFFER_NOW);
  g_assert_false (foyer_price_is_valid (price));
  g_assert_cmpint (g_array_index (price->refusals, FoyerRefusal, 0).kind, ==,
                   FOYER_REFUSAL_DONATION_TOO_LOW);
  g_assert_cmpint (g_array_index (price->refusals, FoyerRefusal, 0).number, ==, 500);
  g_assert_cmpint (g_array_index (price->refusals, FoyerRefusal, 0).item, ==, 1);

  items[1].amount = G_MAXINT64;
  foyer_price_make (price, offer, &cart, OFFER_NOW);
  g_assert_cmpint (g_array_index (price->refusals, FoyerRefusal, 0).kind, ==,
                   FOYER_REFUSAL_AMOUNT_TOO_HIGH);
  items[1].amount = -1;
  foyer_price_make (price, offer, &cart, OFFER_NOW);
  g_assert_cmpint (price->total, ==, 1510);
}

/* However large the numbers are: refused, nothing wraps around. */
static void
test_limits (void)
{
  g_autoptr (FoyerOffer) offer = offer_new ();
  g_autoptr (FoyerPrice) price = foyer_price_new ();
  g_autofree FoyerCartItem *items = g_new0 (FoyerCartItem, 300);
  const FoyerCart cart = { items, 300, NULL, 0 };

  for (guint i = 0; i < 300; i++)
    {
      foyer_offer_add_tier (offer, offer_tier (i, FOYER_MONEY_MAX), 0);
      items[i] = (FoyerCartItem){ offer_id (i), FOYER_CART_QUANTITY_MAX, NONE };
    }
  offer->event->fee_percentage = 10000;
  offer->event->fee_fixed = FOYER_MONEY_MAX;
  foyer_price_make (price, offer, &cart, OFFER_NOW);
  g_assert_false (foyer_price_is_valid (price));
  g_assert_cmpint (price->total, ==, 0);
  g_assert_cmpint (price->subtotal, ==, 0);
  g_assert_cmpint (g_array_index (price->refusals, FoyerRefusal, 0).kind, ==,
                   FOYER_REFUSAL_AMOUNT_TOO_HIGH);

  /* the price alone fits, the fee does not */
  offer_price (price, offer, 0, 1, NULL);
  g_assert_cmpint (price->total, ==, 0);
  g_assert_false (foyer_price_is_valid (price));

  for (guint i = 0; i < 300; i++)
    items[i] = (FoyerCartItem){ offer_id (0), G_MAXINT64, NONE };
  foyer_price_make (price, offer, &cart, OFFER_NOW);
  g_assert_cmpint (g_array_index (price->refusals, FoyerRefusal, 0).kind, ==,
                   FOYER_REFUSAL_ABOVE_MAX);
  g_assert_cmpint (price->total, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/pricing/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/pricing/spread", test_spread);
  g_test_add_func ("/pricing/best-code", test_best_code);
  g_test_add_func ("/pricing/donation", test_donation);
  g_test_add_func ("/pricing/limits", test_limits);
  return g_test_run ();
}
