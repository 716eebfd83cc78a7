/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sell-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A tier to sell: name, price, how many are left, and its key. */
#define FOYER_TYPE_TIER_BUTTON (foyer_tier_button_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTierButton, foyer_tier_button, FOYER, TIER_BUTTON, GtkButton)

GtkWidget *foyer_tier_button_new  (void);
void       foyer_tier_button_show (FoyerTierButton     *self,
                                   FoyerSellDesk       *desk,
                                   const FoyerSellTier *tier);

G_END_DECLS
