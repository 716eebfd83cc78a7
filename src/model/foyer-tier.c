/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tier.h"

static const char *const kind_words[] = { "PAID", "FREE", "DONATION", NULL };
static const char *const group_words[] = { "NONE", "N_FOR_M", "PER_HEAD", NULL };

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN (FoyerTier, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerTier, name, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 200),
  FOYER_COLUMN_SINCE (2, FoyerTier, description, TEXT, .max = 2000),
  FOYER_COLUMN_SINCE (2, FoyerTier, kind, ENUM, .words = kind_words),
  FOYER_COLUMN (FoyerTier, price, INTEGER, .flags = FOYER_COLUMN_REQUIRED, .max = FOYER_MONEY_MAX),
  FOYER_COLUMN_SINCE (2, FoyerTier, price_min, INTEGER, .max = FOYER_MONEY_MAX),
  FOYER_COLUMN (FoyerTier, quantity_total, INTEGER, .max = 100000000),
  FOYER_COLUMN_SINCE (2, FoyerTier, quota_id, UUID),
  FOYER_COLUMN_SINCE (2, FoyerTier, sale_start, TIME),
  FOYER_COLUMN_SINCE (2, FoyerTier, sale_end, TIME),
  FOYER_COLUMN_SINCE (2, FoyerTier, is_early_bird, BOOLEAN),
  FOYER_COLUMN_SINCE (2, FoyerTier, next_tier_id, UUID),
  FOYER_COLUMN_SINCE (2, FoyerTier, min_per_order, INTEGER, .max = 100000),
  FOYER_COLUMN_SINCE (2, FoyerTier, max_per_order, INTEGER, .max = 100000),
  FOYER_COLUMN_SINCE (2, FoyerTier, group_kind, ENUM, .words = group_words),
  FOYER_COLUMN_SINCE (2, FoyerTier, group_size, INTEGER, .max = 100000),
  FOYER_COLUMN_SINCE (2, FoyerTier, group_pays, INTEGER, .max = 100000),
  FOYER_COLUMN_SINCE (2, FoyerTier, group_price, INTEGER, .max = FOYER_MONEY_MAX),
  FOYER_COLUMN_SINCE (2, FoyerTier, is_hidden, BOOLEAN),
  FOYER_COLUMN (FoyerTier, sort_order, INTEGER, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerTier, colour, TEXT, .max = 7),
  FOYER_COLUMN_SINCE (2, FoyerTier, badge_layout, TEXT, .max = 40),
};
/* clang-format on */

const FoyerRowType FOYER_TIER_TYPE = {
  .table = "ticket_tiers",
  .number = 2,
  .size = sizeof (FoyerTier),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};
