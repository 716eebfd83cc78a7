/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-uuid.h"

G_BEGIN_DECLS

/* Practising happens in a replica of its own, beside the real one, made of the event's own rows and no guests. It is never in step
 * with a server, and thrown away at will; its tickets say what they are. So nothing that is done there can count. */

/* "training-….foyer" beside the replica. */
char    *foyer_training_store_dup_path (const char       *replica_path,
                                        const FoyerUuid  *event_id);
/* Whether a replica at this path is one. */
gboolean foyer_training_store_is_training (const char    *replica_path);
/* Makes it anew, whatever was there. Not for the main thread. */
gboolean foyer_training_store_make     (FoyerDatabase    *db,
                                        const FoyerUuid  *event_id,
                                        const char       *path,
                                        GError          **error);
/* Everything of it, when no program has it open. */
void     foyer_training_store_remove   (const char       *path);

G_END_DECLS
