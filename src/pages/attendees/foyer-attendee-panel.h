/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "foyer-replica.h"

G_BEGIN_DECLS

/* One attendee beside the table: who, the codes, what happened; edited in place, each field saved by itself. Its buttons activate
 * the actions of the page around it. */
#define FOYER_TYPE_ATTENDEE_PANEL (foyer_attendee_panel_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAttendeePanel, foyer_attendee_panel, FOYER, ATTENDEE_PANEL, GtkWidget)

void   foyer_attendee_panel_set_event (FoyerAttendeePanel *self,
                                       FoyerReplica       *replica,
                                       const FoyerUuid    *event_id,
                                       GTimeZone          *zone);
/* 0: nobody. */
void   foyer_attendee_panel_set_key   (FoyerAttendeePanel *self,
                                       gint64              key);
gint64 foyer_attendee_panel_get_key   (FoyerAttendeePanel *self);
/* Reads the person again; what is being typed stays. */
void   foyer_attendee_panel_reload    (FoyerAttendeePanel *self);

G_END_DECLS
