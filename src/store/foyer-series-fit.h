/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-recurrence.h"
#include "foyer-series.h"

G_BEGIN_DECLS

/* Between the row of a series and its dates. Private to the layer. Wall times are those of
 * foyer-wall-seconds.h. */

/* All dates of the row; (element-type FoyerRecurrenceDate). */
GArray *foyer_series_expand (const FoyerSeries *series, GError **error);
/* The wall times that its rule gives, whatever is excepted or added; in a gap what the wall shows.
 * (element-type gint64) */
GArray *foyer_series_rule_walls (const FoyerSeries *series);
gint64 foyer_series_get_start (const FoyerSeries *series);
/* Makes the row say exactly these dates: by the rule that needs the fewest exceptions and
 * additions, or one by one. rules: NULL- terminated, each applied from the wall time of the same
 * index in starts. */
void foyer_series_fit (FoyerSeries *series,
                       GArray *walls,
                       const char *const *rules,
                       const gint64 *starts);
/* The rule for the same dates moved by so many seconds. */
char *foyer_series_shift_rule (const char *rule, gint64 start, gint64 seconds);

G_END_DECLS
