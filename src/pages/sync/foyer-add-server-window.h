/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-edit-window.h"
#include "foyer-sync-desk.h"

G_BEGIN_DECLS

/* The way to a server, in steps:
 *
 *   sign in ─▸ events ─▸ first load
 *      └─(no keyring)─▸ passphrase ─▸ sign in again, by itself
 */
#define FOYER_TYPE_ADD_SERVER_WINDOW (foyer_add_server_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAddServerWindow, foyer_add_server_window, FOYER, ADD_SERVER_WINDOW, FoyerEditWindow)

/* parent: (nullable) */
GtkWindow *foyer_add_server_window_new (GtkWindow *parent, FoyerSyncDesk *desk);
/* Signs in once more to a server that asks for it. */
GtkWindow *foyer_add_server_window_new_again (GtkWindow *parent, FoyerSyncDesk *desk, const FoyerServer *server);
/* Chooses what of a server is kept here. */
GtkWindow *foyer_add_server_window_new_choice (GtkWindow *parent, FoyerSyncDesk *desk, const FoyerServer *server);
/* Only asks for the passphrase. */
GtkWindow *foyer_add_server_window_new_unlock (GtkWindow *parent, FoyerSyncDesk *desk);

G_END_DECLS
