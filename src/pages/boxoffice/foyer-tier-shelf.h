/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The buttons of the tiers: as high as they are at this width, up to a limit from which on they scroll. */
#define FOYER_TYPE_TIER_SHELF (foyer_tier_shelf_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTierShelf, foyer_tier_shelf, FOYER, TIER_SHELF, GtkWidget)

G_END_DECLS
