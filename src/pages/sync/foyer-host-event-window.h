/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-edit-window.h"
#include "foyer-sync-desk.h"

G_BEGIN_DECLS

/* Puts an event of this device on a server, with all its tickets and history. */
#define FOYER_TYPE_HOST_EVENT_WINDOW (foyer_host_event_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerHostEventWindow, foyer_host_event_window, FOYER, HOST_EVENT_WINDOW, FoyerEditWindow)

/* Whether the event is this device's alone. */
gboolean foyer_host_event_is_local (FoyerDatabase *db, const FoyerUuid *event_id);
/* (nullable): the event is not there any more. */
GtkWindow *foyer_host_event_window_new (GtkWindow *parent, FoyerSyncDesk *desk, const FoyerUuid *event_id);

G_END_DECLS
