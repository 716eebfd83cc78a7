/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-ticket-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a buyer sees at a moment with a code: the tiers, their prices and states, and what an order costs. */
#define FOYER_TYPE_BUYER_VIEW (foyer_buyer_view_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBuyerView, foyer_buyer_view, FOYER, BUYER_VIEW, AdwBin)

void foyer_buyer_view_set_desk (FoyerBuyerView  *self,
                                FoyerTicketDesk *desk);

G_END_DECLS
