/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-badge.h"
#include "foyer-database.h"
#include "foyer-uuid.h"

G_BEGIN_DECLS

/* Reads the badges of attendees from the replica, one at a time: any number of them takes the memory of one. It belongs to the
 * thread of its connection. */
typedef struct _FoyerBadgeSource FoyerBadgeSource;

FoyerBadgeSource *foyer_badge_source_new  (FoyerDatabase     *db,
                                           const FoyerUuid   *event_id,
                                           GArray            *keys,
                                           GError           **error);
void              foyer_badge_source_free (FoyerBadgeSource  *self);
/* Badge n, borrowed until the next call: what a FoyerBadgeSheet asks for. */
const FoyerBadge *foyer_badge_source_get  (guint              n,
                                           gpointer           self,
                                           GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerBadgeSource, foyer_badge_source_free)

G_END_DECLS
