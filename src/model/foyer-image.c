/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-image.h"

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN_SINCE (2, FoyerImage, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (2, FoyerImage, media_type, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 40),
  FOYER_COLUMN_SINCE (2, FoyerImage, width, INTEGER, .flags = FOYER_COLUMN_REQUIRED, .max = 20000),
  FOYER_COLUMN_SINCE (2, FoyerImage, height, INTEGER, .flags = FOYER_COLUMN_REQUIRED, .max = 20000),
  FOYER_COLUMN_SINCE (2, FoyerImage, data, BLOB, .flags = FOYER_COLUMN_REQUIRED, .max = 4 * 1024 * 1024),
};
/* clang-format on */

const FoyerRowType FOYER_IMAGE_TYPE = {
  .table = "images",
  .number = 11,
  .size = sizeof (FoyerImage),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};
