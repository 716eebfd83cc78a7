/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-conflict.h"

static const char *const kind_words[] = { "TWICE_ADMITTED", "OVERSOLD",
                                          "EDITED_TWICE",   "ADMITTED_THOUGH_REFUSED",
                                          "REFUNDED_TWICE", "PAID_TWICE",
                                          "VOUCHER_TWICE",  NULL };

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN_SINCE (3, FoyerConflict, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (3, FoyerConflict, kind, ENUM, .words = kind_words),
  FOYER_COLUMN_SINCE (3, FoyerConflict, ticket_id, UUID),
  FOYER_COLUMN_SINCE (3, FoyerConflict, check_in_id, UUID),
  FOYER_COLUMN_SINCE (3, FoyerConflict, other_id, UUID),
  FOYER_COLUMN_SINCE (3, FoyerConflict, details, JSON, .flags = FOYER_COLUMN_REQUIRED, .max = 20000),
  FOYER_COLUMN_SINCE (3, FoyerConflict, settled_at, TIME),
  FOYER_COLUMN_SINCE (3, FoyerConflict, settled_by, UUID),
};
/* clang-format on */

const FoyerRowType FOYER_CONFLICT_TYPE = {
  .table = "conflicts",
  .number = 14,
  .size = sizeof (FoyerConflict),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};
