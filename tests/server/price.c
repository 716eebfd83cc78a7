/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says what a desk would ask for carts: each line of input is an offer and a cart, in numbers; each
 * line of output the price, its lines and its refusals. N stands for none. */
#include "foyer-pricing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOW     G_GINT64_CONSTANT (1790000000000000)
#define DAY     ((gint64) G_TIME_SPAN_DAY)
#define N_TIERS 16
#define N_ITEMS 16

typedef struct
{
  char *rest;
} Input;

static gint64
read_number (Input *input)
{
  char *word = strtok_r (NULL, " \n", &input->rest);

  return word == NULL || *word == 'N' ? FOYER_NONE : g_ascii_strtoll (word, NULL, 10);
}

static guint
read_count (Input *input, guint most)
{
  gint64 n = read_number (input);

  return CLAMP (n, 0, most);
}

/* Days from now. */
static gint64
read_time (Input *input)
{
  gint64 days = read_number (input);

  return days == FOYER_NONE ? FOYER_NONE : NOW + days * DAY;
}

static FoyerUuid
make_id (guint n)
{
  FoyerUuid id = { { 1 } };

  id.bytes[15] = n;
  return id;
}

static FoyerOffer *
read_event (Input *input)
{
  g_autoptr (FoyerEvent) event = foyer_event_new ();

  event->status = read_number (input);
  event->end_date = read_time (input);
  event->fee_percentage = read_number (input);
  event->fee_fixed = read_number (input);
  event->fee_is_included = read_number (input);
  event->capacity = read_number (input);
  return foyer_offer_new (event);
}

static void
read_quota (Input *input, FoyerOffer *offer)
{
  gint64 total = read_number (input);
  FoyerQuota *quota;

  if (total == FOYER_NONE)
    return;
  quota = foyer_quota_new ();
  quota->row.id = make_id (100);
  quota->quantity_total = total;
  foyer_offer_add_quota (offer, quota);
}

static void
read_tier (Input *input, FoyerOffer *offer, guint n)
{
  FoyerTier *tier = foyer_tier_new ();
  gint64 next;

  tier->row.id = make_id (n);
  tier->kind = read_number (input);
  tier->price = read_number (input);
  tier->price_min = read_number (input);
  tier->quantity_total = read_number (input);
  if (read_number (input) != 0)
    tier->quota_id = make_id (100);
  tier->sale_start = read_time (input);
  tier->sale_end = read_time (input);
  next = read_number (input);
  if (next != FOYER_NONE)
    tier->next_tier_id = make_id (next);
  tier->min_per_order = read_number (input);
  tier->max_per_order = read_number (input);
  tier->group_kind = read_number (input);
  tier->group_size = read_number (input);
  tier->group_pays = read_number (input);
  tier->group_price = read_number (input);
  tier->is_hidden = read_number (input);
  foyer_offer_add_tier (offer, tier, read_number (input));
}

static void
read_code (Input *input, FoyerOffer *offer, guint n_tiers)
{
  g_autoptr (FoyerPromoCode) promo = foyer_promo_code_new ();
  gboolean is_known = read_number (input);
  gint64 mask, n_uses, n_buyer_uses;

  promo->code = g_strdup ("CODE");
  promo->discount_type = read_number (input);
  promo->discount_value = read_number (input);
  promo->applies_to = read_number (input);
  mask = read_number (input);
  promo->is_inactive = read_number (input);
  promo->valid_from = read_time (input);
  promo->valid_until = read_time (input);
  promo->max_uses = read_number (input);
  n_uses = read_number (input);
  promo->max_per_person = read_number (input);
  n_buyer_uses = read_number (input);
  if (mask != FOYER_NONE)
    {
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));

      for (guint i = 0; i < n_tiers; i++)
        if ((mask >> i & 1) != 0)
          {
            FoyerUuid id = make_id (i);

            g_array_append_val (ids, id);
          }
      promo->tier_ids = foyer_promo_code_make_tiers (ids);
    }
  if (is_known)
    foyer_offer_add_code (offer, g_steal_pointer (&promo), n_uses, n_buyer_uses);
}

static void
print_price (const FoyerPrice *price)
{
  printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
          " %" G_GINT64_FORMAT " %d",
          price->subtotal, price->discount, price->service_fee, price->total, price->fee_borne,
          price->code >= 0);
  for (guint i = 0; i < price->lines->len; i++)
    {
      const FoyerPriceLine *line = &g_array_index (price->lines, FoyerPriceLine, i);

      printf ("|%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
              " %" G_GINT64_FORMAT,
              line->quantity, line->unit_price, line->subtotal, line->discount, line->fee);
    }
  for (guint i = 0; i < price->refusals->len; i++)
    {
      const FoyerRefusal *refusal = &g_array_index (price->refusals, FoyerRefusal, i);

      printf ("|%s %d", foyer_refusal_words[refusal->kind], refusal->item + 1);
      if (refusal->number != FOYER_NONE && refusal->kind != FOYER_REFUSAL_BAD_QUANTITY)
        printf (" %" G_GINT64_FORMAT, refusal->number);
    }
  printf ("\n");
}

static void
answer (char *line, FoyerPrice *price)
{
  static const char *const codes[] = { "CODE" };
  Input input;
  g_autoptr (FoyerOffer) offer = NULL;
  FoyerCartItem items[N_ITEMS] = { 0 };
  FoyerCart cart = { .items = items, .codes = codes };
  guint n_tiers;

  strtok_r (line, " \n", &input.rest); /* a word that says where the numbers begin */
  offer = read_event (&input);
  read_quota (&input, offer);
  n_tiers = read_count (&input, N_TIERS);
  for (guint i = 0; i < n_tiers; i++)
    read_tier (&input, offer, i);
  cart.n_codes = read_count (&input, G_N_ELEMENTS (codes));
  read_code (&input, offer, n_tiers);
  cart.n_items = read_count (&input, N_ITEMS);
  for (guint i = 0; i < cart.n_items; i++)
    {
      items[i].tier_id = make_id (read_number (&input));
      items[i].quantity = read_number (&input);
      items[i].amount = read_number (&input);
    }
  foyer_price_make (price, offer, &cart, NOW);
  print_price (price);
}

int
main (void)
{
  g_autoptr (FoyerPrice) price = foyer_price_new ();
  char line[8192];

  while (fgets (line, sizeof line, stdin) != NULL)
    answer (line, price);
  return EXIT_SUCCESS;
}
