/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What the event is called, and whether it is open to the public. */
#define FOYER_TYPE_EVENT_BASICS_SECTION (foyer_event_basics_section_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventBasicsSection, foyer_event_basics_section, FOYER, EVENT_BASICS_SECTION, AdwPreferencesGroup)

G_END_DECLS
