/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Beginning and end, in the event's zone. */
#define FOYER_TYPE_EVENT_WHEN_SECTION (foyer_event_when_section_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventWhenSection, foyer_event_when_section, FOYER, EVENT_WHEN_SECTION, AdwPreferencesGroup)

G_END_DECLS
