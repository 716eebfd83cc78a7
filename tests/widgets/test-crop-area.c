/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-crop-area.h"
#include "foyer-crop-view.h"

#include <math.h>

#define RATIO (16.0 / 9)

static void
assert_inside (const FoyerCropArea *area)
{
  double height = foyer_crop_area_get_height (area);

  g_assert_cmpfloat (area->x, >=, -1e-6);
  g_assert_cmpfloat (area->y, >=, -1e-6);
  g_assert_cmpfloat (area->x + area->width, <=, area->picture_width + 1e-6);
  g_assert_cmpfloat (area->y + height, <=, area->picture_height + 1e-6);
  g_assert_cmpfloat (area->width, >, 0);
  g_assert_cmpfloat_with_epsilon (area->width / height, RATIO, 1e-9);
}

static void
test_steps (void)
{
  FoyerCropArea area;

  foyer_crop_area_init (&area, 1600, 1600, RATIO);
  g_assert_cmpfloat_with_epsilon (area.width, 1600, 1e-6);
  g_assert_cmpfloat_with_epsilon (area.y, 350, 1e-6);
  foyer_crop_area_move (&area, 100, -1000);
  g_assert_cmpfloat_with_epsilon (area.x, 0, 1e-6); /* there is no room beside it */
  g_assert_cmpfloat_with_epsilon (area.y, 0, 1e-6);
  foyer_crop_area_scale (&area, 0.5);
  g_assert_cmpfloat_with_epsilon (area.width, 800, 1e-6);
  g_assert_cmpfloat_with_epsilon (area.x, 400, 1e-6);
  foyer_crop_area_scale (&area, 1e-9);
  g_assert_cmpfloat_with_epsilon (area.width, 160, 1e-6); /* it stays of use */
  foyer_crop_area_scale (&area, 1e9);
  g_assert_cmpfloat_with_epsilon (area.width, 1600, 1e-6);

  foyer_crop_area_init (&area, 1600, 900, RATIO);
  g_assert_cmpint (foyer_crop_area_find (&area, 5, 5, 10), ==, FOYER_CROP_TOP_LEFT);
  g_assert_cmpint (foyer_crop_area_find (&area, 1595, 895, 10), ==, FOYER_CROP_BOTTOM_RIGHT);
  g_assert_cmpint (foyer_crop_area_find (&area, 800, 400, 10), ==, FOYER_CROP_INSIDE);
  g_assert_cmpint (foyer_crop_area_find (&area, 2000, 400, 10), ==, FOYER_CROP_NONE);
  foyer_crop_area_pull (&area, FOYER_CROP_TOP_LEFT, 800, 450);
  g_assert_cmpfloat_with_epsilon (area.x, 800, 1e-6);
  g_assert_cmpfloat_with_epsilon (area.y, 450, 1e-6);
  g_assert_cmpfloat_with_epsilon (area.x + area.width, 1600, 1e-6);
}

/* Whatever is done to it: it stays in the picture and keeps its shape, and pulling a corner leaves
 * the opposite one. */
static void
test_anything (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint round = 0; round < 200; round++)
    {
      FoyerCropArea area;

      foyer_crop_area_init (&area, g_rand_double_range (random, 1, 5000),
                            g_rand_double_range (random, 1, 5000), RATIO);
      assert_inside (&area);
      for (guint i = 0; i < 50; i++)
        {
          FoyerCropArea before = area;
          double x = g_rand_double_range (random, -6000, 6000);
          double y = g_rand_double_range (random, -6000, 6000);

          switch (g_rand_int_range (random, 0, 4))
            {
            case 0:
              foyer_crop_area_move (&area, x, y);
              g_assert_cmpfloat (area.width, ==, before.width);
              break;
            case 1:
              foyer_crop_area_scale (&area, g_rand_double_range (random, 0.2, 3));
              break;
            case 2:
              foyer_crop_area_pull (&area, FOYER_CROP_BOTTOM_RIGHT, x, y);
              g_assert_cmpfloat_with_epsilon (area.x, before.x, 1e-6);
              g_assert_cmpfloat_with_epsilon (area.y, before.y, 1e-6);
              break;
            default:
              foyer_crop_area_pull (&area, FOYER_CROP_TOP_LEFT, x, y);
              g_assert_cmpfloat_with_epsilon (area.x + area.width, before.x + before.width, 1e-6);
            }
          assert_inside (&area);
        }
    }
}

static void
test_view (void)
{
  FoyerCropView *view = FOYER_CROP_VIEW (g_object_ref_sink (foyer_crop_view_new ()));
  g_autoptr (GdkPaintable) picture = gdk_paintable_new_empty (3200, 900);

  foyer_crop_view_set_picture (view, picture, RATIO);
  g_assert_cmpfloat_with_epsilon (foyer_crop_view_get_area (view)->x, 800, 1e-6);
  foyer_crop_view_zoom (view, 0.5);
  g_assert_cmpfloat_with_epsilon (foyer_crop_view_get_area (view)->width, 800, 1e-6);
  g_assert_finalize_object (view);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crop-area/steps", test_steps);
  g_test_add_func ("/crop-area/anything", test_anything);
  g_test_add_func ("/crop-area/view", test_view);
  return g_test_run ();
}
