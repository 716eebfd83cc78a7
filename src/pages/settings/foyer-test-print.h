/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-receipt-layout.h"

G_BEGIN_DECLS

/* What shows whether a printer is set up well: its width, its letters, those it does not have, its codes and its knife. */
FoyerReceipt *foyer_test_print_build (FoyerReceiptPaper paper,
                                      guint             columns);

G_END_DECLS
