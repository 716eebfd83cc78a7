/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-attendee-text.h"
#include "foyer-text-cell.h"

G_BEGIN_DECLS

/* One cell of the table: follows the attendee at its position. */
#define FOYER_TYPE_ATTENDEE_CELL (foyer_attendee_cell_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAttendeeCell, foyer_attendee_cell, FOYER, ATTENDEE_CELL, FoyerTextCell)

GtkWidget     *foyer_attendee_cell_new          (FoyerAttendeeField  field,
                                                 GTimeZone          *zone);
GtkWidget     *foyer_attendee_cell_new_question (const char         *question_code);
void           foyer_attendee_cell_set_attendee (FoyerAttendeeCell  *self,
                                                 FoyerAttendee      *attendee); /* (nullable) */
FoyerAttendee *foyer_attendee_cell_get_attendee (FoyerAttendeeCell  *self);     /* (nullable) */

G_END_DECLS
