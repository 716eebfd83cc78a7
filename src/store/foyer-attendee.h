/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-keyed-item.h"
#include "foyer-order.h"
#include "foyer-roster.h"
#include "foyer-ticket.h"
#include "foyer-tier.h"

G_BEGIN_DECLS

/* One position of the attendee list. */
#define FOYER_TYPE_ATTENDEE (foyer_attendee_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAttendee, foyer_attendee, FOYER, ATTENDEE, FoyerKeyedItem)

const FoyerTicket *foyer_attendee_get_ticket       (FoyerAttendee *self); /* (nullable) */
const char        *foyer_attendee_get_order_number (FoyerAttendee *self); /* (nullable) */
const FoyerTier   *foyer_attendee_get_tier         (FoyerAttendee *self); /* (nullable) */
FoyerAttendance    foyer_attendee_get_attendance   (FoyerAttendee *self);
char              *foyer_attendee_dup_answer       (FoyerAttendee *self,
                                                    const char    *question_code); /* (nullable) */

/* The state that a ticket shows. order (nullable): of the ticket. */
FoyerAttendance    foyer_attendance_of             (const FoyerTicket *ticket,
                                                    const FoyerOrder  *order);

G_END_DECLS
