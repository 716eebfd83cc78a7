/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-receipt-layout-private.h"

#include <math.h>

#include "foyer-fitted-text.h"
#include "foyer-sheet.h"

#define MIN_COLUMNS 16
#define MAX_COLUMNS 96

/* A code of a roll: modules no larger than six dots, three quarters of a millimetre; its quiet zone inside the paper. */
#define MAX_MODULE 6
#define MIN_MODULE 2

#define SHEET_CODE   (46 * FOYER_MM)
#define ROLL_LOGO    160
#define SHEET_LOGO   (22 * FOYER_MM)
#define A4_WIDTH     (120 * FOYER_MM)
#define A6_WIDTH     (89 * FOYER_MM)
#define A4_FONT      11.0
#define A6_FONT      9.0
#define SHEET_RULE   0.9
#define SHEET_SPACE  1.2

static void
clear_row (gpointer data)
{
  FoyerReceiptRow *row = data;

  for (guint i = 0; i < row->n_pieces; i++)
    {
      g_free (row->pieces[i].text);
      g_clear_pointer (&row->pieces[i].line, pango_layout_line_unref);
    }
  g_clear_pointer (&row->code, foyer_qr_free);
  g_clear_pointer (&row->image, cairo_surface_destroy);
}

/*< private >
 * foyer_receipt_layout_add_row:
 *
 * Returns: (transfer none): a row below the others, until one is added
 */
FoyerReceiptRow *
foyer_receipt_layout_add_row (FoyerReceiptLayout *self,
                              FoyerReceiptKind    kind,
                              FoyerReceiptStyle   style,
                              double              height)
{
  FoyerReceiptRow row = { .kind = kind, .style = style, .y = self->height, .height = height };

  self->height += height;
  g_array_append_val (self->rows, row);
  return &g_array_index (self->rows, FoyerReceiptRow, self->rows->len - 1);
}

/*< private >
 * foyer_receipt_layout_place:
 *
 * Returns: the left edge of something so wide
 */
double
foyer_receipt_layout_place (FoyerReceiptLayout *self, FoyerReceiptAlign align, double width)
{
  gboolean is_left = (align == FOYER_RECEIPT_START) != foyer_receipt_is_rtl (self->receipt);

  if (align == FOYER_RECEIPT_CENTRE)
    return MAX (self->width - width, 0) / 2;
  return is_left ? 0 : MAX (self->width - width, 0);
}

static gboolean
is_roll (const FoyerReceiptLayout *self)
{
  return self->columns > 0;
}

static void
add_text (FoyerReceiptLayout *self, const FoyerReceiptLine *line)
{
  if (!is_roll (self) || !foyer_receipt_layout_add_cells (self, line, line->style))
    foyer_receipt_layout_add_drawn (self, line, line->style);
}

static void
add_code (FoyerReceiptLayout *self, const char *text)
{
  FoyerQr *code = foyer_qr_new (text);
  FoyerReceiptRow *row;
  double size, quiet;
  guint modules;

  if (code == NULL)
    return;
  modules = foyer_qr_get_size (code);
  if (is_roll (self))
    {
      guint module = self->width / (modules + 2 * FOYER_QR_QUIET_ZONE);

      module = CLAMP (module, MIN_MODULE, MAX_MODULE);
      size = module * modules;
      quiet = ceil ((double) module * FOYER_QR_QUIET_ZONE / FOYER_RECEIPT_PITCH)
              * FOYER_RECEIPT_PITCH;
    }
  else
    {
      double module = MIN (SHEET_CODE, self->width) / (modules + 2 * FOYER_QR_QUIET_ZONE);

      size = module * modules;
      quiet = module * FOYER_QR_QUIET_ZONE;
    }

  row = foyer_receipt_layout_add_row (self, FOYER_RECEIPT_QR, FOYER_RECEIPT_PLAIN,
                                      size + 2 * quiet);
  row->code = code;
  row->size = size;
  row->x = foyer_receipt_layout_place (self, FOYER_RECEIPT_CENTRE, size);
  row->pieces[0].text = g_strdup (text);
  row->n_pieces = 1;
}

static void
add_image (FoyerReceiptLayout *self, cairo_surface_t *image)
{
  double width = cairo_image_surface_get_width (image);
  double height = cairo_image_surface_get_height (image);
  double scale = MIN (self->width * 0.7 / width, (is_roll (self) ? ROLL_LOGO : SHEET_LOGO) / height);
  FoyerReceiptRow *row;

  scale = MIN (scale, 1);
  row = foyer_receipt_layout_add_row (self, FOYER_RECEIPT_IMAGE, FOYER_RECEIPT_PLAIN,
                                      MAX (ceil (height * scale), 1));
  row->image = cairo_surface_reference (image);
  row->size = width * scale;
  row->x = floor (foyer_receipt_layout_place (self, FOYER_RECEIPT_CENTRE, row->size));
}

static void
add_line (FoyerReceiptLayout *self, const FoyerReceiptLine *line)
{
  switch (line->kind)
    {
    case FOYER_RECEIPT_TEXT:
      add_text (self, line);
      break;

    case FOYER_RECEIPT_RULE:
    case FOYER_RECEIPT_SPACE:
      foyer_receipt_layout_add_row (
          self, line->kind, FOYER_RECEIPT_PLAIN,
          is_roll (self) ? FOYER_RECEIPT_PITCH
                         : self->font * (line->kind == FOYER_RECEIPT_RULE ? SHEET_RULE : SHEET_SPACE));
      break;

    case FOYER_RECEIPT_QR:
      add_code (self, line->text);
      break;

    case FOYER_RECEIPT_IMAGE:
      add_image (self, line->image);
      break;

    case FOYER_RECEIPT_CUT:
      foyer_receipt_layout_add_row (self, FOYER_RECEIPT_CUT, FOYER_RECEIPT_PLAIN, 0);
      break;
    }
}

static void
set_paper (FoyerReceiptLayout *self, FoyerReceiptPaper paper, guint columns)
{
  self->paper = paper;
  self->columns = foyer_receipt_paper_get_columns (paper);
  if (is_roll (self))
    {
      if (columns > 0)
        self->columns = CLAMP (columns, MIN_COLUMNS, MAX_COLUMNS);
      self->width = self->columns * FOYER_RECEIPT_CELL;
      self->font = FOYER_RECEIPT_LETTER;
    }
  else
    {
      self->width = paper == FOYER_PAPER_A4 ? A4_WIDTH : A6_WIDTH;
      self->font = paper == FOYER_PAPER_A4 ? A4_FONT : A6_FONT;
    }
}

/**
 * foyer_receipt_layout_new:
 * @receipt: what is on it
 * @paper: what it is for
 * @columns: how many letters a line of the roll holds; 0 for what is usual
 *
 * Breaks the lines of @receipt and places all of it. From any thread; the layout belongs to the one that made it.
 *
 * Returns: (transfer full): the layout
 */
FoyerReceiptLayout *
foyer_receipt_layout_new (FoyerReceipt *receipt, FoyerReceiptPaper paper, guint columns)
{
  FoyerReceiptLayout *self;

  g_return_val_if_fail (receipt != NULL, NULL);

  self = g_new0 (FoyerReceiptLayout, 1);
  self->receipt = foyer_receipt_ref (receipt);
  self->context = foyer_fitted_text_context ();
  self->layouts = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = g_array_new (FALSE, FALSE, sizeof (FoyerReceiptRow));
  g_array_set_clear_func (self->rows, clear_row);
  set_paper (self, paper, columns);
  for (guint i = 0; i < foyer_receipt_get_n_lines (receipt); i++)
    add_line (self, foyer_receipt_get_line (receipt, i));
  return self;
}

/**
 * foyer_receipt_layout_free:
 * @self: (transfer full) (nullable): a layout
 */
void
foyer_receipt_layout_free (FoyerReceiptLayout *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->rows);
  g_ptr_array_unref (self->layouts);
  g_object_unref (self->context);
  foyer_receipt_unref (self->receipt);
  g_free (self);
}

/**
 * foyer_receipt_paper_get_columns:
 * @paper: a paper
 *
 * Returns: how many letters a line of most printers with this roll holds; 0 for a sheet
 */
guint
foyer_receipt_paper_get_columns (FoyerReceiptPaper paper)
{
  switch (paper)
    {
    case FOYER_PAPER_ROLL_80:
      return 48;

    case FOYER_PAPER_ROLL_58:
      return 32;

    case FOYER_PAPER_A6:
    case FOYER_PAPER_A4:
    default:
      return 0;
    }
}

/**
 * foyer_receipt_layout_get_paper:
 * @self: a layout
 *
 * Returns: the paper it was made for
 */
FoyerReceiptPaper
foyer_receipt_layout_get_paper (const FoyerReceiptLayout *self)
{
  g_return_val_if_fail (self != NULL, FOYER_PAPER_ROLL_80);

  return self->paper;
}

/**
 * foyer_receipt_layout_get_title:
 * @self: a layout
 *
 * Returns: (transfer none): what a file of it is called
 */
const char *
foyer_receipt_layout_get_title (const FoyerReceiptLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return foyer_receipt_get_title (self->receipt);
}

/**
 * foyer_receipt_layout_get_columns:
 * @self: a layout
 *
 * Returns: the printer's letters in a line; 0 for a sheet
 */
guint
foyer_receipt_layout_get_columns (const FoyerReceiptLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->columns;
}

/**
 * foyer_receipt_layout_get_width:
 * @self: a layout
 *
 * Returns: what is printed on: dots of a roll, points of a sheet
 */
double
foyer_receipt_layout_get_width (const FoyerReceiptLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width;
}

/**
 * foyer_receipt_layout_get_n_rows:
 * @self: a layout
 *
 * Returns: how many rows there are
 */
guint
foyer_receipt_layout_get_n_rows (const FoyerReceiptLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows->len;
}

/**
 * foyer_receipt_layout_get_row:
 * @self: a layout
 * @n: from 0
 *
 * Returns: (transfer none): the row
 */
const FoyerReceiptRow *
foyer_receipt_layout_get_row (const FoyerReceiptLayout *self, guint n)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n < self->rows->len, NULL);

  return &g_array_index (self->rows, FoyerReceiptRow, n);
}

/**
 * foyer_receipt_layout_to_text:
 * @self: a layout
 *
 * For who hears the preview instead of seeing it.
 *
 * Returns: (transfer full): the rows of text, a line each
 */
char *
foyer_receipt_layout_to_text (const FoyerReceiptLayout *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, g_string_free (text, FALSE));

  for (guint i = 0; i < self->rows->len; i++)
    {
      const FoyerReceiptRow *row = &g_array_index (self->rows, FoyerReceiptRow, i);

      if (row->kind != FOYER_RECEIPT_TEXT)
        continue;
      for (guint j = 0; j < row->n_pieces; j++)
        g_string_append_printf (text, "%s%s", j > 0 ? " " : "", row->pieces[j].text);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}
