/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sync-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Events of a server come for the first time: how far, how long, a pause; and that it is done. */
#define FOYER_TYPE_FIRST_LOAD (foyer_first_load_get_type ())
G_DECLARE_FINAL_TYPE (FoyerFirstLoad, foyer_first_load, FOYER, FIRST_LOAD, GtkWidget)

void foyer_first_load_follow (FoyerFirstLoad *self, FoyerSyncDesk *desk, gint64 server_key);

G_END_DECLS
