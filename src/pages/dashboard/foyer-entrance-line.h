/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "foyer-arrivals.h"

G_BEGIN_DECLS

/* How one entrance does: name, people a minute, in, refused. */
#define FOYER_TYPE_ENTRANCE_LINE (foyer_entrance_line_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEntranceLine, foyer_entrance_line, FOYER, ENTRANCE_LINE, GtkWidget)

GtkWidget *foyer_entrance_line_new (const char                *name,
                                    const FoyerEntranceCounts *counts);

G_END_DECLS
