/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What the event is about, with formats and pictures. */
#define FOYER_TYPE_EVENT_DESCRIPTION_SECTION (foyer_event_description_section_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventDescriptionSection, foyer_event_description_section, FOYER, EVENT_DESCRIPTION_SECTION, AdwPreferencesGroup)

G_END_DECLS
