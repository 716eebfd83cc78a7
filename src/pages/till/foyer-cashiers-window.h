/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Who sells at an event. */
#define FOYER_TYPE_CASHIERS_WINDOW (foyer_cashiers_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCashiersWindow, foyer_cashiers_window, FOYER, CASHIERS_WINDOW, AdwWindow)

GtkWidget *foyer_cashiers_window_present (GtkWidget       *from,
                                          FoyerReplica    *replica,
                                          const FoyerUuid *event_id);

G_END_DECLS
