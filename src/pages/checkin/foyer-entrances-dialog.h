/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "foyer-door.h"

G_BEGIN_DECLS

/* Edits an event's entrances, all in one change. */
#define FOYER_TYPE_ENTRANCES_DIALOG (foyer_entrances_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEntrancesDialog, foyer_entrances_dialog, FOYER, ENTRANCES_DIALOG, AdwWindow)

GtkWidget *foyer_entrances_dialog_new (GtkWindow *parent,
                                       FoyerDoor *door);

G_END_DECLS
