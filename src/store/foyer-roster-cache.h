/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-feed.h"

G_BEGIN_DECLS

/* The rosters that somebody holds, one for each event, loaded in the background and then followed by the feed. Main thread.
 * Private to the layer. */
#define FOYER_TYPE_ROSTER_CACHE (foyer_roster_cache_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRosterCache, foyer_roster_cache, FOYER, ROSTER_CACHE, GObject)

/* feed (transfer none): to be freed after the cache. */
FoyerRosterCache *foyer_roster_cache_new        (const char       *path,
                                                 FoyerFeed        *feed);
FoyerRoster      *foyer_roster_cache_ref_roster (FoyerRosterCache *self,
                                                 const FoyerUuid  *event_id);

G_END_DECLS
