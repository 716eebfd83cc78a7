/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-receipt-layout-private.h"

#include <math.h>
#include <string.h>

#include "foyer-receipt-text.h"

/* A text keeps at least this part of the width beside its amount, else the amount stands below it. */
#define LEAST_TEXT 0.3

#define LINE_SPACING 1.1
#define SHEET_DOUBLE 1.7 /* on a sheet, letters of twice the size shout */
#define SANS         "Adwaita Sans,Cantarell,Noto Sans,sans-serif"

/* The printer's own letters. */

static void
take_cells (FoyerReceiptLayout *self,
            FoyerReceiptRow    *row,
            const char         *text,
            FoyerReceiptAlign   align,
            double              cell)
{
  FoyerReceiptPiece *piece = &row->pieces[row->n_pieces++];
  double x;

  piece->text = g_strdup (text);
  piece->width = g_utf8_strlen (text, -1) * cell;
  x = foyer_receipt_layout_place (self, align, piece->width);
  piece->x = floor (x / FOYER_RECEIPT_CELL) * FOYER_RECEIPT_CELL;
}

static void
add_cell_lines (FoyerReceiptLayout *self,
                const char         *text,
                const char         *amount, /* (nullable) */
                FoyerReceiptAlign   align,
                FoyerReceiptStyle   style,
                guint               columns)
{
  gboolean is_double = (style & FOYER_RECEIPT_DOUBLE) != 0;
  double cell = is_double ? 2 * FOYER_RECEIPT_CELL : FOYER_RECEIPT_CELL;
  double height = FOYER_RECEIPT_PITCH + (is_double ? FOYER_RECEIPT_LETTER : 0);
  g_autoptr (GPtrArray) lines = foyer_receipt_text_wrap (text, columns);

  for (guint i = 0; i < lines->len; i++)
    {
      FoyerReceiptRow *row
          = foyer_receipt_layout_add_row (self, FOYER_RECEIPT_TEXT, style, height);

      take_cells (self, row, g_ptr_array_index (lines, i), align, cell);
      if (amount != NULL && i + 1 == lines->len)
        take_cells (self, row, amount, FOYER_RECEIPT_END, cell);
    }
}

/*< private >
 * foyer_receipt_layout_add_cells:
 *
 * Returns: %FALSE when nothing was added because the printer does not have all of the letters
 */
gboolean
foyer_receipt_layout_add_cells (FoyerReceiptLayout     *self,
                                const FoyerReceiptLine *line,
                                FoyerReceiptStyle       style)
{
  g_autofree char *text = foyer_receipt_text_to_cells (line->text);
  g_autofree char *amount
      = line->amount != NULL ? foyer_receipt_text_to_cells (line->amount) : NULL;
  guint columns = self->columns / (style & FOYER_RECEIPT_DOUBLE ? 2 : 1);
  guint length = amount != NULL ? g_utf8_strlen (amount, -1) : 0;

  if (text == NULL || (line->amount != NULL && amount == NULL))
    return FALSE;
  if (amount == NULL)
    add_cell_lines (self, text, NULL, line->align, style, columns);
  else if (length > columns && (style & FOYER_RECEIPT_DOUBLE))
    return foyer_receipt_layout_add_cells (self, line, style & ~FOYER_RECEIPT_DOUBLE);
  else if (length + 1 + columns * LEAST_TEXT <= columns
           || length + 1 + g_utf8_strlen (text, -1) <= columns)
    add_cell_lines (self, text, amount, FOYER_RECEIPT_START, style,
                    columns > length + 1 ? columns - length - 1 : 1);
  else
    {
      add_cell_lines (self, text, NULL, FOYER_RECEIPT_START, style, columns);
      add_cell_lines (self, amount, NULL, FOYER_RECEIPT_END, style, columns);
    }

  return TRUE;
}

/* Letters that are drawn. */

static PangoLayout *
make_layout (FoyerReceiptLayout *self,
             const char         *text,
             FoyerReceiptStyle   style,
             double              width) /* 0: on one line */
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_from_string (SANS);
  PangoAttrList *attributes = pango_attr_list_new ();
  double larger = self->columns > 0 ? 2 : SHEET_DOUBLE;

  g_ptr_array_add (self->layouts, layout);
  if (style & FOYER_RECEIPT_BOLD)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_font_description_set_absolute_size (
      font, self->font * (style & FOYER_RECEIPT_DOUBLE ? larger : 1) * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  if (width > 0)
    {
      pango_layout_set_width (layout, floor (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  pango_layout_set_text (layout, text, -1);
  pango_attr_list_unref (attributes);
  pango_font_description_free (font);

  return layout;
}

static double
get_line_width (PangoLayoutLine *line)
{
  PangoRectangle logical;

  pango_layout_line_get_extents (line, NULL, &logical);
  return (double) logical.width / PANGO_SCALE;
}

static void
take_line (FoyerReceiptLayout *self,
           FoyerReceiptRow    *row,
           PangoLayout        *layout,
           int                 n,
           FoyerReceiptAlign   align)
{
  FoyerReceiptPiece *piece = &row->pieces[row->n_pieces++];
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, n);
  PangoRectangle logical;
  double height, needed;

  pango_layout_line_get_extents (line, NULL, &logical);
  piece->line = pango_layout_line_ref (line);
  piece->text = g_strstrip (g_strndup (pango_layout_get_text (layout) + line->start_index,
                                       line->length));
  piece->width = (double) logical.width / PANGO_SCALE;
  piece->x = foyer_receipt_layout_place (self, align, piece->width);
  height = (double) logical.height / PANGO_SCALE;
  piece->baseline = -(double) logical.y / PANGO_SCALE + height * (LINE_SPACING - 1) / 2;
  needed = height * LINE_SPACING;
  if (self->columns > 0)
    needed = ceil (needed);
  if (needed > row->height)
    {
      self->height += needed - row->height;
      row->height = needed;
    }
}

/* Letters side by side stand on one line. */
static void
align_baselines (FoyerReceiptLayout *self, FoyerReceiptRow *row)
{
  double lowest = MAX (row->pieces[0].baseline, row->pieces[1].baseline);
  double grown = lowest - MIN (row->pieces[0].baseline, row->pieces[1].baseline);

  if (row->n_pieces < 2 || grown <= 0)
    return;
  row->pieces[0].baseline = row->pieces[1].baseline = lowest;
  grown = self->columns > 0 ? ceil (grown) : grown;
  row->height += grown;
  self->height += grown;
}

static void
add_drawn_lines (FoyerReceiptLayout *self,
                 PangoLayout        *text,
                 PangoLayout        *amount, /* (nullable): on one line */
                 FoyerReceiptAlign   align,
                 FoyerReceiptStyle   style)
{
  int n_lines = pango_layout_get_line_count (text);

  for (int i = 0; i < n_lines; i++)
    {
      FoyerReceiptRow *row = foyer_receipt_layout_add_row (self, FOYER_RECEIPT_TEXT, style, 0);

      take_line (self, row, text, i, align);
      if (amount == NULL || i + 1 < n_lines)
        continue;
      take_line (self, row, amount, 0, FOYER_RECEIPT_END);
      align_baselines (self, row);
    }
}

/*< private >
 * foyer_receipt_layout_add_drawn:
 *
 * Adds a line of text in letters that are drawn.
 */
void
foyer_receipt_layout_add_drawn (FoyerReceiptLayout     *self,
                                const FoyerReceiptLine *line,
                                FoyerReceiptStyle       style)
{
  double gap = self->font * 0.75;
  PangoLayout *amount;
  double width;

  if (line->amount == NULL)
    {
      add_drawn_lines (self, make_layout (self, line->text, style, self->width), NULL, line->align,
                       style);
      return;
    }

  amount = make_layout (self, line->amount, style, 0);
  width = get_line_width (pango_layout_get_line_readonly (amount, 0));
  if (width > self->width && (style & FOYER_RECEIPT_DOUBLE))
    foyer_receipt_layout_add_drawn (self, line, style & ~FOYER_RECEIPT_DOUBLE);
  else if (self->width - width - gap >= self->width * LEAST_TEXT)
    add_drawn_lines (self, make_layout (self, line->text, style, self->width - width - gap), amount,
                     FOYER_RECEIPT_START, style);
  else
    {
      add_drawn_lines (self, make_layout (self, line->text, style, self->width), NULL,
                       FOYER_RECEIPT_START, style);
      add_drawn_lines (self, make_layout (self, line->amount, style, self->width), NULL,
                       FOYER_RECEIPT_END, style);
    }
}
