/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-crop-area.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows a picture and which part of it is taken. Dragging moves the part, its corners and the wheel change how much it is; so do
 * the arrow keys, + and -, and Home takes the most again. */
#define FOYER_TYPE_CROP_VIEW (foyer_crop_view_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCropView, foyer_crop_view, FOYER, CROP_VIEW, GtkWidget)

GtkWidget           *foyer_crop_view_new         (void);
void                 foyer_crop_view_set_picture (FoyerCropView *self,
                                                  GdkPaintable  *picture,
                                                  double         ratio);
const FoyerCropArea *foyer_crop_view_get_area    (FoyerCropView *self);
void                 foyer_crop_view_zoom        (FoyerCropView *self,
                                                  double         factor);

G_END_DECLS
