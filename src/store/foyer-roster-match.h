/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-roster-order.h"

G_BEGIN_DECLS

/* Finds the rows that fit a query. Remembers what the last words found, so that the next letter only looks at what is left. */
typedef struct _FoyerRosterMatcher FoyerRosterMatcher;

FoyerRosterMatcher *foyer_roster_matcher_new    (void);
void                foyer_roster_matcher_free   (FoyerRosterMatcher     *self);
void                foyer_roster_matcher_forget (FoyerRosterMatcher     *self);
guint64            *foyer_roster_matcher_run    (FoyerRosterMatcher     *self,
                                                 const FoyerRosterImage *image,
                                                 const FoyerTierRanks    ranks,
                                                 const FoyerRosterQuery *query,
                                                 GCancellable           *cancellable);
GPtrArray          *foyer_roster_split_words    (const char             *folded);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerRosterMatcher, foyer_roster_matcher_free)

G_END_DECLS
