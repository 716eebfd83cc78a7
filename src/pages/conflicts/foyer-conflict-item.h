/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-conflict-report.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* A conflict in the inbox. What it says is read when it is first looked at. Notifies "report" when
 * that may be something else by now. */
#define FOYER_TYPE_CONFLICT_ITEM (foyer_conflict_item_get_type ())
G_DECLARE_FINAL_TYPE (FoyerConflictItem, foyer_conflict_item, FOYER, CONFLICT_ITEM, GObject)

/* Take conflict or work. */
FoyerConflictItem *foyer_conflict_item_new (FoyerDatabase *reader, FoyerConflict *conflict);
FoyerConflictItem *foyer_conflict_item_new_gone (FoyerDatabase *reader, FoyerEventWork *work);
/* The conflict's id, or the event's that is gone. */
const FoyerUuid *foyer_conflict_item_get_id (FoyerConflictItem *self);
const FoyerConflictReport *foyer_conflict_item_get_report (FoyerConflictItem *self);
/* (transfer full): the same, read anew. */
FoyerConflictReport *foyer_conflict_item_dup_report (FoyerConflictItem *self);
/* Takes what the other has, of the same conflict. */
void foyer_conflict_item_take (FoyerConflictItem *self, FoyerConflictItem *other);

G_END_DECLS
