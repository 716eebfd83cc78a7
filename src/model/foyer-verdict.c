/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-verdict.h"

const char *const foyer_verdict_words[] = {
  [FOYER_VERDICT_ADMITTED] = "ADMITTED",
  [FOYER_VERDICT_EXITED] = "EXITED",
  [FOYER_VERDICT_ALREADY_IN] = "ALREADY_IN",
  [FOYER_VERDICT_ANSWERS_REQUIRED] = "ANSWERS_REQUIRED",
  [FOYER_VERDICT_UNPAID] = "UNPAID",
  [FOYER_VERDICT_UNAPPROVED] = "UNAPPROVED",
  [FOYER_VERDICT_WRONG_TIER] = "WRONG_TIER",
  [FOYER_VERDICT_TOO_EARLY] = "TOO_EARLY",
  [FOYER_VERDICT_TOO_LATE] = "TOO_LATE",
  [FOYER_VERDICT_RULE] = "RULE",
  [FOYER_VERDICT_NOT_INSIDE] = "NOT_INSIDE",
  [FOYER_VERDICT_WRONG_EVENT] = "WRONG_EVENT",
  [FOYER_VERDICT_CANCELLED] = "CANCELLED",
  [FOYER_VERDICT_REFUNDED] = "REFUNDED",
  [FOYER_VERDICT_EXPIRED] = "EXPIRED",
  [FOYER_VERDICT_BLOCKED] = "BLOCKED",
  [FOYER_VERDICT_REPLACED] = "REPLACED",
  [FOYER_VERDICT_REVOKED_KEY] = "REVOKED_KEY",
  [FOYER_VERDICT_FORGED] = "FORGED",
  [FOYER_VERDICT_TEST_TICKET] = "TEST_TICKET",
  [FOYER_VERDICT_PROVISIONAL] = "PROVISIONAL",
  [FOYER_VERDICT_AMBIGUOUS] = "AMBIGUOUS",
  [FOYER_VERDICT_UNKNOWN] = "UNKNOWN",
  [FOYER_VERDICT_UNREADABLE] = "UNREADABLE",
  [FOYER_N_VERDICTS] = NULL,
};

/**
 * foyer_verdict_to_token:
 * @verdict: a verdict
 *
 * Returns: (transfer none): the word that scripts and the server know it by
 */
const char *
foyer_verdict_to_token (FoyerVerdict verdict)
{
  g_return_val_if_fail ((guint) verdict < FOYER_N_VERDICTS, "UNREADABLE");

  return foyer_verdict_words[verdict];
}

/**
 * foyer_verdict_is_entry:
 * @verdict: a verdict
 *
 * Returns: whether the person goes in
 */
gboolean
foyer_verdict_is_entry (FoyerVerdict verdict)
{
  return verdict == FOYER_VERDICT_ADMITTED || verdict == FOYER_VERDICT_PROVISIONAL;
}

/**
 * foyer_verdict_get_override:
 * @verdict: a verdict
 *
 * Returns: what lets the person in nevertheless
 */
FoyerOverride
foyer_verdict_get_override (FoyerVerdict verdict)
{
  switch (verdict)
    {
    case FOYER_VERDICT_ANSWERS_REQUIRED:
      return FOYER_OVERRIDE_ANSWER;
    case FOYER_VERDICT_UNPAID:
      return FOYER_OVERRIDE_PAYMENT;
    case FOYER_VERDICT_AMBIGUOUS:
      return FOYER_OVERRIDE_CHOICE;
    case FOYER_VERDICT_UNKNOWN:
      return FOYER_OVERRIDE_WALK_IN;

    case FOYER_VERDICT_ALREADY_IN:
    case FOYER_VERDICT_UNAPPROVED:
    case FOYER_VERDICT_WRONG_TIER:
    case FOYER_VERDICT_TOO_EARLY:
    case FOYER_VERDICT_TOO_LATE:
    case FOYER_VERDICT_RULE:
    case FOYER_VERDICT_NOT_INSIDE:
      return FOYER_OVERRIDE_SUPERVISOR;

    case FOYER_VERDICT_CANCELLED:
    case FOYER_VERDICT_REFUNDED:
    case FOYER_VERDICT_EXPIRED:
    case FOYER_VERDICT_BLOCKED:
    case FOYER_VERDICT_REVOKED_KEY:
      return FOYER_OVERRIDE_MANAGER;

    case FOYER_VERDICT_ADMITTED:
    case FOYER_VERDICT_EXITED:
    case FOYER_VERDICT_WRONG_EVENT:
    case FOYER_VERDICT_REPLACED:
    case FOYER_VERDICT_FORGED:
    case FOYER_VERDICT_TEST_TICKET:
    case FOYER_VERDICT_PROVISIONAL:
    case FOYER_VERDICT_UNREADABLE:
    case FOYER_N_VERDICTS:
      return FOYER_OVERRIDE_NONE;
    }
  g_return_val_if_reached (FOYER_OVERRIDE_NONE);
}
