/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-transaction.h"
#include "foyer-uuid.h"

G_BEGIN_DECLS

/* Counts that are kept, so that a sale need not look at every ticket. Who writes tickets and orders does nothing for it: the
 * journal says what happened since. Private to the layer. */

/* counts (element FoyerTierCount) are of all tiers, as of now. *is_known is FALSE when nothing is kept, or so much has happened
 * since that counting is quicker. In a transaction what was brought up to date is kept. */
gboolean foyer_tier_tally_read   (FoyerDatabase    *db,
                                  const FoyerUuid  *event_id,
                                  GArray           *counts,
                                  gboolean         *is_known,
                                  GError          **error);
/* Keeps what was counted just now. Outside of a transaction nothing happens. */
gboolean foyer_tier_tally_keep   (FoyerDatabase    *db,
                                  const FoyerUuid  *event_id,
                                  const GArray     *counts,
                                  GError          **error);
/* Of all events: of what follows the journal tells nothing. */
gboolean foyer_tier_tally_forget (FoyerTransaction *transaction,
                                  GError          **error);

G_END_DECLS
