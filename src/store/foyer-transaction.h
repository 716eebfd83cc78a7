/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-row.h"

G_BEGIN_DECLS

/* Every write to the replica goes through here.
 *
 *   begin ── insert/update/remove/restore ──┬── commit   one change set in the journal, numbered
 *                                           └── free     rolled back, nothing happened
 *
 * The journal keeps, per touched row, the columns that changed with their values before and after; neighbouring inserts of
 * one table fold into one range entry, so that an import of 100 000 rows journals a handful. It is three things at once: the undo
 * (the inverse change set; redo is the undo of an undo), the change feed by which open windows and other processes notice, and
 * later the outbox.
 * Removing sets deleted_at; rows are never erased by an act. */
typedef struct _FoyerTransaction FoyerTransaction;

FoyerTransaction *foyer_transaction_begin   (FoyerDatabase     *db,
                                             const char        *kind,   /* token: "import", "edit-attendee", … */
                                             GError           **error);
gboolean          foyer_transaction_insert  (FoyerTransaction  *self,
                                             gpointer           row,    /* key, updated_at and a nil id are filled in */
                                             GError           **error);
/* Writes the columns in which after differs from before; before is what the caller saw. Nothing differs: nothing is written. */
gboolean          foyer_transaction_update  (FoyerTransaction  *self,
                                             gconstpointer      before,
                                             gpointer           after,
                                             GError           **error);
gboolean          foyer_transaction_remove  (FoyerTransaction  *self,
                                             gconstpointer      row,
                                             GError           **error);
gboolean          foyer_transaction_restore (FoyerTransaction  *self,
                                             gconstpointer      row,
                                             GError           **error);
FoyerDatabase    *foyer_transaction_get_db  (FoyerTransaction  *self);
/* change_set: (out) (optional): 0 when nothing was written. Frees self, also on failure (then rolled back). */
gboolean          foyer_transaction_commit  (FoyerTransaction  *self,
                                             gint64            *change_set,
                                             GError           **error);
void              foyer_transaction_free    (FoyerTransaction  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerTransaction, foyer_transaction_free)

/* Applies the inverse of a change set as a new one. A column that was changed again since keeps its newer value: n_kept counts those. */
gboolean          foyer_journal_undo        (FoyerDatabase     *db,
                                             gint64             change_set,
                                             gint64            *undo_set,
                                             guint             *n_kept,
                                             GError           **error);

G_END_DECLS
