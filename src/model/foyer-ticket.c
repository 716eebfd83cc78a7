/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-ticket.h"

#include "foyer-ticket-code.h"

static const char *const status_words[] = { "VALID", "CHECKED_IN", "CANCELLED", NULL };

const char *const foyer_check_in_method_words[] = { "NONE", "QR_SCAN", "MANUAL", "SELF", NULL };

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN (FoyerTicket, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerTicket, order_id, UUID),
  FOYER_COLUMN (FoyerTicket, tier_id, UUID),
  FOYER_COLUMN (FoyerTicket, attendee_name, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 200),
  FOYER_COLUMN (FoyerTicket, attendee_email, TEXT, .max = 254),
  FOYER_COLUMN (FoyerTicket, company, TEXT, .max = 200),
  FOYER_COLUMN (FoyerTicket, notes, TEXT, .max = 10000),
  FOYER_COLUMN (FoyerTicket, answers, JSON, .max = 100000),
  FOYER_COLUMN (FoyerTicket, qr_code, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = FOYER_CODE_MAX_LENGTH),
  FOYER_COLUMN (FoyerTicket, price, INTEGER, .flags = FOYER_COLUMN_REQUIRED, .max = FOYER_MONEY_MAX),
  FOYER_COLUMN (FoyerTicket, status, ENUM, .words = status_words),
  FOYER_COLUMN (FoyerTicket, check_in_time, TIME),
  FOYER_COLUMN (FoyerTicket, check_out_time, TIME),
  FOYER_COLUMN (FoyerTicket, check_in_method, ENUM, .words = foyer_check_in_method_words),
  FOYER_COLUMN (FoyerTicket, is_blocked, BOOLEAN),
  FOYER_COLUMN (FoyerTicket, needs_approval, BOOLEAN),
  FOYER_COLUMN (FoyerTicket, is_refunded, BOOLEAN),
  FOYER_COLUMN (FoyerTicket, badge_printed_at, TIME),
  FOYER_COLUMN (FoyerTicket, badge_print_count, INTEGER, .flags = FOYER_COLUMN_REQUIRED, .max = 1000000),
  FOYER_COLUMN (FoyerTicket, resend_marked_at, TIME),
  FOYER_COLUMN (FoyerTicket, source_key, INTEGER, .flags = FOYER_COLUMN_LOCAL),
  FOYER_COLUMN (FoyerTicket, source_digest, INTEGER, .flags = FOYER_COLUMN_LOCAL),
};
/* clang-format on */

const FoyerRowType FOYER_TICKET_TYPE = {
  .table = "tickets",
  .number = 4,
  .size = sizeof (FoyerTicket),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};
