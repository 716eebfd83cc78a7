/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-receipt.h"

G_BEGIN_DECLS

/* Money that went into a drawer or out of it without a sale; all texts (nullable), borrowed while it is built. */
typedef struct
{
  gboolean         is_out;
  gint64           amount;    /* minor units, above 0 */
  const char      *currency;
  const char      *reason;
  const char      *event;
  const char      *till;
  const char      *cashier;
  const char      *approver;
  GTimeZone       *zone;      /* of the event; (nullable) for UTC */
  gint64           time;
  gint64           number;    /* of the record in the till's book */
  FoyerReceiptMark mark;
  gint64           copied_at; /* FOYER_NONE: the first one; else a copy, made then */
} FoyerDrawerReceipt;

/* Nothing told. */
#define FOYER_DRAWER_RECEIPT_INIT { .time = G_MININT64, .copied_at = G_MININT64 }

FoyerReceipt *foyer_drawer_receipt_build (const FoyerDrawerReceipt *slip);

G_END_DECLS
