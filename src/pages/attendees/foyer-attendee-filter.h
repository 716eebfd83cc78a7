/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-list-filter.h"
#include "foyer-roster.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_ARRIVAL_ANY,
  FOYER_ARRIVAL_QUARTER, /* the last 15 minutes */
  FOYER_ARRIVAL_HOUR,
  FOYER_ARRIVAL_TODAY,   /* the event's zone says when it began */
  FOYER_ARRIVAL_EARLIER, /* before today */
  FOYER_ARRIVAL_BETWEEN, /* from a time to another */
  FOYER_N_ARRIVALS,
} FoyerArrival;

/* Which attendees are shown. */
#define FOYER_TYPE_ATTENDEE_FILTER (foyer_attendee_filter_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAttendeeFilter, foyer_attendee_filter, FOYER, ATTENDEE_FILTER, FoyerListFilter)

void foyer_attendee_filter_set_zone (FoyerAttendeeFilter *self, GTimeZone *zone);
/* tiers: (element-type FoyerTier) of the event, in order. */
void foyer_attendee_filter_set_tiers (FoyerAttendeeFilter *self, GPtrArray *tiers);
/* Fills in all but text and sort. */
void foyer_attendee_filter_get_query (FoyerAttendeeFilter *self, FoyerRosterQuery *query);
/* Sets one condition, as its check button does. */
void foyer_attendee_filter_toggle_state (FoyerAttendeeFilter *self, FoyerAttendance state);
/* Arrived from one instant to another. */
void foyer_attendee_filter_set_range (FoyerAttendeeFilter *self, gint64 from, gint64 to);
/* This condition and no other: the style of an attendance ("unpaid"), or "unprinted". FALSE for a
 * word that is none. */
gboolean foyer_attendee_filter_show_only (FoyerAttendeeFilter *self, const char *condition);

G_END_DECLS
