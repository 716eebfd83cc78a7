/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-qr.h"

#include <qrencode.h>
#include <string.h>

/* A code is drawn as a stencil of OVERSAMPLE × OVERSAMPLE pixels a module. Measured with 5 000 codes and four renderers: as a
 * vector path it costs eighteen times the time and three times the file, and rows of strokes show hairlines; at one pixel a
 * module, renderers at 100 dpi make modules of uneven width; more than three gains nothing. */
#define OVERSAMPLE 3

struct _FoyerQr
{
  QRcode *code; /* (owned) */
};

/**
 * foyer_qr_new:
 * @text: what the code says
 *
 * Encodes @text at error correction level M, in the smallest version that holds it. Digits and the capitals of base45 take the
 * compact modes that scanners know, the rest is UTF-8. Takes about 0.1 ms for a ticket code; may be called from any thread.
 *
 * Returns: (transfer full) (nullable): the code, %NULL when @text is empty or longer than a QR code can hold
 */
FoyerQr *
foyer_qr_new (const char *text)
{
  FoyerQr *self;
  QRcode *code;

  g_return_val_if_fail (text != NULL, NULL);

  if (*text == '\0')
    return NULL;

  code = QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, TRUE);
  if (code == NULL)
    return NULL;

  self = g_new (FoyerQr, 1);
  self->code = code;
  return self;
}

/**
 * foyer_qr_free:
 * @self: (transfer full) (nullable): a code
 */
void
foyer_qr_free (FoyerQr *self)
{
  if (self == NULL)
    return;

  QRcode_free (self->code);
  g_free (self);
}

/**
 * foyer_qr_get_size:
 * @self: a code
 *
 * Returns: modules in a row, without the quiet zone
 */
guint
foyer_qr_get_size (const FoyerQr *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->code->width;
}

/**
 * foyer_qr_is_dark:
 * @self: a code
 * @column: from 0, at the left
 * @row: from 0, at the top
 *
 * Returns: whether the module is printed
 */
gboolean
foyer_qr_is_dark (const FoyerQr *self,
                  guint          column,
                  guint          row)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (column < (guint) self->code->width && row < (guint) self->code->width,
                        FALSE);

  return self->code->data[row * self->code->width + column] & 1;
}

/* Bit n of a row in memory: cairo's A1 goes by the machine's byte order. */
static inline void
set_bit (guint8 *row,
         guint   n)
{
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  row[n / 8] |= 1 << (n % 8);
#else
  row[n / 8] |= 0x80 >> (n % 8);
#endif
}

static cairo_surface_t *
make_stencil (const FoyerQr *self)
{
  guint size = self->code->width;
  cairo_surface_t *stencil
      = cairo_image_surface_create (CAIRO_FORMAT_A1, size * OVERSAMPLE, size * OVERSAMPLE);
  int stride = cairo_image_surface_get_stride (stencil);
  guint8 *row = cairo_image_surface_get_data (stencil);
  const guint8 *module = self->code->data;

  if (row == NULL)
    return stencil;

  for (guint y = 0; y < size; y++, row += stride * OVERSAMPLE)
    {
      for (guint x = 0; x < size; x++, module++)
        for (guint i = 0; (*module & 1) != 0 && i < OVERSAMPLE; i++)
          set_bit (row, x * OVERSAMPLE + i);
      for (guint i = 1; i < OVERSAMPLE; i++)
        memcpy (row + i * stride, row, stride);
    }
  cairo_surface_mark_dirty (stencil);

  return stencil;
}

static gboolean
is_paper (cairo_t *cr)
{
  switch ((int) cairo_surface_get_type (cairo_get_target (cr)))
    {
    case CAIRO_SURFACE_TYPE_PDF:
    case CAIRO_SURFACE_TYPE_PS:
    case CAIRO_SURFACE_TYPE_SVG:
    case CAIRO_SURFACE_TYPE_WIN32_PRINTING:
      return TRUE;

    default:
      return FALSE;
    }
}

/**
 * foyer_qr_draw:
 * @self: a code
 * @cr: where to draw, with the colour to draw in as its source
 * @x: left edge of the dark modules
 * @y: top edge of the dark modules
 * @size: width and height of the dark modules; the caller leaves %FOYER_QR_QUIET_ZONE modules of white around
 *
 * Draws the code, sharp at any scale.
 */
void
foyer_qr_draw (const FoyerQr *self,
               cairo_t       *cr,
               double         x,
               double         y,
               double         size)
{
  cairo_surface_t *stencil;
  cairo_pattern_t *pattern;
  double scale;

  g_return_if_fail (self != NULL && cr != NULL);

  stencil = make_stencil (self);
  pattern = cairo_pattern_create_for_surface (stencil);
  scale = size / (self->code->width * OVERSAMPLE);

  /* On paper the stencil must stay as it is; on a screen it is made smaller, and all of its pixels count. */
  cairo_pattern_set_filter (pattern, is_paper (cr) ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, scale, scale);
  cairo_mask (cr, pattern);
  cairo_restore (cr);
  cairo_pattern_destroy (pattern);
  cairo_surface_destroy (stencil);
}
