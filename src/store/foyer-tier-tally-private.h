/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-row.h"

G_BEGIN_DECLS

/* Between foyer-tier-tally.c and foyer-tier-tally-journal.c. */

/* Beyond these counting is quicker. */
#define FOYER_TALLY_ENTRIES_MOST 20000
#define FOYER_TALLY_ROWS_MOST    5000

/* As what an order's tickets count. */
typedef enum
{
  FOYER_SHARE_SOLD,
  FOYER_SHARE_HELD,
  FOYER_SHARE_NONE,
} FoyerShare;

/* What decides about a ticket (its tier, its order, whether it is cancelled), and about an order (its share). */
typedef struct
{
  FoyerUuid  event_id;
  FoyerUuid  order_id;
  FoyerUuid  tier_id;
  gboolean   is_cancelled;
  FoyerShare share;
  gboolean   is_deleted;
} FoyerTallyState;

typedef enum
{
  FOYER_KNOWN_EVENT  = 1 << 0,
  FOYER_KNOWN_ORDER  = 1 << 1,
  FOYER_KNOWN_TIER   = 1 << 2,
  FOYER_KNOWN_STATUS = 1 << 3,
} FoyerKnown;

/* A row that the journal names, with as much of what it was then as it tells. */
typedef struct
{
  gint64          key;
  FoyerKnown      known;
  FoyerTallyState then;
} FoyerTouched;

typedef struct
{
  FoyerDatabase   *db;
  const FoyerUuid *event_id;
  gint64           change_set; /* the last entry that was worked in */
  gint64           position;
  GArray          *ranges;   /* (owned) of rows that were inserted, removed, restored */
  GHashTable      *tickets;  /* (owned) key → FoyerTouched */
  GHashTable      *orders;   /* (owned) key → FoyerTouched */
  GArray          *counts;   /* of FoyerTierCount */
  gboolean         is_known; /* FALSE once it is too much */
} FoyerTally;

void          foyer_tally_init          (FoyerTally         *self,
                                         FoyerDatabase      *db,
                                         const FoyerUuid    *event_id,
                                         GArray             *counts);
void          foyer_tally_clear         (FoyerTally         *self);
/* Reads on from the entry that was worked in. */
gboolean      foyer_tally_read_journal  (FoyerTally         *self,
                                         GError            **error);
FoyerTouched *foyer_tally_touch         (GHashTable         *rows,
                                         gint64              key);
gboolean      foyer_tally_was_inserted  (const FoyerTally   *self,
                                         const FoyerRowType *type,
                                         gint64              key);
/* now, as far as it is not known to have been otherwise. */
void          foyer_tally_look_back     (const FoyerTally      *self,
                                         const FoyerRowType    *type,
                                         gint64                 key,
                                         const FoyerTallyState *now,
                                         FoyerTallyState       *then);

FoyerUuid     foyer_tally_take_id       (sqlite3_stmt       *statement,
                                         int                 result);
gboolean      foyer_tally_take_cancelled (sqlite3_stmt      *statement,
                                         int                 result);
FoyerShare    foyer_tally_take_share    (sqlite3_stmt       *statement,
                                         int                 result);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerTally, foyer_tally_clear)

G_END_DECLS
