/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-edit-conflict.h"

G_BEGIN_DECLS

/* What is done about a conflict: each is one change set that settles it too, syncs and can be
 * undone. A conflict that was settled meanwhile is refused with CONFLICT and a sentence. Not on the
 * main thread. change_set: (out) (optional). */

/* What one of the fields is to be. */
typedef struct
{
  const FoyerColumn *column;
  FoyerSettleChoice choice;
} FoyerFieldChoice;

/* typed: (nullable): a row of the conflict's type that holds what was typed. */
gboolean foyer_conflict_acts_choose (FoyerDatabase *db,
                                     const FoyerUuid *conflict_id,
                                     const FoyerFieldChoice *choices,
                                     guint n_choices,
                                     gconstpointer typed,
                                     gint64 *change_set,
                                     GError **error);
/* It is fine as it is. */
gboolean foyer_conflict_acts_accept (FoyerDatabase *db,
                                     const FoyerUuid *conflict_id,
                                     gint64 *change_set,
                                     GError **error);
/* Its ticket lets nobody in any more. */
gboolean foyer_conflict_acts_block (FoyerDatabase *db,
                                    const FoyerUuid *conflict_id,
                                    gint64 *change_set,
                                    GError **error);
/* Tiers, shared places and event get as many places as are taken. */
gboolean foyer_conflict_acts_raise (FoyerDatabase *db,
                                    const FoyerUuid *conflict_id,
                                    gint64 *change_set,
                                    GError **error);
/* What was removed is there again. */
gboolean foyer_conflict_acts_bring_back (FoyerDatabase *db,
                                         const FoyerUuid *conflict_id,
                                         gint64 *change_set,
                                         GError **error);
/* It waits for a decision again. */
gboolean foyer_conflict_acts_reopen (FoyerDatabase *db,
                                     const FoyerUuid *conflict_id,
                                     gint64 *change_set,
                                     GError **error);

G_END_DECLS
