/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-order-detail.h"
#include "foyer-ticket.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A ticket of an order, with a menu of what can be done with it: order.… with its key. */
#define FOYER_TYPE_ORDER_TICKET_ROW (foyer_order_ticket_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOrderTicketRow, foyer_order_ticket_row, FOYER, ORDER_TICKET_ROW, AdwActionRow)

GtkWidget *foyer_order_ticket_row_new  (const FoyerTicket      *ticket,
                                        const FoyerOrderDetail *detail,
                                        GTimeZone              *zone);
/* Its second line. */
char      *foyer_order_ticket_row_text (const FoyerTicket      *ticket,
                                        const FoyerOrderDetail *detail,
                                        GTimeZone              *zone);

G_END_DECLS
