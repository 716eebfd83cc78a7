/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A skipped row for a list. Properties (read only): "row" (“Row 12”), "reason". */
#define FOYER_TYPE_IMPORT_PROBLEM_ITEM (foyer_import_problem_item_get_type ())
G_DECLARE_FINAL_TYPE (FoyerImportProblemItem, foyer_import_problem_item, FOYER, IMPORT_PROBLEM_ITEM, GObject)

FoyerImportProblemItem *foyer_import_problem_item_new (gint64      row,
                                                       const char *reason);

G_END_DECLS
