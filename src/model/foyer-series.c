/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-series.h"

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN_SINCE (2, FoyerSeries, title, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 255),
  FOYER_COLUMN_SINCE (2, FoyerSeries, rule, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 1000),
  FOYER_COLUMN_SINCE (2, FoyerSeries, timezone, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 64),
  FOYER_COLUMN_SINCE (2, FoyerSeries, start_wall, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 19),
  FOYER_COLUMN_SINCE (2, FoyerSeries, duration, INTEGER, .flags = FOYER_COLUMN_REQUIRED, .max = 366 * G_TIME_SPAN_DAY),
  FOYER_COLUMN_SINCE (2, FoyerSeries, exceptions, JSON),
  FOYER_COLUMN_SINCE (2, FoyerSeries, additions, JSON),
};
/* clang-format on */

const FoyerRowType FOYER_SERIES_TYPE = {
  .table = "series",
  .number = 10,
  .size = sizeof (FoyerSeries),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};
