/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-ticket-code.h"

G_BEGIN_DECLS

/* The public halves of the keys that sign for an event, revoked ones too; (element-type FoyerSigningKey). The device's own pair
 * is foyer_event_store_signing_key (). */
GArray *foyer_signing_key_store_list (FoyerDatabase   *db,
                                      const FoyerUuid *event_id,
                                      GError         **error);

G_END_DECLS
