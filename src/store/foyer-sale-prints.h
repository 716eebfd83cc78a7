/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-print-job-store.h"
#include "foyer-sale-store.h"

G_BEGIN_DECLS

/* What a sale prints by itself is queued within its transaction: whoever paid has it coming, whatever becomes of this program.
 * wishes: (nullable) (element-type FoyerPrintJob) with kind and target; what was queued is in the result's prints. */
gboolean foyer_sale_prints_queue (FoyerTransaction *transaction,
                                  const GPtrArray  *wishes,
                                  FoyerSaleResult  *sold,
                                  GError          **error);

G_END_DECLS
