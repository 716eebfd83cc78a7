/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "foyer-replica.h"

G_BEGIN_DECLS

/* The arrivals of an event, live, for a screen that is read across a room. */
#define FOYER_TYPE_DASHBOARD_WINDOW (foyer_dashboard_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDashboardWindow, foyer_dashboard_window, FOYER, DASHBOARD_WINDOW, AdwApplicationWindow)

GtkWidget *foyer_dashboard_window_new (GtkApplication  *application,
                                       FoyerReplica    *replica,
                                       GSettings       *settings,
                                       const FoyerUuid *event_id);

G_END_DECLS
