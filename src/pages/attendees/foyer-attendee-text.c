/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-text.h"

#include <glib/gi18n-lib.h>

#include "foyer-time.h"

static const struct
{
  const char *word;
  const char *icon;
  const char *style;
} attendances[FOYER_N_ATTENDANCES] = {
  [FOYER_ATTENDANCE_EXPECTED] = { N_ ("Expected"), "radio-symbolic", "expected" },
  [FOYER_ATTENDANCE_UNPAID] = { N_ ("Unpaid"), "dialog-warning-symbolic", "unpaid" },
  [FOYER_ATTENDANCE_INSIDE] = { N_ ("Checked in"), "object-select-symbolic", "inside" },
  [FOYER_ATTENDANCE_LEFT] = { N_ ("Left"), "system-log-out-symbolic", "left" },
  [FOYER_ATTENDANCE_CANCELLED] = { N_ ("Cancelled"), "action-unavailable-symbolic", "cancelled" },
};

const char *
foyer_attendance_word (FoyerAttendance attendance)
{
  return _ (attendances[attendance].word);
}

const char *
foyer_attendance_icon (FoyerAttendance attendance)
{
  return attendances[attendance].icon;
}

const char *
foyer_attendance_style (FoyerAttendance attendance)
{
  return attendances[attendance].style;
}

char *
foyer_attendee_dup_field (FoyerAttendee *attendee, FoyerAttendeeField field, GTimeZone *zone)
{
  const FoyerTicket *ticket = foyer_attendee_get_ticket (attendee);
  const FoyerTier *tier;

  if (ticket == NULL)
    return NULL;
  switch (field)
    {
    case FOYER_ATTENDEE_NAME:
      return g_strdup (ticket->attendee_name);
    case FOYER_ATTENDEE_COMPANY:
      return g_strdup (ticket->company);
    case FOYER_ATTENDEE_EMAIL:
      return g_strdup (ticket->attendee_email);
    case FOYER_ATTENDEE_TIER:
      tier = foyer_attendee_get_tier (attendee);
      return tier != NULL ? g_strdup (tier->name) : NULL;
    case FOYER_ATTENDEE_STATUS:
      return g_strdup (foyer_attendance_word (foyer_attendee_get_attendance (attendee)));
    case FOYER_ATTENDEE_ARRIVED:
      return ticket->check_in_time != FOYER_NONE
                 ? foyer_time_format_short (ticket->check_in_time, zone, foyer_time_now ())
                 : NULL;
    case FOYER_ATTENDEE_ORDER:
      return g_strdup (foyer_attendee_get_order_number (attendee));
    case FOYER_ATTENDEE_CODE:
      return g_strdup (ticket->qr_code);
    case FOYER_N_ATTENDEE_FIELDS:
    default:
      return NULL;
    }
}
