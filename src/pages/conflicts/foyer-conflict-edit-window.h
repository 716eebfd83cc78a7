/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-conflict-item.h"
#include "foyer-edit-window.h"
#include "foyer-replica.h"

G_BEGIN_DECLS

/* What was edited twice: a sheet of one field under the other, of each what it is to be. */
#define FOYER_TYPE_CONFLICT_EDIT_WINDOW (foyer_conflict_edit_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerConflictEditWindow,
                      foyer_conflict_edit_window,
                      FOYER,
                      CONFLICT_EDIT_WINDOW,
                      FoyerEditWindow)

GtkWidget *foyer_conflict_edit_window_present (GtkWidget *from,
                                               FoyerReplica *replica,
                                               FoyerConflictItem *item);

G_END_DECLS
