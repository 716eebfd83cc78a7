/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "foyer-sheet.h"

G_BEGIN_DECLS

/* Where a page of a sheet stands in a widget: as large as it allows, in its middle. margin: pixels on each side.
 * scale: (out) pixels a point. */
graphene_rect_t foyer_page_place (GtkWidget  *widget,
                                  FoyerSheet *sheet,
                                  double      margin,
                                  double     *scale);

G_END_DECLS
