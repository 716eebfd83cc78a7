/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "foyer-badge-sheet-private.h"

/* Half of the work is finding the codes' patterns, so a second thread does that one page ahead:
 *
 *   writing thread   pull page 1 │ pull 2, draw 1 │ pull 3, draw 2 │ …
 *   encoding thread              │ codes of 1 … 2 │ codes of 3     │ …
 *
 * At most two pages of badges are in memory, however many there are. */

#define BUFFER_SIZE (64 * 1024)

typedef struct
{
  GPtrArray *badges; /* (owned) (element-type FoyerBadge) copies */
  GPtrArray *codes;  /* (owned) (element-type FoyerQr) (nullable) elements */
  guint      label;  /* that the first one is on */
} Page;

typedef struct
{
  GOutputStream *stream;
  GCancellable  *cancellable; /* (nullable) */
  GError        *error;       /* (owned) (nullable) the first one: nothing is written after it */
} Sink;

static void
page_free (Page *page)
{
  g_ptr_array_unref (page->badges);
  g_ptr_array_unref (page->codes);
  g_free (page);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, page_free)

static Page *
pull_page (FoyerBadgeSheet *self,
           guint            number,
           GError         **error)
{
  g_autoptr (Page) page = g_new0 (Page, 1);
  guint first, n;

  page->badges = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_badge_free);
  page->codes = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_qr_free);
  foyer_badge_sheet_get_range (self, number, &first, &n, &page->label);

  for (guint i = 0; i < n; i++)
    {
      const FoyerBadge *badge = foyer_badge_sheet_pull (self, first + i, error);

      if (badge == NULL)
        return NULL;
      g_ptr_array_add (page->badges, foyer_badge_copy (badge));
    }

  return g_steal_pointer (&page);
}

/* On the encoding thread. */
static void
encode_cb (gpointer data,
           gpointer user_data)
{
  Page *page = data;
  GAsyncQueue *done = user_data;

  for (guint i = 0; i < page->badges->len; i++)
    {
      const FoyerBadge *badge = g_ptr_array_index (page->badges, i);

      g_ptr_array_add (page->codes, badge->code != NULL ? foyer_qr_new (badge->code) : NULL);
    }
  g_async_queue_push (done, page);
}

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  Sink *sink = closure;

  if (sink->error == NULL)
    g_output_stream_write_all (sink->stream, data, length, NULL, sink->cancellable, &sink->error);

  return sink->error == NULL ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static void
draw_page (FoyerBadgeSheet  *self,
           FoyerBadgeLayout *layout,
           cairo_t          *cr,
           const Page       *page)
{
  for (guint i = 0; i < page->badges->len; i++)
    foyer_badge_sheet_draw_label (self, layout, cr, page->label + i,
                                  g_ptr_array_index (page->badges, i),
                                  g_ptr_array_index (page->codes, i));
  cairo_show_page (cr);
}

static void
draw_pages (FoyerBadgeSheet   *self,
            cairo_t           *cr,
            Sink              *sink,
            FoyerBadgeProgress progress,
            gpointer           progress_data)
{
  guint n_pages = foyer_badge_sheet_get_n_pages (self);
  FoyerBadgeLayout *layout = foyer_badge_sheet_make_layout (self);
  GAsyncQueue *done = g_async_queue_new_full ((GDestroyNotify) page_free);
  GThreadPool *encoder = g_thread_pool_new (encode_cb, done, 1, FALSE, NULL);
  guint pulled = 0;

  for (guint drawn = 0; drawn < n_pages && sink->error == NULL; drawn++)
    {
      g_autoptr (Page) page = NULL;

      for (; pulled < n_pages && pulled < drawn + 2 && sink->error == NULL; pulled++)
        {
          Page *next = pull_page (self, pulled, &sink->error);

          if (next != NULL)
            g_thread_pool_push (encoder, next, NULL);
        }
      if (sink->error != NULL || g_cancellable_set_error_if_cancelled (sink->cancellable, &sink->error))
        break;

      page = g_async_queue_pop (done);
      draw_page (self, layout, cr, page);
      if (progress != NULL && sink->error == NULL)
        progress (drawn + 1, n_pages, progress_data);
    }

  g_thread_pool_free (encoder, FALSE, TRUE);
  g_async_queue_unref (done);
  foyer_badge_layout_free (layout);
}

/* A PDF has at least one page; without badges it is blank. */
static cairo_status_t
write_document (FoyerBadgeSheet   *self,
                Sink              *sink,
                FoyerBadgeProgress progress,
                gpointer           progress_data)
{
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;
  double width, height;

  foyer_sheet_get_page (foyer_badge_sheet_get_sheet (self), &width, &height);
  surface = cairo_pdf_surface_create_for_stream (write_cb, sink, width, height);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Foyer");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, _ ("Badges"));

  cr = cairo_create (surface);
  if (foyer_badge_sheet_get_n_pages (self) == 0)
    cairo_show_page (cr);
  draw_pages (self, cr, sink, progress, progress_data);
  status = cairo_status (cr);
  cairo_destroy (cr);

  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  return status;
}

/**
 * foyer_badge_sheet_write_pdf:
 * @self: a badge sheet
 * @stream: where to write; it is flushed, not closed
 * @progress: (scope call) (nullable): told after each page
 * @progress_data: for @progress
 * @cancellable: (nullable): stops after the page that is being drawn
 * @error: return location: of @stream, of the function that gives the badges, %G_IO_ERROR_CANCELLED, or
 *   %FOYER_PRINT_ERROR_FAILED
 *
 * Writes all pages as one PDF. Badges are pulled a page at a time and written at once, so that memory stays the same for any
 * number. Runs on the calling thread, with a second one for the codes; a PDF of 5 000 badges takes about a second.
 *
 * Returns: %FALSE with @error set when the PDF is incomplete
 */
gboolean
foyer_badge_sheet_write_pdf (FoyerBadgeSheet   *self,
                             GOutputStream     *stream,
                             FoyerBadgeProgress progress,
                             gpointer           progress_data,
                             GCancellable      *cancellable,
                             GError           **error)
{
  g_autoptr (GOutputStream) buffer = NULL;
  Sink sink = { .cancellable = cancellable };
  cairo_status_t status;

  g_return_val_if_fail (FOYER_IS_BADGE_SHEET (self), FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  buffer = g_buffered_output_stream_new_sized (stream, BUFFER_SIZE);
  g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (buffer), FALSE);
  sink.stream = buffer;

  status = write_document (self, &sink, progress, progress_data);
  if (sink.error == NULL && status != CAIRO_STATUS_SUCCESS)
    g_set_error (&sink.error, FOYER_PRINT_ERROR, FOYER_PRINT_ERROR_FAILED,
                 _ ("The badges could not be drawn: %s"), cairo_status_to_string (status));
  if (sink.error == NULL)
    g_output_stream_flush (buffer, cancellable, &sink.error);
  if (sink.error == NULL)
    return TRUE;

  g_propagate_error (error, sink.error);
  return FALSE;
}

/* Gives up what was written: what was there before stays, what was not is gone again. */
static void
discard (GFile             *file,
         GFileOutputStream *stream,
         gboolean           existed)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (G_OUTPUT_STREAM (stream), cancelled, NULL);
  if (!existed)
    g_file_delete (file, NULL, NULL);
}

/**
 * foyer_badge_sheet_save_pdf:
 * @self: a badge sheet
 * @file: where to
 * @progress: (scope call) (nullable): told after each page
 * @progress_data: for @progress
 * @cancellable: (nullable): stops after the page that is being drawn
 * @error: return location, as for foyer_badge_sheet_write_pdf()
 *
 * Writes all pages into a file. When that fails or is cancelled, the file is as it was before.
 *
 * Returns: %FALSE with @error set when nothing was saved
 */
gboolean
foyer_badge_sheet_save_pdf (FoyerBadgeSheet   *self,
                            GFile             *file,
                            FoyerBadgeProgress progress,
                            gpointer           progress_data,
                            GCancellable      *cancellable,
                            GError           **error)
{
  g_autoptr (GFileOutputStream) stream = NULL;
  gboolean existed;

  g_return_val_if_fail (FOYER_IS_BADGE_SHEET (self), FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  existed = g_file_query_exists (file, NULL);
  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error);
  if (stream == NULL)
    return FALSE;

  if (foyer_badge_sheet_write_pdf (self, G_OUTPUT_STREAM (stream), progress, progress_data,
                                   cancellable, error)
      && g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error))
    return TRUE;

  discard (file, stream, existed);
  return FALSE;
}
