/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tier.h"

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN (FoyerTier, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerTier, name, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 200),
  FOYER_COLUMN (FoyerTier, price, INTEGER, .flags = FOYER_COLUMN_REQUIRED, .max = FOYER_MONEY_MAX),
  FOYER_COLUMN (FoyerTier, quantity_total, INTEGER, .max = 100000000),
  FOYER_COLUMN (FoyerTier, sort_order, INTEGER, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerTier, colour, TEXT, .max = 7),
};
/* clang-format on */

const FoyerRowType FOYER_TIER_TYPE = {
  .table = "ticket_tiers",
  .number = 2,
  .size = sizeof (FoyerTier),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};
