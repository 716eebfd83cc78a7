/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold for any offer and any cart. */
#include "offer-samples.h"

#include <string.h>

#define ROUNDS  20000
#define N_TIERS 6
#define N_CODES 4
#define N_ITEMS 8
#define NONE    FOYER_NONE

typedef struct
{
  FoyerOffer *offer;
  FoyerCartItem items[2 * N_ITEMS];
  guint n_items;
  const char *codes[N_CODES + 1];
  guint n_codes;
} Sample;

/* Small numbers and the largest ones. */
static gint64
draw_money (void)
{
  switch (g_test_rand_int_range (0, 5))
    {
    case 0:
      return g_test_rand_int_range (0, 12);
    case 1:
      return g_test_rand_int_range (0, 100000) * G_GINT64_CONSTANT (1000000);
    default:
      return g_test_rand_int_range (0, 20000);
    }
}

static gint64
draw_or_none (int to)
{
  return g_test_rand_int_range (0, 2) == 0 ? NONE : g_test_rand_int_range (0, to);
}

/* Most have none, or hardly a cart would pass. */
static gint64
draw_limit (int from, int to)
{
  return g_test_rand_int_range (0, 6) > 0 ? NONE : g_test_rand_int_range (from, to);
}

static FoyerTier *
draw_tier (guint n)
{
  FoyerTier *tier = offer_tier (n, draw_money ());

  tier->kind = g_test_rand_int_range (0, 5) == 0   ? FOYER_TIER_DONATION
               : g_test_rand_int_range (0, 6) == 0 ? FOYER_TIER_FREE
                                                   : FOYER_TIER_PAID;
  tier->price_min = draw_or_none (500);
  tier->quantity_total = draw_limit (0, 60);
  tier->min_per_order = draw_limit (1, 4);
  tier->max_per_order = draw_limit (2, 20);
  tier->group_kind = g_test_rand_int_range (0, 3);
  tier->group_size = g_test_rand_int_range (0, 6);
  tier->group_pays = g_test_rand_int_range (0, 7);
  tier->group_price = draw_money ();
  tier->is_hidden = g_test_rand_int_range (0, 5) == 0;
  if (g_test_rand_int_range (0, 4) == 0)
    tier->quota_id = offer_id (100);
  if (g_test_rand_int_range (0, 8) == 0)
    tier->next_tier_id = offer_id (g_test_rand_int_range (0, N_TIERS));
  return tier;
}

static FoyerPromoCode *
draw_promo (guint n)
{
  static const char *const codes[] = { "A", "B", "C", "D" };
  gboolean is_percentage = g_test_rand_int_range (0, 2) == 0;
  FoyerPromoCode *promo =
      offer_promo (codes[n], is_percentage ? FOYER_DISCOUNT_PERCENTAGE : FOYER_DISCOUNT_FIXED,
                   is_percentage ? g_test_rand_int_range (0, 10001) : draw_money ());

  promo->applies_to = g_test_rand_int_range (0, 2);
  promo->max_uses = draw_or_none (4);
  promo->is_inactive = g_test_rand_int_range (0, 9) == 0;
  if (g_test_rand_int_range (0, 2) == 0)
    {
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));

      for (guint i = 0; i < N_TIERS; i++)
        if (g_test_rand_int_range (0, 2) == 0)
          {
            FoyerUuid id = offer_id (i);

            g_array_append_val (ids, id);
          }
      promo->tier_ids = foyer_promo_code_make_tiers (ids);
    }
  return promo;
}

static void
draw_sample (Sample *sample)
{
  static const char *const entered[] = { "A", "B", "C", "D", "NO SUCH" };

  sample->offer = offer_new ();
  offer_add_quota (sample->offer, 100, g_test_rand_int_range (0, 99));
  sample->offer->event->capacity = draw_limit (0, 200);
  sample->offer->event->fee_percentage = draw_or_none (10001);
  sample->offer->event->fee_fixed = g_test_rand_int_range (0, 2) == 0 ? NONE : draw_money ();
  sample->offer->event->fee_is_included = g_test_rand_int_range (0, 3) == 0;
  for (guint i = 0; i < N_TIERS; i++)
    foyer_offer_add_tier (sample->offer, draw_tier (i), g_test_rand_int_range (0, 12));
  for (guint i = 0; i < N_CODES; i++)
    foyer_offer_add_code (sample->offer, draw_promo (i), g_test_rand_int_range (0, 3), 0);

  sample->n_items = g_test_rand_int_range (0, N_ITEMS + 1);
  for (guint i = 0; i < sample->n_items; i++)
    sample->items[i] =
        (FoyerCartItem){ offer_id (g_test_rand_int_range (0, N_TIERS) +
                                   (g_test_rand_int_range (0, 40) == 0 ? N_TIERS : 0)),
                         g_test_rand_int_range (0, 20) == 0 ? g_test_rand_int_range (-2, 200000)
                                                            : g_test_rand_int_range (1, 10),
                         draw_or_none (3000) };
  sample->n_codes = g_test_rand_int_range (0, N_CODES);
  for (guint i = 0; i < sample->n_codes; i++)
    sample->codes[i] = entered[g_test_rand_int_range (0, G_N_ELEMENTS (entered))];
}

static void
ask (FoyerPrice *price, const Sample *sample, guint n_codes)
{
  const FoyerCart cart = { sample->items, sample->n_items, sample->codes, n_codes };

  foyer_price_make (price, sample->offer, &cart, OFFER_NOW);
}

static void
assert_sound (const FoyerPrice *price, const Sample *sample)
{
  gint64 subtotal = 0, discount = 0, fee = 0, total = 0;

  g_assert_cmpuint (price->lines->len, ==, sample->n_items);
  for (guint i = 0; i < price->lines->len; i++)
    {
      const FoyerPriceLine *line = &g_array_index (price->lines, FoyerPriceLine, i);

      g_assert_cmpint (line->unit_price, >=, 0);
      g_assert_cmpint (line->subtotal, >=, 0);
      g_assert_cmpint (line->discount, >=, 0);
      g_assert_cmpint (line->discount, <=, line->subtotal);
      g_assert_cmpint (line->fee, >=, 0);
      g_assert_cmpint (line->total, ==, line->subtotal - line->discount + line->fee);
      subtotal += line->subtotal;
      discount += line->discount;
      fee += line->fee;
      total += line->total;
    }
  g_assert_cmpint (price->subtotal, ==, subtotal);
  g_assert_cmpint (price->discount, ==, discount);
  g_assert_cmpint (price->service_fee, ==, fee);
  g_assert_cmpint (price->total, ==, total);
  g_assert_cmpint (price->total, ==, price->subtotal - price->discount + price->service_fee);
  g_assert_cmpint (price->total, <=, FOYER_MONEY_MAX);
  g_assert_cmpint (price->fee_borne, >=, 0);
}

static gboolean
has (const FoyerPrice *price, FoyerRefusalKind kind)
{
  for (guint i = 0; i < price->refusals->len; i++)
    if (g_array_index (price->refusals, FoyerRefusal, i).kind == kind)
      return TRUE;
  return FALSE;
}

static void
assert_same (const FoyerPrice *a, const FoyerPrice *b)
{
  g_assert_cmpint (a->subtotal, ==, b->subtotal);
  g_assert_cmpint (a->discount, ==, b->discount);
  g_assert_cmpint (a->service_fee, ==, b->service_fee);
  g_assert_cmpint (a->fee_borne, ==, b->fee_borne);
  g_assert_cmpint (a->total, ==, b->total);
  g_assert_cmpint (a->code, ==, b->code);
  for (guint kind = 0; foyer_refusal_words[kind] != NULL; kind++)
    g_assert_cmpint (has (a, kind), ==, has (b, kind));
}

static void
shuffle (Sample *sample)
{
  for (guint i = sample->n_items; i > 1; i--)
    {
      guint k = g_test_rand_int_range (0, i);
      FoyerCartItem swapped = sample->items[i - 1];

      sample->items[i - 1] = sample->items[k];
      sample->items[k] = swapped;
    }
  for (guint i = sample->n_codes; i > 1; i--)
    {
      guint k = g_test_rand_int_range (0, i);
      const char *swapped = sample->codes[i - 1];

      sample->codes[i - 1] = sample->codes[k];
      sample->codes[k] = swapped;
    }
}

/* Every item of two or more becomes two. */
static void
split (Sample *sample)
{
  for (guint i = 0, n = sample->n_items; i < n; i++)
    {
      gint64 quantity = sample->items[i].quantity;

      if (quantity < 2)
        continue;
      sample->items[sample->n_items] = sample->items[i];
      sample->items[sample->n_items++].quantity = g_test_rand_int_range (1, quantity);
      sample->items[i].quantity -= sample->items[sample->n_items - 1].quantity;
    }
}

static void
test_random (void)
{
  g_autoptr (FoyerPrice) price = foyer_price_new ();
  g_autoptr (FoyerPrice) other = foyer_price_new ();
  guint n_valid = 0, n_discounted = 0;

  for (guint round = 0; round < ROUNDS; round++)
    {
      Sample sample = { NULL };

      draw_sample (&sample);
      ask (price, &sample, sample.n_codes);
      assert_sound (price, &sample);
      n_valid += foyer_price_is_valid (price);
      n_discounted += price->discount > 0;

      /* a code never raises the price of what can be had without it */
      ask (other, &sample, 0);
      assert_sound (other, &sample);
      if (!has (other, FOYER_REFUSAL_HIDDEN) && !has (other, FOYER_REFUSAL_AMOUNT_TOO_HIGH))
        g_assert_cmpint (price->total, <=, other->total);

      shuffle (&sample);
      ask (other, &sample, sample.n_codes);
      assert_same (price, other);

      split (&sample);
      ask (other, &sample, sample.n_codes);
      assert_sound (other, &sample);
      assert_same (price, other);
      foyer_offer_free (sample.offer);
    }
  /* the samples are not all nonsense */
  g_assert_cmpuint (n_valid, >, ROUNDS / 20);
  g_assert_cmpuint (n_discounted, >, ROUNDS / 20);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pricing-random/properties", test_random);
  return g_test_run ();
}
