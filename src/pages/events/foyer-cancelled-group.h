/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What is left to do of a cancelled event: its message, its refunds, or to let it take place after
 * all. Hidden for others. */
#define FOYER_TYPE_CANCELLED_GROUP (foyer_cancelled_group_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCancelledGroup,
                      foyer_cancelled_group,
                      FOYER,
                      CANCELLED_GROUP,
                      AdwPreferencesGroup)

void foyer_cancelled_group_set_event (FoyerCancelledGroup *self,
                                      FoyerReplica *replica,
                                      const FoyerUuid *event_id);

G_END_DECLS
