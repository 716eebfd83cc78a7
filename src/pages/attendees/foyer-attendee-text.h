/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-attendee.h"

G_BEGIN_DECLS

/* The columns of the table. Questions come behind them. */
typedef enum
{
  FOYER_ATTENDEE_NAME,
  FOYER_ATTENDEE_COMPANY,
  FOYER_ATTENDEE_EMAIL,
  FOYER_ATTENDEE_TIER,
  FOYER_ATTENDEE_STATUS,
  FOYER_ATTENDEE_ARRIVED,
  FOYER_ATTENDEE_ORDER,
  FOYER_ATTENDEE_CODE,
  FOYER_N_ATTENDEE_FIELDS,
} FoyerAttendeeField;

const char *foyer_attendance_word           (FoyerAttendance     attendance);
const char *foyer_attendance_icon           (FoyerAttendance     attendance);
const char *foyer_attendance_style          (FoyerAttendance     attendance);
/* What a cell shows; zone: the event's. */
char       *foyer_attendee_dup_field        (FoyerAttendee      *attendee,
                                             FoyerAttendeeField  field,
                                             GTimeZone          *zone);

G_END_DECLS
