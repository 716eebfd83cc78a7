/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-check-in.h"

#include "foyer-ticket-code.h"

static const char *const direction_words[] = { "ENTRY", "EXIT", "UNDO", NULL };

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN (FoyerCheckIn, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerCheckIn, list_id, UUID),
  FOYER_COLUMN (FoyerCheckIn, ticket_id, UUID),
  FOYER_COLUMN (FoyerCheckIn, device_id, UUID),
  FOYER_COLUMN (FoyerCheckIn, code, TEXT, .max = FOYER_CODE_MAX_LENGTH),
  FOYER_COLUMN (FoyerCheckIn, direction, ENUM, .words = direction_words),
  FOYER_COLUMN (FoyerCheckIn, method, ENUM, .words = foyer_check_in_method_words),
  FOYER_COLUMN (FoyerCheckIn, time, TIME, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerCheckIn, verdict, ENUM, .words = foyer_verdict_words),
  FOYER_COLUMN (FoyerCheckIn, reason, TEXT, .max = 1000),
  FOYER_COLUMN (FoyerCheckIn, undoes_id, UUID),
};
/* clang-format on */

const FoyerRowType FOYER_CHECK_IN_TYPE = {
  .table = "check_ins",
  .number = 7,
  .size = sizeof (FoyerCheckIn),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};
