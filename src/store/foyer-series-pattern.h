/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"
#include "foyer-recurrence.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* An event with all that its other dates begin with: quotas, tiers, questions and entrances, read
 * once. Private to the layer. */
typedef struct _FoyerSeriesPattern FoyerSeriesPattern;

FoyerSeriesPattern *
foyer_series_pattern_new (FoyerDatabase *db, const FoyerEvent *event, GError **error);
void foyer_series_pattern_free (FoyerSeriesPattern *self);
/* Adds an event like it at another date of its series. */
gboolean foyer_series_pattern_add (FoyerSeriesPattern *self,
                                   FoyerTransaction *transaction,
                                   const FoyerUuid *series_id,
                                   const FoyerRecurrenceDate *date,
                                   GError **error);
/* Moves the event itself there, with the times of what belongs to it. */
gboolean foyer_series_pattern_move (FoyerSeriesPattern *self,
                                    FoyerTransaction *transaction,
                                    FoyerEvent *after,
                                    const FoyerRecurrenceDate *date,
                                    GError **error);
/* Start and end of an event whose wall time moves; its length on the wall stays. */
void foyer_series_place (FoyerEvent *event, GTimeZone *zone, gint64 wall, gint64 wall_length);
gint64 foyer_series_wall_length (const FoyerEvent *event, GTimeZone *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSeriesPattern, foyer_series_pattern_free)

G_END_DECLS
