/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Two children: the answer, and the side with search and last scans. Beside each other where there is width, else the
 * side below. */
#define FOYER_TYPE_DOOR_PANES (foyer_door_panes_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDoorPanes, foyer_door_panes, FOYER, DOOR_PANES, GtkWidget)

G_END_DECLS
