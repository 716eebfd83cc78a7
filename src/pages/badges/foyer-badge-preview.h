/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "foyer-badge-sheet.h"

G_BEGIN_DECLS

/* One page of badges as it will be printed. Properties "page" (from 0) and "n-pages". */
#define FOYER_TYPE_BADGE_PREVIEW (foyer_badge_preview_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBadgePreview, foyer_badge_preview, FOYER, BADGE_PREVIEW, GtkWidget)

void  foyer_badge_preview_set_badges  (FoyerBadgePreview *self,
                                       FoyerBadgeSheet   *badges); /* (nullable) */
guint foyer_badge_preview_get_page    (FoyerBadgePreview *self);
void  foyer_badge_preview_set_page    (FoyerBadgePreview *self,
                                       guint              page);
guint foyer_badge_preview_get_n_pages (FoyerBadgePreview *self);

G_END_DECLS
