/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-event.h"

G_BEGIN_DECLS

/* Events as iCalendar, RFC 5545, for calendars of guests and colleagues. Where to join a virtual
 * event is never in it. Not for the main thread when a series may be long. The texts are UTF-8,
 * folded, with CRLF. */

/* One event, whether of a series or not. */
char *foyer_event_ics_new_for_event (FoyerDatabase *db, const FoyerUuid *event_id, GError **error);
/* A series as one rule, with what differs from it. */
char *
foyer_event_ics_new_for_series (FoyerDatabase *db, const FoyerUuid *series_id, GError **error);
/* All living events, without templates and the archive. */
char *foyer_event_ics_new_for_all (FoyerDatabase *db, GError **error);

G_END_DECLS
