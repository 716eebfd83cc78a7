/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-choice-row.h"

G_BEGIN_DECLS

/* A currency, searched by name or code. Property "currency": three capital letters. */
#define FOYER_TYPE_CURRENCY_ROW (foyer_currency_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCurrencyRow, foyer_currency_row, FOYER, CURRENCY_ROW, FoyerChoiceRow)

const char *foyer_currency_row_get_currency (FoyerCurrencyRow *self);
void        foyer_currency_row_set_currency (FoyerCurrencyRow *self,
                                             const char       *currency);

G_END_DECLS
