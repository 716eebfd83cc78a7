/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-offer-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An event of a server with a check button. Property "item". */
#define FOYER_TYPE_OFFER_ROW (foyer_offer_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOfferRow, foyer_offer_row, FOYER, OFFER_ROW, GtkWidget)

G_END_DECLS
