/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What only the organizers read. */
#define FOYER_TYPE_EVENT_NOTES_SECTION (foyer_event_notes_section_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventNotesSection,
                      foyer_event_notes_section,
                      FOYER,
                      EVENT_NOTES_SECTION,
                      AdwPreferencesGroup)

G_END_DECLS
