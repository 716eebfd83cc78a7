/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-wall-seconds.h"

#include <libical/ical.h>

G_BEGIN_DECLS

/* A zone of a calendar, told as far as its events reach. Private to the layer. */
typedef struct _FoyerIcsZone FoyerIcsZone;

FoyerIcsZone *foyer_ics_zone_new (const char *name);
void foyer_ics_zone_free (FoyerIcsZone *self);
const char *foyer_ics_zone_get_name (FoyerIcsZone *self);
GTimeZone *foyer_ics_zone_get (FoyerIcsZone *self);
void foyer_ics_zone_reach (FoyerIcsZone *self, gint64 instant);
/* VTIMEZONE; NULL for UTC, which needs none. */
icalcomponent *foyer_ics_zone_to_component (FoyerIcsZone *self);
/* Gives a property a time of this zone. */
void foyer_ics_zone_mark (FoyerIcsZone *self, icalproperty *property);
/* A wall time of it, in UTC's own form where it is UTC. */
struct icaltimetype foyer_ics_zone_make_time (FoyerIcsZone *self, gint64 wall);

G_END_DECLS
