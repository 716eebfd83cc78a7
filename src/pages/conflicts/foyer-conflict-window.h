/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-conflict-item.h"
#include "foyer-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One conflict: what happened, where and when, and what can be done about it. Also those that are
 * settled. Actions: conflict.accept, block, raise, bring-back, reopen, open, find, keep, let-go. */
#define FOYER_TYPE_CONFLICT_WINDOW (foyer_conflict_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerConflictWindow, foyer_conflict_window, FOYER, CONFLICT_WINDOW, AdwWindow)

/* from: activates win.show-person ((sx): event, key), win.find-attendees ((ss): event, text). */
GtkWidget *
foyer_conflict_window_present (GtkWidget *from, FoyerReplica *replica, FoyerConflictItem *item);

G_END_DECLS
