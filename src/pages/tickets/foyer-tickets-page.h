/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An event's tickets: its tiers, its promo codes, and what a buyer sees of both. */
#define FOYER_TYPE_TICKETS_PAGE (foyer_tickets_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTicketsPage, foyer_tickets_page, FOYER, TICKETS_PAGE, GtkWidget)

GtkWidget *foyer_tickets_page_new (FoyerReplica    *replica,
                                   GSettings       *settings,
                                   const FoyerUuid *event_id);
/* Opens what edits a row of “ticket_tiers”, “quotas” or “promo_codes”, once the tickets are read. */
void       foyer_tickets_page_show_row (FoyerTicketsPage *self,
                                        const char       *table,
                                        gint64            key);

G_END_DECLS
