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
/* Which of them a list shows. */
typedef struct
{
  const FoyerUuid *event_id; /* (nullable): of all */
  int kind;                  /* a FoyerConflictKind; -1 for all */
  gboolean
      is_settled; /* those that are settled, the last settled first; else those that are open */
} FoyerConflictQuery;

/* At most so many of them; (element-type FoyerConflict). */
GPtrArray *foyer_conflict_store_page (FoyerDatabase *db,
                                      const FoyerConflictQuery *query,
                                      guint most,
                                      GError **error);
/* The events that have any, open or settled; (element-type FoyerUuid). */
GArray *foyer_conflict_store_events (FoyerDatabase *db, GError **error);
/* With events that are gone from their server, see FoyerEventWork; -1 with error. */
gint64
foyer_conflict_store_count_all (FoyerDatabase *db, const FoyerUuid *event_id, GError **error);
FoyerConflict *foyer_conflict_store_find (FoyerDatabase *db, const FoyerUuid *id, GError **error);

G_END_DECLS
