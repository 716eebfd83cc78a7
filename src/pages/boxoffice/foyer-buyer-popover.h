/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sell-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Who buys: a name and an e-mail address, found among earlier guests by typing. */
#define FOYER_TYPE_BUYER_POPOVER (foyer_buyer_popover_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBuyerPopover, foyer_buyer_popover, FOYER, BUYER_POPOVER, GtkPopover)

GtkWidget *foyer_buyer_popover_new (void);
void       foyer_buyer_popover_ask (FoyerBuyerPopover *self,
                                    FoyerSellDesk     *desk);

G_END_DECLS
