/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What is asked of buyers at the desk, and who sells there. */
#define FOYER_TYPE_EVENT_BOX_OFFICE_SECTION (foyer_event_box_office_section_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventBoxOfficeSection, foyer_event_box_office_section, FOYER, EVENT_BOX_OFFICE_SECTION, AdwPreferencesGroup)

G_END_DECLS
