/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-timeline.h"

#include <glib/gi18n-lib.h>

#include "foyer-check-in-store.h"
#include "foyer-device-store.h"
#include "foyer-row-store.h"
#include "foyer-steps.h"
#include "foyer-time.h"
#include "foyer-verdict-look.h"

/* Where it was: an entrance, and another desk than this one. */
static char *
find_place (FoyerDatabase *reader, const FoyerCheckIn *fact)
{
  g_autoptr (FoyerCheckInList) list =
      foyer_row_store_find (reader, &FOYER_CHECK_IN_LIST_TYPE, &fact->list_id, NULL);
  g_autofree char *desk = foyer_device_store_dup_other (reader, &fact->device_id);

  if (list == NULL || desk == NULL)
    return list != NULL ? g_strdup (list->name) : g_steal_pointer (&desk);
  /* Translators: an entrance and a desk, as in “North door (Till 2)” */
  return g_strdup_printf (_ ("%s (%s)"), list->name, desk);
}

static void
add_fact (FoyerSteps *steps, FoyerDatabase *reader, const FoyerCheckIn *fact)
{
  g_autofree char *place = find_place (reader, fact);
  FoyerVerdictLook look;

  foyer_verdict_look_init (&look, fact->verdict);
  if (fact->direction == FOYER_DIRECTION_UNDO)
    foyer_steps_add (steps, fact->time, "edit-undo-symbolic", "left",
                     fact->reason != NULL
                         ? g_strdup_printf (_ ("Check-in taken back: %s"), fact->reason)
                         : g_strdup (_ ("Check-in taken back")));
  else if (foyer_verdict_is_entry (fact->verdict))
    foyer_steps_add (steps, fact->time, "object-select-symbolic", "inside",
                     place != NULL ? g_strdup_printf (_ ("In at %s"), place) : g_strdup (_ ("In")));
  else if (fact->verdict == FOYER_VERDICT_EXITED)
    foyer_steps_add (steps, fact->time, "system-log-out-symbolic", "left",
                     place != NULL ? g_strdup_printf (_ ("Out at %s"), place)
                                   : g_strdup (_ ("Out")));
  else
    foyer_steps_add (steps, fact->time, "action-unavailable-symbolic", "cancelled",
                     place != NULL ? g_strdup_printf (_ ("%s, at %s"), look.word, place)
                                   : g_strdup (look.word));
}

static void
add_ticket_steps (FoyerSteps *steps, const FoyerTicket *ticket, gboolean has_facts)
{
  if (!has_facts && ticket->check_in_time != FOYER_NONE)
    foyer_steps_add (steps, ticket->check_in_time, "object-select-symbolic", "inside",
                     g_strdup (_ ("In, as the imported list says")));
  if (ticket->badge_printed_at != FOYER_NONE)
    foyer_steps_add (
        steps, ticket->badge_printed_at, "printer-symbolic", "expected",
        ticket->badge_print_count > 1
            ? g_strdup_printf (ngettext ("Badge printed %d time", "Badge printed %d times",
                                         ticket->badge_print_count),
                               (int) ticket->badge_print_count)
            : g_strdup (_ ("Badge printed")));
  if (ticket->resend_marked_at != FOYER_NONE)
    foyer_steps_add (steps, ticket->resend_marked_at, "mail-send-symbolic", "expected",
                     g_strdup (_ ("Marked: send the ticket again")));
}

void
foyer_attendee_timeline_fill (GtkBox *box,
                              FoyerDatabase *reader,
                              const FoyerTicket *ticket,
                              GTimeZone *zone)
{
  g_autoptr (GPtrArray) facts = foyer_check_in_store_history (reader, &ticket->row.id, NULL);
  g_autoptr (FoyerSteps) steps = foyer_steps_new ();

  for (guint i = 0; facts != NULL && i < facts->len; i++)
    add_fact (steps, reader, facts->pdata[i]);
  add_ticket_steps (steps, ticket, facts != NULL && facts->len > 0);
  foyer_steps_show (steps, box, zone);
}
