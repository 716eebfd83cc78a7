/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sync-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* How it stands with the servers in full: how old the data of each event are, what waits, what was refused, how fast, and the
 * clock. Activates app.edit-row (sxs: table, key, event) for what is to be edited, app.servers and app.conflicts. */
#define FOYER_TYPE_SYNC_WINDOW (foyer_sync_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSyncWindow, foyer_sync_window, FOYER, SYNC_WINDOW, AdwWindow)

GtkWindow *foyer_sync_window_new (GtkWindow *parent, FoyerSyncDesk *desk);

G_END_DECLS
