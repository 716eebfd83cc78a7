/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_TICKET_VALID,
  FOYER_TICKET_CHECKED_IN,
  FOYER_TICKET_CANCELLED,
} FoyerTicketStatus;

typedef enum
{
  FOYER_METHOD_NONE, /* never, or by the list it was imported from */
  FOYER_METHOD_QR_SCAN,
  FOYER_METHOD_MANUAL,
  FOYER_METHOD_SELF,
} FoyerCheckInMethod;

extern const char *const foyer_check_in_method_words[]; /* tokens, NULL-terminated, in the enum's order */

/* A ticket and the attendee who holds it. */
typedef struct
{
  FoyerRow           row;
  FoyerUuid          event_id;
  FoyerUuid          order_id;        /* nil for a guest without an order */
  FoyerUuid          tier_id;
  char              *attendee_name;
  char              *attendee_email;
  char              *company;
  char              *notes;           /* shown at the door */
  char              *answers;         /* JSON object: question code to text */
  char              *qr_code;         /* what is printed and scanned; unique among living tickets of an event */
  gint64             price;           /* paid for it, minor units */
  FoyerTicketStatus  status;
  gint64             check_in_time;   /* of the last entry; FOYER_NONE if never in */
  gint64             check_out_time;  /* of the last exit after that; FOYER_NONE while inside */
  FoyerCheckInMethod check_in_method;
  gboolean           is_blocked;      /* barred */
  gboolean           needs_approval;
  gboolean           is_refunded;     /* why it is cancelled: the money went back */
  gint64             badge_printed_at;
  gint64             badge_print_count;
  gint64             resend_marked_at; /* the confirmation is to be sent again when mail exists */
  gint64             source_key;      /* 64-bit hash that names this attendee in the list it came from; FOYER_NONE */
  gint64             source_digest;   /* 64-bit hash of the imported cells: a re-import compares this */
} FoyerTicket;

FOYER_DECLARE_ROW (FoyerTicket, ticket, TICKET)

G_END_DECLS
