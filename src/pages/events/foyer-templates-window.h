/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The templates: begin an event with one, rename it, delete it.
 * Signal "chosen": void (FoyerTemplatesWindow *, const char *id), when an event is to begin with it. */
#define FOYER_TYPE_TEMPLATES_WINDOW (foyer_templates_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTemplatesWindow, foyer_templates_window, FOYER, TEMPLATES_WINDOW, AdwWindow)

GtkWidget *foyer_templates_window_new (GtkWidget    *from,
                                       FoyerReplica *replica);

G_END_DECLS
