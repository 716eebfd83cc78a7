/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-price-refusal.h"

const char *const foyer_refusal_words[] = { "EMPTY",
                                            "EVENT_CANCELLED",
                                            "EVENT_OVER",
                                            "EVENT_DRAFT",
                                            "UNKNOWN_TIER",
                                            "BAD_QUANTITY",
                                            "HIDDEN",
                                            "ENDED",
                                            "NOT_YET",
                                            "WAITING",
                                            "SOLD_OUT",
                                            "NOT_ENOUGH",
                                            "OVER_CAPACITY",
                                            "BELOW_MIN",
                                            "ABOVE_MAX",
                                            "DONATION_TOO_LOW",
                                            "AMOUNT_TOO_HIGH",
                                            "CODE_UNKNOWN",
                                            "CODE_INACTIVE",
                                            "CODE_NOT_YET",
                                            "CODE_EXPIRED",
                                            "CODE_USED_UP",
                                            "CODE_USED_BY_BUYER",
                                            "CODE_NOT_FOR_TIERS",
                                            "CODE_NOT_COMBINED",
                                            NULL };

/**
 * foyer_refusal_init:
 * @self: (out caller-allocates): a refusal without any facts
 * @kind: its kind
 */
void
foyer_refusal_init (FoyerRefusal *self, FoyerRefusalKind kind)
{
  *self = (FoyerRefusal){ .kind = kind,
                          .item = -1,
                          .tier = -1,
                          .other = -1,
                          .code = -1,
                          .number = FOYER_NONE,
                          .time = FOYER_NONE };
}

/**
 * foyer_refusal_blocks:
 * @kind: a kind of refusal
 *
 * Returns: %TRUE when the cart cannot be sold, %FALSE when only a code is refused
 */
gboolean
foyer_refusal_blocks (FoyerRefusalKind kind)
{
  return kind < FOYER_REFUSAL_CODE_UNKNOWN;
}
