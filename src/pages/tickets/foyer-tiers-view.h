/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-ticket-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The tiers of an event as rows, the places that they share, and what all of them have in common. */
#define FOYER_TYPE_TIERS_VIEW (foyer_tiers_view_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTiersView, foyer_tiers_view, FOYER, TIERS_VIEW, AdwBin)

void foyer_tiers_view_set_desk (FoyerTiersView  *self,
                                FoyerTicketDesk *desk);
/* Opens the window for a new tier. */
void foyer_tiers_view_add      (FoyerTiersView  *self);
/* The window of one that is there; no such, no window. */
void foyer_tiers_view_edit     (FoyerTiersView  *self,
                                gint64           key);
void foyer_tiers_view_edit_quota (FoyerTiersView *self,
                                gint64           key);

G_END_DECLS
