/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-badge-layout.h"
#include "foyer-badge-sheet.h"
#include "foyer-qr.h"

G_BEGIN_DECLS

/* What writing a PDF shares with drawing a page. */
void              foyer_badge_sheet_get_range   (FoyerBadgeSheet   *self,
                                                 guint              page,
                                                 guint             *first,
                                                 guint             *n,
                                                 guint             *label);
const FoyerBadge *foyer_badge_sheet_pull        (FoyerBadgeSheet   *self,
                                                 guint              n,
                                                 GError           **error);
FoyerBadgeLayout *foyer_badge_sheet_make_layout (FoyerBadgeSheet   *self);
void              foyer_badge_sheet_draw_label  (FoyerBadgeSheet   *self,
                                                 FoyerBadgeLayout  *layout,
                                                 cairo_t           *cr,
                                                 guint              label,
                                                 const FoyerBadge  *badge,
                                                 const FoyerQr     *code);

G_END_DECLS
