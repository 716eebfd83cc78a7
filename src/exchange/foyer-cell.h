/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-csv-reader.h"

G_BEGIN_DECLS

/* The cell without the blanks around it. */
FoyerCell foyer_cell_trim          (FoyerCell        cell);
/* Without the apostrophe that an export put before what a spreadsheet would take for a formula. */
FoyerCell foyer_cell_unguard       (FoyerCell        cell);
/* Whether a spreadsheet would take this for a formula, or for something guarded against that. */
gboolean  foyer_cell_needs_guard   (const char      *text);
/* ="0012": a formula by which numbers keep their zeros. */
FoyerCell foyer_cell_strip_formula (FoyerCell        cell);
/* As one line: every run of blanks and control characters is a space. */
void      foyer_cell_append_line   (GString         *to,
                                    const FoyerCell *cell);
gboolean  foyer_cell_equals        (const FoyerCell *cell,
                                    const char      *text);
/* NULL for an empty one. */
char     *foyer_cell_dup           (const FoyerCell *cell);
/* As one line of at most forty characters, for a sentence. */
char     *foyer_cell_dup_short     (const FoyerCell *cell);

G_END_DECLS
