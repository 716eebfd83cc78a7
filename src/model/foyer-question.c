/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-question.h"

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN (FoyerQuestion, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerQuestion, code, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 64),
  FOYER_COLUMN (FoyerQuestion, label, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 300),
  FOYER_COLUMN (FoyerQuestion, sort_order, INTEGER, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerQuestion, required_at_door, BOOLEAN),
};
/* clang-format on */

const FoyerRowType FOYER_QUESTION_TYPE = {
  .table = "questions",
  .number = 5,
  .size = sizeof (FoyerQuestion),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};
