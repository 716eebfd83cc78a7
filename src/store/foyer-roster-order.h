/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-roster-image.h"
#include "foyer-roster.h"

G_BEGIN_DECLS

/* All slots of an image in the order of one column.
 *
 *   slots        ──── with a value, growing ────┬── without one ──
 *                                               n_filled
 *   slots[i] has FOYER_ORDER_NEW set where the value differs from the one before: equal ones are a run, in key order.
 *
 * Walked backwards run by run it is the descending order; those without a value come last in both. */
typedef struct
{
  guint    sort;     /* a FoyerRosterSort; a question is + its field in the image */
  guint    n;
  guint    n_filled;
  guint32 *slots;    /* (owned) */
} FoyerRosterOrder;

#define FOYER_ORDER_NEW     (1u << 29)
#define FOYER_ORDER_SLOT(x) ((x) & ~FOYER_ORDER_NEW)

/* For FOYER_SORT_TIER: the place of each tier number of the image, FOYER_ROSTER_NO_TIER for none. */
typedef guint8 FoyerTierRanks[256];

FoyerRosterOrder *foyer_roster_order_new   (const FoyerRosterImage *image,
                                            const FoyerTierRanks    ranks,
                                            guint                   sort,
                                            GCancellable           *cancellable);
void              foyer_roster_order_patch (FoyerRosterOrder       *self,
                                            const FoyerRosterImage *image,
                                            const FoyerTierRanks    ranks,
                                            const guint32          *changed,
                                            guint                   n_changed);
void              foyer_roster_order_unref (FoyerRosterOrder       *self);
int               foyer_roster_order_compare (const FoyerRosterImage *image,
                                            const FoyerTierRanks    ranks,
                                            guint                   sort,
                                            guint                   a,
                                            guint                   b);

/* Sorting is by the first eight bytes, then within equals by the next eight, and so on. */
typedef struct
{
  guint64 prefix;    /* big-endian, zeros behind the end */
  guint64 slot : 30;
  guint64 at : 34;   /* where the value goes on behind the prefix; 0 where it does not */
} FoyerSortEntry;

void              foyer_sort_entries       (FoyerSortEntry         *entries,
                                            FoyerSortEntry         *spare,
                                            guint                   n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerRosterOrder, foyer_roster_order_unref)

G_END_DECLS
