/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sell-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The cart as a receipt: its lines, codes, what is taken off and added, the total; and what stands in its way. */
#define FOYER_TYPE_CART_VIEW (foyer_cart_view_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCartView, foyer_cart_view, FOYER, CART_VIEW, AdwBin)

void foyer_cart_view_set_desk (FoyerCartView *self,
                               FoyerSellDesk *desk);

G_END_DECLS
