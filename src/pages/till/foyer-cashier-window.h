/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-edit-window.h"
#include "foyer-cashier.h"
#include "foyer-replica.h"

G_BEGIN_DECLS

/* Makes, edits or removes somebody who sells. */
#define FOYER_TYPE_CASHIER_WINDOW (foyer_cashier_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCashierWindow, foyer_cashier_window, FOYER, CASHIER_WINDOW, FoyerEditWindow)

GtkWindow *foyer_cashier_window_new (GtkWindow          *parent,
                                     FoyerReplica       *replica,
                                     const FoyerCashier *cashier,   /* with key 0 it is a new one */
                                     const char         *currency);

G_END_DECLS
