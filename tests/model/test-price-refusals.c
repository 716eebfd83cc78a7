/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every reason for which a cart or a code is refused, with its facts. */
#include "offer-samples.h"

#define NONE FOYER_NONE
#define DAY  OFFER_DAY
#define NOW  OFFER_NOW

typedef struct
{
  const char *name;
  void (*prepare) (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo);
  guint tier; /* asked for; 1 is there */
  gint64 quantity;
  const char *code;
  FoyerRefusalKind kind;
  gint64 number;
  gint64 time;
  FoyerSaleLimit limit;
  gint64 total;
} Case;

static gint64 n_taken; /* of the tier */
static gint64 n_uses, n_buyer_uses;

static void
draft (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  offer->event->status = FOYER_EVENT_DRAFT;
}

static void
cancelled (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  offer->event->status = FOYER_EVENT_CANCELLED;
  offer->event->cancelled_at = NOW - DAY;
}

static void
over (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  offer->event->end_date = NOW;
}

static void
hidden (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  tier->is_hidden = TRUE;
}

static void
ended (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  tier->sale_end = NOW;
}

static void
not_yet (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  tier->sale_start = NOW + 1;
}

static void
sold_out (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  tier->quantity_total = n_taken = 10;
}

static void
nearly_sold_out (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  tier->quantity_total = 10;
  n_taken = 8;
}

static void
small_quota (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  offer_add_quota (offer, 9, 10);
  tier->quota_id = offer_id (9);
  n_taken = 8;
}

static void
used_quota (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  small_quota (offer, tier, promo);
  n_taken = 10;
}

static void
small_house (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  offer->event->capacity = 10;
  n_taken = 9;
}

static void
at_least_three (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  tier->min_per_order = 3;
}

static void
at_most_two (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  tier->max_per_order = 2;
}

static void
inactive (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  promo->is_inactive = TRUE;
}

static void
code_later (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  promo->valid_from = NOW + 1;
}

static void
code_over (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  promo->valid_until = NOW;
}

static void
used_up (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  promo->max_uses = n_uses = 5;
}

static void
used_by_buyer (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  promo->max_uses = 5;
  n_uses = 4;
  promo->max_per_person = n_buyer_uses = 1;
}

static void
for_others (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  promo->tier_ids = g_strdup ("[\"01000000-0000-0000-0000-000000000000\"]");
}

static void
for_nonsense (FoyerOffer *offer, FoyerTier *tier, FoyerPromoCode *promo)
{
  promo->tier_ids = g_strdup ("{ no");
}

static const Case cases[] = {
  { "draft", draft, 1, 2, NULL, FOYER_REFUSAL_EVENT_DRAFT, NONE, NONE, 0, 2000 },
  { "cancelled", cancelled, 1, 2, NULL, FOYER_REFUSAL_EVENT_CANCELLED, NONE, NOW - DAY, 0, 2000 },
  { "over", over, 1, 2, NULL, FOYER_REFUSAL_EVENT_OVER, NONE, NOW, 0, 2000 },
  { "unknown-tier", NULL, 7, 2, NULL, FOYER_REFUSAL_UNKNOWN_TIER, NONE, NONE, 0, 0 },
  { "no-ticket", NULL, 1, 0, NULL, FOYER_REFUSAL_BAD_QUANTITY, 0, NONE, 0, 0 },
  { "negative", NULL, 1, -3, NULL, FOYER_REFUSAL_BAD_QUANTITY, -3, NONE, 0, 0 },
  { "hidden", hidden, 1, 2, NULL, FOYER_REFUSAL_HIDDEN, NONE, NONE, 0, 0 },
  { "hidden-with-a-code-for-all", hidden, 1, 2, "CODE", FOYER_REFUSAL_HIDDEN, NONE, NONE, 0, 0 },
  { "ended", ended, 1, 2, NULL, FOYER_REFUSAL_ENDED, NONE, NOW, 0, 2000 },
  { "not-yet", not_yet, 1, 2, NULL, FOYER_REFUSAL_NOT_YET, NONE, NOW + 1, 0, 2000 },
  { "sold-out", sold_out, 1, 1, NULL, FOYER_REFUSAL_SOLD_OUT, 0, NONE, FOYER_LIMIT_TIER, 1000 },
  { "not-enough", nearly_sold_out, 1, 3, NULL, FOYER_REFUSAL_NOT_ENOUGH, 2, NONE, FOYER_LIMIT_TIER,
    3000 },
  { "quota", small_quota, 1, 3, NULL, FOYER_REFUSAL_NOT_ENOUGH, 2, NONE, FOYER_LIMIT_QUOTA, 3000 },
  { "quota-gone", used_quota, 1, 1, NULL, FOYER_REFUSAL_SOLD_OUT, 0, NONE, FOYER_LIMIT_QUOTA,
    1000 },
  { "capacity", small_house, 1, 2, NULL, FOYER_REFUSAL_OVER_CAPACITY, 1, NONE, FOYER_LIMIT_EVENT,
    2000 },
  { "below-min", at_least_three, 1, 2, NULL, FOYER_REFUSAL_BELOW_MIN, 3, NONE, 0, 2000 },
  { "above-max", at_most_two, 1, 3, NULL, FOYER_REFUSAL_ABOVE_MAX, 2, NONE, 0, 3000 },
  { "far-above-max", NULL, 1, FOYER_CART_QUANTITY_MAX + 1, NULL, FOYER_REFUSAL_ABOVE_MAX,
    FOYER_CART_QUANTITY_MAX, NONE, 0, 0 },
  { "code-unknown", NULL, 1, 2, "OTHER", FOYER_REFUSAL_CODE_UNKNOWN, NONE, NONE, 0, 2000 },
  { "code-inactive", inactive, 1, 2, "CODE", FOYER_REFUSAL_CODE_INACTIVE, NONE, NONE, 0, 2000 },
  { "code-not-yet", code_later, 1, 2, "CODE", FOYER_REFUSAL_CODE_NOT_YET, NONE, NOW + 1, 0, 2000 },
  { "code-expired", code_over, 1, 2, "CODE", FOYER_REFUSAL_CODE_EXPIRED, NONE, NOW, 0, 2000 },
  { "code-used-up", used_up, 1, 2, "CODE", FOYER_REFUSAL_CODE_USED_UP, 5, NONE, 0, 2000 },
  { "code-used-by-buyer", used_by_buyer, 1, 2, "CODE", FOYER_REFUSAL_CODE_USED_BY_BUYER, 1, NONE, 0,
    2000 },
  { "code-for-others", for_others, 1, 2, "CODE", FOYER_REFUSAL_CODE_NOT_FOR_TIERS, NONE, NONE, 0,
    2000 },
  { "code-for-nonsense", for_nonsense, 1, 2, "CODE", FOYER_REFUSAL_CODE_NOT_FOR_TIERS, NONE, NONE,
    0, 2000 },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (FoyerOffer) offer = offer_new ();
  g_autoptr (FoyerPrice) price = foyer_price_new ();
  FoyerTier *tier = offer_tier (1, 1000);
  FoyerPromoCode *promo = offer_promo ("CODE", FOYER_DISCOUNT_PERCENTAGE, 1000);
  const FoyerRefusal *refusal;

  n_taken = n_uses = n_buyer_uses = 0;
  if (c->prepare != NULL)
    c->prepare (offer, tier, promo);
  foyer_offer_add_tier (offer, tier, n_taken);
  foyer_offer_add_code (offer, promo, n_uses, n_buyer_uses);

  offer_price (price, offer, c->tier, c->quantity, c->code);
  refusal = &g_array_index (price->refusals, FoyerRefusal, 0);
  g_assert_cmpuint (price->refusals->len, >=, 1);
  g_assert_cmpstr (foyer_refusal_words[refusal->kind], ==, foyer_refusal_words[c->kind]);
  g_assert_cmpint (refusal->number, ==, c->number);
  g_assert_cmpint (refusal->time, ==, c->time);
  g_assert_cmpint (refusal->limit, ==, c->limit);
  g_assert_cmpint (price->total, ==, c->total);
  g_assert_true (foyer_price_is_valid (price) == (c->kind >= FOYER_REFUSAL_CODE_UNKNOWN));
}

static void
test_empty (void)
{
  g_autoptr (FoyerOffer) offer = offer_new ();
  g_autoptr (FoyerPrice) price = foyer_price_new ();
  const FoyerCart cart = { NULL, 0, NULL, 0 };

  foyer_price_make (price, offer, &cart, NOW);
  g_assert_false (foyer_price_is_valid (price));
  g_assert_cmpint (g_array_index (price->refusals, FoyerRefusal, 0).kind, ==, FOYER_REFUSAL_EMPTY);
}

/* The early bird holds the other back, and a hidden tier opens to its code alone. */
static void
test_waiting_and_key (void)
{
  g_autoptr (FoyerOffer) offer = offer_new ();
  g_autoptr (FoyerPrice) price = foyer_price_new ();
  FoyerTier *early = offer_tier (1, 800);
  FoyerTier *secret = offer_tier (3, 500);
  FoyerPromoCode *promo = offer_promo ("CODE", FOYER_DISCOUNT_PERCENTAGE, 0);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  const FoyerRefusal *refusal;

  early->next_tier_id = offer_id (2);
  foyer_offer_add_tier (offer, early, 0);
  foyer_offer_add_tier (offer, offer_tier (2, 1000), 0);
  secret->is_hidden = TRUE;
  foyer_offer_add_tier (offer, secret, 0);
  g_array_append_val (ids, secret->row.id);
  promo->tier_ids = foyer_promo_code_make_tiers (ids);
  foyer_offer_add_code (offer, promo, 0, 0);

  offer_price (price, offer, 2, 1, NULL);
  refusal = &g_array_index (price->refusals, FoyerRefusal, 0);
  g_assert_cmpint (refusal->kind, ==, FOYER_REFUSAL_WAITING);
  g_assert_cmpint (refusal->tier, ==, 1);
  g_assert_cmpint (refusal->other, ==, 0);

  offer_price (price, offer, 3, 1, "CODE");
  g_assert_cmpuint (price->refusals->len, ==, 0);
  g_assert_cmpint (price->total, ==, 500);
  g_assert_cmpint (price->code, ==, 0);
}

/* Two tiers share a quota: neither asks for too many, both together do. */
static void
test_shared_quota (void)
{
  g_autoptr (FoyerOffer) offer = offer_new ();
  g_autoptr (FoyerPrice) price = foyer_price_new ();
  const FoyerCartItem items[] = { { offer_id (1), 3, NONE }, { offer_id (2), 3, NONE } };
  const FoyerCart cart = { items, 2, NULL, 0 };

  offer_add_quota (offer, 9, 5);
  for (guint i = 1; i <= 2; i++)
    {
      FoyerTier *tier = offer_tier (i, 1000);

      tier->quota_id = offer_id (9);
      foyer_offer_add_tier (offer, tier, 0);
    }
  offer_price (price, offer, 1, 3, NULL);
  g_assert_true (foyer_price_is_valid (price));
  foyer_price_make (price, offer, &cart, NOW);
  g_assert_cmpuint (price->refusals->len, ==, 1);
  g_assert_cmpint (g_array_index (price->refusals, FoyerRefusal, 0).kind, ==,
                   FOYER_REFUSAL_NOT_ENOUGH);
  g_assert_cmpint (g_array_index (price->refusals, FoyerRefusal, 0).number, ==, 5);
}

/* What a desk may sell is what it holds; where nobody has any the tier is gone, not the desk empty.
 */
static void
test_desk (void)
{
  static const struct
  {
    gint64 taken;
    gint64 here;
    FoyerRefusalKind kind;
    FoyerSaleLimit limit;
  } counts[] = {
    { 2, 1, FOYER_REFUSAL_NOT_ENOUGH, FOYER_LIMIT_DESK },
    { 2, 0, FOYER_REFUSAL_SOLD_OUT, FOYER_LIMIT_DESK },
    { 10, 0, FOYER_REFUSAL_SOLD_OUT, FOYER_LIMIT_TIER },
  };
  g_autoptr (FoyerPrice) price = foyer_price_new ();

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (FoyerOffer) offer = offer_new ();
      FoyerTier *tier = offer_tier (1, 1000);
      const FoyerRefusal *refusal;

      tier->quantity_total = 10;
      foyer_offer_add_tier (offer, tier, counts[i].taken);
      foyer_offer_tier (offer, 0)->n_here = counts[i].here;
      offer_price (price, offer, 1, 2, NULL);
      g_assert_cmpuint (price->refusals->len, ==, 1);
      refusal = &g_array_index (price->refusals, FoyerRefusal, 0);
      g_assert_cmpint (refusal->kind, ==, counts[i].kind);
      g_assert_cmpint (refusal->limit, ==, counts[i].limit);
      g_assert_cmpint (refusal->number, ==, counts[i].here);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/price-refusals/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/price-refusals/empty", test_empty);
  g_test_add_func ("/price-refusals/waiting-and-key", test_waiting_and_key);
  g_test_add_func ("/price-refusals/shared-quota", test_shared_quota);
  g_test_add_func ("/price-refusals/desk", test_desk);
  return g_test_run ();
}
