/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-receipt.h"

G_BEGIN_DECLS

/* What was sold or taken of one kind. */
typedef struct
{
  const char *name;   /* “Cash”, a tier, a cashier */
  gint64      count;  /* below 0: not told */
  gint64      amount; /* minor units */
} FoyerReportReceiptLine;

/* Coins or notes of one value. */
typedef struct
{
  gint64 value; /* minor units */
  gint64 count;
} FoyerReportReceiptCoin;

/* What an X or Z report of a till tells; all texts (nullable), borrowed while it is built. */
typedef struct
{
  gboolean                      is_closing;  /* Z: the session is closed */
  gint64                        number;      /* of the record in the till's book */
  const char                   *event;
  const char                   *till;
  GTimeZone                    *zone;        /* of the event; (nullable) for UTC */
  gint64                        opened_at;   /* FOYER_NONE: not told */
  const char                   *opened_by;
  gint64                        made_at;     /* X: now, Z: when it was closed */
  const char                   *made_by;
  const char                   *currency;
  gint64                        n_orders;
  gint64                        n_tickets;
  gint64                        sales;       /* minor units: payments, without rounding */
  gint64                        refunds;     /* 0 or above */
  const FoyerReportReceiptLine *methods;     /* payments less refunds, by way to pay */
  guint                         n_methods;
  const FoyerReportReceiptLine *tiers;
  guint                         n_tiers;
  const FoyerReportReceiptLine *cashiers;
  guint                         n_cashiers;
  gint64                        opening;     /* the float; what follows is cash */
  gint64                        cash_sales;
  gint64                        cash_refunds; /* 0 or above */
  gint64                        paid_in;
  gint64                        paid_out;    /* 0 or above */
  gint64                        rounding;    /* part of the cash above that counts for no order */
  gint64                        expected;
  gboolean                      is_counted;
  gint64                        counted;
  gint64                        difference;  /* counted less expected */
  const char                   *reason;      /* why there is a difference */
  const FoyerReportReceiptCoin *coins;
  guint                         n_coins;
  gint64                        n_no_sales;  /* the drawer was opened for nothing */
  const char                   *seal;        /* of the till's book, to compare */
  FoyerReceiptMark              mark;
  gint64                        copied_at;   /* FOYER_NONE: the first one; else a copy, made then */
} FoyerReportReceipt;

/* Nothing told. */
#define FOYER_REPORT_RECEIPT_INIT { .opened_at = G_MININT64, .made_at = G_MININT64, .copied_at = G_MININT64 }

FoyerReceipt *foyer_report_receipt_build (const FoyerReportReceipt *report);

G_END_DECLS
