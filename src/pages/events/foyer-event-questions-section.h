/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What the event asks its guests, in order. */
#define FOYER_TYPE_EVENT_QUESTIONS_SECTION (foyer_event_questions_section_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventQuestionsSection,
                      foyer_event_questions_section,
                      FOYER,
                      EVENT_QUESTIONS_SECTION,
                      AdwPreferencesGroup)

G_END_DECLS
