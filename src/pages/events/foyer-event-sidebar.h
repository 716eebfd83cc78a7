/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* All events with a search, by Today, Upcoming, Drafts, Past, and Archived where asked for.
 * Choosing one activates win.open-event (s). Properties (read only): "n-events" (-1 until loaded).
 */
#define FOYER_TYPE_EVENT_SIDEBAR (foyer_event_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventSidebar, foyer_event_sidebar, FOYER, EVENT_SIDEBAR, GtkWidget)

void foyer_event_sidebar_set_replica (FoyerEventSidebar *self, FoyerReplica *replica);
/* Marks the event that is shown; nil for none. */
void foyer_event_sidebar_select (FoyerEventSidebar *self, const FoyerUuid *event_id);
/* The event to show when none was chosen: the first of the list. FALSE when there is none. */
gboolean foyer_event_sidebar_get_first (FoyerEventSidebar *self, FoyerUuid *event_id);
gboolean foyer_event_sidebar_has_event (FoyerEventSidebar *self, const FoyerUuid *event_id);
void foyer_event_sidebar_set_shows_archived (FoyerEventSidebar *self, gboolean shows_archived);
void foyer_event_sidebar_focus_search (FoyerEventSidebar *self);
int foyer_event_sidebar_get_n_events (FoyerEventSidebar *self);

G_END_DECLS
