/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-conflict-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A conflict in the list: what happened, to what, of which event, when. */
#define FOYER_TYPE_CONFLICT_ROW (foyer_conflict_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerConflictRow, foyer_conflict_row, FOYER, CONFLICT_ROW, GtkWidget)

GtkWidget *foyer_conflict_row_new (void);
void foyer_conflict_row_set_item (FoyerConflictRow *self, FoyerConflictItem *item); /* (nullable) */
const char *foyer_conflict_row_get_icon (FoyerReportKind kind);

G_END_DECLS
