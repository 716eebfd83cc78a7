/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-series-edit.h"

G_BEGIN_DECLS

/* Writes to the tiers, quotas or promo codes of one event. It is tried before it is done, so that
 * it must not change its data. FALSE with error: nothing is written. */
typedef gboolean (*FoyerSeriesWrite) (FoyerTransaction *transaction,
                                      gconstpointer data,
                                      GError **error);

/* A write to one date, and which other dates are to have the same. */
typedef struct
{
  FoyerUuid event_id;
  FoyerSeriesWrite write;
  gconstpointer data;
  gboolean is_of_codes; /* promo codes, nothing else: there may be many */
  FoyerSeriesScope scope;
  gboolean overwrite; /* also what was edited by hand */
} FoyerSeriesAct;

/* What would happen; nothing is written. Only for a date of a series. */
FoyerSeriesDiff *
foyer_series_act_diff (FoyerDatabase *db, const FoyerSeriesAct *act, GError **error);
/* Does it, all in the transaction's change set. */
gboolean
foyer_series_act_apply (FoyerTransaction *transaction,
                        const FoyerSeriesAct *act,
                        FoyerSeriesProgress progress, /* (nullable) */
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GError **error);

G_END_DECLS
