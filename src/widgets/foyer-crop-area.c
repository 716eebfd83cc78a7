/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-crop-area.h"

#include <math.h>

#define SMALLEST 0.1 /* of the largest width */

static double
get_largest (const FoyerCropArea *self)
{
  return MIN (self->picture_width, self->picture_height * self->ratio);
}

static double
clamp_width (const FoyerCropArea *self, double width, double most)
{
  double largest = get_largest (self);

  return CLAMP (width, MIN (largest * SMALLEST, most), MIN (largest, most));
}

static void
keep_inside (FoyerCropArea *self)
{
  self->x = CLAMP (self->x, 0, self->picture_width - self->width);
  self->y = CLAMP (self->y, 0, self->picture_height - foyer_crop_area_get_height (self));
}

void
foyer_crop_area_init (FoyerCropArea *self,
                      double picture_width,
                      double picture_height,
                      double ratio)
{
  self->picture_width = picture_width;
  self->picture_height = picture_height;
  self->ratio = ratio;
  self->width = get_largest (self);
  self->x = (picture_width - self->width) / 2;
  self->y = (picture_height - foyer_crop_area_get_height (self)) / 2;
}

double
foyer_crop_area_get_height (const FoyerCropArea *self)
{
  return self->width / self->ratio;
}

void
foyer_crop_area_move (FoyerCropArea *self, double dx, double dy)
{
  self->x += dx;
  self->y += dy;
  keep_inside (self);
}

void
foyer_crop_area_scale (FoyerCropArea *self, double factor)
{
  double height = foyer_crop_area_get_height (self);
  double middle_x = self->x + self->width / 2;
  double middle_y = self->y + height / 2;

  self->width = clamp_width (self, self->width * factor, G_MAXDOUBLE);
  self->x = middle_x - self->width / 2;
  self->y = middle_y - foyer_crop_area_get_height (self) / 2;
  keep_inside (self);
}

void
foyer_crop_area_pull (FoyerCropArea *self, FoyerCropPart corner, double x, double y)
{
  gboolean is_left = corner == FOYER_CROP_TOP_LEFT || corner == FOYER_CROP_BOTTOM_LEFT;
  gboolean is_top = corner == FOYER_CROP_TOP_LEFT || corner == FOYER_CROP_TOP_RIGHT;
  double fixed_x = is_left ? self->x + self->width : self->x;
  double fixed_y = is_top ? self->y + foyer_crop_area_get_height (self) : self->y;
  double room_x = is_left ? fixed_x : self->picture_width - fixed_x;
  double room_y = is_top ? fixed_y : self->picture_height - fixed_y;
  double wanted_x = is_left ? fixed_x - x : x - fixed_x;
  double wanted_y = is_top ? fixed_y - y : y - fixed_y;

  self->width = clamp_width (self, MAX (wanted_x, wanted_y * self->ratio),
                             MIN (room_x, room_y * self->ratio));
  self->x = is_left ? fixed_x - self->width : fixed_x;
  self->y = is_top ? fixed_y - foyer_crop_area_get_height (self) : fixed_y;
  keep_inside (self);
}

FoyerCropPart
foyer_crop_area_find (const FoyerCropArea *self, double x, double y, double near)
{
  double bottom = self->y + foyer_crop_area_get_height (self);
  double right = self->x + self->width;
  const struct
  {
    double x;
    double y;
    FoyerCropPart part;
  } corners[] = {
    { self->x, self->y, FOYER_CROP_TOP_LEFT },
    { right, self->y, FOYER_CROP_TOP_RIGHT },
    { self->x, bottom, FOYER_CROP_BOTTOM_LEFT },
    { right, bottom, FOYER_CROP_BOTTOM_RIGHT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    if (fabs (x - corners[i].x) <= near && fabs (y - corners[i].y) <= near)
      return corners[i].part;
  return x >= self->x && x <= right && y >= self->y && y <= bottom ? FOYER_CROP_INSIDE
                                                                   : FOYER_CROP_NONE;
}
