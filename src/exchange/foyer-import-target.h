/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"
#include "foyer-import-row.h"
#include "foyer-importer.h"
#include "foyer-question.h"
#include "foyer-tier.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* The tiers and questions of the event that a list goes into: found by their names, or made on first need. */
typedef struct _FoyerImportTarget FoyerImportTarget;

/* report: borrowed; told of answers that do not fit. */
FoyerImportTarget *foyer_import_target_new           (FoyerDatabase       *db,
                                                      const FoyerEvent    *event,
                                                      FoyerImportPlan     *plan,
                                                      FoyerImportReport   *report,
                                                      GError             **error);
/* The tier of a row; index: its place in the event's order. */
const FoyerTier   *foyer_import_target_find_tier     (FoyerImportTarget   *self,
                                                      const FoyerImportRow *row,
                                                      guint               *index);
/* The row's answers as a JSON object, merged into those that the ticket has; NULL for none. */
char              *foyer_import_target_make_answers  (FoyerImportTarget   *self,
                                                      const FoyerImportRow *row,
                                                      const char          *before);
/* Writes what was made, at the end. transaction (nullable): only counts. */
gboolean           foyer_import_target_write         (FoyerImportTarget   *self,
                                                      FoyerTransaction    *transaction,
                                                      gint64              *tiers_added,
                                                      gint64              *questions_added,
                                                      GError             **error);
void               foyer_import_target_free          (FoyerImportTarget   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerImportTarget, foyer_import_target_free)

G_END_DECLS
