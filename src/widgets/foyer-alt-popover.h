/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks what a picture shows, in words, for those who do not see it. Signal "answered" (words). */
#define FOYER_TYPE_ALT_POPOVER (foyer_alt_popover_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAltPopover, foyer_alt_popover, FOYER, ALT_POPOVER, GtkPopover)

GtkWidget *foyer_alt_popover_new (void);
void foyer_alt_popover_show (FoyerAltPopover *self, const char *words); /* (nullable) */

G_END_DECLS
