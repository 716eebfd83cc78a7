/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-changes.h"
#include "foyer-ticket.h"

G_BEGIN_DECLS

/* The columnar mirror of one event's attendees: what makes search, filter, sort and count instant at a million rows.
 *
 *   keys[]    tiers[]   states[]   arrivals[]     one slot per row, in key order
 *   text      "name␟company␟email␟order␟code\n…"  folded, one mapped file, scanned by brute force (16 bytes a step)
 *   answers   "a1␟a2␟…\n…"                        folded, for sorting by a question
 *   order[c]  slots in the order of column c      made when first asked for
 *
 * It is built from the replica once, kept in the user's cache as a mapped file, and brought up to date from the journal. The
 * cache is only ever a copy: it is dropped and made anew when it does not fit the replica. */
#define FOYER_TYPE_ROSTER (foyer_roster_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRoster, foyer_roster, FOYER, ROSTER, GObject)

/* What a person sees as the state of a ticket. Bits of FoyerRosterQuery.states. */
typedef enum
{
  FOYER_ATTENDANCE_EXPECTED,
  FOYER_ATTENDANCE_UNPAID,
  FOYER_ATTENDANCE_INSIDE,
  FOYER_ATTENDANCE_LEFT,
  FOYER_ATTENDANCE_CANCELLED,
  FOYER_N_ATTENDANCES,
} FoyerAttendance;

typedef enum
{
  FOYER_SORT_NAME,
  FOYER_SORT_COMPANY,
  FOYER_SORT_EMAIL,
  FOYER_SORT_ORDER,
  FOYER_SORT_CODE,
  FOYER_SORT_TIER,
  FOYER_SORT_STATE,
  FOYER_SORT_ARRIVED,
  FOYER_SORT_ADDED,     /* key order */
  FOYER_SORT_QUESTION,  /* + index of the question */
} FoyerRosterSort;

typedef struct
{
  const char *text;         /* (nullable) words as typed; every word must occur somewhere */
  guint64     tiers;        /* bit n: the tier at index n of the event's tiers in sort order; 0 takes all */
  guint       states;       /* bits of FoyerAttendance; 0 takes all */
  gint64      arrived_from; /* FOYER_NONE for open */
  gint64      arrived_to;
  gboolean    unprinted;    /* only those whose badge was never printed */
  guint       sort;
  gboolean    descending;
} FoyerRosterQuery;

typedef struct
{
  gint64 total;
  gint64 by_state[FOYER_N_ATTENDANCES];
} FoyerRosterCounts;

/* An empty roster, not ready: cheap, any thread. cache_dir (nullable): no file kept. */
FoyerRoster *foyer_roster_new        (const FoyerUuid         *event_id,
                                      const char              *cache_dir);
/* Loads or builds it, once, on the calling thread, with a connection of that thread. Until then it counts and selects nothing. */
gboolean     foyer_roster_load       (FoyerRoster             *self,
                                      FoyerDatabase           *db,
                                      GCancellable            *cancellable,
                                      GError                 **error);
/* It is loaded, and whoever keeps it up to date tells it of all that comes. "is-ready" is notified on the main thread. */
void         foyer_roster_set_ready  (FoyerRoster             *self);
gboolean     foyer_roster_is_ready   (FoyerRoster             *self);
/* There was no file to load: it takes longer. Signal "making" on the main thread. */
gboolean     foyer_roster_is_making  (FoyerRoster             *self);
/* Applies a batch of changes read on db: reads the rows named as they are now, so a batch may be applied twice. Any thread;
 * readers go on meanwhile. FALSE with error when it must be built anew. */
gboolean     foyer_roster_update     (FoyerRoster             *self,
                                      FoyerDatabase           *db,
                                      const FoyerChanges      *changes,
                                      GError                 **error);
/* Keys of the rows that fit, in the asked order; (element-type gint64). Any thread. NULL when cancelled. */
GArray      *foyer_roster_select     (FoyerRoster             *self,
                                      const FoyerRosterQuery  *query,
                                      GCancellable            *cancellable);
/* Counts of all, per state, and for tier n when tier is not -1. Any thread. */
void         foyer_roster_count      (FoyerRoster             *self,
                                      int                      tier,
                                      FoyerRosterCounts       *counts);
guint        foyer_roster_get_n_rows (FoyerRoster             *self);

G_END_DECLS
