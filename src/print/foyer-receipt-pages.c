/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-receipt-pages.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "foyer-receipt-layout-private.h"
#include "foyer-sheet.h"

#define ROLL_MARGIN  (4 * FOYER_MM) /* above and below */
#define SHEET_MARGIN (8 * FOYER_MM)
#define A4_MARGIN    (20 * FOYER_MM)

/* Of a page in a PDF, and so of a roll before it goes on upon another one. */
#define MOST_HEIGHT 14000.0

/* Rows first to last, without last. */
typedef struct
{
  guint  first;
  guint  last;
  double y;
  double height; /* both in units of the layout */
} Page;

struct _FoyerReceiptPages
{
  FoyerReceiptLayout *layout; /* (owned) */
  GArray             *pages;  /* (owned) (element-type Page) */
  double              scale;  /* points in a unit */
  double              width;  /* points */
  double              height; /* points; of a roll 0 */
  double              margin; /* points, above and below */
};

static void
set_paper (FoyerReceiptPages *self)
{
  double printed = 0;

  self->scale = 1;
  switch (foyer_receipt_layout_get_paper (self->layout))
    {
    case FOYER_PAPER_ROLL_80:
      self->width = 80 * FOYER_MM;
      printed = 72 * FOYER_MM;
      break;

    case FOYER_PAPER_ROLL_58:
      self->width = 58 * FOYER_MM;
      printed = 48 * FOYER_MM;
      break;

    case FOYER_PAPER_A6:
      self->width = 105 * FOYER_MM;
      self->height = 148 * FOYER_MM;
      break;

    case FOYER_PAPER_A4:
    default:
      self->width = 210 * FOYER_MM;
      self->height = 297 * FOYER_MM;
      break;
    }
  if (printed > 0)
    self->scale = printed / self->layout->width;
  self->margin = printed > 0 ? ROLL_MARGIN : self->width > 110 * FOYER_MM ? A4_MARGIN : SHEET_MARGIN;
}

static void
end_page (FoyerReceiptPages *self, Page *page, guint last)
{
  page->last = last;
  if (page->last > page->first)
    g_array_append_vals (self->pages, page, 1);
  *page = (Page){ .first = last };
}

static void
break_pages (FoyerReceiptPages *self)
{
  double most = ((self->height > 0 ? self->height : MOST_HEIGHT) - 2 * self->margin) / self->scale;
  guint n_rows = foyer_receipt_layout_get_n_rows (self->layout);
  Page page = { 0 };

  for (guint i = 0; i < n_rows; i++)
    {
      const FoyerReceiptRow *row = foyer_receipt_layout_get_row (self->layout, i);

      if (row->kind == FOYER_RECEIPT_CUT)
        {
          end_page (self, &page, i);
          page.first = i + 1;
          continue;
        }
      if (i > page.first && page.height + row->height > most)
        end_page (self, &page, i);
      if (i == page.first)
        page.y = row->y;
      page.height = row->y + row->height - page.y;
    }
  end_page (self, &page, n_rows);
  if (self->pages->len == 0)
    g_array_append_val (self->pages, page);
}

/**
 * foyer_receipt_pages_new:
 * @receipt: what is on it
 * @paper: what it is for
 * @columns: how many letters a line of the roll holds; 0 for what is usual
 *
 * Returns: (transfer full): the pages, for the calling thread
 */
FoyerReceiptPages *
foyer_receipt_pages_new (FoyerReceipt *receipt, FoyerReceiptPaper paper, guint columns)
{
  FoyerReceiptPages *self;

  g_return_val_if_fail (receipt != NULL, NULL);

  self = g_new0 (FoyerReceiptPages, 1);
  self->layout = foyer_receipt_layout_new (receipt, paper, columns);
  self->pages = g_array_new (FALSE, FALSE, sizeof (Page));
  set_paper (self);
  break_pages (self);
  return self;
}

/**
 * foyer_receipt_pages_free:
 * @self: (transfer full) (nullable): pages
 */
void
foyer_receipt_pages_free (FoyerReceiptPages *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->pages);
  foyer_receipt_layout_free (self->layout);
  g_free (self);
}

/**
 * foyer_receipt_pages_get_layout:
 * @self: pages
 *
 * Returns: (transfer none): where things stand
 */
const FoyerReceiptLayout *
foyer_receipt_pages_get_layout (const FoyerReceiptPages *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->layout;
}

/**
 * foyer_receipt_pages_get_n:
 * @self: pages
 *
 * Returns: how many there are, at least one
 */
guint
foyer_receipt_pages_get_n (const FoyerReceiptPages *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->pages->len;
}

/**
 * foyer_receipt_pages_get_size:
 * @self: pages
 * @page: from 0
 * @width: (out): of the paper, in points
 * @height: (out): of the paper, in points; of a roll as much as is needed
 */
void
foyer_receipt_pages_get_size (const FoyerReceiptPages *self,
                              guint                    page,
                              double                  *width,
                              double                  *height)
{
  g_return_if_fail (self != NULL && page < self->pages->len);

  *width = self->width;
  *height = self->height > 0 ? self->height
                             : g_array_index (self->pages, Page, page).height * self->scale
                                   + 2 * self->margin;
}

/**
 * foyer_receipt_pages_draw:
 * @self: pages
 * @cr: where to draw, in points from the paper's top left corner; the paper itself is not drawn
 * @page: from 0
 *
 * Draws a page: the same for a preview, a printer and a PDF.
 */
void
foyer_receipt_pages_draw (const FoyerReceiptPages *self, cairo_t *cr, guint page)
{
  const Page *rows;

  g_return_if_fail (self != NULL && cr != NULL);
  g_return_if_fail (page < self->pages->len);

  rows = &g_array_index (self->pages, Page, page);
  cairo_save (cr);
  cairo_translate (cr, (self->width - self->layout->width * self->scale) / 2, self->margin);
  cairo_scale (cr, self->scale, self->scale);
  cairo_translate (cr, 0, -rows->y);
  for (guint i = rows->first; i < rows->last; i++)
    foyer_receipt_layout_draw_row (self->layout, cr, foyer_receipt_layout_get_row (self->layout, i));
  cairo_restore (cr);
}

typedef struct
{
  GOutputStream *stream;
  GCancellable  *cancellable; /* (nullable) */
  GError        *error;       /* (owned) (nullable) the first one: nothing is written after it */
} Sink;

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  Sink *sink = closure;

  if (sink->error == NULL)
    g_output_stream_write_all (sink->stream, data, length, NULL, sink->cancellable, &sink->error);
  return sink->error == NULL ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/**
 * foyer_receipt_pages_write_pdf:
 * @self: pages
 * @stream: where to write; it is not closed
 * @cancellable: (nullable): stops it
 * @error: return location: of @stream, %G_IO_ERROR_CANCELLED, or %FOYER_PRINT_ERROR_FAILED
 *
 * Writes all pages as one PDF on the calling thread.
 *
 * Returns: %FALSE with @error set when the PDF is incomplete
 */
gboolean
foyer_receipt_pages_write_pdf (const FoyerReceiptPages *self,
                               GOutputStream           *stream,
                               GCancellable            *cancellable,
                               GError                 **error)
{
  Sink sink = { .stream = stream, .cancellable = cancellable };
  cairo_surface_t *surface;
  cairo_status_t status;
  double width, height;
  cairo_t *cr;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  foyer_receipt_pages_get_size (self, 0, &width, &height);
  surface = cairo_pdf_surface_create_for_stream (write_cb, &sink, width, height);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Foyer");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE,
                                  foyer_receipt_layout_get_title (self->layout));
  cr = cairo_create (surface);
  for (guint i = 0; i < self->pages->len && sink.error == NULL; i++)
    {
      foyer_receipt_pages_get_size (self, i, &width, &height);
      cairo_pdf_surface_set_size (surface, width, height);
      foyer_receipt_pages_draw (self, cr, i);
      cairo_show_page (cr);
      g_cancellable_set_error_if_cancelled (cancellable, sink.error == NULL ? &sink.error : NULL);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (sink.error == NULL && status != CAIRO_STATUS_SUCCESS)
    g_set_error (&sink.error, FOYER_PRINT_ERROR, FOYER_PRINT_ERROR_FAILED,
                 _ ("The receipt could not be drawn: %s"), cairo_status_to_string (status));
  if (sink.error == NULL)
    return g_output_stream_flush (stream, cancellable, error);

  g_propagate_error (error, sink.error);
  return FALSE;
}

/**
 * foyer_receipt_pages_save_pdf:
 * @self: pages
 * @file: where to
 * @cancellable: (nullable): stops it
 * @error: return location, as for foyer_receipt_pages_write_pdf()
 *
 * Writes all pages into a file. When that fails or is cancelled, the file is as it was before.
 *
 * Returns: %FALSE with @error set when nothing was saved
 */
gboolean
foyer_receipt_pages_save_pdf (const FoyerReceiptPages *self,
                              GFile                   *file,
                              GCancellable            *cancellable,
                              GError                 **error)
{
  g_autoptr (GOutputStream) memory = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  memory = g_memory_output_stream_new_resizable ();
  if (!foyer_receipt_pages_write_pdf (self, memory, cancellable, error)
      || !g_output_stream_close (memory, cancellable, error))
    return FALSE;
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  return g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                  NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, error);
}
