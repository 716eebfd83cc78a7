/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

G_BEGIN_DECLS

/* Where the one desk of its type for an event is found by all windows over the same replica. The desk itself lives as long as one
 * of these holds it. (transfer none), as long as the replica. */
GWeakRef *foyer_shared_desk_find (FoyerReplica    *replica,
                                  GType            type,
                                  const FoyerUuid *event_id);

G_END_DECLS
