/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-escpos.h"

#include <string.h>

#include "foyer-receipt-layout-private.h"
#include "foyer-receipt-raster.h"
#include "foyer-receipt-text.h"

/* The commands are those of Epson's ESC/POS reference, in the part that all makers copy. */
#define ESC "\033"
#define GS  "\035"

#define CODE_PAGE_858   19
#define HORIZONTAL_LINE 0xc4 /* ─ */
#define TEAR_LINES      5    /* without a cutter, until the last line is out of the printer */
#define CUT_LINES       1

/* A picture goes in bands of so many rows: small buffers choke on more. */
#define MOST_ROWS 128

static void
append (GByteArray *out, const char *bytes, guint length)
{
  g_byte_array_append (out, (const guint8 *) bytes, length);
}

#define APPEND(out, literal) append (out, literal, sizeof (literal) - 1)

static void
append_byte (GByteArray *out, guint8 byte)
{
  g_byte_array_append (out, &byte, 1);
}

static void
append_repeated (GByteArray *out, guint8 byte, guint n)
{
  while (n-- > 0)
    append_byte (out, byte);
}

/* Only letters get here that have a byte; any other would be a space, never a command. */
static void
append_text (GByteArray *out, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      guint8 byte = foyer_receipt_text_encode (g_utf8_get_char (p));

      append_byte (out, byte != 0 ? byte : ' ');
    }
}

static void
append_drawer (GByteArray *out, FoyerDrawer drawer)
{
  /* 50 ms of current, then half a second of none */
  if (drawer == FOYER_DRAWER_PIN_2)
    APPEND (out, ESC "p\0\x19\xfa");
  else if (drawer == FOYER_DRAWER_PIN_5)
    APPEND (out, ESC "p\1\x19\xfa");
}

static void
append_style (GByteArray *out, FoyerReceiptStyle style, gboolean is_on)
{
  if (style & FOYER_RECEIPT_BOLD)
    append (out, is_on ? ESC "E\1" : ESC "E\0", 3);
  if (style & FOYER_RECEIPT_DOUBLE)
    append (out, is_on ? GS "!\x11" : GS "!\0", 3);
  if (style & FOYER_RECEIPT_INVERSE)
    append (out, is_on ? GS "B\1" : GS "B\0", 3);
}

static void
append_cells (GByteArray *out, const FoyerReceiptLayout *layout, const FoyerReceiptRow *row)
{
  guint cell = row->style & FOYER_RECEIPT_DOUBLE ? 2 : 1;
  gboolean is_bar = (row->style & FOYER_RECEIPT_INVERSE) != 0;
  const FoyerReceiptPiece *pieces[2] = { &row->pieces[0], &row->pieces[1] };
  guint column = 0;

  if (row->n_pieces == 2 && pieces[0]->x > pieces[1]->x)
    {
      pieces[0] = &row->pieces[1];
      pieces[1] = &row->pieces[0];
    }
  if (is_bar)
    append_style (out, row->style, TRUE);
  for (guint i = 0; i < row->n_pieces; i++)
    {
      guint start = pieces[i]->x / FOYER_RECEIPT_CELL;

      if (*pieces[i]->text == '\0')
        continue;
      /* Space before a word is of the usual width, so that what is centred is. */
      if (is_bar)
        append_repeated (out, ' ', (start - column) / cell);
      else
        append_repeated (out, ' ', start - column);
      if (!is_bar)
        append_style (out, row->style, TRUE);
      append_text (out, pieces[i]->text);
      if (!is_bar)
        append_style (out, row->style, FALSE);
      column = start + g_utf8_strlen (pieces[i]->text, -1) * cell;
    }
  if (is_bar)
    {
      append_repeated (out, ' ', (layout->columns - MIN (column, layout->columns)) / cell);
      append_style (out, row->style, FALSE);
    }
  append_byte (out, '\n');
}

static void
append_raster (GByteArray *out, const FoyerReceiptRaster *raster)
{
  guint row_bytes = (raster->width + 7) / 8;

  for (guint y = 0; y < raster->height; y += MOST_ROWS)
    {
      guint n_rows = MIN (MOST_ROWS, raster->height - y);
      guint8 head[] = { 0x1d, 'v', '0', 0, row_bytes & 0xff, row_bytes >> 8, n_rows & 0xff, n_rows >> 8 };

      g_byte_array_append (out, head, sizeof head);
      g_byte_array_append (out, raster->bits + y * row_bytes, n_rows * row_bytes);
    }
}

static void
append_drawn (GByteArray *out, const FoyerReceiptLayout *layout, const FoyerReceiptRow *row)
{
  g_autoptr (FoyerReceiptRaster) raster = foyer_receipt_raster_new (layout, row);

  append_raster (out, raster);
}

/* QR code of model 2 and level M, made by the printer. */
static void
append_code (GByteArray *out, const FoyerReceiptRow *row)
{
  const char *text = row->pieces[0].text;
  guint module = row->size / foyer_qr_get_size (row->code);
  guint quiet = (row->height - row->size) / 2 / FOYER_RECEIPT_PITCH;
  gsize length = strlen (text) + 3;

  append_repeated (out, '\n', quiet);
  APPEND (out, ESC "a\1");
  APPEND (out, GS "(k\4\0" "1A2\0");
  APPEND (out, GS "(k\3\0" "1C");
  append_byte (out, module);
  APPEND (out, GS "(k\3\0" "1E1");
  APPEND (out, GS "(k");
  append_byte (out, length & 0xff);
  append_byte (out, length >> 8);
  APPEND (out, "1P0");
  append (out, text, length - 3);
  APPEND (out, GS "(k\3\0" "1Q0");
  APPEND (out, ESC "a\0");
  append_repeated (out, '\n', quiet);
}

static void
append_cut (GByteArray *out, const FoyerEscpos *options)
{
  if (options->has_cutter)
    {
      append_repeated (out, '\n', CUT_LINES);
      APPEND (out, GS "VB\0");
    }
  else
    append_repeated (out, '\n', TEAR_LINES);
}

static void
append_row (GByteArray               *out,
            const FoyerReceiptLayout *layout,
            const FoyerReceiptRow    *row,
            const FoyerEscpos        *options)
{
  switch (row->kind)
    {
    case FOYER_RECEIPT_TEXT:
      if (row->pieces[0].line == NULL)
        append_cells (out, layout, row);
      else
        append_drawn (out, layout, row);
      break;

    case FOYER_RECEIPT_RULE:
      append_repeated (out, HORIZONTAL_LINE, layout->columns);
      append_byte (out, '\n');
      break;

    case FOYER_RECEIPT_SPACE:
      append_byte (out, '\n');
      break;

    case FOYER_RECEIPT_QR:
      if (options->draws_codes)
        append_drawn (out, layout, row);
      else
        append_code (out, row);
      break;

    case FOYER_RECEIPT_IMAGE:
      append_drawn (out, layout, row);
      break;

    case FOYER_RECEIPT_CUT:
      append_cut (out, options);
      break;
    }
}

/* Whatever the printer was told before is forgotten, then the drawer opens: money waits for nothing. */
static GByteArray *
begin (FoyerDrawer drawer)
{
  GByteArray *out = g_byte_array_new ();

  APPEND (out, ESC "@");
  append_drawer (out, drawer);
  return out;
}

/**
 * foyer_escpos_render:
 * @layout: of a roll
 * @options: what the printer can do
 *
 * Writes the commands of a receipt printer: lines of its own letters where it has all of them, pictures of the others, QR
 * codes of its own making, and a cut at the end. From the thread that made @layout.
 *
 * Returns: (transfer full): what to send to the printer
 */
GBytes *
foyer_escpos_render (const FoyerReceiptLayout *layout, const FoyerEscpos *options)
{
  GByteArray *out;
  guint n_rows;

  g_return_val_if_fail (layout != NULL && options != NULL, NULL);
  g_return_val_if_fail (foyer_receipt_layout_get_columns (layout) > 0, NULL);

  out = begin (options->drawer);
  /* code page, line spacing as usual, and nothing else than it */
  APPEND (out, ESC "t");
  append_byte (out, CODE_PAGE_858);
  APPEND (out, ESC "2");
  n_rows = foyer_receipt_layout_get_n_rows (layout);
  for (guint i = 0; i < n_rows; i++)
    append_row (out, layout, foyer_receipt_layout_get_row (layout, i), options);
  if (n_rows > 0)
    append_cut (out, options);
  return g_byte_array_free_to_bytes (out);
}

/**
 * foyer_escpos_open_drawer:
 * @drawer: which one
 *
 * Returns: (transfer full): what to send to a printer that opens the drawer and prints nothing
 */
GBytes *
foyer_escpos_open_drawer (FoyerDrawer drawer)
{
  return g_byte_array_free_to_bytes (begin (drawer));
}

/**
 * foyer_escpos_open_drawer_at_once:
 * @drawer: which one
 *
 * A printer without paper keeps what it is sent until there is some: then a drawer would open when nobody sells. This is done
 * when it comes, or never (DLE DC4, which printers read before all else).
 *
 * Returns: (transfer full): what to send to a printer that opens the drawer and prints nothing
 */
GBytes *
foyer_escpos_open_drawer_at_once (FoyerDrawer drawer)
{
  /* for 100 ms */
  guint8 command[] = { 0x10, 0x14, 1, drawer == FOYER_DRAWER_PIN_5 ? 1 : 0, 1 };

  return g_bytes_new (command, drawer != FOYER_DRAWER_NONE ? sizeof command : 0);
}
