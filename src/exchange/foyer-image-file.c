/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-image-file.h"

#include "foyer-image-header.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CHUNK 65536
/* What a picture may claim. JPEG is made smaller while it is unpacked, the others are unpacked in
 * full first: 160 MB. */
#define JPEG_PIXELS_MAX  (200 * 1000 * 1000)
#define OTHER_PIXELS_MAX (40 * 1000 * 1000)

const FoyerImageTarget FOYER_IMAGE_COVER = { 1920, 1080, 400000, FALSE, FALSE };
const FoyerImageTarget FOYER_IMAGE_LOGO = { 512, 512, 1000000, TRUE, TRUE };
const FoyerImageTarget FOYER_IMAGE_INLINE = { 1200, 1200, 400000, TRUE, FALSE };

G_DEFINE_QUARK (foyer - image - file - error - quark, foyer_image_file_error)

static gboolean
loader_exists (const char *name)
{
  g_autoptr (GSList) formats = gdk_pixbuf_get_formats ();

  for (GSList *item = formats; item != NULL; item = item->next)
    {
      g_autofree char *format = gdk_pixbuf_format_get_name (item->data);

      if (g_str_equal (format, name))
        return TRUE;
    }
  return FALSE;
}

static const char *
get_loader (FoyerImageFormat format)
{
  switch (format)
    {
    case FOYER_IMAGE_JPEG:
      return "jpeg";
    case FOYER_IMAGE_PNG:
      return "png";
    case FOYER_IMAGE_WEBP:
      return loader_exists ("webp") ? "webp" : NULL;
    default:
      return NULL;
    }
}

static gboolean
check_format (const FoyerImageHeader *header, const char *name, GError **error)
{
  if (get_loader (header->format) != NULL)
    return TRUE;
  if (header->name == NULL)
    g_set_error (error, FOYER_IMAGE_FILE_ERROR, FOYER_IMAGE_FILE_ERROR_NOT_A_PICTURE,
                 _ ("“%s” is not a picture. Choose a JPEG or PNG file."), name);
  else
    g_set_error (error, FOYER_IMAGE_FILE_ERROR, FOYER_IMAGE_FILE_ERROR_NOT_A_PICTURE,
                 /* Translators: the name of a file, and its format, such as GIF. */
                 _ ("“%s” is in the format %s, which is not taken. Save it as JPEG or PNG and "
                    "choose that."),
                 name, header->name);
  return FALSE;
}

static gboolean
check_pixels (const FoyerImageHeader *header, const char *name, GError **error)
{
  guint64 most = header->format == FOYER_IMAGE_JPEG ? JPEG_PIXELS_MAX : OTHER_PIXELS_MAX;

  if ((guint64) header->width * header->height <= most && header->width <= 65535 &&
      header->height <= 65535)
    return TRUE;
  g_set_error (error, FOYER_IMAGE_FILE_ERROR, FOYER_IMAGE_FILE_ERROR_TOO_LARGE,
               _ ("“%s” is %u × %u pixels large, which is too much. Make it smaller and choose it "
                  "again."),
               name, header->width, header->height);
  return FALSE;
}

static gboolean
check_header (const FoyerImageHeader *header, const char *name, GError **error)
{
  if (!check_format (header, name, error) || !check_pixels (header, name, error))
    return FALSE;
  if (header->is_complete && header->width > 0 && header->height > 0)
    return TRUE;
  g_set_error (error, FOYER_IMAGE_FILE_ERROR, FOYER_IMAGE_FILE_ERROR_DAMAGED,
               _ ("“%s” is not complete. Copy it again from where it came, and choose it again."),
               name);
  return FALSE;
}

static void
fit (int *width, int *height, int max_width, int max_height)
{
  double scale = MIN (1, MIN ((double) max_width / *width, (double) max_height / *height));

  *width = MAX (1, (int) (*width * scale + 0.5));
  *height = MAX (1, (int) (*height * scale + 0.5));
}

/* JPEG is then unpacked at a half, a quarter or an eighth. */
static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  if (width < 1 || height < 1)
    return;
  fit (&width, &height, FOYER_IMAGE_FILE_SIDE_MAX, FOYER_IMAGE_FILE_SIDE_MAX);
  gdk_pixbuf_loader_set_size (loader, width, height);
}

static gboolean
feed (GdkPixbufLoader *loader, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  gsize n_bytes;
  const guint8 *data = g_bytes_get_data (bytes, &n_bytes);

  for (gsize at = 0; at < n_bytes; at += CHUNK)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !gdk_pixbuf_loader_write (loader, data + at, MIN (CHUNK, n_bytes - at), error))
      {
        gdk_pixbuf_loader_close (loader, NULL);
        return FALSE;
      }
  return gdk_pixbuf_loader_close (loader, error);
}

static GdkPixbuf *
shrink (GdkPixbuf *pixels, int max_width, int max_height)
{
  int width = gdk_pixbuf_get_width (pixels);
  int height = gdk_pixbuf_get_height (pixels);

  fit (&width, &height, max_width, max_height);
  if (width == gdk_pixbuf_get_width (pixels) && height == gdk_pixbuf_get_height (pixels))
    return g_object_ref (pixels);
  return gdk_pixbuf_scale_simple (pixels, width, height, GDK_INTERP_BILINEAR);
}

/**
 * foyer_image_file_load_bytes:
 * @bytes: a file that may be a picture, or anything
 * @name: what it is called, for the sentence when it is not taken
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Looks at what the picture says of itself before it unpacks anything, so that memory stays
 * bounded.
 *
 * Returns: (transfer full): its pixels, upright, at most %FOYER_IMAGE_FILE_SIDE_MAX at either side;
 * or %NULL with an error whose message is a sentence
 */
GdkPixbuf *
foyer_image_file_load_bytes (GBytes *bytes,
                             const char *name,
                             GCancellable *cancellable,
                             GError **error)
{
  FoyerImageHeader header;
  g_autoptr (GdkPixbufLoader) loader = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (bytes != NULL && name != NULL, NULL);

  foyer_image_header_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &header);
  if (!check_header (&header, name, error))
    return NULL;
  loader = gdk_pixbuf_loader_new_with_type (get_loader (header.format), error);
  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), NULL);
  if (feed (loader, bytes, cancellable, &local) && gdk_pixbuf_loader_get_pixbuf (loader) != NULL)
    upright = gdk_pixbuf_apply_embedded_orientation (gdk_pixbuf_loader_get_pixbuf (loader));
  if (upright != NULL)
    return shrink (upright, FOYER_IMAGE_FILE_SIDE_MAX, FOYER_IMAGE_FILE_SIDE_MAX);

  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, FOYER_IMAGE_FILE_ERROR, FOYER_IMAGE_FILE_ERROR_DAMAGED,
                 _ ("“%s” is damaged and cannot be read."), name);
  return NULL;
}

static char *
dup_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return g_filename_display_name (base != NULL ? base : "");
}

static gboolean
check_size (GFile *file, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                         G_FILE_QUERY_INFO_NONE, cancellable, error);
  g_autofree char *size = NULL;
  g_autofree char *most = NULL;

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (error, FOYER_IMAGE_FILE_ERROR, FOYER_IMAGE_FILE_ERROR_NOT_A_PICTURE,
                   _ ("“%s” is not a picture. Choose a JPEG or PNG file."), name);
      return FALSE;
    }
  if (g_file_info_get_size (info) <= FOYER_IMAGE_FILE_SIZE_MAX)
    return TRUE;
  size = g_format_size (g_file_info_get_size (info));
  most = g_format_size (FOYER_IMAGE_FILE_SIZE_MAX);
  g_set_error (error, FOYER_IMAGE_FILE_ERROR, FOYER_IMAGE_FILE_ERROR_TOO_LARGE,
               /* Translators: the name of a file, its size and the limit, such as “50 MB”. */
               _ ("“%s” has %s; a picture may have %s. Make it smaller and choose it again."), name,
               size, most);
  return FALSE;
}

/**
 * foyer_image_file_load:
 * @file: a file that may be a picture, or anything
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Reads no file that is larger than %FOYER_IMAGE_FILE_SIZE_MAX.
 *
 * Returns: (transfer full): as foyer_image_file_load_bytes ()
 */
GdkPixbuf *
foyer_image_file_load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree guint8 *data = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize n_bytes;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  name = dup_name (file);
  if (!check_size (file, name, cancellable, error) ||
      (stream = g_file_read (file, cancellable, error)) == NULL)
    return NULL;
  /* It may grow while it is read. */
  data = g_try_malloc (FOYER_IMAGE_FILE_SIZE_MAX);
  if (data == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                           _ ("There is not enough memory for the picture."));
      return NULL;
    }
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), data, FOYER_IMAGE_FILE_SIZE_MAX, &n_bytes,
                                cancellable, error))
    return NULL;
  data = g_realloc (data, MAX (n_bytes, 1));
  bytes = g_bytes_new_take (g_steal_pointer (&data), n_bytes);
  return foyer_image_file_load_bytes (bytes, name, cancellable, error);
}

/**
 * foyer_image_area_largest:
 * @width: of a picture
 * @height: of it
 * @ratio_width: 16 of 16:9
 * @ratio_height: 9 of 16:9
 *
 * Returns: the largest area of that shape, in the middle
 */
FoyerImageArea
foyer_image_area_largest (int width, int height, int ratio_width, int ratio_height)
{
  FoyerImageArea area = { 0, 0, width, height };

  if ((gint64) width * ratio_height > (gint64) height * ratio_width)
    area.width = MAX (1, (int) ((gint64) height * ratio_width / ratio_height));
  else
    area.height = MAX (1, (int) ((gint64) width * ratio_height / ratio_width));
  area.x = (width - area.width) / 2;
  area.y = (height - area.height) / 2;
  return area;
}

static GdkPixbuf *
lay_on_white (GdkPixbuf *pixels)
{
  int width = gdk_pixbuf_get_width (pixels);
  int height = gdk_pixbuf_get_height (pixels);
  GdkPixbuf *white = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  if (white == NULL)
    return NULL;
  gdk_pixbuf_fill (white, 0xffffffff);
  gdk_pixbuf_composite (pixels, white, 0, 0, width, height, 0, 0, 1, 1, GDK_INTERP_NEAREST, 255);
  return white;
}

static gboolean
is_transparent (GdkPixbuf *pixels)
{
  const guint8 *row = gdk_pixbuf_read_pixels (pixels);

  if (!gdk_pixbuf_get_has_alpha (pixels))
    return FALSE;
  for (int y = 0; y < gdk_pixbuf_get_height (pixels); y++, row += gdk_pixbuf_get_rowstride (pixels))
    for (int x = 0; x < gdk_pixbuf_get_width (pixels); x++)
      if (row[4 * x + 3] != 255)
        return TRUE;
  return FALSE;
}

/* Nothing but pixels is written: whatever the file said beside them (place, camera, author) stays
 * behind. */
static FoyerImage *
write_image (GdkPixbuf *pixels, const char *format, const char *quality, GError **error)
{
  g_autoptr (FoyerImage) image = foyer_image_new ();
  gboolean is_jpeg = g_str_equal (format, "jpeg");
  gsize length;
  char *data;

  if (!(is_jpeg ? gdk_pixbuf_save_to_buffer (pixels, &data, &length, format, error, "quality",
                                             quality, NULL)
                : gdk_pixbuf_save_to_buffer (pixels, &data, &length, format, error, NULL)))
    return NULL;
  foyer_uuid_init_v7 (&image->row.id);
  image->media_type = g_strdup (is_jpeg ? "image/jpeg" : "image/png");
  image->width = gdk_pixbuf_get_width (pixels);
  image->height = gdk_pixbuf_get_height (pixels);
  image->data = g_bytes_new_take (data, length);
  return g_steal_pointer (&image);
}

/* As good as it fits, then smaller. */
static FoyerImage *
write_jpeg (GdkPixbuf *pixels, gsize max_bytes, GError **error)
{
  static const char *const qualities[] = { "88", "80", "72", "62", "50" };
  g_autoptr (FoyerImage) image = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (qualities); i++)
    {
      foyer_image_free (g_steal_pointer (&image));
      image = write_image (pixels, "jpeg", qualities[i], error);
      if (image == NULL || g_bytes_get_size (image->data) <= max_bytes)
        break;
    }
  return g_steal_pointer (&image);
}

/**
 * foyer_image_file_encode:
 * @pixels: a picture that was loaded
 * @area: (nullable): the part to take; %NULL for all of it
 * @target: how large it may be
 * @error: return location
 *
 * Returns: (transfer full): a picture that is not stored yet and has an id of its own, without an
 * event; or %NULL with error
 */
FoyerImage *
foyer_image_file_encode (GdkPixbuf *pixels,
                         const FoyerImageArea *area,
                         const FoyerImageTarget *target,
                         GError **error)
{
  g_autoptr (GdkPixbuf) part = NULL;
  g_autoptr (GdkPixbuf) small = NULL;
  g_autoptr (GdkPixbuf) opaque = NULL;
  g_autoptr (FoyerImage) image = NULL;

  g_return_val_if_fail (GDK_IS_PIXBUF (pixels), NULL);

  part = area != NULL
             ? gdk_pixbuf_new_subpixbuf (pixels, area->x, area->y, area->width, area->height)
             : g_object_ref (pixels);
  small = part != NULL ? shrink (part, target->max_width, target->max_height) : NULL;
  if (small != NULL && (target->is_drawing || (target->keeps_alpha && is_transparent (small))))
    {
      image = write_image (small, "png", NULL, error);
      if (image == NULL || g_bytes_get_size (image->data) <= target->max_bytes)
        return g_steal_pointer (&image);
      foyer_image_free (g_steal_pointer (&image));
    }
  opaque = small != NULL && gdk_pixbuf_get_has_alpha (small) ? lay_on_white (small)
                                                             : g_steal_pointer (&small);
  if (opaque == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                           _ ("There is not enough memory for the picture."));
      return NULL;
    }
  return write_jpeg (opaque, target->max_bytes, error);
}
