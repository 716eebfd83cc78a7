/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-till-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The sessions of an event's tills; each leads to its report. */
#define FOYER_TYPE_TILL_SESSIONS_WINDOW (foyer_till_sessions_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTillSessionsWindow, foyer_till_sessions_window, FOYER, TILL_SESSIONS_WINDOW, AdwWindow)

GtkWidget *foyer_till_sessions_window_present (GtkWidget     *from,
                                               FoyerTillDesk *desk);

G_END_DECLS
