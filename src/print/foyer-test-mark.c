/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-test-mark.h"

#include <math.h>

/**
 * foyer_test_mark_draw:
 * @cr: where to draw; the label's top left corner is the origin
 * @width: of the label, points
 * @height: of the label
 * @mark: what it says
 *
 * So light that a code upon it is read. The word is the same in every language.
 */
void
foyer_test_mark_draw (cairo_t *cr, double width, double height, const char *mark)
{
  double diagonal = sqrt (width * width + height * height);
  cairo_text_extents_t extents;

  cairo_save (cr);
  cairo_set_source_rgb (cr, 0.86, 0.86, 0.86);
  cairo_select_font_face (cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
  cairo_set_font_size (cr, 100);
  cairo_text_extents (cr, mark, &extents);
  if (extents.width > 0)
    {
      double scale = MIN (diagonal * 0.6 / extents.width, height * 0.8 / extents.height);

      cairo_translate (cr, width / 2, height / 2);
      cairo_rotate (cr, -atan2 (height, width));
      cairo_scale (cr, scale, scale);
      cairo_move_to (cr, -extents.x_bearing - extents.width / 2,
                     -extents.y_bearing - extents.height / 2);
      cairo_show_text (cr, mark);
      cairo_new_path (cr);
    }
  cairo_restore (cr);
}
