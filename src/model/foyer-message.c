/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-message.h"

static const char *const kind_words[] = { "CANCELLATION", "DATE_CHANGE", NULL };
static const char *const status_words[] = { "PREPARED", "SENT", "DROPPED", NULL };

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN_SINCE (2, FoyerMessage, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (2, FoyerMessage, kind, ENUM, .words = kind_words),
  FOYER_COLUMN_SINCE (2, FoyerMessage, subject, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 255),
  FOYER_COLUMN_SINCE (2, FoyerMessage, body, TEXT, .max = 20000),
  FOYER_COLUMN_SINCE (2, FoyerMessage, status, ENUM, .words = status_words),
  FOYER_COLUMN_SINCE (2, FoyerMessage, sent_at, TIME),
};
/* clang-format on */

const FoyerRowType FOYER_MESSAGE_TYPE = {
  .table = "messages",
  .number = 12,
  .size = sizeof (FoyerMessage),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};
