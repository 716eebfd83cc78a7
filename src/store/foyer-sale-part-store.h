/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sale-store.h"

G_BEGIN_DECLS

/* An order that is paid in parts: each part is on disk before the next is asked for, so that no
 * money that was taken is lost with a power cut.
 *
 *   foyer_sale_store_sell, a part ─▸ PENDING ── foyer_sale_store_pay, the rest ─▸ COMPLETED
 *                                      ├─ give_back: a part of it
 *                                      ├─ void, when nothing of it is left ─▸ EXPIRED, its places are free
 *                                      └─ leave: it waits for the rest
 */

/* An order with its tickets that stand, the payments that did not go back, and what is due. */
FoyerSaleResult *
foyer_sale_part_store_load (FoyerDatabase *db, const FoyerUuid *order_id, GError **error);
/* The same with the tickets that ended, and with refunds. */
FoyerSaleResult *foyer_sale_part_store_load_whole (FoyerDatabase *db,
                                                   const FoyerUuid *order_id,
                                                   GError **error);
/* What somebody left in the middle at this desk, and not on purpose. NULL without error: there is
 * none. */
FoyerSaleResult *
foyer_sale_part_store_find_begun (FoyerDatabase *db, const FoyerUuid *event_id, GError **error);
/* The rest is paid another time. name, email: (nullable) who pays it. */
gboolean foyer_sale_part_store_leave (FoyerTransaction *transaction,
                                      const FoyerUuid *order_id,
                                      const char *name,
                                      const char *email,
                                      GError **error);
/* A payment of an order that waits for its rest goes back as it came. */
gboolean foyer_sale_part_store_give_back (FoyerTransaction *transaction,
                                          const FoyerUuid *order_id,
                                          const FoyerUuid *payment_id,
                                          const FoyerTillActor *actor,
                                          GError **error);

G_END_DECLS
