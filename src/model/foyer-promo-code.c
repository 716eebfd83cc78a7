/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-promo-code.h"

static const char *const type_words[] = { "PERCENTAGE", "FIXED", NULL };
static const char *const scope_words[] = { "ORDER", "TICKET", NULL };

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, code, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 40),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, discount_type, ENUM, .words = type_words),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, discount_value, INTEGER, .flags = FOYER_COLUMN_REQUIRED, .max = FOYER_MONEY_MAX),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, applies_to, ENUM, .words = scope_words),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, tier_ids, JSON),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, valid_from, TIME),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, valid_until, TIME),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, max_uses, INTEGER, .max = 100000000),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, max_per_person, INTEGER, .max = 100000000),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, is_inactive, BOOLEAN),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, batch, TEXT, .max = 200),
  FOYER_COLUMN_SINCE (2, FoyerPromoCode, note, TEXT, .max = 2000),
};
/* clang-format on */

const FoyerRowType FOYER_PROMO_CODE_TYPE = {
  .table = "promo_codes",
  .number = 9,
  .size = sizeof (FoyerPromoCode),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};
