/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "foyer-replica.h"

G_BEGIN_DECLS

/* Puts somebody on the list who came without a ticket. */
#define FOYER_TYPE_WALK_IN_WINDOW (foyer_walk_in_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerWalkInWindow, foyer_walk_in_window, FOYER, WALK_IN_WINDOW, AdwWindow)

/* What happened is told by a toast at from. */
GtkWidget *foyer_walk_in_window_present (GtkWidget       *from,
                                         FoyerReplica    *replica,
                                         const FoyerUuid *event_id);

G_END_DECLS
