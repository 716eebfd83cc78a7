/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sync-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The servers of this replica, a page of the preferences. */
#define FOYER_TYPE_SERVERS_PAGE (foyer_servers_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerServersPage, foyer_servers_page, FOYER, SERVERS_PAGE, AdwPreferencesPage)

GtkWidget *foyer_servers_page_new (FoyerSyncDesk *desk);

G_END_DECLS
