/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "foyer-replica.h"
#include "foyer-sync-desk.h"

G_BEGIN_DECLS

/* The window of one door: scan, see the answer, undo. */
#define FOYER_TYPE_CHECK_IN_WINDOW (foyer_check_in_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCheckInWindow, foyer_check_in_window, FOYER, CHECK_IN_WINDOW, AdwApplicationWindow)

GtkWidget *foyer_check_in_window_new (GtkApplication  *application,
                                      FoyerReplica    *replica,
                                      GSettings       *settings,
                                      const FoyerUuid *event_id);
/* desk: (nullable): how it stands with the servers is shown, and a wrong clock. */
void       foyer_check_in_window_set_sync (FoyerCheckInWindow *self,
                                      FoyerSyncDesk   *desk);

G_END_DECLS
