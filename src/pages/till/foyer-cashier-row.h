/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-cashier.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Somebody who sells: name and role. */
#define FOYER_TYPE_CASHIER_ROW (foyer_cashier_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCashierRow, foyer_cashier_row, FOYER, CASHIER_ROW, AdwActionRow)

/* currency: (nullable) with it, what they may give back and whether they have a PIN is said as well. */
GtkWidget          *foyer_cashier_row_new         (const FoyerCashier *cashier,
                                                   const char         *currency);
const FoyerCashier *foyer_cashier_row_get_cashier (FoyerCashierRow    *self);

G_END_DECLS
