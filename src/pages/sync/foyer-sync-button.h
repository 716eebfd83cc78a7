/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sync-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How it stands with the servers, in the header of a window: an icon, in words on hover and click, and beside it when somebody
 * must look. Not shown while no server is set up. It finds its desk in the property "sync-desk" of its window, where
 * that has one. Properties: "desk"; "shows-text": whether there is room for words. */
#define FOYER_TYPE_SYNC_BUTTON (foyer_sync_button_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSyncButton, foyer_sync_button, FOYER, SYNC_BUTTON, GtkWidget)

void foyer_sync_button_set_desk (FoyerSyncButton *self, FoyerSyncDesk *desk); /* (nullable) */

G_END_DECLS
