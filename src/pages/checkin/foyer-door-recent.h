/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-door-answer.h"

G_BEGIN_DECLS

/* The last facts of an event as answers, newest first, what was taken back marked so; (element-type FoyerDoorAnswer).
 * list_id nil: of all entrances. Reads at most n facts and as many tickets. */
GPtrArray *foyer_door_recent (FoyerDatabase    *db,
                              const FoyerUuid  *event_id,
                              const FoyerUuid  *list_id,
                              guint             n,
                              GError          **error);

G_END_DECLS
