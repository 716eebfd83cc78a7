/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How many fit in, and in which money they pay. */
#define FOYER_TYPE_EVENT_CAPACITY_SECTION (foyer_event_capacity_section_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventCapacitySection, foyer_event_capacity_section, FOYER, EVENT_CAPACITY_SECTION, AdwPreferencesGroup)

G_END_DECLS
