/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"
#include "foyer-ticket.h"
#include "foyer-verdict.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_DIRECTION_ENTRY,
  FOYER_DIRECTION_EXIT,
  FOYER_DIRECTION_UNDO, /* takes back the check-in named by undoes_id */
} FoyerDirection;

/* A fact: something was scanned, and this was said. Never changed, never deleted. Table check_ins. */
typedef struct
{
  FoyerRow           row;
  FoyerUuid          event_id;
  FoyerUuid          list_id;
  FoyerUuid          ticket_id;  /* nil when no ticket was found */
  FoyerUuid          device_id;
  char              *code;       /* as scanned, cleaned; kept when no ticket was found */
  FoyerDirection     direction;
  FoyerCheckInMethod method;
  gint64             time;       /* the device's clock */
  FoyerVerdict       verdict;
  char              *reason;     /* of an override or an undo */
  FoyerUuid          undoes_id;
} FoyerCheckIn;

FOYER_DECLARE_ROW (FoyerCheckIn, check_in, CHECK_IN)

G_END_DECLS
