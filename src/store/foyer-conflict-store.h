/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-conflict.h"
#include "foyer-database.h"

G_BEGIN_DECLS

/* What contradicts each other and is to be settled by a person. What an edit that met an edit is
 * about is read by FoyerEditConflict of the layer above. */

/* Open ones, the newest first, of an event or of all with NULL; (element-type FoyerConflict). */
GPtrArray *foyer_conflict_store_list (FoyerDatabase *db, const FoyerUuid *event_id, GError **error);
/* How many are open; -1 with error. */
gint64 foyer_conflict_store_count (FoyerDatabase *db, const FoyerUuid *event_id, GError **error);
FoyerConflict *foyer_conflict_store_find (FoyerDatabase *db, const FoyerUuid *id, GError **error);

G_END_DECLS
