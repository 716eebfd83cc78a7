/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-question.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A question of the event, in its list. Activating it edits it; it is moved by its handle, or with
 * Alt+Up and Alt+Down. Signals: "removed"; "moved" (int, -1 or 1); "dropped" (FoyerQuestionRow that
 * was dropped, gboolean before this one). */
#define FOYER_TYPE_QUESTION_ROW (foyer_question_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerQuestionRow, foyer_question_row, FOYER, QUESTION_ROW, AdwActionRow)

/* tiers: (element-type FoyerTier) the event's */
FoyerQuestionRow *foyer_question_row_new (const FoyerQuestion *question, GPtrArray *tiers);
const FoyerQuestion *foyer_question_row_get_question (FoyerQuestionRow *self);
void foyer_question_row_set_question (FoyerQuestionRow *self,
                                      const FoyerQuestion *question,
                                      GPtrArray *tiers);
void foyer_question_row_set_place (FoyerQuestionRow *self, gboolean is_first, gboolean is_last);

G_END_DECLS
