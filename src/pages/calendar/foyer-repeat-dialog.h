/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"
#include "foyer-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* How an event repeats, with its dates in a calendar where a click leaves one out. Creating tells
 * how far it is. */
#define FOYER_TYPE_REPEAT_DIALOG (foyer_repeat_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRepeatDialog, foyer_repeat_dialog, FOYER, REPEAT_DIALOG, AdwWindow)

/* from: what the toast is shown over afterwards. */
GtkWidget *
foyer_repeat_dialog_present (GtkWidget *from, FoyerReplica *replica, const FoyerEvent *event);

G_END_DECLS
