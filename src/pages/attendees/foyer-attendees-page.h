/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-list-page.h"
#include "foyer-replica.h"

G_BEGIN_DECLS

/* The attendees of an event: a table of any length, search, filters, acts on a selection, one person at the side. */
#define FOYER_TYPE_ATTENDEES_PAGE (foyer_attendees_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAttendeesPage, foyer_attendees_page, FOYER, ATTENDEES_PAGE, FoyerListPage)

GtkWidget *foyer_attendees_page_new       (FoyerReplica       *replica,
                                           GSettings          *settings,
                                           const FoyerUuid    *event_id);
/* The people with this condition and no others: see foyer_attendee_filter_show_only (). */
void       foyer_attendees_page_show_only (FoyerAttendeesPage *self,
                                           const char         *condition);

G_END_DECLS
