/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-row.h"

G_BEGIN_DECLS

/* Reading rows of any type, driven by their description. Columns of a SELECT come in the order of
 * foyer_row_store_columns (): key, id, version, updated_at, deleted_at, then the type's own. */
const char *foyer_row_store_columns     (const FoyerRowType  *type);
gpointer    foyer_row_store_read        (const FoyerRowType  *type,
                                         sqlite3_stmt        *statement);
/* "SELECT the columns FROM the table" and this tail, "WHERE … ORDER BY …": a static string, the statement is cached by its address.
 * Bind, step with foyer_database_step (), read with foyer_row_store_read () alone. */
sqlite3_stmt *foyer_row_store_select    (FoyerDatabase       *db,
                                         const FoyerRowType  *type,
                                         const char          *tail,
                                         GError             **error);
/* Steps it: the rows it gives; (element-type FoyerRow). */
GPtrArray  *foyer_row_store_read_all    (FoyerDatabase       *db,
                                         const FoyerRowType  *type,
                                         sqlite3_stmt        *statement,
                                         GError             **error);
/* Steps it: its first row, which is reset then. NULL without error when it has none. */
gpointer    foyer_row_store_read_first  (FoyerDatabase       *db,
                                         const FoyerRowType  *type,
                                         sqlite3_stmt        *statement,
                                         GError             **error);
gpointer    foyer_row_store_get         (FoyerDatabase       *db,
                                         const FoyerRowType  *type,
                                         gint64               key,
                                         GError             **error);
gpointer    foyer_row_store_find        (FoyerDatabase       *db,
                                         const FoyerRowType  *type,
                                         const FoyerUuid     *id,
                                         GError             **error);
/* The living rows of an event (or of all, with NULL), in sort_order or key order; (element-type FoyerRow). */
GPtrArray  *foyer_row_store_list        (FoyerDatabase       *db,
                                         const FoyerRowType  *type,
                                         const FoyerUuid     *event_id,
                                         GError             **error);

G_END_DECLS
