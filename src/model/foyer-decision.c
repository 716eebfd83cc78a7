/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-decision.h"

#include <string.h>

/* A check says ADMITTED when it has nothing against the person. */
typedef FoyerVerdict (*Check) (const FoyerScanFacts *facts);

/* The list that the ticket came from says so: there is no fact of ours, and no way of ours by which
 * it was done. */
static gboolean
came_in_before (const FoyerScanFacts *facts)
{
  return facts->last == NULL && facts->ticket != NULL &&
         facts->ticket->status == FOYER_TICKET_CHECKED_IN &&
         facts->ticket->check_in_method == FOYER_METHOD_NONE;
}

static gboolean
is_inside (const FoyerScanFacts *facts)
{
  return came_in_before (facts) ||
         (facts->last != NULL && facts->last->direction == FOYER_DIRECTION_ENTRY);
}

/* Who is this? A ticket that was found by its exact code needs no signature: it may come from
 * another desk's export. */
static FoyerVerdict
check_identity (const FoyerScanFacts *facts)
{
  if (facts->ticket != NULL || facts->ticket_event != NULL || facts->is_replaced)
    return FOYER_VERDICT_ADMITTED;
  if (facts->n_matches > 1)
    return FOYER_VERDICT_AMBIGUOUS;

  switch (facts->code_state)
    {
    case FOYER_CODE_UNREADABLE:
      return FOYER_VERDICT_UNREADABLE;
    case FOYER_CODE_FOREIGN:
      return FOYER_VERDICT_UNKNOWN;
    case FOYER_CODE_FORGED:
      return FOYER_VERDICT_FORGED;
    case FOYER_CODE_TEST:
      return facts->event->is_test ? FOYER_VERDICT_ADMITTED : FOYER_VERDICT_TEST_TICKET;
    case FOYER_CODE_GENUINE:
    case FOYER_CODE_REVOKED:
      return FOYER_VERDICT_ADMITTED;
    }
  return FOYER_VERDICT_UNREADABLE;
}

/* A test event's tickets are good at its own door, where people practise; elsewhere the door says
 * what they are. */
static FoyerVerdict
check_event (const FoyerScanFacts *facts)
{
  const FoyerEvent *other = facts->ticket_event;

  if (other != NULL)
    return other->is_test && !facts->event->is_test ? FOYER_VERDICT_TEST_TICKET
                                                    : FOYER_VERDICT_WRONG_EVENT;
  if (facts->ticket != NULL && !foyer_uuid_equal (&facts->ticket->event_id, &facts->event->row.id))
    return FOYER_VERDICT_WRONG_EVENT;
  if (facts->ticket == NULL && facts->is_elsewhere)
    return FOYER_VERDICT_WRONG_EVENT;
  return FOYER_VERDICT_ADMITTED;
}

static FoyerVerdict
check_replaced (const FoyerScanFacts *facts)
{
  return facts->is_replaced ? FOYER_VERDICT_REPLACED : FOYER_VERDICT_ADMITTED;
}

static FoyerVerdict
check_cancelled (const FoyerScanFacts *facts)
{
  gboolean is_cancelled = facts->ticket != NULL && facts->ticket->status == FOYER_TICKET_CANCELLED;

  if (facts->order != NULL && facts->order->status == FOYER_ORDER_REFUNDED)
    return FOYER_VERDICT_REFUNDED;
  if (is_cancelled && facts->ticket->is_refunded)
    return FOYER_VERDICT_REFUNDED;
  if (facts->order != NULL && facts->order->status == FOYER_ORDER_EXPIRED)
    return FOYER_VERDICT_EXPIRED;
  return is_cancelled ? FOYER_VERDICT_CANCELLED : FOYER_VERDICT_ADMITTED;
}

static FoyerVerdict
check_blocked (const FoyerScanFacts *facts)
{
  return facts->ticket != NULL && facts->ticket->is_blocked ? FOYER_VERDICT_BLOCKED
                                                            : FOYER_VERDICT_ADMITTED;
}

static FoyerVerdict
check_approved (const FoyerScanFacts *facts)
{
  return facts->ticket != NULL && facts->ticket->needs_approval ? FOYER_VERDICT_UNAPPROVED
                                                                : FOYER_VERDICT_ADMITTED;
}

/* A key that was withdrawn vouches for nobody. But what is known here needs no voucher: the server
 * took it, or this desk made it. So whoever bought before a desk was lost gets in, and what its
 * finder signs does not. */
static FoyerVerdict
check_key (const FoyerScanFacts *facts)
{
  return facts->ticket == NULL && facts->code_state == FOYER_CODE_REVOKED
             ? FOYER_VERDICT_REVOKED_KEY
             : FOYER_VERDICT_ADMITTED;
}

/* The list's tiers are a JSON array of ids: nothing else in it could look like one. */
static FoyerVerdict
check_tier (const FoyerScanFacts *facts)
{
  char id[FOYER_UUID_STRING_SIZE];

  if (facts->ticket == NULL || facts->list == NULL || facts->list->tier_ids == NULL)
    return FOYER_VERDICT_ADMITTED;
  if (foyer_uuid_is_nil (&facts->ticket->tier_id))
    return FOYER_VERDICT_WRONG_TIER;

  foyer_uuid_format (&facts->ticket->tier_id, id);
  return strstr (facts->list->tier_ids, id) != NULL ? FOYER_VERDICT_ADMITTED
                                                    : FOYER_VERDICT_WRONG_TIER;
}

static FoyerVerdict
check_time (const FoyerScanFacts *facts)
{
  const FoyerCheckInList *list = facts->list;

  if (list == NULL)
    return FOYER_VERDICT_ADMITTED;
  if (list->opens_at != FOYER_NONE && facts->now < list->opens_at)
    return FOYER_VERDICT_TOO_EARLY;
  if (list->closes_at != FOYER_NONE && facts->now >= list->closes_at)
    return FOYER_VERDICT_TOO_LATE;
  return FOYER_VERDICT_ADMITTED;
}

static FoyerVerdict
check_paid (const FoyerScanFacts *facts)
{
  if (facts->order == NULL || facts->order->status != FOYER_ORDER_PENDING)
    return FOYER_VERDICT_ADMITTED;
  return facts->list != NULL && facts->list->allow_unpaid ? FOYER_VERDICT_ADMITTED
                                                          : FOYER_VERDICT_UNPAID;
}

/* Who is inside already is counted already: nobody is told “full” about themselves. */
static FoyerVerdict
check_rule (const FoyerScanFacts *facts)
{
  if (facts->list == NULL || facts->list->max_inside == FOYER_NONE || is_inside (facts))
    return FOYER_VERDICT_ADMITTED;
  return facts->n_inside >= facts->list->max_inside ? FOYER_VERDICT_RULE : FOYER_VERDICT_ADMITTED;
}

static FoyerVerdict
check_answers (const FoyerScanFacts *facts)
{
  return facts->ticket != NULL && facts->n_missing_answers > 0 ? FOYER_VERDICT_ANSWERS_REQUIRED
                                                               : FOYER_VERDICT_ADMITTED;
}

static FoyerVerdict
check_used (const FoyerScanFacts *facts)
{
  const FoyerCheckInList *list = facts->list;

  if (facts->last == NULL && !came_in_before (facts))
    return FOYER_VERDICT_ADMITTED;
  if (list != NULL && list->allow_multiple)
    return FOYER_VERDICT_ADMITTED;
  if (!is_inside (facts) && list != NULL && list->allow_reentry)
    return FOYER_VERDICT_ADMITTED;
  return FOYER_VERDICT_ALREADY_IN;
}

static FoyerVerdict
check_inside (const FoyerScanFacts *facts)
{
  return is_inside (facts) ? FOYER_VERDICT_ADMITTED : FOYER_VERDICT_NOT_INSIDE;
}

/* The order is the product's: the first that applies is what the door says. */
static const Check entry_checks[] = {
  check_identity, check_event,   check_replaced, check_cancelled, check_blocked,
  check_approved, check_key,     check_tier,     check_time,      check_paid,
  check_rule,     check_answers, check_used,
};

/* Whoever is inside may leave, whatever became of the ticket. */
static const Check exit_checks[] = { check_identity, check_event, check_inside };

/* Whether what the operator does settles this verdict. To choose and to register bring a ticket
 * with them: they settle nothing by themselves. A manager may do what a supervisor may. */
static gboolean
override_covers (FoyerOverride override, FoyerVerdict verdict)
{
  FoyerOverride needed = foyer_verdict_get_override (verdict);

  switch (needed)
    {
    case FOYER_OVERRIDE_ANSWER:
    case FOYER_OVERRIDE_PAYMENT:
    case FOYER_OVERRIDE_MANAGER:
      return override == needed;
    case FOYER_OVERRIDE_SUPERVISOR:
      return override == FOYER_OVERRIDE_SUPERVISOR || override == FOYER_OVERRIDE_MANAGER;
    case FOYER_OVERRIDE_NONE:
    case FOYER_OVERRIDE_CHOICE:
    case FOYER_OVERRIDE_WALK_IN:
      return FALSE;
    }
  return FALSE;
}

/**
 * foyer_decide:
 * @facts: all that is known
 *
 * Says what the door says: the first check that applies and is not settled by the operator's
 * override. An exit asks only who it is and whether they are inside. Pure: no clock, no I/O, no
 * allocation; any thread.
 *
 * Returns: the verdict; %FOYER_VERDICT_PROVISIONAL when all is well but the replica does not know
 * the ticket yet
 */
FoyerVerdict
foyer_decide (const FoyerScanFacts *facts)
{
  gboolean is_exit = facts->direction == FOYER_DIRECTION_EXIT;
  const Check *checks = is_exit ? exit_checks : entry_checks;
  gsize n_checks = is_exit ? G_N_ELEMENTS (exit_checks) : G_N_ELEMENTS (entry_checks);

  for (gsize i = 0; i < n_checks; i++)
    {
      FoyerVerdict verdict = checks[i](facts);

      if (verdict != FOYER_VERDICT_ADMITTED && !override_covers (facts->override, verdict))
        return verdict;
    }

  if (is_exit)
    return FOYER_VERDICT_EXITED;
  return facts->ticket != NULL ? FOYER_VERDICT_ADMITTED : FOYER_VERDICT_PROVISIONAL;
}
