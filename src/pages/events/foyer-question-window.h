/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-edit-window.h"
#include "foyer-question.h"

G_BEGIN_DECLS

/* All that a question says. Signal "done": it is as wanted; nothing when it is cancelled. */
#define FOYER_TYPE_QUESTION_WINDOW (foyer_question_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerQuestionWindow, foyer_question_window, FOYER, QUESTION_WINDOW, FoyerEditWindow)

/* question: (nullable) for a new one. tiers: (element-type FoyerTier). others: (element-type
 * FoyerQuestion) all of the event. */
GtkWindow *foyer_question_window_new (GtkWindow *parent,
                                      const FoyerQuestion *question,
                                      GPtrArray *tiers,
                                      GPtrArray *others);
/* (transfer full) as it is in the fields, with id and code. */
FoyerQuestion *foyer_question_window_dup_question (FoyerQuestionWindow *self);

G_END_DECLS
