/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-receipt.h"

G_BEGIN_DECLS

/* One line of what was bought. */
typedef struct
{
  const char *name;       /* of the tier */
  const char *note;       /* (nullable) below it: who comes */
  guint       quantity;
  gint64      unit_price; /* minor units */
  gint64      amount;     /* minor units, before discount and fee */
} FoyerSaleReceiptLine;

typedef struct
{
  const char *name;      /* of the way to pay: “Cash” */
  const char *reference; /* (nullable) of the terminal, the voucher */
  gint64      amount;    /* minor units, above 0: what counts for the order */
  gint64      rounding;  /* of cash: what was really taken or given, minus amount */
  gboolean    is_refund;
} FoyerSaleReceiptPayment;

/* What a receipt of an order tells; all texts (nullable), borrowed while it is built. */
typedef struct
{
  cairo_surface_t               *logo; /* (nullable) */
  const char                    *seller;         /* the organizer, with address, in lines */
  const char                    *event;
  GTimeZone                     *zone;           /* of the event; (nullable) for UTC */
  gint64                         event_start;    /* FOYER_NONE: not told */
  const char                    *venue;
  const char                    *order_number;
  const char                    *buyer;
  gint64                         sold_at;
  const char                    *cashier;
  const char                    *till;
  const char                    *currency;
  const FoyerSaleReceiptLine    *lines;
  guint                          n_lines;
  gint64                         discount;       /* minor units, 0 or above */
  const char                    *promo_code;
  gint64                         service_fee;
  gint64                         total;
  const char                    *complimentary;  /* why nothing is to be paid */
  const FoyerSaleReceiptPayment *payments;
  guint                          n_payments;
  gint64                         tendered;       /* cash handed over; 0: as much as was asked */
  gint64                         change;
  gint64                         due;            /* still to be paid */
  const char                    *footer;
  const char                    *code;           /* a QR code below all */
  FoyerReceiptMark               mark;
  gint64                         copied_at;      /* FOYER_NONE: the first one; else a copy, made then */
} FoyerSaleReceipt;

/* Nothing told. */
#define FOYER_SALE_RECEIPT_INIT { .event_start = G_MININT64, .sold_at = G_MININT64, .copied_at = G_MININT64 }

FoyerReceipt *foyer_sale_receipt_build (const FoyerSaleReceipt *sale);

G_END_DECLS
