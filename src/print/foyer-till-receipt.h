/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-receipt.h"
#include "foyer-till-names.h"

G_BEGIN_DECLS

/* What is printed of a till's report besides its sums. */
typedef struct
{
  gint64           made_at;   /* of an X report */
  const char      *made_by;   /* (nullable) of an X report */
  FoyerReceiptMark mark;      /* REAL: as the names say */
  gint64           copied_at; /* FOYER_NONE: the first one; else a copy, made then */
} FoyerTillReceipt;

/* The X or Z report on paper. */
FoyerReceipt *foyer_till_receipt_build (const FoyerTillReport  *report,
                                        const FoyerTillNames   *names,
                                        const FoyerTillReceipt *options);

G_END_DECLS
