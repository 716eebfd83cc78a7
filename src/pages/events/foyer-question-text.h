/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-question.h"

G_BEGIN_DECLS

/* A question in words. */
const char *foyer_question_text_type (FoyerQuestionType type);
gboolean foyer_question_text_has_options (FoyerQuestionType type);
/* “Choice · Required · At the door · VIP”; tiers: (element-type FoyerTier) of the event. */
char *foyer_question_text_summary (const FoyerQuestion *question, GPtrArray *tiers);
/* A code for a new question, unlike those of the others; (element-type FoyerQuestion). */
char *foyer_question_text_code (const char *label, GPtrArray *others);

G_END_DECLS
