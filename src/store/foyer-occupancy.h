/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-check-in-list.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* How many are inside by an entrance that has a limit: counted once, then carried along. Private to the layer. */
gboolean foyer_occupancy_read   (FoyerTransaction       *transaction,
                                 const FoyerCheckInList *list,
                                 gint64                 *n_inside,
                                 GError                **error);
gboolean foyer_occupancy_add    (FoyerTransaction       *transaction,
                                 const FoyerCheckInList *list,
                                 int                     delta,
                                 GError                **error);
/* It is not carried along any more, or something was taken back: to be counted anew when asked for. */
gboolean foyer_occupancy_forget (FoyerTransaction       *transaction,
                                 const FoyerUuid        *list_id,
                                 GError                **error);

G_END_DECLS
