/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-check-in.h"
#include "foyer-check-in-list.h"
#include "foyer-event.h"
#include "foyer-order.h"
#include "foyer-ticket-code.h"

G_BEGIN_DECLS

/* All that is known when a code is scanned. Borrowed pointers; the decision reads nothing else. */
typedef struct
{
  FoyerCodeState          code_state; /* what the code says of itself; it counts only when the ticket is not known */
  guint                   n_matches;  /* living tickets of this event with the code */
  const FoyerTicket      *ticket;     /* (nullable) */
  const FoyerOrder       *order;      /* (nullable) of the ticket */
  const FoyerEvent       *event;      /* the door's */
  const FoyerEvent       *ticket_event; /* (nullable) the ticket's, when it is another */
  gboolean                is_elsewhere; /* the code's own event tag is not the door's: asked only without a ticket */
  gboolean                is_replaced;  /* the code was retired for another */
  const FoyerCheckInList *list;
  const FoyerCheckIn     *last;       /* (nullable) the ticket's last entry or exit on this list that still stands */
  guint                   n_missing_answers; /* questions required at the door without an answer */
  gint64                  n_inside;   /* on this list; read only when the list has a rule */
  FoyerDirection          direction;
  gint64                  now;
  FoyerOverride           override;   /* what the operator does to let the person in, NONE at first */
} FoyerScanFacts;

/* Order of checks: first that applies. Pure: no clock, no I/O, no allocation. */
FoyerVerdict foyer_decide (const FoyerScanFacts *facts);

G_END_DECLS
