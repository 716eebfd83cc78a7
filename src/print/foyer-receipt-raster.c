/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-receipt-raster.h"

#include <math.h>
#include <string.h>

#include "foyer-receipt-layout-private.h"

/* Greys above this are white: letters of 24 dots stay open and their hairlines stay whole. */
#define THRESHOLD 150

static cairo_surface_t *
draw (const FoyerReceiptLayout *layout, const FoyerReceiptRow *row)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, layout->width,
                                                         MAX (ceil (row->height), 1));
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_translate (cr, 0, -row->y);
  foyer_receipt_layout_draw_row (layout, cr, row);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static int
get_grey (guint32 pixel)
{
  return ((pixel >> 16 & 0xff) * 77 + (pixel >> 8 & 0xff) * 151 + (pixel & 0xff) * 28) >> 8;
}

/* What is lost by making a dot black or white is carried on to its neighbours, as Floyd and Steinberg did. */
static gboolean
dither (int *errors, int *below, guint x, int grey)
{
  int value = grey + errors[x + 1] / 16;
  gboolean is_black = value < 128;
  int lost = value - (is_black ? 0 : 255);

  errors[x + 2] += lost * 7;
  below[x] += lost * 3;
  below[x + 1] += lost * 5;
  below[x + 2] += lost;
  return is_black;
}

static void
take_dots (FoyerReceiptRaster *self, cairo_surface_t *surface, guint row_bytes, gboolean is_picture)
{
  const guint8 *pixels = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  g_autofree int *errors = g_new0 (int, self->width + 3);
  g_autofree int *below = g_new0 (int, self->width + 3);
  guint last = 0;

  for (guint y = 0; y < self->height; y++)
    {
      const guint32 *line = (const guint32 *) (pixels + y * stride);
      int *done = errors;

      for (guint x = 0; x < self->width; x++)
        {
          int grey = get_grey (line[x]);

          if (is_picture ? !dither (errors, below, x, grey) : grey >= THRESHOLD)
            continue;
          self->bits[y * row_bytes + x / 8] |= 0x80 >> (x % 8);
          last = MAX (last, x + 1);
        }
      errors = below;
      below = done;
      memset (below, 0, (self->width + 3) * sizeof (int));
    }
  self->width = MAX (last, 1);
}

/* Rows get shorter: the printer is not sent white. */
static void
crop (FoyerReceiptRaster *self, guint row_bytes)
{
  guint needed = (self->width + 7) / 8;

  for (guint y = 1; y < self->height && needed < row_bytes; y++)
    memmove (self->bits + y * needed, self->bits + y * row_bytes, needed);
}

/*< private >
 * foyer_receipt_raster_new:
 * @layout: of a roll
 * @row: one of its rows
 *
 * Draws a row as a receipt printer prints it: a dot is black or not there.
 *
 * Returns: (transfer full): the dots
 */
FoyerReceiptRaster *
foyer_receipt_raster_new (const FoyerReceiptLayout *layout, const FoyerReceiptRow *row)
{
  FoyerReceiptRaster *self = g_new0 (FoyerReceiptRaster, 1);
  cairo_surface_t *surface = draw (layout, row);
  guint row_bytes;

  self->width = layout->width;
  self->height = MAX (ceil (row->height), 1);
  row_bytes = (self->width + 7) / 8;
  self->bits = g_malloc0 (row_bytes * self->height);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    take_dots (self, surface, row_bytes, row->kind == FOYER_RECEIPT_IMAGE);
  cairo_surface_destroy (surface);
  crop (self, row_bytes);
  return self;
}

/*< private >
 * foyer_receipt_raster_free:
 */
void
foyer_receipt_raster_free (FoyerReceiptRaster *self)
{
  g_free (self->bits);
  g_free (self);
}
