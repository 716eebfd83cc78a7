/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_PAYMENT_PAYMENT,
  FOYER_PAYMENT_REFUND,
} FoyerPaymentKind;

typedef enum
{
  FOYER_PAY_CASH,
  FOYER_PAY_CARD,
  FOYER_PAY_STRIPE,
  FOYER_PAY_TRANSFER,
  FOYER_PAY_VOUCHER,
} FoyerPayMethod;

#define FOYER_N_PAY_METHODS 5

extern const char
    *const foyer_pay_method_words[]; /* tokens, NULL-terminated, in the enum's order */

/* Money that moved for an order: a fact, written once and never changed. Table payments. */
typedef struct
{
  FoyerRow row;
  FoyerUuid event_id;
  FoyerUuid order_id;
  FoyerPaymentKind kind;
  FoyerPayMethod method;
  gint64 amount;   /* minor units, above 0: what counts for the order */
  gint64 rounding; /* of cash: what was really taken or given, minus amount; else 0 */
  char *currency;
  char *reference; /* (nullable) of the terminal, of the voucher */
  gint64 paid_at;
  FoyerUuid cashier_id; /* nil for none */
} FoyerPayment;

FOYER_DECLARE_ROW (FoyerPayment, payment, PAYMENT)

/* What it adds to the order: below 0 for a refund. */
gint64 foyer_payment_get_signed (const FoyerPayment *self);

/* “Cash”; “” for what is none of them. */
const char *foyer_pay_method_get_name (guint method);

G_END_DECLS
