/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-pending.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* What a server has in columns that keep another value here, because it is not told yet or was
 * refused. In a transaction. Private to the layer. */
gboolean foyer_held_values_keep (FoyerTransaction *transaction,
                                 gconstpointer row, /* as the server has it */
                                 gint64 key,
                                 FoyerColumnSet columns,
                                 gboolean is_fresh, /* newer than what may be held already */
                                 GError **error);
gboolean foyer_held_values_forget (FoyerTransaction *transaction,
                                   const FoyerRowType *type,
                                   gint64 key,
                                   GError **error);
/* Writes those back that are pending in neither. */
gboolean foyer_held_values_let_go (FoyerTransaction *transaction,
                                   FoyerPending *pending,
                                   FoyerPending *earlier, /* (nullable) */
                                   GError **error);
/* Puts them into row, and says which. */
gboolean
foyer_held_values_read (FoyerDatabase *db, gpointer row, FoyerColumnSet *columns, GError **error);
gboolean foyer_held_values_is_empty (FoyerDatabase *db);

G_END_DECLS
