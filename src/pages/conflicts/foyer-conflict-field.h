/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-conflict-acts.h"
#include "foyer-conflict-report.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One field that was edited twice: what the one wrote, what the other wrote, what it says by now,
 * or something else. Signal "changed". */
#define FOYER_TYPE_CONFLICT_FIELD (foyer_conflict_field_get_type ())
G_DECLARE_FINAL_TYPE (FoyerConflictField,
                      foyer_conflict_field,
                      FOYER,
                      CONFLICT_FIELD,
                      AdwPreferencesGroup)

/* The report must live as long. */
GtkWidget *foyer_conflict_field_new (const FoyerConflictReport *report,
                                     const FoyerReportField *field);
/* Writes what was typed into the row. FALSE when that is none of the column; it is said beside it.
 */
gboolean foyer_conflict_field_read (FoyerConflictField *self, gpointer row);
/* FALSE when the field is left as it is. */
gboolean foyer_conflict_field_get_choice (FoyerConflictField *self, FoyerFieldChoice *choice);

G_END_DECLS
