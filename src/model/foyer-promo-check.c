/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-promo-check.h"

#include <sodium.h>
#include <string.h>

#define BIT(problem)  ((guint64) 1 << FOYER_PROMO_PROBLEM_##problem)
#define USES_MAX      100000000
#define POSSIBLE_EACH 1000

static guint64
check_discount (const FoyerPromoCode *promo)
{
  gboolean is_percentage = promo->discount_type == FOYER_DISCOUNT_PERCENTAGE;
  gint64 most = is_percentage ? 10000 : FOYER_MONEY_MAX;

  if (promo->discount_value < 0 || promo->discount_value > most)
    return is_percentage ? BIT (PERCENTAGE_BAD) : BIT (AMOUNT_BAD);
  return promo->discount_value == 0 && promo->tier_ids == NULL ? BIT (NO_EFFECT) : 0;
}

/**
 * foyer_promo_check:
 * @promo: a promo code as somebody wants it
 *
 * Whether its code is free is the store's to say.
 *
 * Returns: a bit for each #FoyerPromoProblem that it has
 */
guint64
foyer_promo_check (const FoyerPromoCode *promo)
{
  guint64 set = check_discount (promo);
  g_autofree char *code = foyer_promo_code_normalise (promo->code);

  if (promo->code == NULL || promo->code[strspn (promo->code, " ")] == '\0')
    set |= BIT (CODE_MISSING);
  else if (code == NULL)
    set |= BIT (CODE_BAD);
  if (promo->valid_from != FOYER_NONE && promo->valid_until != FOYER_NONE &&
      promo->valid_until <= promo->valid_from)
    set |= BIT (END_BEFORE_START);
  if (promo->max_uses != FOYER_NONE && (promo->max_uses < 1 || promo->max_uses > USES_MAX))
    set |= BIT (USES_BAD);
  if (promo->max_per_person != FOYER_NONE &&
      (promo->max_per_person < 1 || promo->max_per_person > USES_MAX))
    set |= BIT (PERSON_BAD);
  if (promo->note != NULL && g_utf8_strlen (promo->note, -1) > 2000)
    set |= BIT (NOTE_LONG);
  return set;
}

/**
 * foyer_promo_code_draw:
 * @prefix: (nullable): what each begins with, normalised
 * @length: how many letters are drawn
 *
 * Cryptographically random, by libsodium: who knows one code knows nothing of the next.
 *
 * Returns: (transfer full): a code
 */
char *
foyer_promo_code_draw (const char *prefix, guint length)
{
  static const char letters[] = FOYER_PROMO_LETTERS;
  GString *code = g_string_new (prefix);

  g_return_val_if_fail (sodium_init () >= 0, NULL);

  for (guint i = 0; i < length; i++)
    g_string_append_c (code, letters[randombytes_uniform (sizeof letters - 1)]);
  return g_string_free (code, FALSE);
}

/**
 * foyer_promo_code_least_length:
 * @n: how many codes are wanted
 *
 * Returns: the least length, 4 or more, of which there are a thousand times as many
 */
guint
foyer_promo_code_least_length (guint n)
{
  guint64 n_letters = strlen (FOYER_PROMO_LETTERS);
  guint64 possible = n_letters * n_letters * n_letters * n_letters;
  guint length = 4;

  for (; possible < (guint64) n * POSSIBLE_EACH; length++)
    possible *= n_letters;
  return length;
}
