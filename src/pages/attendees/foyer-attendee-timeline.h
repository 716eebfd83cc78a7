/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "foyer-database.h"
#include "foyer-ticket.h"

G_BEGIN_DECLS

/* What happened to a ticket, the last first: check-ins, refusals, prints. */
void foyer_attendee_timeline_fill (GtkBox            *box,
                                   FoyerDatabase     *reader,
                                   const FoyerTicket *ticket,
                                   GTimeZone         *zone);

G_END_DECLS
