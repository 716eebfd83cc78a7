/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "foyer-check-in-list.h"

G_BEGIN_DECLS

/* One entrance being edited: name, tickets taken, times, rules.
 * Signals "edited" and "removed": void (FoyerEntranceRow *). */
#define FOYER_TYPE_ENTRANCE_ROW (foyer_entrance_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEntranceRow, foyer_entrance_row, FOYER, ENTRANCE_ROW, AdwExpanderRow)

GtkWidget        *foyer_entrance_row_new        (const FoyerCheckInList *list,
                                                 GPtrArray              *tiers,
                                                 GTimeZone              *zone,
                                                 gint64                  start);
gboolean          foyer_entrance_row_is_valid   (FoyerEntranceRow       *self);
FoyerCheckInList *foyer_entrance_row_make_list  (FoyerEntranceRow       *self);
const FoyerCheckInList *foyer_entrance_row_get_list (FoyerEntranceRow   *self);
void              foyer_entrance_row_set_removable (FoyerEntranceRow    *self,
                                                 gboolean                removable);

G_END_DECLS
