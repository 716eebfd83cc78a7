/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "offer-samples.h"

#define NONE FOYER_NONE
#define DAY  OFFER_DAY

/* One tier, and one before it that hands over to it. */
typedef struct
{
  const char *name;
  gint64 start;      /* days from now */
  gint64 end;        /* days from now */
  gint64 total;
  gint64 taken;
  gint64 here;       /* what this desk holds of it; NONE: it holds none for itself */
  gint64 capacity;
  gint64 quota;
  gint64 early_end;  /* of the one before it, days from now */
  gint64 early_left; /* of the one before it; 0: sold out; NONE: there is no such tier */
  FoyerEventStatus status;
  gboolean is_hidden;
  gint64 at;         /* days from now */
  FoyerSaleState state;
  gint64 left;
  FoyerSaleLimit limit;
} Case;

#define PLAIN                                                                                      \
  .start = NONE, .end = NONE, .total = NONE, .here = NONE, .capacity = NONE, .quota = NONE, .early_end = NONE,   \
  .early_left = NONE, .status = FOYER_EVENT_PUBLISHED, .state = FOYER_SALE_ON_SALE, .left = NONE

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"
static const Case cases[] = {
  { "plain", PLAIN },
  { "draft", PLAIN, .status = FOYER_EVENT_DRAFT, .state = FOYER_SALE_EVENT_DRAFT },
  { "cancelled", PLAIN, .status = FOYER_EVENT_CANCELLED, .state = FOYER_SALE_EVENT_CANCELLED },
  { "cancelled-and-over", PLAIN, .status = FOYER_EVENT_CANCELLED, .at = 40,
    .state = FOYER_SALE_EVENT_CANCELLED },
  { "last-day", PLAIN, .at = 30 },
  { "event-over", PLAIN, .at = 31, .state = FOYER_SALE_EVENT_OVER },
  { "hidden", PLAIN, .is_hidden = TRUE, .state = FOYER_SALE_HIDDEN },
  { "not-yet", PLAIN, .start = 2, .state = FOYER_SALE_NOT_YET },
  { "starts-now", PLAIN, .start = 2, .at = 2 },
  { "before-its-end", PLAIN, .end = 2, .at = 1 },
  { "ends-now", PLAIN, .end = 2, .at = 2, .state = FOYER_SALE_ENDED },
  { "some-left", PLAIN, .total = 10, .taken = 7, .left = 3, .limit = FOYER_LIMIT_TIER },
  { "sold-out", PLAIN, .total = 10, .taken = 10, .left = 0, .limit = FOYER_LIMIT_TIER,
    .state = FOYER_SALE_SOLD_OUT },
  { "oversold", PLAIN, .total = 10, .taken = 12, .left = 0, .limit = FOYER_LIMIT_TIER,
    .state = FOYER_SALE_SOLD_OUT },
  { "sold-out-before-it-starts", PLAIN, .total = 10, .taken = 10, .start = 2, .left = 0,
    .limit = FOYER_LIMIT_TIER, .state = FOYER_SALE_SOLD_OUT },
  { "ended-and-sold-out", PLAIN, .total = 10, .taken = 10, .end = -2, .left = 0,
    .limit = FOYER_LIMIT_TIER, .state = FOYER_SALE_ENDED },
  { "event-full", PLAIN, .total = 100, .taken = 50, .capacity = 50, .left = 0,
    .limit = FOYER_LIMIT_EVENT, .state = FOYER_SALE_SOLD_OUT },
  { "quota-is-least", PLAIN, .total = 100, .taken = 50, .capacity = 90, .quota = 55, .left = 5,
    .limit = FOYER_LIMIT_QUOTA },
  { "quota-gone", PLAIN, .total = 100, .taken = 50, .quota = 50, .left = 0,
    .limit = FOYER_LIMIT_QUOTA, .state = FOYER_SALE_SOLD_OUT },
  { "some-at-the-desk", PLAIN, .total = 10, .taken = 2, .here = 3, .left = 3,
    .limit = FOYER_LIMIT_DESK },
  { "none-at-the-desk", PLAIN, .total = 10, .taken = 2, .here = 0, .left = 0,
    .limit = FOYER_LIMIT_DESK, .state = FOYER_SALE_SOLD_OUT },
  { "none-anywhere", PLAIN, .total = 10, .taken = 10, .here = 0, .left = 0,
    .limit = FOYER_LIMIT_TIER, .state = FOYER_SALE_SOLD_OUT },
  { "full-and-none-at-the-desk", PLAIN, .total = 100, .taken = 50, .capacity = 50, .here = 0,
    .left = 0, .limit = FOYER_LIMIT_EVENT, .state = FOYER_SALE_SOLD_OUT },
  { "waits", PLAIN, .early_left = 5, .state = FOYER_SALE_WAITING },
  { "waits-for-a-date", PLAIN, .early_left = 5, .early_end = 3, .state = FOYER_SALE_WAITING },
  { "early-bird-sold-out", PLAIN, .early_left = 0, .early_end = 3 },
  { "early-bird-ended", PLAIN, .early_left = 5, .early_end = 3, .at = 3 },
  { "early-bird-over-but-not-yet", PLAIN, .early_left = 0, .start = 3,
    .state = FOYER_SALE_NOT_YET },
  { "hidden-shown", PLAIN, .is_hidden = 2 },
};
#pragma GCC diagnostic pop

static gint64
day (gint64 n)
{
  return n == NONE ? NONE : OFFER_NOW + n * DAY;
}

static FoyerOffer *
make_offer (const Case *c)
{
  FoyerOffer *offer = offer_new ();
  FoyerTier *tier = offer_tier (1, 1000);

  offer->event->status = c->status;
  offer->event->capacity = c->capacity;
  if (c->quota != NONE)
    {
      offer_add_quota (offer, 9, c->quota);
      tier->quota_id = offer_id (9);
    }
  tier->sale_start = day (c->start);
  tier->sale_end = day (c->end);
  tier->quantity_total = c->total;
  tier->is_hidden = c->is_hidden;
  foyer_offer_add_tier (offer, tier, c->taken);
  foyer_offer_tier (offer, 0)->n_here = c->here;

  if (c->early_left != NONE)
    {
      FoyerTier *early = offer_tier (2, 800);

      early->is_early_bird = TRUE;
      early->next_tier_id = offer_id (1);
      early->sale_end = day (c->early_end);
      early->quantity_total = 5;
      foyer_offer_add_tier (offer, early, 5 - c->early_left);
    }
  return offer;
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (FoyerOffer) offer = make_offer (c);
  FoyerTierSale sale;

  foyer_tier_sale_read (offer, 0, c->is_hidden == 2, day (c->at), &sale);
  g_assert_cmpstr (foyer_sale_state_words[sale.state], ==, foyer_sale_state_words[c->state]);
  g_assert_cmpint (sale.left, ==, c->left);
  g_assert_cmpint (sale.limit, ==, c->limit);
  g_assert_cmpint (sale.before, ==, c->state == FOYER_SALE_WAITING ? 1 : -1);
  if (c->state == FOYER_SALE_NOT_YET)
    g_assert_cmpint (sale.time, ==, day (c->start));
  if (c->state == FOYER_SALE_ENDED)
    g_assert_cmpint (sale.time, ==, day (c->end));
  if (c->state == FOYER_SALE_WAITING)
    g_assert_cmpint (sale.time, ==, day (c->early_end));
  if (c->state == FOYER_SALE_ON_SALE)
    g_assert_cmpint (sale.time, ==, c->end != NONE ? day (c->end) : OFFER_START + DAY);
}

/* Early bird, regular and late hand over one to the next: at every moment one is on sale. */
static void
test_chain (void)
{
  g_autoptr (FoyerOffer) offer = offer_new ();

  for (guint i = 0; i < 3; i++)
    {
      FoyerTier *tier = offer_tier (i + 1, 1000 * (i + 1));

      tier->sale_end = i < 2 ? day (5 * (i + 1)) : NONE;
      if (i < 2)
        tier->next_tier_id = offer_id (i + 2);
      foyer_offer_add_tier (offer, tier, 0);
    }
  for (gint64 at = 0; at < 31; at++)
    {
      guint expected = at < 5 ? 0 : at < 10 ? 1 : 2;

      for (guint i = 0; i < 3; i++)
        {
          FoyerTierSale sale;

          foyer_tier_sale_read (offer, i, FALSE, day (at), &sale);
          g_assert_cmpint (sale.state, ==,
                           i == expected  ? FOYER_SALE_ON_SALE
                           : i < expected ? FOYER_SALE_ENDED
                                          : FOYER_SALE_WAITING);
        }
    }
}

/* Rows that came from elsewhere may be nonsense: it still ends. */
static void
test_circle (void)
{
  g_autoptr (FoyerOffer) offer = offer_new ();
  FoyerTierSale sale;

  for (guint i = 0; i < 2; i++)
    {
      FoyerTier *tier = offer_tier (i + 1, 1000);

      tier->next_tier_id = offer_id (2 - i);
      foyer_offer_add_tier (offer, tier, 0);
    }
  foyer_tier_sale_read (offer, 0, FALSE, OFFER_NOW, &sale);
  g_assert_cmpint (sale.state, ==, FOYER_SALE_WAITING);

  g_clear_pointer (&offer, foyer_offer_free);
  offer = offer_new ();
  foyer_offer_add_tier (offer, offer_tier (1, 1000), 0);
  foyer_offer_tier (offer, 0)->tier->next_tier_id = offer_id (1);
  foyer_tier_sale_read (offer, 0, FALSE, OFFER_NOW, &sale);
  g_assert_cmpint (sale.state, ==, FOYER_SALE_ON_SALE);
}

/* A draft is shown to its organizer as if it were published. */
static void
test_preview (void)
{
  g_autoptr (FoyerOffer) offer = offer_new ();
  FoyerTierSale sale;

  foyer_offer_add_tier (offer, offer_tier (1, 1000), 0);
  offer->event->status = FOYER_EVENT_DRAFT;
  offer->is_preview = TRUE;
  foyer_tier_sale_read (offer, 0, FALSE, OFFER_NOW, &sale);
  g_assert_cmpint (sale.state, ==, FOYER_SALE_ON_SALE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/tier-sale/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/tier-sale/chain", test_chain);
  g_test_add_func ("/tier-sale/circle", test_circle);
  g_test_add_func ("/tier-sale/preview", test_preview);
  return g_test_run ();
}
