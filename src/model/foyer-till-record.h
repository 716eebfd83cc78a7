/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-payment.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_TILL_OPEN,      /* amount: the float; details: counted */
  FOYER_TILL_SALE,      /* what was ordered; details: lines */
  FOYER_TILL_PAYMENT,
  FOYER_TILL_REFUND,
  FOYER_TILL_PAY_IN,
  FOYER_TILL_PAY_OUT,   /* reason */
  FOYER_TILL_NO_SALE,   /* the drawer was opened for nothing: reason */
  FOYER_TILL_HAND_OVER, /* cashier_id: who comes */
  FOYER_TILL_X,
  FOYER_TILL_CLOSE,     /* details: counted, expected, difference, totals */
  FOYER_TILL_VOID,      /* what is not ordered any more; details: lines */
  FOYER_TILL_COPY,      /* something was printed again */
} FoyerTillKind;

/* A payment's method and one for none: FOYER_TILL_METHOD (FOYER_PAY_CARD). */
typedef enum
{
  FOYER_TILL_NONE,
  FOYER_TILL_CASH,
} FoyerTillMethod;

#define FOYER_TILL_METHOD(pay_method) ((FoyerTillMethod) ((pay_method) + 1))

extern const char *const foyer_till_kind_words[]; /* tokens, NULL-terminated, in the enum's order */
extern const char *const foyer_till_method_words[];

#define FOYER_TILL_HASH_SIZE      32
#define FOYER_TILL_SIGNATURE_SIZE 64

/* A line of a till's book, written once and chained to the one before, see foyer_till_chain_seal (). The till is the device at
 * the event. Table till_records. */
typedef struct
{
  FoyerRow        row;
  FoyerUuid       event_id;
  FoyerUuid       device_id;
  FoyerUuid       session_id;  /* the id of the OPEN record; nil for what was done with no session open */
  gint64          sequence;    /* 1, 2, 3 … of the event and device */
  gint64          time;        /* never before that of the record before */
  FoyerTillKind   kind;
  FoyerUuid       cashier_id;  /* nil for none */
  FoyerUuid       approver_id; /* whose PIN allowed it; nil for none */
  FoyerUuid       order_id;
  FoyerUuid       payment_id;
  FoyerTillMethod method;
  gint64          amount;      /* what it does to that method's money; of CASH to the drawer, with rounding */
  gint64          rounding;    /* the part of amount that counts for no order */
  char           *currency;
  char           *reason;
  char           *details;     /* JSON object, see foyer-till-details.h (nullable) */
  GBytes         *previous;    /* the hash of the record before; zeros for the first */
  GBytes         *hash;
  GBytes         *signature;   /* by the device's key over hash */
} FoyerTillRecord;

FOYER_DECLARE_ROW (FoyerTillRecord, till_record, TILL_RECORD)

G_END_DECLS
