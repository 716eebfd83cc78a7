/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sync-snapshot.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A server in a list: what it is, how it stands, and what can be done with it. Its buttons activate servers.sign-in,
 * servers.choose, servers.sign-out and servers.erase with its key. */
#define FOYER_TYPE_SERVER_ROW (foyer_server_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerServerRow, foyer_server_row, FOYER, SERVER_ROW, AdwExpanderRow)

GtkWidget *foyer_server_row_new (gint64 server_key);
gint64 foyer_server_row_get_key (FoyerServerRow *self);
void foyer_server_row_show (FoyerServerRow *self, const FoyerKeptServer *kept);

G_END_DECLS
