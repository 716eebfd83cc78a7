/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Adds somebody who is not on the list: a name, a tier.
 * Signal "chosen": void (FoyerWalkInPopover *, const char *name, guint tier): tier is an index into the given ones. */
#define FOYER_TYPE_WALK_IN_POPOVER (foyer_walk_in_popover_get_type ())
G_DECLARE_FINAL_TYPE (FoyerWalkInPopover, foyer_walk_in_popover, FOYER, WALK_IN_POPOVER, GtkPopover)

GtkWidget *foyer_walk_in_popover_new (void);
void       foyer_walk_in_popover_ask (FoyerWalkInPopover *self,
                                      GPtrArray          *tiers,    /* (element-type FoyerTier) */
                                      const char         *currency);

G_END_DECLS
