/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "foyer-replica.h"

G_BEGIN_DECLS

/* Choosing whose badges are printed, on which sheet, with a preview. */
#define FOYER_TYPE_BADGES_PAGE (foyer_badges_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBadgesPage, foyer_badges_page, FOYER, BADGES_PAGE, AdwBin)

GtkWidget *foyer_badges_page_new      (FoyerReplica    *replica,
                                       GSettings       *settings,
                                       const FoyerUuid *event_id);
/* The attendees chosen elsewhere, in their order; none (n_keys 0) goes back to everybody. */
void       foyer_badges_page_set_keys (FoyerBadgesPage *self,
                                       const gint64    *keys,
                                       guint            n_keys);
/* Those whose badge was never printed. */
void       foyer_badges_page_choose_unprinted (FoyerBadgesPage *self);
/* Writes the PDF, with progress, cancel and a toast with Undo: what the button does once a file is chosen. */
void       foyer_badges_page_save     (FoyerBadgesPage *self,
                                       GFile           *file);

G_END_DECLS
