/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says what a desk would say: each line of input is a scan, in the order of the struct below; each
 * line of output its verdict. */
#include "foyer-decision.h"

#include <stdio.h>

typedef struct
{
  int is_exit;
  int identity; /* 0 a ticket, 1 a ticket of another event, 2 of another that is a test, 3 nobody
                   knows, 4 no code */
  int is_replaced;
  int ticket_status; /* FoyerTicketStatus */
  int is_refunded, is_blocked, needs_approval;
  int order_status; /* FoyerOrderStatus; -1 without an order */
  int tier;         /* the list takes: 0 all, 1 the ticket's, 2 another */
  int time;         /* -1 too early, 1 too late */
  int n_missing;
  int last; /* 0 nothing, 1 an entry, 2 an exit */
  int allow_unpaid, allow_reentry, allow_multiple;
  int is_key_revoked; /* of a ticket that is known */
} Scan;

#define N_FIELDS 16

static FoyerVerdict
decide (const Scan *scan)
{
  static char own_tier[] = "[\"00000000-0000-0000-0000-000000000007\"]";
  static char other_tier[] = "[\"00000000-0000-0000-0000-000000000008\"]";
  FoyerEvent here = { .row.id.bytes[15] = 1 };
  FoyerEvent elsewhere = { .row.id.bytes[15] = 2, .is_test = scan->identity == 2 };
  FoyerTicket ticket = { .event_id = here.row.id,
                         .tier_id.bytes[15] = 7,
                         .status = scan->ticket_status,
                         .is_refunded = scan->is_refunded,
                         .is_blocked = scan->is_blocked,
                         .needs_approval = scan->needs_approval,
                         .check_in_method = FOYER_METHOD_QR_SCAN };
  FoyerOrder order = { .status = scan->order_status };
  FoyerCheckInList list = { .opens_at = scan->time < 0 ? 2 : FOYER_NONE,
                            .closes_at = scan->time > 0 ? 1 : FOYER_NONE,
                            .allow_unpaid = scan->allow_unpaid,
                            .allow_reentry = scan->allow_reentry,
                            .allow_multiple = scan->allow_multiple,
                            .max_inside = FOYER_NONE,
                            .tier_ids = scan->tier == 1   ? own_tier
                                        : scan->tier == 2 ? other_tier
                                                          : NULL };
  FoyerCheckIn last = { .direction =
                            scan->last == 2 ? FOYER_DIRECTION_EXIT : FOYER_DIRECTION_ENTRY };
  gboolean is_here = scan->identity == 0;
  FoyerScanFacts facts = {
    .code_state = scan->identity == 4               ? FOYER_CODE_UNREADABLE
                  : is_here && scan->is_key_revoked ? FOYER_CODE_REVOKED
                                                    : FOYER_CODE_FOREIGN,
    .n_matches = is_here,
    .ticket = is_here ? &ticket : NULL,
    .order = is_here && scan->order_status >= 0 ? &order : NULL,
    .event = &here,
    .ticket_event = scan->identity == 1 || scan->identity == 2 ? &elsewhere : NULL,
    .is_replaced = is_here && scan->is_replaced,
    .list = &list,
    .last = is_here && scan->last != 0 ? &last : NULL,
    .n_missing_answers = is_here ? scan->n_missing : 0,
    .direction = scan->is_exit ? FOYER_DIRECTION_EXIT : FOYER_DIRECTION_ENTRY,
    .now = 1,
  };

  return foyer_decide (&facts);
}

int
main (void)
{
  Scan scan;

  while (scanf ("%d %d %d %d %d %d %d %d %d %d %d %d %d %d %d %d", &scan.is_exit, &scan.identity,
                &scan.is_replaced, &scan.ticket_status, &scan.is_refunded, &scan.is_blocked,
                &scan.needs_approval, &scan.order_status, &scan.tier, &scan.time, &scan.n_missing,
                &scan.last, &scan.allow_unpaid, &scan.allow_reentry,
                &scan.allow_multiple, &scan.is_key_revoked) == N_FIELDS)
    puts (foyer_verdict_to_token (decide (&scan)));
  return 0;
}
