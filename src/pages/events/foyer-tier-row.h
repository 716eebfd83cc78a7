/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-tier.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A tier, edited in place when it is unfolded.
 * Signals: "changed", "removed", "moved" (int: -1 up, 1 down). */
#define FOYER_TYPE_TIER_ROW (foyer_tier_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTierRow, foyer_tier_row, FOYER, TIER_ROW, AdwExpanderRow)

FoyerTierRow    *foyer_tier_row_new          (const FoyerTier *tier,
                                              const char      *currency);
/* As it is shown; fields that are not valid stay as they were. */
const FoyerTier *foyer_tier_row_get_tier     (FoyerTierRow    *self);
gboolean         foyer_tier_row_is_valid     (FoyerTierRow    *self);
void             foyer_tier_row_set_currency (FoyerTierRow    *self,
                                              const char      *currency);
/* Tickets of this tier that are not cancelled: it can then not be removed. */
void             foyer_tier_row_set_n_sold   (FoyerTierRow    *self,
                                              gint64           n_sold);
/* (nullable) What another row says against it: a name used twice. */
void             foyer_tier_row_set_conflict (FoyerTierRow    *self,
                                              const char      *conflict);
void             foyer_tier_row_set_place    (FoyerTierRow    *self,
                                              gboolean         is_first,
                                              gboolean         is_last);

G_END_DECLS
