/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-order.h"

G_BEGIN_DECLS

/* By number within an event; NULL without error when there is none. */
FoyerOrder *foyer_order_store_find       (FoyerDatabase    *db,
                                          const FoyerUuid  *event_id,
                                          const char       *order_number,
                                          GError          **error);
/* A number that no order of the event has: five characters that are told apart when read aloud. */
char       *foyer_order_store_new_number (FoyerDatabase    *db,
                                          const FoyerUuid  *event_id,
                                          GError          **error);

G_END_DECLS
