/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The cart and, beside it, how it is paid. Where there is no room for both, the one that matters: see "shows-second". */
#define FOYER_TYPE_SELL_PANES (foyer_sell_panes_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSellPanes, foyer_sell_panes, FOYER, SELL_PANES, GtkWidget)

void     foyer_sell_panes_set_shows_second (FoyerSellPanes *self,
                                            gboolean        shows_second);
/* Only one of them is seen. Properties "folded", and "narrow" where there is no room for words either. */
gboolean foyer_sell_panes_is_folded        (FoyerSellPanes *self);

G_END_DECLS
