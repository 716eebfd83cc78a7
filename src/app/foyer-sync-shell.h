/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What of the servers concerns the program as a whole: the actions that open their windows, how often news are asked for while
 * which window is open, and what a person must be told wherever they are.
 *
 * Actions of the application: add-server, servers, sync-page, edit-row (sss: table, what people know the row by, event). */
#define FOYER_TYPE_SYNC_SHELL (foyer_sync_shell_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSyncShell, foyer_sync_shell, FOYER, SYNC_SHELL, GObject)

/* Ends with the application. */
FoyerSyncShell *foyer_sync_shell_new (GtkApplication *application, FoyerContext *context);

G_END_DECLS
