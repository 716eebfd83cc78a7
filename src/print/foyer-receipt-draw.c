/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-receipt-layout-private.h"

/* The letters of a printer, in a font that looks like them: each in its cell. */
#define MONO      "Adwaita Mono,Noto Sans Mono,DejaVu Sans Mono,monospace"
#define REFERENCE 100.0
#define LETTER_EM 1.9 /* letters are no larger than this many cells */
#define BASELINE  0.76

static PangoLayout *
make_mono (const FoyerReceiptLayout *self, const char *text, FoyerReceiptStyle style, double size)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_from_string (MONO);

  if (style & FOYER_RECEIPT_BOLD)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_font_description_free (font);
  return layout;
}

static double
get_width (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  return (double) logical.width / PANGO_SCALE;
}

/* The size at which a letter is as wide as a cell. */
static double
find_size (const FoyerReceiptLayout *self, FoyerReceiptStyle style)
{
  g_autoptr (PangoLayout) layout = make_mono (self, "0", style, REFERENCE);
  double width = get_width (layout);

  return width > 0 ? MIN (FOYER_RECEIPT_CELL * REFERENCE / width, FOYER_RECEIPT_CELL * LETTER_EM)
                   : FOYER_RECEIPT_CELL;
}

/* A word may hold a letter of another font: it is made to take its cells all the same. */
static void
draw_word (const FoyerReceiptLayout *self,
           cairo_t                  *cr,
           const char               *word,
           FoyerReceiptStyle         style,
           double                    size,
           double                    x,
           double                    y)
{
  double cells = g_utf8_strlen (word, -1) * FOYER_RECEIPT_CELL;
  g_autoptr (PangoLayout) layout = make_mono (self, word, style, size);
  double width = get_width (layout);
  double scale = width > 0 ? cells / width : 1;

  cairo_save (cr);
  cairo_translate (cr, x, y + BASELINE * FOYER_RECEIPT_LETTER);
  if (scale < 0.99 || scale > 1.01)
    cairo_scale (cr, scale, 1);
  cairo_move_to (cr, 0, 0);
  pango_cairo_show_layout_line (cr, pango_layout_get_line_readonly (layout, 0));
  cairo_restore (cr);
}

static void
draw_cells (const FoyerReceiptLayout *self,
            cairo_t                  *cr,
            const FoyerReceiptPiece  *piece,
            const FoyerReceiptRow    *row)
{
  double zoom = row->style & FOYER_RECEIPT_DOUBLE ? 2 : 1;
  double size = find_size (self, row->style);
  g_auto (GStrv) words = g_strsplit (piece->text, " ", -1);
  double x = 0;

  cairo_save (cr);
  cairo_translate (cr, piece->x, row->y + (row->height - FOYER_RECEIPT_LETTER * zoom) / 2);
  cairo_scale (cr, zoom, zoom);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        draw_word (self, cr, words[i], row->style, size, x, 0);
      x += (g_utf8_strlen (words[i], -1) + 1) * FOYER_RECEIPT_CELL;
    }
  cairo_restore (cr);
}

static void
draw_text (const FoyerReceiptLayout *self, cairo_t *cr, const FoyerReceiptRow *row)
{
  if (row->style & FOYER_RECEIPT_INVERSE)
    {
      cairo_rectangle (cr, 0, row->y, self->width, row->height);
      cairo_fill (cr);
      cairo_set_source_rgb (cr, 1, 1, 1);
    }
  for (guint i = 0; i < row->n_pieces; i++)
    {
      const FoyerReceiptPiece *piece = &row->pieces[i];

      if (piece->line == NULL)
        {
          draw_cells (self, cr, piece, row);
          continue;
        }
      cairo_move_to (cr, piece->x, row->y + piece->baseline);
      pango_cairo_show_layout_line (cr, piece->line);
    }
}

static void
draw_image (cairo_t *cr, const FoyerReceiptRow *row)
{
  double scale = row->size / cairo_image_surface_get_width (row->image);

  cairo_translate (cr, row->x, row->y);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, row->image, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
  cairo_paint (cr);
}

/*< private >
 * foyer_receipt_layout_draw_row:
 *
 * Draws a row in black, at its place in the layout. What draws a roll for a preview draws for its printer the lines whose
 * letters that does not have.
 */
void
foyer_receipt_layout_draw_row (const FoyerReceiptLayout *self,
                               cairo_t                  *cr,
                               const FoyerReceiptRow    *row)
{
  cairo_save (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  switch (row->kind)
    {
    case FOYER_RECEIPT_TEXT:
      draw_text (self, cr, row);
      break;

    case FOYER_RECEIPT_RULE:
      cairo_set_line_width (cr, self->columns > 0 ? 2 : 0.6);
      cairo_move_to (cr, 0, row->y + row->height / 2);
      cairo_line_to (cr, self->width, row->y + row->height / 2);
      cairo_stroke (cr);
      break;

    case FOYER_RECEIPT_QR:
      foyer_qr_draw (row->code, cr, row->x, row->y + (row->height - row->size) / 2, row->size);
      break;

    case FOYER_RECEIPT_IMAGE:
      draw_image (cr, row);
      break;

    case FOYER_RECEIPT_SPACE:
    case FOYER_RECEIPT_CUT:
      break;
    }
  cairo_restore (cr);
}
