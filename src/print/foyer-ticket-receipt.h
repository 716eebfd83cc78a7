/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-receipt.h"

G_BEGIN_DECLS

/* What a ticket on paper tells; all texts (nullable), borrowed while it is built. */
typedef struct
{
  cairo_surface_t *logo;         /* (nullable) */
  const char      *event;
  GTimeZone       *zone;         /* of the event; (nullable) for UTC */
  gint64           event_start;  /* FOYER_NONE: not told */
  const char      *venue;
  const char      *address;
  const char      *tier;
  const char      *attendee;
  const char      *price;        /* as people write it: “€49.00”, “Free” */
  const char      *code;         /* what the QR code says */
  const char      *order_number;
  const char      *place;        /* “2 of 3” */
  const char      *footer;
  FoyerReceiptMark mark;
  gint64           copied_at;    /* FOYER_NONE: the first one; else a copy, made then */
} FoyerTicketReceipt;

/* Nothing told. */
#define FOYER_TICKET_RECEIPT_INIT { .event_start = G_MININT64, .copied_at = G_MININT64 }

FoyerReceipt *foyer_ticket_receipt_build (const FoyerTicketReceipt *ticket);

G_END_DECLS
