/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"
#include "foyer-sync-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One event: a header bar with a switcher, its pages below. A page is made when it is first shown.
 * Properties: "folded" (shows the way back), "page" (name of the page shown), "title" (read only). */
#define FOYER_TYPE_EVENT_VIEW (foyer_event_view_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventView, foyer_event_view, FOYER, EVENT_VIEW, GtkWidget)

/* event_id (nullable): none. */
void             foyer_event_view_set_event    (FoyerEventView   *self,
                                                FoyerReplica     *replica,
                                                GSettings        *settings,
                                                const FoyerUuid  *event_id);
const FoyerUuid *foyer_event_view_get_event_id (FoyerEventView   *self); /* (nullable) */
const char      *foyer_event_view_get_title    (FoyerEventView   *self); /* (nullable) */
const char      *foyer_event_view_get_page     (FoyerEventView   *self);
void             foyer_event_view_set_page     (FoyerEventView   *self,
                                                const char       *page);
/* The page by that name, made if need be; (nullable) without an event. */
GtkWidget       *foyer_event_view_get_child    (FoyerEventView   *self,
                                                const char       *page);

G_END_DECLS
