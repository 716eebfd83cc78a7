/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-order-acts-store.h"
#include "foyer-order-money.h"
#include "foyer-till-details.h"

G_BEGIN_DECLS

gboolean         foyer_order_acts_invalid     (GError               **error,
                                               const char            *sentence);
/* Which of the order's tickets; NULL with NOT_FOUND: one of them is not there. None given: those that stand. (element-type
 * FoyerTicket), borrowed from money. */
GPtrArray       *foyer_order_acts_find_tickets (const FoyerOrderMoney *money,
                                               const FoyerUuid       *ticket_ids,
                                               guint                  n_tickets,
                                               GError               **error);
/* Cancels them, those that stand, and notes it in the book. total: what the order costs then. */
gboolean         foyer_order_acts_end_tickets (FoyerTillBook         *book,
                                               FoyerOrderMoney       *money,
                                               GPtrArray             *tickets,
                                               gboolean               is_refunded,
                                               gint64                 total,
                                               const char            *reason,
                                               GError               **error);
FoyerTicket     *foyer_order_acts_get_ticket  (FoyerDatabase         *db,
                                               const FoyerUuid       *ticket_id,
                                               GError               **error);

G_END_DECLS
