/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The venue. */
#define FOYER_TYPE_EVENT_WHERE_SECTION (foyer_event_where_section_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventWhereSection, foyer_event_where_section, FOYER, EVENT_WHERE_SECTION, AdwPreferencesGroup)

G_END_DECLS
