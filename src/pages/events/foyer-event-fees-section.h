/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The service fee, and who bears it. */
#define FOYER_TYPE_EVENT_FEES_SECTION (foyer_event_fees_section_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventFeesSection,
                      foyer_event_fees_section,
                      FOYER,
                      EVENT_FEES_SECTION,
                      AdwPreferencesGroup)

G_END_DECLS
