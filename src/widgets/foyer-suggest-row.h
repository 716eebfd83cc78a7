/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* An entry that offers words: the arrow, or Alt+Down, opens those that have what is typed. Any
 * other text is as good. */
#define FOYER_TYPE_SUGGEST_ROW (foyer_suggest_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSuggestRow, foyer_suggest_row, FOYER, SUGGEST_ROW, AdwEntryRow)

void foyer_suggest_row_set_suggestions (FoyerSuggestRow *self, const char *const *suggestions);

G_END_DECLS
