/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-receipt.h"

G_BEGIN_DECLS

/* What several receipts say. Private to the layer; main thread, as money is written. */
char *foyer_receipt_when          (gint64        instant, /* empty for FOYER_NONE */
                                   GTimeZone    *zone);
void  foyer_receipt_add_money     (FoyerReceipt *self,
                                   const char   *text,
                                   gint64        amount,
                                   const char   *currency,
                                   FoyerReceiptStyle style);
void  foyer_receipt_add_fact      (FoyerReceipt *self,    /* “Order  K7FQ-22”; nothing when value says nothing */
                                   const char   *name,
                                   const char   *value);
void  foyer_receipt_add_copy_mark (FoyerReceipt *self,    /* nothing for FOYER_NONE */
                                   gint64        copied_at,
                                   GTimeZone    *zone);

G_END_DECLS
