/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-transaction.h"

G_BEGIN_DECLS

/* What the journal's entries say; stored, never renumbered. */
typedef enum
{
  FOYER_ACTION_INSERT = 1,
  FOYER_ACTION_UPDATE = 2,
  FOYER_ACTION_REMOVE = 3,
  FOYER_ACTION_RESTORE = 4,
} FoyerAction;

/* For the undo, which knows keys and values but no rows. */
void     foyer_transaction_set_undone (FoyerTransaction   *self,
                                       gint64              change_set);
/* Removes or restores those rows of a range that are not so already, all of them in one statement. */
gboolean foyer_transaction_mark       (FoyerTransaction   *self,
                                       const FoyerRowType *type,
                                       gint64              first_key,
                                       gint64              last_key,
                                       gboolean            is_removed,
                                       GError            **error);
/* Sets one column back, when it still has the value expected; *is_kept when it has another. */
gboolean foyer_transaction_set_column (FoyerTransaction   *self,
                                       const FoyerRowType *type,
                                       gint64              key,
                                       const FoyerColumn  *column,
                                       sqlite3_value      *expected,
                                       sqlite3_value      *value,
                                       gboolean           *is_kept,
                                       GError            **error);
/* For tables that are no rows (codes, counters): the statement takes part, the journal does not name it. */
gboolean foyer_transaction_run        (FoyerTransaction   *self,
                                       sqlite3_stmt       *statement,
                                       GError            **error);

/* Writes the runs that are still open, so that the journal names all that was done so far. */
gboolean foyer_transaction_flush      (FoyerTransaction   *self,
                                       GError            **error);

G_END_DECLS
