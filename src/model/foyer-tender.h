/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-payment.h"

G_BEGIN_DECLS

/* What somebody hands over for an order, and what of it counts. */
typedef struct
{
  FoyerPayMethod method;
  gint64 amount;         /* what it is to pay, minor units; FOYER_NONE: what is still due */
  gint64 tendered;       /* of cash, what was handed over; FOYER_NONE: exactly that */
  const char *reference; /* (nullable) of the terminal, of the voucher */
  gboolean is_known; /* of a voucher: that it paid before was told, and it is taken nevertheless */
} FoyerTender;

typedef enum
{
  FOYER_TENDER_FINE,
  FOYER_TENDER_BAD_AMOUNT, /* 0 or below */
  FOYER_TENDER_TOO_MUCH,   /* more than is due */
  FOYER_TENDER_NOT_ENOUGH, /* less cash was handed over than it is to pay */
  FOYER_TENDER_NO_COIN,    /* a part in cash that no coins make */
} FoyerTenderState;

/* One payment as it is written down. */
typedef struct
{
  FoyerPayMethod method;
  gint64 amount;         /* what counts for the order, above 0 */
  gint64 rounding;       /* of cash, when it pays the rest */
  gint64 change;         /* what comes back */
  const char *reference; /* borrowed */
  gboolean is_known;
} FoyerTaken;

/* due: what is still to be paid. taken: FoyerTaken, one for each tender that pays anything. rest:
 * what is due then. wrong: which tender it is about. */
FoyerTenderState foyer_tender_take (const char *currency,
                                    gint64 due,
                                    const FoyerTender *tenders,
                                    guint n_tenders,
                                    GArray *taken,
                                    gint64 *change,
                                    gint64 *rest,
                                    guint *wrong);

G_END_DECLS
