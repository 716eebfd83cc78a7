/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A text of several lines in a boxed list, under its title; it grows with what is written.
 * Properties: "text", "max-length" (characters; a count is shown when it is not 0, nothing is cut
 * off), "lines" (at least so high). */
#define FOYER_TYPE_TEXT_ROW (foyer_text_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTextRow, foyer_text_row, FOYER, TEXT_ROW, AdwPreferencesRow)

char *foyer_text_row_dup_text (FoyerTextRow *self);
/* Not a step that the row's own undo takes back. */
void foyer_text_row_set_text (FoyerTextRow *self, const char *text);
gboolean foyer_text_row_is_too_long (FoyerTextRow *self);

G_END_DECLS
