/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sell-desk.h"

G_BEGIN_DECLS

/* What a till says. Main thread: money is written by locale. */
char       *foyer_sell_words_price  (const FoyerTier     *tier,
                                     const char          *currency);
/* "12 left", "Sold out", "12 here, 40 elsewhere, 2 min ago"; "" when there is nothing to say. */
char       *foyer_sell_words_state  (FoyerSellDesk       *desk,
                                     const FoyerSellTier *tier,
                                     gint64               now);
const char *foyer_sell_words_method (FoyerPayMethod       method);

G_END_DECLS
