/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"
#include "foyer-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A date of a series was edited and saved: is the same to be done with those that follow, or with
 * all? Shows what would happen to each before it does. */
#define FOYER_TYPE_EDIT_SCOPE_DIALOG (foyer_edit_scope_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEditScopeDialog,
                      foyer_edit_scope_dialog,
                      FOYER,
                      EDIT_SCOPE_DIALOG,
                      AdwWindow)

/* Whether an edit could be of interest for other dates. */
gboolean foyer_edit_scope_is_wanted (const FoyerEvent *before, const FoyerEvent *after);
GtkWidget *foyer_edit_scope_dialog_present (GtkWidget *from,
                                            FoyerReplica *replica,
                                            const FoyerEvent *before,
                                            const FoyerEvent *after);

G_END_DECLS
