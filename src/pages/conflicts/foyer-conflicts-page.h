/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The inbox of conflicts: of all events or one, of all kinds or one, open or settled.
 * Properties: "folded" (shows the way back). Actions: conflicts.settled (stateful),
 * conflicts.reload. */
#define FOYER_TYPE_CONFLICTS_PAGE (foyer_conflicts_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerConflictsPage, foyer_conflicts_page, FOYER, CONFLICTS_PAGE, GtkWidget)

GtkWidget *foyer_conflicts_page_new (FoyerReplica *replica);
/* Those of this event alone, open ones of all kinds; (nullable) of all. */
void foyer_conflicts_page_show_event (FoyerConflictsPage *self, const FoyerUuid *event_id);

G_END_DECLS
