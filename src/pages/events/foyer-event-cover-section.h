/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The picture by which the event is seen. */
#define FOYER_TYPE_EVENT_COVER_SECTION (foyer_event_cover_section_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventCoverSection, foyer_event_cover_section, FOYER, EVENT_COVER_SECTION, AdwPreferencesGroup)

G_END_DECLS
