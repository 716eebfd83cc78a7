/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What a buyer gets back who cannot come. */
#define FOYER_TYPE_EVENT_REFUND_SECTION (foyer_event_refund_section_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventRefundSection,
                      foyer_event_refund_section,
                      FOYER,
                      EVENT_REFUND_SECTION,
                      AdwPreferencesGroup)

G_END_DECLS
