/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-quota.h"

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN_SINCE (2, FoyerQuota, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (2, FoyerQuota, name, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 200),
  FOYER_COLUMN_SINCE (2, FoyerQuota, quantity_total, INTEGER, .flags = FOYER_COLUMN_REQUIRED, .max = 100000000),
  FOYER_COLUMN_SINCE (2, FoyerQuota, sort_order, INTEGER, .flags = FOYER_COLUMN_REQUIRED),
};
/* clang-format on */

const FoyerRowType FOYER_QUOTA_TYPE = {
  .table = "quotas",
  .number = 8,
  .size = sizeof (FoyerQuota),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};
