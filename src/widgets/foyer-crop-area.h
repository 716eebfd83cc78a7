/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A part of a picture, of one shape, in its pixels. It never leaves the picture, and never gets too small to be of use. */
typedef struct
{
  double picture_width;
  double picture_height;
  double ratio; /* width / height */
  double x;
  double y;
  double width;
} FoyerCropArea;

typedef enum
{
  FOYER_CROP_NONE,
  FOYER_CROP_INSIDE,
  FOYER_CROP_TOP_LEFT,
  FOYER_CROP_TOP_RIGHT,
  FOYER_CROP_BOTTOM_LEFT,
  FOYER_CROP_BOTTOM_RIGHT,
} FoyerCropPart;

/* The largest there is, in the middle. */
void          foyer_crop_area_init       (FoyerCropArea       *self,
                                          double               picture_width,
                                          double               picture_height,
                                          double               ratio);
double        foyer_crop_area_get_height (const FoyerCropArea *self);
void          foyer_crop_area_move       (FoyerCropArea       *self,
                                          double               dx,
                                          double               dy);
/* Around its middle; less than 1 shows less of the picture, larger. */
void          foyer_crop_area_scale      (FoyerCropArea       *self,
                                          double               factor);
/* A corner is pulled to x, y; the opposite one stays. */
void          foyer_crop_area_pull       (FoyerCropArea       *self,
                                          FoyerCropPart        corner,
                                          double               x,
                                          double               y);
/* near: how far from a corner still counts as it. */
FoyerCropPart foyer_crop_area_find       (const FoyerCropArea *self,
                                          double               x,
                                          double               y,
                                          double               near);

G_END_DECLS
