/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-ticket-desk.h"

G_BEGIN_DECLS

/* Makes or edits a tier. Signal "saved": void (FoyerTierWindow *, gint64 change_set, const char *title). */
#define FOYER_TYPE_TIER_WINDOW (foyer_tier_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTierWindow, foyer_tier_window, FOYER, TIER_WINDOW, FoyerEditWindow)

/* tier: with key 0 it is a new one. */
GtkWindow *foyer_tier_window_new (GtkWindow       *parent,
                                  FoyerTicketDesk *desk,
                                  const FoyerTier *tier);

G_END_DECLS
