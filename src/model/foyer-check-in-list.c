/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-check-in-list.h"

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN (FoyerCheckInList, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerCheckInList, name, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 200),
  FOYER_COLUMN (FoyerCheckInList, tier_ids, JSON, .max = 100000),
  FOYER_COLUMN (FoyerCheckInList, opens_at, TIME),
  FOYER_COLUMN (FoyerCheckInList, closes_at, TIME),
  FOYER_COLUMN (FoyerCheckInList, allow_unpaid, BOOLEAN),
  FOYER_COLUMN (FoyerCheckInList, allow_reentry, BOOLEAN),
  FOYER_COLUMN (FoyerCheckInList, allow_multiple, BOOLEAN),
  FOYER_COLUMN (FoyerCheckInList, max_inside, INTEGER, .max = 100000000),
  FOYER_COLUMN (FoyerCheckInList, sort_order, INTEGER, .flags = FOYER_COLUMN_REQUIRED),
};
/* clang-format on */

const FoyerRowType FOYER_CHECK_IN_LIST_TYPE = {
  .table = "check_in_lists",
  .number = 6,
  .size = sizeof (FoyerCheckInList),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};
