/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The colour and the logo by which the event is known. */
#define FOYER_TYPE_EVENT_BRANDING_SECTION (foyer_event_branding_section_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventBrandingSection,
                      foyer_event_branding_section,
                      FOYER,
                      EVENT_BRANDING_SECTION,
                      AdwPreferencesGroup)

G_END_DECLS
