/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-importer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What an import comes to: four numbers, and a line about what else is made. */
#define FOYER_TYPE_IMPORT_OUTCOME (foyer_import_outcome_get_type ())
G_DECLARE_FINAL_TYPE (FoyerImportOutcome, foyer_import_outcome, FOYER, IMPORT_OUTCOME, GtkWidget)

/* report (nullable): not known. */
void foyer_import_outcome_show     (FoyerImportOutcome      *self,
                                    const FoyerImportReport *report);
/* The numbers are those of before, new ones are on their way. */
void foyer_import_outcome_set_busy (FoyerImportOutcome      *self,
                                    gboolean                 is_busy);
/* What was done, in a sentence; (transfer full). */
char      *foyer_import_outcome_describe (const FoyerImportReport *report);

G_END_DECLS
