/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-plain-act.h"
#include "foyer-replica.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Does it on the database thread. The window around from (nullable) says what was done, with Undo,
 * or why it was not. */
void foyer_event_act (FoyerEventAct act,
                      GtkWidget *from,
                      FoyerReplica *replica,
                      const FoyerUuid *event_id);
/* A template's or an event's new name, the same way. */
void foyer_event_rename (GtkWidget *from,
                         FoyerReplica *replica,
                         const FoyerUuid *event_id,
                         const char *title);

G_END_DECLS
