/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-receipt.h"

G_BEGIN_DECLS

/* Money that waits to be given back to somebody. */
typedef struct
{
  const char *order_number; /* (nullable) */
  const char *name;         /* (nullable) */
  const char *detail;       /* (nullable) how it was paid, where to write to */
  gint64      amount;       /* minor units */
  const char *currency;
} FoyerRefundListLine;

/* The list of whoever gives money back, to be ticked off. Borrowed while it is built. */
typedef struct
{
  const char                *event;
  GTimeZone                 *zone;    /* (nullable): UTC */
  gint64                     made_at;
  const FoyerRefundListLine *lines;
  guint                      n_lines;
  FoyerReceiptMark           mark;
} FoyerRefundList;

FoyerReceipt *foyer_refund_list_receipt_build (const FoyerRefundList *list);

G_END_DECLS
