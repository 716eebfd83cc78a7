/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"

G_BEGIN_DECLS

#define FOYER_APPLICATION_ID 0x466f7965 /* "Foye" */

/* Schemas by number. A migration that was released is never edited; the next one is added. Private to the layer. */
guint    foyer_migrations_latest (void);
/* Is it a Foyer file that this program understands? Changes nothing. */
gboolean foyer_migrations_check  (FoyerDatabase *db, GError **error);
/* Brings it to the latest schema, a transaction for each step. */
gboolean foyer_migrations_run    (FoyerDatabase *db, GError **error);

G_END_DECLS
