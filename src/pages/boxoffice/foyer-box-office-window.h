/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"
#include "foyer-sync-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The window of a till: choose, pay, next. */
#define FOYER_TYPE_BOX_OFFICE_WINDOW (foyer_box_office_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBoxOfficeWindow, foyer_box_office_window, FOYER, BOX_OFFICE_WINDOW, AdwApplicationWindow)

GtkWidget *foyer_box_office_window_new      (GtkApplication       *application,
                                             FoyerReplica         *replica,
                                             GSettings            *settings,
                                             const FoyerUuid      *event_id);
/* desk: (nullable): how it stands with the servers is shown, and a wrong clock. */
void       foyer_box_office_window_set_sync (FoyerBoxOfficeWindow *self,
                                             FoyerSyncDesk        *desk);

G_END_DECLS
