/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order.h"

static const char *const status_words[] = { "PENDING",         "COMPLETED", "REFUNDED",
                                            "PARTLY_REFUNDED", "EXPIRED",   NULL };

static const char *const channel_words[] = { "IMPORT", "BOX_OFFICE", "WEB", "COMPLIMENTARY", NULL };

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN (FoyerOrder, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerOrder, order_number, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 64),
  FOYER_COLUMN (FoyerOrder, buyer_name, TEXT, .max = 200),
  FOYER_COLUMN (FoyerOrder, buyer_email, TEXT, .max = 254),
  FOYER_COLUMN_SINCE (2, FoyerOrder, subtotal, INTEGER, .max = FOYER_MONEY_MAX),
  FOYER_COLUMN_SINCE (2, FoyerOrder, discount, INTEGER, .max = FOYER_MONEY_MAX),
  FOYER_COLUMN_SINCE (2, FoyerOrder, service_fee, INTEGER, .max = FOYER_MONEY_MAX),
  FOYER_COLUMN (FoyerOrder, total, INTEGER, .flags = FOYER_COLUMN_REQUIRED, .max = FOYER_MONEY_MAX),
  FOYER_COLUMN (FoyerOrder, currency, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 3),
  FOYER_COLUMN (FoyerOrder, status, ENUM, .words = status_words),
  FOYER_COLUMN (FoyerOrder, channel, ENUM, .words = channel_words),
  FOYER_COLUMN_SINCE (2, FoyerOrder, promo_code_id, UUID),
  FOYER_COLUMN_SINCE (4, FoyerOrder, created_at, TIME),
  FOYER_COLUMN_SINCE (4, FoyerOrder, expires_at, TIME),
  FOYER_COLUMN_SINCE (4, FoyerOrder, note, TEXT, .max = 2000),
};
/* clang-format on */

const FoyerRowType FOYER_ORDER_TYPE = {
  .table = "orders",
  .number = 3,
  .size = sizeof (FoyerOrder),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};
