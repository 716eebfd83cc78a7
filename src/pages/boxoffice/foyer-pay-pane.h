/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sell-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* How a sale is paid: what is due, how, what is handed over, what comes back. */
#define FOYER_TYPE_PAY_PANE (foyer_pay_pane_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPayPane, foyer_pay_pane, FOYER, PAY_PANE, AdwBin)

void foyer_pay_pane_set_desk       (FoyerPayPane  *self,
                                    FoyerSellDesk *desk);
void foyer_pay_pane_focus_reference (FoyerPayPane *self);

G_END_DECLS
