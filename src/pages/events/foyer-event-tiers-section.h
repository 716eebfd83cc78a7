/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The ticket tiers, in order. */
#define FOYER_TYPE_EVENT_TIERS_SECTION (foyer_event_tiers_section_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventTiersSection, foyer_event_tiers_section, FOYER, EVENT_TIERS_SECTION, AdwPreferencesGroup)

G_END_DECLS
