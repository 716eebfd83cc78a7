/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The refunds of an event: each is confirmed or dropped, one by one or all at once, and exported for the books. */
#define FOYER_TYPE_REFUNDS_WINDOW (foyer_refunds_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRefundsWindow, foyer_refunds_window, FOYER, REFUNDS_WINDOW, AdwWindow)

/* settings: (nullable) of the program, to print. */
GtkWidget *foyer_refunds_window_present (GtkWidget       *from,
                                         FoyerReplica    *replica,
                                         GSettings       *settings,
                                         const FoyerUuid *event_id);

G_END_DECLS
