/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-print-job-store.h"
#include "foyer-sale-store.h"

G_BEGIN_DECLS

/* What comes with a sale by itself is done within its transaction: whoever paid has it coming,
 * whatever becomes of this program. */
typedef struct
{
  GPtrArray *prints;  /* (owned) (element-type FoyerPrintJob) with kind and target; what was queued
                         is in the result's prints */
  gboolean checks_in; /* whoever holds its tickets is inside with it: when all is paid, and the door
                         lets them in */
} FoyerSaleWishes;

FoyerSaleWishes *foyer_sale_wishes_new (void);
void foyer_sale_wishes_free (FoyerSaleWishes *self);
void foyer_sale_wishes_print (FoyerSaleWishes *self, FoyerPrintJob *job); /* (transfer full) */
gboolean foyer_sale_wishes_grant (const FoyerSaleWishes *self,            /* (nullable) */
                                  FoyerTransaction *transaction,
                                  FoyerSaleResult *sold,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSaleWishes, foyer_sale_wishes_free)

G_END_DECLS
