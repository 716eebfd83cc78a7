/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-draft.h"
#include "foyer-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A date of a series was edited and is to be saved: this date alone, with those that follow, or
 * with all? Shows what would happen to each. The signal "chosen" (FoyerSeriesScope, gboolean
 * overwrite) tells the answer; none comes when the dialog is closed. */
#define FOYER_TYPE_EDIT_SCOPE_DIALOG (foyer_edit_scope_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEditScopeDialog,
                      foyer_edit_scope_dialog,
                      FOYER,
                      EDIT_SCOPE_DIALOG,
                      AdwWindow)

/* On the database thread, which may be busy with it after the dialog is closed; must not change
 * data. */
typedef FoyerSeriesDiff *(*FoyerEditScopeDiff) (FoyerDatabase *db,
                                                gpointer data,
                                                FoyerSeriesScope scope,
                                                gboolean overwrite,
                                                GError **error);

/* (transfer none) Asks about any edit. edited: (nullable) what was, in words. */
FoyerEditScopeDialog *foyer_edit_scope_dialog_new (GtkWidget *from,
                                                   FoyerReplica *replica,
                                                   const char *edited,
                                                   FoyerEditScopeDiff diff,
                                                   gpointer data,
                                                   GDestroyNotify data_free);
/* Asks when an edit could be of interest for other dates; FALSE when there is nothing to ask.
 * chosen: (from, scope, overwrite), not called once from is gone. */
gboolean foyer_edit_scope_dialog_ask (GtkWidget *from,
                                      FoyerReplica *replica,
                                      const FoyerEventDraft *before,
                                      const FoyerEventDraft *after,
                                      GCallback chosen);

G_END_DECLS
