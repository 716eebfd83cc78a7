/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"
#include "foyer-ics-zone.h"
#include "foyer-recurrence.h"

G_BEGIN_DECLS

/* One VEVENT. Private to the layer. */
icalcomponent *
foyer_ics_event_new (const FoyerEvent *event, FoyerIcsZone *zone, const FoyerUuid *uid);
/* All that it says but its date: two dates with the same differ in nothing else. */
char *foyer_ics_event_digest (const FoyerEvent *event);
void
foyer_ics_event_add_rule (icalcomponent *component, const FoyerRecurrence *rule, guint n_dates);
void foyer_ics_event_add_exception (icalcomponent *component, FoyerIcsZone *zone, gint64 wall);
void foyer_ics_event_add_addition (icalcomponent *component, FoyerIcsZone *zone, gint64 wall);
/* It stands for the date of its series at this wall time. */
void foyer_ics_event_set_instead (icalcomponent *component, FoyerIcsZone *zone, gint64 wall);

G_END_DECLS
