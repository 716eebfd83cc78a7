/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_CONFLICT_TWICE_ADMITTED,          /* two desks let the same ticket in */
  FOYER_CONFLICT_OVERSOLD,                /* more was sold than there is */
  FOYER_CONFLICT_EDITED_TWICE,            /* one field, two people */
  FOYER_CONFLICT_ADMITTED_THOUGH_REFUSED, /* let in while it was cancelled, refunded, … elsewhere */
  FOYER_CONFLICT_REFUNDED_TWICE,          /* two desks gave back money for the same */
  FOYER_CONFLICT_PAID_TWICE,              /* two took money for the same */
  FOYER_CONFLICT_VOUCHER_TWICE,           /* two took the same voucher */
} FoyerConflictKind;

/* Two facts that contradict each other, until a person has settled it. Made by the server. Table
 * conflicts. */
typedef struct
{
  FoyerRow row;
  FoyerUuid event_id;
  FoyerConflictKind kind;
  FoyerUuid ticket_id;   /* nil when it is about something else */
  FoyerUuid check_in_id; /* the later fact */
  FoyerUuid other_id;    /* what it contradicts; of money, the order */
  char *details;         /* a JSON object */
  gint64 settled_at;     /* FOYER_NONE while it is open */
  FoyerUuid settled_by;
} FoyerConflict;

FOYER_DECLARE_ROW (FoyerConflict, conflict, CONFLICT)

G_END_DECLS
