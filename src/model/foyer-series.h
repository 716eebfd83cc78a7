/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

/* Dates that repeat by one rule. Each of its dates is an event with series_id and series_date.
 * Table series. */
typedef struct
{
  FoyerRow row;
  char *title;
  char *rule;       /* value of an RRULE of RFC 5545, such as "FREQ=WEEKLY;BYDAY=TU;COUNT=10" */
  char *timezone;   /* IANA name */
  char *start_wall; /* wall time of the first date in the zone: 2026-12-01T19:00:00 */
  gint64 duration;  /* of each date by the clock on the wall, microseconds */
  char
      *exceptions; /* JSON array of wall times that the rule gives and that are left out (EXDATE) */
  char *additions; /* JSON array of wall times besides the rule (RDATE) */
} FoyerSeries;

FOYER_DECLARE_ROW (FoyerSeries, series, SERIES)

G_END_DECLS
