/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-importer.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* A skipped row, or an answer that is left out, for a list. Properties (read only): "row" (“Row 12”), "reason". */
#define FOYER_TYPE_IMPORT_PROBLEM_ITEM (foyer_import_problem_item_get_type ())
G_DECLARE_FINAL_TYPE (FoyerImportProblemItem, foyer_import_problem_item, FOYER, IMPORT_PROBLEM_ITEM, GObject)

FoyerImportProblemItem *foyer_import_problem_item_new (gint64      row,
                                                       const char *reason);
/* (transfer full) Those of a report, by row. */
GPtrArray              *foyer_import_problem_item_list (const FoyerImportReport *report);
/* “2 rows will be skipped · 3 answers do not fit and are left out” */
char                   *foyer_import_problem_item_describe (const FoyerImportReport *report);

G_END_DECLS
