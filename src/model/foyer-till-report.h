/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-till-details.h"
#include "foyer-till-record.h"

G_BEGIN_DECLS

/* What was sold of a tier, less what was voided. */
typedef struct
{
  FoyerUuid tier_id;
  gint64    quantity;
  gint64    amount;
  gint64    n_void;  /* tickets */
} FoyerTillTierSum;

/* What went through somebody's hands. By FoyerPayMethod; what counts for orders, without rounding. */
typedef struct
{
  FoyerUuid cashier_id; /* nil: nobody was asked */
  gint64    n_sales;
  gint64    paid[FOYER_N_PAY_METHODS];
  gint64    refunded[FOYER_N_PAY_METHODS];
} FoyerTillCashierSum;

/* The sums of a session of a till: an X report while it is open, the Z report of the record that closed it. Amounts are minor
 * units of currency; always: tiers + service_fees = sold = revenue + open_rest, paid − refunded = revenue, and drawer = opening_float + paid in cash − refunded in cash + rounding + pay_in − pay_out. */
typedef struct
{
  FoyerUuid event_id;
  FoyerUuid device_id;
  FoyerUuid session_id;
  char      currency[4];
  gint64    number;                        /* of the device at the event, 1 for the first; of an open session the one it will have */
  gint64    opened_at;
  FoyerUuid opened_by;                     /* nil for none */
  gint64    closed_at;                     /* FOYER_NONE while it is open */
  FoyerUuid closed_by;
  gint64    first_sequence;
  gint64    last_sequence;

  gint64    opening_float;
  gint64    n_sales;                       /* orders */
  gint64    n_tickets;                     /* sold, less voided */
  gint64    n_paid[FOYER_N_PAY_METHODS];
  gint64    paid[FOYER_N_PAY_METHODS];     /* what counts for orders */
  gint64    n_refunded[FOYER_N_PAY_METHODS];
  gint64    refunded[FOYER_N_PAY_METHODS]; /* 0 or above */
  gint64    service_fees;                  /* charged on top of the tickets' prices, less those of what was voided */
  gint64    sold;                          /* all tiers and the service fees */
  gint64    revenue;
  gint64    open_rest;                     /* sold − revenue: not paid yet; below 0: paid for what was sold before, or elsewhere */
  gint64    rounding;                      /* of cash; below 0: given away */
  gint64    n_pay_in;
  gint64    pay_in;
  gint64    n_pay_out;
  gint64    pay_out;                       /* 0 or above */
  gint64    n_no_sale;
  gint64    n_void;
  gint64    n_copy;
  gint64    n_hand_over;
  gint64    drawer;                        /* what should lie in it */

  gint64    counted;                       /* FOYER_NONE while it is open */
  gint64    difference;                    /* counted − drawer */
  char     *reason;                        /* (owned) (nullable) of the difference */
  GArray   *denominations;                 /* (owned) of FoyerCounted, what was counted at the end */
  GArray   *tiers;                         /* (owned) of FoyerTillTierSum */
  GArray   *cashiers;                      /* (owned) of FoyerTillCashierSum */
} FoyerTillReport;

FoyerTillReport *foyer_till_report_new       (void);
void             foyer_till_report_free      (FoyerTillReport       *self);
/* n records of one kind, method and cashier, with the sums of their amounts and roundings. */
void             foyer_till_report_add       (FoyerTillReport       *self,
                                              FoyerTillKind          kind,
                                              FoyerTillMethod        method,
                                              const FoyerUuid       *cashier_id,
                                              gint64                 n,
                                              gint64                 amount,
                                              gint64                 rounding);
/* n SALE or VOID records with the same lines. */
void             foyer_till_report_add_lines (FoyerTillReport       *self,
                                              FoyerTillKind          kind,
                                              const char            *details,
                                              gint64                 n);
/* Of the OPEN and, when there is one, the CLOSE record. */
void             foyer_till_report_set_ends  (FoyerTillReport       *self,
                                              const FoyerTillRecord *open,
                                              const FoyerTillRecord *close);
/* The members of a CLOSE record's details. */
char            *foyer_till_report_to_details (const FoyerTillReport *self,
                                              const GArray          *counted,
                                              gint64                 sum);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerTillReport, foyer_till_report_free)

G_END_DECLS
