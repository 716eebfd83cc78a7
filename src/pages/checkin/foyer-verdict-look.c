/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-verdict-look.h"

#include <glib/gi18n-lib.h>

#include "foyer-money.h"
#include "foyer-time.h"

#define ICON(name) "foyer-door-" name "-symbolic"

static const FoyerVerdictLook looks[FOYER_N_VERDICTS] = {
  [FOYER_VERDICT_ADMITTED] = { "in", ICON ("admitted"), FOYER_TONE_IN, N_ ("In"),
                               N_ ("Let them in.") },
  [FOYER_VERDICT_PROVISIONAL] = { "in", ICON ("provisional"), FOYER_TONE_IN,
                                  N_ ("In, to be confirmed"),
                                  N_ ("Let them in: the code is genuine, the list will catch "
                                      "up.") },
  [FOYER_VERDICT_EXITED] = { "out", ICON ("exited"), FOYER_TONE_OUT, N_ ("Out"),
                             N_ ("They may leave.") },
  [FOYER_VERDICT_ALREADY_IN] = { "no", ICON ("already-in"), FOYER_TONE_NO, N_ ("Already in"),
                                 N_ ("Ask for a second ticket, or let a supervisor decide.") },
  [FOYER_VERDICT_ANSWERS_REQUIRED] = { "look", ICON ("answers-required"), FOYER_TONE_LOOK,
                                       N_ ("Ask first"),
                                       N_ ("Ask, write the answer down, let them in.") },
  [FOYER_VERDICT_UNPAID] = { "look", ICON ("unpaid"), FOYER_TONE_LOOK, N_ ("Not paid"),
                             N_ ("Take the payment, then let them in.") },
  [FOYER_VERDICT_UNAPPROVED] = { "look", ICON ("unapproved"), FOYER_TONE_LOOK, N_ ("Not approved"),
                                 N_ ("Ask the organizer to approve.") },
  [FOYER_VERDICT_WRONG_TIER] = { "look", ICON ("wrong-tier"), FOYER_TONE_LOOK,
                                 N_ ("Other entrance"), N_ ("Show them to their entrance.") },
  [FOYER_VERDICT_TOO_EARLY] = { "look", ICON ("too-early"), FOYER_TONE_LOOK, N_ ("Too early"),
                                N_ ("Ask them to come back then.") },
  [FOYER_VERDICT_TOO_LATE] = { "look", ICON ("too-late"), FOYER_TONE_LOOK, N_ ("Too late"),
                               N_ ("This entrance takes nobody any more.") },
  [FOYER_VERDICT_RULE] = { "look", ICON ("rule"), FOYER_TONE_LOOK, N_ ("Full"),
                           N_ ("Ask them to wait until somebody leaves.") },
  [FOYER_VERDICT_NOT_INSIDE] = { "look", ICON ("not-inside"), FOYER_TONE_LOOK, N_ ("Not inside"),
                                 N_ ("Check the direction: scanning in or out?") },
  [FOYER_VERDICT_AMBIGUOUS] = { "look", ICON ("ambiguous"), FOYER_TONE_LOOK, N_ ("Which one?"),
                                N_ ("Choose whose ticket it is.") },
  [FOYER_VERDICT_UNKNOWN] = { "look", ICON ("unknown"), FOYER_TONE_LOOK, N_ ("Not on the list"),
                              N_ ("Search by name, or add them as a walk-in.") },
  [FOYER_VERDICT_UNREADABLE] = { "look", ICON ("unreadable"), FOYER_TONE_LOOK, N_ ("Not readable"),
                                 N_ ("Scan once more, with the screen bright.") },
  [FOYER_VERDICT_WRONG_EVENT] = { "no", ICON ("wrong-event"), FOYER_TONE_NO, N_ ("Other event"),
                                  N_ ("This ticket does not open this door.") },
  [FOYER_VERDICT_CANCELLED] = { "no", ICON ("cancelled"), FOYER_TONE_NO, N_ ("Cancelled"),
                                N_ ("Only a manager can let them in.") },
  [FOYER_VERDICT_REFUNDED] = { "no", ICON ("refunded"), FOYER_TONE_NO, N_ ("Refunded"),
                               N_ ("They have their money back; a new ticket is needed.") },
  [FOYER_VERDICT_EXPIRED] = { "no", ICON ("expired"), FOYER_TONE_NO, N_ ("Expired"),
                              N_ ("Sell a new ticket if there are any left.") },
  [FOYER_VERDICT_BLOCKED] = { "no", ICON ("blocked"), FOYER_TONE_NO, N_ ("Barred"),
                              N_ ("Do not let them in; call a manager.") },
  [FOYER_VERDICT_REPLACED] = { "no", ICON ("replaced"), FOYER_TONE_NO, N_ ("Old code"),
                               N_ ("Ask for the newer ticket.") },
  [FOYER_VERDICT_REVOKED_KEY] = { "no", ICON ("revoked-key"), FOYER_TONE_NO, N_ ("Withdrawn"),
                                  N_ ("Call a manager: where was this ticket bought?") },
  [FOYER_VERDICT_FORGED] = { "no", ICON ("forged"), FOYER_TONE_NO, N_ ("Not genuine"),
                             N_ ("Do not let them in; keep the ticket if you can.") },
  [FOYER_VERDICT_TEST_TICKET] = { "no", ICON ("test-ticket"), FOYER_TONE_NO, N_ ("Test ticket"),
                                  N_ ("Ask for the real ticket.") },
};

static const FoyerVerdictLook failed = {
  "failed", ICON ("not-recorded"), FOYER_TONE_NO, N_ ("Not recorded"),
  N_ ("Nothing was written. Note the name on paper and scan once more.")
};

/* Not for want of a disk: said with why. */
static const FoyerVerdictLook refused = {
  "no", ICON ("blocked"), FOYER_TONE_NO, N_ ("Not possible"),
  N_ ("Nothing was sold, and nobody was let in.")
};

static void
translate (FoyerVerdictLook *look, const FoyerVerdictLook *source)
{
  *look = *source;
  look->word = _ (source->word);
  look->next = _ (source->next);
}

void
foyer_verdict_look_init (FoyerVerdictLook *look, FoyerVerdict verdict)
{
  g_return_if_fail (look != NULL);

  if ((guint) verdict >= FOYER_N_VERDICTS)
    verdict = FOYER_VERDICT_UNREADABLE;
  translate (look, &looks[verdict]);
}

/* When the fact could not be written: nobody may take that for an admission. */
void
foyer_verdict_look_init_failed (FoyerVerdictLook *look)
{
  g_return_if_fail (look != NULL);

  translate (look, &failed);
}

void
foyer_verdict_look_init_for (FoyerVerdictLook *look, FoyerDoorAnswer *answer)
{
  g_return_if_fail (FOYER_IS_DOOR_ANSWER (answer));

  if (foyer_door_answer_is_refused (answer))
    translate (look, &refused);
  else if (answer->result == NULL)
    foyer_verdict_look_init_failed (look);
  else
    foyer_verdict_look_init (look, answer->result->verdict);
}

static char *
say_already_in (const FoyerScanResult *result, GTimeZone *zone, gint64 now)
{
  g_autofree char *time = NULL;
  gint64 since = FOYER_NONE;

  if (result->earlier != NULL)
    since = result->earlier->time;
  else if (result->ticket != NULL)
    since = result->ticket->check_in_time;
  if (since == FOYER_NONE)
    return g_strdup (_ ("Already in"));
  time = foyer_time_format_short (since, zone, now);
  if (result->earlier_list == NULL || *result->earlier_list == '\0')
    /* Translators: a time, as in “18:42” or “22 Nov 18:42” */
    return g_strdup_printf (_ ("Already in, at %s"), time);
  if (result->earlier_desk != NULL)
    /* Translators: an entrance, a desk and a time, as in “Already in, at North door (Till 2),
     * 18:42” */
    return g_strdup_printf (_ ("Already in, at %s (%s), %s"), result->earlier_list,
                            result->earlier_desk, time);
  /* Translators: an entrance and a time, as in “Already in, at North door, 18:42” */
  return g_strdup_printf (_ ("Already in, at %s, %s"), result->earlier_list, time);
}

static char *
say_unpaid (const FoyerScanResult *result)
{
  g_autofree char *due = NULL;

  if (result->order == NULL || result->due <= 0)
    return g_strdup (_ ("Not paid yet"));
  due = foyer_money_format (result->due, result->order->currency);
  /* Translators: an amount of money */
  return g_strdup_printf (_ ("Not paid: %s due"), due);
}

static char *
say_too_early (const FoyerScanResult *result, GTimeZone *zone, gint64 now)
{
  g_autofree char *time = NULL;

  if (result->valid_from == FOYER_NONE || result->valid_from == 0)
    return g_strdup (_ ("Too early"));
  time = foyer_time_format_short (result->valid_from, zone, now);
  /* Translators: a time, as in “18:42” or “22 Nov 18:42” */
  return g_strdup_printf (_ ("Too early: from %s"), time);
}

static char *
say_too_late (const FoyerScanResult *result, GTimeZone *zone, gint64 now)
{
  g_autofree char *time = NULL;

  if (result->valid_until == FOYER_NONE || result->valid_until == 0)
    return g_strdup (_ ("Too late"));
  time = foyer_time_format_short (result->valid_until, zone, now);
  /* Translators: a time, as in “18:42” or “22 Nov 18:42” */
  return g_strdup_printf (_ ("Too late: was until %s"), time);
}

static char *
say_wrong_event (const FoyerScanResult *result, gint64 now)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char *time = NULL;

  if (result->other_event == NULL || result->other_event->title == NULL)
    return g_strdup (_ ("A ticket of another event"));
  zone = foyer_time_zone_load (result->other_event->timezone);
  time = foyer_time_format_short (result->other_event->start_date, zone, now);
  /* Translators: the title of an event and its date and time */
  return g_strdup_printf (_ ("For another event: %s, %s"), result->other_event->title, time);
}

static char *
say_exited (FoyerDoorAnswer *answer, GTimeZone *zone, gint64 now)
{
  const FoyerTicket *ticket = answer->result->ticket;
  g_autofree char *time = NULL;

  if (ticket == NULL || ticket->check_in_time == FOYER_NONE)
    return g_strdup (_ ("Out"));
  time = foyer_time_format_short (ticket->check_in_time, zone, now);
  /* Translators: somebody leaves; the time at which they came in */
  return g_strdup_printf (_ ("Out, was in since %s"), time);
}

static char *
say_not_inside (const FoyerScanResult *result, GTimeZone *zone, gint64 now)
{
  g_autofree char *time = NULL;

  if (result->ticket == NULL || result->ticket->check_out_time == FOYER_NONE)
    return g_strdup (_ ("Not inside: no entry is known"));
  time = foyer_time_format_short (result->ticket->check_out_time, zone, now);
  /* Translators: somebody is scanned out who is out already; the time at which they left */
  return g_strdup_printf (_ ("Not inside: left at %s"), time);
}

static char *
say_rule (FoyerDoorAnswer *answer)
{
  if (answer->max_inside == FOYER_NONE)
    return g_strdup (_ ("A rule of this entrance says no"));
  return g_strdup_printf (ngettext ("Full: %d person is inside", "Full: %d people are inside",
                                    (gulong) answer->max_inside),
                          (int) answer->max_inside);
}

static char *
say_wrong_tier (FoyerDoorAnswer *answer)
{
  const FoyerTier *tier = answer->result->tier;

  if (tier == NULL || tier->name == NULL)
    return g_strdup (_ ("Not for this entrance"));
  /* Translators: an entrance and a ticket tier, as in “North door does not take VIP” */
  return g_strdup_printf (_ ("%s does not take %s"),
                          answer->list_name != NULL ? answer->list_name : _ ("This entrance"),
                          tier->name);
}

/**
 * foyer_verdict_look_say:
 * @answer: what came of a scan
 * @zone: (nullable): the event's
 * @now: microseconds since the epoch
 *
 * The one sentence that the door reads.
 *
 * Returns: (transfer full): translated, without a full stop
 */
char *
foyer_verdict_look_say (FoyerDoorAnswer *answer, GTimeZone *zone, gint64 now)
{
  const FoyerScanResult *result = answer->result;

  if (result == NULL)
    return g_strdup (foyer_door_answer_is_refused (answer) ? _ ("Not possible")
                                                           : _ ("Not recorded"));
  switch (result->verdict)
    {
    case FOYER_VERDICT_ADMITTED:
      return g_strdup (_ ("Admitted"));
    case FOYER_VERDICT_PROVISIONAL:
      return g_strdup (_ ("Admitted, to be confirmed"));
    case FOYER_VERDICT_EXITED:
      return say_exited (answer, zone, now);
    case FOYER_VERDICT_ALREADY_IN:
      return say_already_in (result, zone, now);
    case FOYER_VERDICT_ANSWERS_REQUIRED:
      return g_strdup (_ ("A question first"));
    case FOYER_VERDICT_UNPAID:
      return say_unpaid (result);
    case FOYER_VERDICT_UNAPPROVED:
      return g_strdup (_ ("Waits for the organizer’s approval"));
    case FOYER_VERDICT_WRONG_TIER:
      return say_wrong_tier (answer);
    case FOYER_VERDICT_TOO_EARLY:
      return say_too_early (result, zone, now);
    case FOYER_VERDICT_TOO_LATE:
      return say_too_late (result, zone, now);
    case FOYER_VERDICT_RULE:
      return say_rule (answer);
    case FOYER_VERDICT_NOT_INSIDE:
      return say_not_inside (result, zone, now);
    case FOYER_VERDICT_WRONG_EVENT:
      return say_wrong_event (result, now);
    case FOYER_VERDICT_CANCELLED:
      return g_strdup (_ ("This ticket was cancelled"));
    case FOYER_VERDICT_REFUNDED:
      return g_strdup (_ ("The money for this ticket was returned"));
    case FOYER_VERDICT_EXPIRED:
      return g_strdup (_ ("The reservation ran out unpaid"));
    case FOYER_VERDICT_BLOCKED:
      return g_strdup (_ ("This ticket is barred"));
    case FOYER_VERDICT_REPLACED:
      return g_strdup (_ ("An old code: there is a newer ticket"));
    case FOYER_VERDICT_REVOKED_KEY:
      return g_strdup (_ ("Signed by a key that was withdrawn"));
    case FOYER_VERDICT_FORGED:
      return g_strdup (_ ("This code is not genuine"));
    case FOYER_VERDICT_TEST_TICKET:
      return g_strdup (_ ("A test ticket, not a real one"));
    case FOYER_VERDICT_AMBIGUOUS:
      return g_strdup_printf (ngettext ("Fits %d ticket: choose it", "Fits %d tickets: choose one",
                                        result->matches != NULL ? result->matches->len : 2),
                              result->matches != NULL ? (int) result->matches->len : 2);
    case FOYER_VERDICT_UNKNOWN:
      return g_strdup (_ ("Not on the list"));
    case FOYER_VERDICT_UNREADABLE:
    case FOYER_N_VERDICTS:
    default:
      return g_strdup (_ ("Could not read that"));
    }
}

/**
 * foyer_verdict_look_say_who:
 * @answer: what came of a scan
 *
 * Returns: (transfer full): tier and company, as in "VIP · Acme, Inc.", "" for neither
 */
char *
foyer_verdict_look_say_who (FoyerDoorAnswer *answer)
{
  const FoyerScanResult *result = answer->result;
  const char *tier = result != NULL && result->tier != NULL ? result->tier->name : NULL;
  const char *company = result != NULL && result->ticket != NULL ? result->ticket->company : NULL;

  if (tier != NULL && company != NULL && *company != '\0')
    return g_strdup_printf ("%s · %s", tier, company);
  if (tier != NULL)
    return g_strdup (tier);
  return g_strdup (company != NULL ? company : "");
}

/**
 * foyer_verdict_look_say_error:
 * @error: why something could not be written
 *
 * Returns: (transfer full): for a person at the door, with what to do about it
 */
char *
foyer_verdict_look_say_error (const GError *error)
{
  if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FULL))
    return g_strdup (_ ("The disk is full: free some space."));
  if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY))
    return g_strdup (
        _ ("The attendee file cannot be written: check its folder and its permissions."));
  if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BUSY))
    return g_strdup (_ ("Another program holds the attendee file: wait a moment."));
  if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DAMAGED))
    return g_strdup (_ ("The attendee file is damaged: restore a copy."));
  return g_strdup (error->message);
}

/* Only the check-in is taken back: money and a place on a list are not of the door alone. */
const char *
foyer_verdict_look_say_undone (FoyerDoorAnswer *answer)
{
  if (!answer->is_walk_in)
    return _ ("As if it had not been scanned.");
  if (answer->result->order == NULL)
    return _ ("They stay on the list of attendees.");
  return _ ("The ticket stays sold. Void the order if it is not wanted.");
}

/* Whether an answer has a button with this action. */
gboolean
foyer_verdict_look_offers (FoyerDoorAnswer *answer, const char *action)
{
  const FoyerScanResult *result = answer != NULL ? answer->result : NULL;

  if (answer == NULL)
    return FALSE;
  if (g_str_equal (action, "door.retry"))
    return result == NULL && !foyer_door_answer_is_refused (answer);
  if (result == NULL || answer->is_undone)
    return FALSE;
  if (g_str_equal (action, "door.let-in"))
    return result->override == FOYER_OVERRIDE_SUPERVISOR ||
           result->override == FOYER_OVERRIDE_MANAGER;
  if (g_str_equal (action, "door.take-payment"))
    return result->override == FOYER_OVERRIDE_PAYMENT;
  if (g_str_equal (action, "door.walk-in"))
    return result->override == FOYER_OVERRIDE_WALK_IN;
  if (g_str_equal (action, "door.undo"))
    return foyer_door_answer_can_undo (answer, foyer_time_now ());
  return result->ticket != NULL && foyer_verdict_is_entry (result->verdict);
}
