/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-order.h"
#include "foyer-roster.h"
#include "foyer-ticket.h"
#include "foyer-tier.h"

G_BEGIN_DECLS

/* One position of the attendee list. It stays while the row behind it changes, and then emits "changed". */
#define FOYER_TYPE_ATTENDEE (foyer_attendee_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAttendee, foyer_attendee, FOYER, ATTENDEE, GObject)

gint64             foyer_attendee_get_key          (FoyerAttendee *self);
const FoyerTicket *foyer_attendee_get_ticket       (FoyerAttendee *self);
const char        *foyer_attendee_get_order_number (FoyerAttendee *self); /* (nullable) */
const FoyerTier   *foyer_attendee_get_tier         (FoyerAttendee *self); /* (nullable) */
FoyerAttendance    foyer_attendee_get_attendance   (FoyerAttendee *self);
char              *foyer_attendee_dup_answer       (FoyerAttendee *self,
                                                    const char    *question_code); /* (nullable) */

G_END_DECLS
