/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What an event lacks before people may see it: each line leads to its field. Follows what is mended meanwhile. */
#define FOYER_TYPE_PUBLISH_WINDOW (foyer_publish_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPublishWindow, foyer_publish_window, FOYER, PUBLISH_WINDOW, AdwWindow)

/* Publishes at once when nothing is missing, else asks. */
void foyer_publish_window_present (GtkWidget       *from,
                                   FoyerReplica    *replica,
                                   const FoyerUuid *event_id);

G_END_DECLS
