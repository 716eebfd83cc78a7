/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-edit-window.h"
#include "foyer-till-desk.h"

G_BEGIN_DECLS

/* Money into the drawer or out of it without a sale, or the drawer opened for nothing: how much, and why. */
#define FOYER_TYPE_DRAWER_WINDOW (foyer_drawer_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDrawerWindow, foyer_drawer_window, FOYER, DRAWER_WINDOW, FoyerEditWindow)

/* kind: PAY_IN, PAY_OUT or NO_SALE. */
GtkWidget *foyer_drawer_window_present (GtkWidget     *from,
                                        FoyerTillDesk *desk,
                                        FoyerTillKind  kind);

G_END_DECLS
