/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-refund.h"

static const char *const status_words[] = { "PROPOSED", "CONFIRMED", "DROPPED", NULL };

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN_SINCE (2, FoyerRefund, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (2, FoyerRefund, order_id, UUID),
  FOYER_COLUMN_SINCE (2, FoyerRefund, ticket_id, UUID),
  FOYER_COLUMN_SINCE (2, FoyerRefund, amount, INTEGER, .flags = FOYER_COLUMN_REQUIRED, .max = FOYER_MONEY_MAX),
  FOYER_COLUMN_SINCE (2, FoyerRefund, currency, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 3),
  FOYER_COLUMN_SINCE (2, FoyerRefund, reason, TEXT, .max = 2000),
  FOYER_COLUMN_SINCE (2, FoyerRefund, status, ENUM, .words = status_words),
};
/* clang-format on */

const FoyerRowType FOYER_REFUND_TYPE = {
  .table = "refunds",
  .number = 13,
  .size = sizeof (FoyerRefund),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};
