/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-text.h"

#include <glib/gi18n-lib.h>

#include "foyer-time.h"

static const struct
{
  const char *id;
  const char *title;
  guint sort;
} fields[FOYER_N_ATTENDEE_FIELDS] = {
  [FOYER_ATTENDEE_NAME] = { "name", N_ ("Name"), FOYER_SORT_NAME },
  [FOYER_ATTENDEE_COMPANY] = { "company", N_ ("Company"), FOYER_SORT_COMPANY },
  [FOYER_ATTENDEE_EMAIL] = { "email", N_ ("E-Mail"), FOYER_SORT_EMAIL },
  [FOYER_ATTENDEE_TIER] = { "tier", N_ ("Tier"), FOYER_SORT_TIER },
  [FOYER_ATTENDEE_STATUS] = { "status", N_ ("Status"), FOYER_SORT_STATE },
  [FOYER_ATTENDEE_ARRIVED] = { "arrived", N_ ("Arrived"), FOYER_SORT_ARRIVED },
  [FOYER_ATTENDEE_ORDER] = { "order", N_ ("Order"), FOYER_SORT_ORDER },
  [FOYER_ATTENDEE_CODE] = { "code", N_ ("Code"), FOYER_SORT_CODE },
};

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
foyer_attendee_field_id (FoyerAttendeeField field)
{
  return fields[field].id;
}

const char *
foyer_attendee_field_title (FoyerAttendeeField field)
{
  return _ (fields[field].title);
}

guint
foyer_attendee_field_sort (FoyerAttendeeField field)
{
  return fields[field].sort;
}

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
