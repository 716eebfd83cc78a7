/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-attendee-columns.h"

G_BEGIN_DECLS

/* One cell of the attendee table. */
#define FOYER_TYPE_ATTENDEE_CELL (foyer_attendee_cell_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAttendeeCell, foyer_attendee_cell, FOYER, ATTENDEE_CELL, FoyerListCell)

GtkWidget *foyer_attendee_cell_new (const FoyerListColumn *column,
                                    GTimeZone             *zone);

G_END_DECLS
