/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-edit-window.h"
#include "foyer-till-desk.h"

G_BEGIN_DECLS

/* Opens a till with the float that somebody counts. */
#define FOYER_TYPE_OPEN_TILL_WINDOW (foyer_open_till_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOpenTillWindow, foyer_open_till_window, FOYER, OPEN_TILL_WINDOW, FoyerEditWindow)

GtkWidget *foyer_open_till_window_present (GtkWidget     *from,
                                           FoyerTillDesk *desk);

G_END_DECLS
