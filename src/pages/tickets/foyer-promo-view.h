/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-ticket-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The promo codes of an event: a table with search, and what is done to several at once. */
#define FOYER_TYPE_PROMO_VIEW (foyer_promo_view_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPromoView, foyer_promo_view, FOYER, PROMO_VIEW, AdwBin)

void foyer_promo_view_set_desk (FoyerPromoView  *self,
                                FoyerTicketDesk *desk);
void foyer_promo_view_add      (FoyerPromoView  *self);
/* The window of one that is there; no such, no window. */
void foyer_promo_view_edit     (FoyerPromoView  *self,
                                gint64           key);

G_END_DECLS
