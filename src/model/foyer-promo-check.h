/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-promo-code.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_PROMO_PROBLEM_CODE_MISSING,
  FOYER_PROMO_PROBLEM_CODE_BAD,    /* a space inside, or too long */
  FOYER_PROMO_PROBLEM_PERCENTAGE_BAD,
  FOYER_PROMO_PROBLEM_AMOUNT_BAD,
  FOYER_PROMO_PROBLEM_NO_EFFECT,   /* no discount, and no tier that it could show */
  FOYER_PROMO_PROBLEM_END_BEFORE_START,
  FOYER_PROMO_PROBLEM_USES_BAD,
  FOYER_PROMO_PROBLEM_PERSON_BAD,
  FOYER_PROMO_PROBLEM_NOTE_LONG,
  FOYER_N_PROMO_PROBLEMS,
} FoyerPromoProblem;

/* All that is wrong with a code by itself: a bit for each problem. Pure. */
guint64 foyer_promo_check (const FoyerPromoCode *promo);

/* Codes made at once. */
#define FOYER_PROMO_DRAW_MAX 100000

/* Letters and digits that are not taken for each other, by eye or ear; without vowels, so that no words come out. */
#define FOYER_PROMO_LETTERS "CDFHJKMNPRTVWXY34679"

/* prefix and length letters drawn at random by libsodium. */
char    *foyer_promo_code_draw         (const char *prefix, /* (nullable) */
                                        guint       length);
/* The least length by which n codes are not guessed: a thousand possible ones for each. */
guint    foyer_promo_code_least_length (guint       n);

G_END_DECLS
