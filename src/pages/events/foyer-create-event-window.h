/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The event editor in a window of its own, for an event that is yet to be. Signal "created" (the
 * event's id as text, change set). */
#define FOYER_TYPE_CREATE_EVENT_WINDOW (foyer_create_event_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCreateEventWindow,
                      foyer_create_event_window,
                      FOYER,
                      CREATE_EVENT_WINDOW,
                      AdwWindow)

GtkWindow *foyer_create_event_window_new (GtkWindow *parent,
                                          FoyerReplica *replica,
                                          GSettings *settings,
                                          const char *title); /* (nullable) proposed */

/* The day of its start, days since 1970. */
void foyer_create_event_window_set_day (FoyerCreateEventWindow *self, gint64 day);

G_END_DECLS
