/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The desk: events at the left, the chosen one at the right. */
#define FOYER_TYPE_MAIN_WINDOW (foyer_main_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerMainWindow, foyer_main_window, FOYER, MAIN_WINDOW, AdwApplicationWindow)

GtkWindow       *foyer_main_window_new          (GtkApplication   *application,
                                                 FoyerContext     *context);
const FoyerUuid *foyer_main_window_get_event_id (FoyerMainWindow  *self); /* (nullable) */
void             foyer_main_window_open_event   (FoyerMainWindow  *self,
                                                 const FoyerUuid  *event_id);
/* A list to be imported; waits until the replica is open. */
void             foyer_main_window_import       (FoyerMainWindow  *self,
                                                 GFile            *file);

G_END_DECLS
