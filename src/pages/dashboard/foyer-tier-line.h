/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "foyer-roster.h"

G_BEGIN_DECLS

/* How full one tier is: a bar of who is in and who has left again, against all who have a right to come. */
#define FOYER_TYPE_TIER_LINE (foyer_tier_line_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTierLine, foyer_tier_line, FOYER, TIER_LINE, GtkWidget)

GtkWidget *foyer_tier_line_new (const char              *name,
                                const FoyerRosterCounts *counts);

G_END_DECLS
