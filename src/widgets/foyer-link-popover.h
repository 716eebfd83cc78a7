/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks for the address of a link, and for its words when nothing is selected that could be them.
 * Signal "answered" (words (nullable), address (nullable: the link goes)). */
#define FOYER_TYPE_LINK_POPOVER (foyer_link_popover_get_type ())
G_DECLARE_FINAL_TYPE (FoyerLinkPopover, foyer_link_popover, FOYER, LINK_POPOVER, GtkPopover)

GtkWidget *foyer_link_popover_new  (void);
void       foyer_link_popover_show (FoyerLinkPopover *self,
                                    const char       *address,     /* (nullable) of the link that is there */
                                    gboolean          asks_words);

G_END_DECLS
