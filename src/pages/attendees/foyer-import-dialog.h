/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Takes a list, shows what it would do, and does it. Signal "imported": the event's id as text, the change set (gint64). */
#define FOYER_TYPE_IMPORT_DIALOG (foyer_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FoyerImportDialog, foyer_import_dialog, FOYER, IMPORT_DIALOG, AdwWindow)

/* event_id: nil makes a new event. file (nullable): asks for one. */
GtkWidget *foyer_import_dialog_new (FoyerReplica    *replica,
                                    GSettings       *settings,
                                    const FoyerUuid *event_id,
                                    GFile           *file);

G_END_DECLS
