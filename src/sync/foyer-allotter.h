/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-account.h"
#include "foyer-database.h"

G_BEGIN_DECLS

/* Fetches places for this desk, and gives back what is too much. What it decides is
 * foyer_allotment_policy_plan (); what it does holds at any moment:
 *
 *   fetch       ask ─▸ the server takes them out of the sale ─▸ they are here
 *               lost on the way: the next news bring them
 *   give back   they are not sold any more (on disk) ─▸ ask to keep the rest ─▸ they are others'
 *               lost on the way: ask again for the same, as often as it takes
 *
 * On the thread of the sync. */
typedef struct _FoyerAllotter FoyerAllotter;

FoyerAllotter *
foyer_allotter_new (FoyerAccount *account, FoyerDatabase *db, gint64 server_key);
/* After a round in which all was told and all came. */
gboolean foyer_allotter_run (FoyerAllotter *self, GCancellable *cancellable, GError **error);
/* n more of a tier, now; some in advance may come along. is_wished: somebody asks by hand, and they
 * stay. Gives how many came; -1 with error. */
gint64 foyer_allotter_fetch (FoyerAllotter *self,
                             const FoyerUuid *event_id,
                             const FoyerUuid *tier_id,
                             gint64 n,
                             gboolean is_wished,
                             GCancellable *cancellable,
                             GError **error);
/* All that is left here and no cart holds, also what was asked for by hand; (nullable) all tiers. */
gboolean foyer_allotter_give_back (FoyerAllotter *self,
                                   const FoyerUuid *event_id,
                                   const FoyerUuid *tier_id,
                                   GCancellable *cancellable,
                                   GError **error);
void foyer_allotter_free (FoyerAllotter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerAllotter, foyer_allotter_free)

G_END_DECLS
