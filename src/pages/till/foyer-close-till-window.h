/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-edit-window.h"
#include "foyer-till-desk.h"

G_BEGIN_DECLS

/* Closes a till: what lies in it is counted first, and only then told what should. Then the Z report is shown. */
#define FOYER_TYPE_CLOSE_TILL_WINDOW (foyer_close_till_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCloseTillWindow, foyer_close_till_window, FOYER, CLOSE_TILL_WINDOW, FoyerEditWindow)

GtkWidget *foyer_close_till_window_present (GtkWidget     *from,
                                            FoyerTillDesk *desk);

G_END_DECLS
