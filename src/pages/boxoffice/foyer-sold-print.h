/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-offer.h"
#include "foyer-receipt.h"
#include "foyer-sale-store.h"

G_BEGIN_DECLS

/* What is printed of a sale. Main thread: money is written by locale. mark: REAL: as the event says. copied_at: when it is printed
 * again, and says so; else FOYER_NONE. */
FoyerReceipt *foyer_sold_print_receipt (const FoyerSaleResult *sold,
                                        const FoyerOffer      *offer,
                                        GTimeZone             *zone,
                                        FoyerReceiptMark       mark,
                                        gint64                 copied_at);
/* Its tickets, one below the other, each to be cut off. */
FoyerReceipt *foyer_sold_print_tickets (const FoyerSaleResult *sold,
                                        const FoyerOffer      *offer,
                                        GTimeZone             *zone,
                                        FoyerReceiptMark       mark,
                                        gint64                 copied_at);

G_END_DECLS
