/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the door says to a scan. The words are the interface of foyerctl and of the server. */
typedef enum
{
  FOYER_VERDICT_ADMITTED,
  FOYER_VERDICT_EXITED,
  FOYER_VERDICT_ALREADY_IN,
  FOYER_VERDICT_ANSWERS_REQUIRED,
  FOYER_VERDICT_UNPAID,
  FOYER_VERDICT_UNAPPROVED,
  FOYER_VERDICT_WRONG_TIER,
  FOYER_VERDICT_TOO_EARLY,
  FOYER_VERDICT_TOO_LATE,
  FOYER_VERDICT_RULE,
  FOYER_VERDICT_NOT_INSIDE,
  FOYER_VERDICT_WRONG_EVENT,
  FOYER_VERDICT_CANCELLED,
  FOYER_VERDICT_REFUNDED,
  FOYER_VERDICT_EXPIRED,
  FOYER_VERDICT_BLOCKED,
  FOYER_VERDICT_REPLACED,
  FOYER_VERDICT_REVOKED_KEY,
  FOYER_VERDICT_FORGED,
  FOYER_VERDICT_TEST_TICKET,
  FOYER_VERDICT_PROVISIONAL,
  FOYER_VERDICT_AMBIGUOUS,
  FOYER_VERDICT_UNKNOWN,
  FOYER_VERDICT_UNREADABLE,
  FOYER_N_VERDICTS,
} FoyerVerdict;

/* Who may let this person in nevertheless, and by what. */
typedef enum
{
  FOYER_OVERRIDE_NONE,    /* nobody, or nothing to override */
  FOYER_OVERRIDE_ANSWER,  /* answering the questions */
  FOYER_OVERRIDE_PAYMENT, /* taking payment */
  FOYER_OVERRIDE_CHOICE,  /* choosing among the tickets */
  FOYER_OVERRIDE_WALK_IN, /* registering a new attendee */
  FOYER_OVERRIDE_SUPERVISOR,
  FOYER_OVERRIDE_MANAGER,
} FoyerOverride;

extern const char *const foyer_verdict_words[]; /* tokens, NULL-terminated, in the enum's order */

const char    *foyer_verdict_to_token     (FoyerVerdict verdict);
gboolean       foyer_verdict_is_entry     (FoyerVerdict verdict); /* ADMITTED or PROVISIONAL: the person goes in */
FoyerOverride  foyer_verdict_get_override (FoyerVerdict verdict);

G_END_DECLS
