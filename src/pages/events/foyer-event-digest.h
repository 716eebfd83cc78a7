/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-store.h"
#include "foyer-roster.h"

G_BEGIN_DECLS

typedef struct
{
  char     *name;  /* (owned) */
  gint64    sold;  /* not cancelled */
  gint64    total; /* FOYER_NONE for no limit */
} FoyerTierDigest;

/* The numbers of one event, counted at one moment. */
typedef struct
{
  FoyerRosterCounts counts;
  gint64            n_unprinted; /* badges of those who may come */
  gint64            n_conflicts; /* that wait for a decision */
  GArray           *tiers;       /* (element-type FoyerTierDigest) */
} FoyerEventDigest;

/* Any thread, with a connection of that thread. */
FoyerEventDigest *foyer_event_digest_new       (FoyerRoster            *roster,
                                                FoyerDatabase          *db,
                                                const FoyerUuid        *event_id,
                                                GError                **error);
void              foyer_event_digest_free      (FoyerEventDigest       *self);
gint64            foyer_event_digest_get_going (const FoyerEventDigest *self); /* all but the cancelled */
gint64            foyer_event_digest_get_arrived (const FoyerEventDigest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEventDigest, foyer_event_digest_free)

G_END_DECLS
