/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-draft.h"
#include "foyer-test.h"

G_BEGIN_DECLS

#define NOW (G_GINT64_CONSTANT (1795370400) * G_USEC_PER_SEC)

FoyerQuestion *draft_make_question (const char *code, FoyerQuestionType type);
FoyerDatabase *draft_open_database (const char *dir);
/* It works. before: (nullable); change_set: 0 when nothing was written. */
void draft_save (const FoyerEventDraft *before,
                 FoyerEventDraft *after,
                 FoyerDatabase *db,
                 gint64 *change_set);

G_END_DECLS
