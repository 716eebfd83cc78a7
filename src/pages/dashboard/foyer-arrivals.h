/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-check-in-store.h"
#include "foyer-replica.h"

G_BEGIN_DECLS

/* What happened at an event's doors, kept up to date: people per minute and entrance, the last scans.
 *
 *   replica "changed" ── at most four a second ──▸ long work: facts of the last minutes only ──▸ "changed"
 *
 * Once read, only the minutes that can still change are read again, unless all are few. */
#define FOYER_TYPE_ARRIVALS (foyer_arrivals_get_type ())
G_DECLARE_FINAL_TYPE (FoyerArrivals, foyer_arrivals, FOYER, ARRIVALS, GObject)

typedef struct
{
  guint  entries;
  guint  exits;
  guint  refused;
  double rate;    /* entries a minute, over the last five */
} FoyerEntranceCounts;

FoyerArrivals *foyer_arrivals_new          (FoyerReplica        *replica,
                                            const FoyerUuid     *event_id);
gboolean       foyer_arrivals_is_ready     (FoyerArrivals       *self);
gboolean       foyer_arrivals_is_loading   (FoyerArrivals       *self);
/* Instants of minutes; FOYER_NONE when nobody came. */
gint64         foyer_arrivals_get_first    (FoyerArrivals       *self);
gint64         foyer_arrivals_get_last     (FoyerArrivals       *self);
/* Entries per minute of all entrances in the n minutes that begin at from. */
void           foyer_arrivals_get_minutes  (FoyerArrivals       *self,
                                            gint64               from,
                                            guint               *minutes,
                                            guint                n);
void           foyer_arrivals_get_entrance (FoyerArrivals       *self,
                                            const FoyerUuid     *list_id,
                                            gint64               now,
                                            FoyerEntranceCounts *counts);
GPtrArray     *foyer_arrivals_get_recent   (FoyerArrivals       *self); /* (element-type FoyerDoorAnswer) newest first */
/* Signal "changed". */

G_END_DECLS
