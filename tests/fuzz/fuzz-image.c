/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-image-file.h"
#include "foyer-image-header.h"

#define SMALL 4000000

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n_bytes);

/* Whatever the bytes: they are looked at within their bounds, and what is taken is a picture. */
int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n_bytes)
{
  g_autoptr (GBytes) all = NULL;
  g_autoptr (GdkPixbuf) pixels = NULL;
  g_autoptr (FoyerImage) image = NULL;
  g_autoptr (GError) error = NULL;
  FoyerImageHeader header;

  foyer_image_header_read (bytes, n_bytes, &header);
  if ((guint64) header.width * header.height > SMALL) /* to be quick: it is unpacked in full */
    return 0;
  all = g_bytes_new_static (bytes, n_bytes);
  pixels = foyer_image_file_load_bytes (all, "fuzz", NULL, &error);
  g_assert_true ((pixels != NULL) != (error != NULL));
  if (pixels == NULL)
    return 0;
  g_assert_cmpint (gdk_pixbuf_get_width (pixels), <=, FOYER_IMAGE_FILE_SIDE_MAX);
  g_assert_cmpint (gdk_pixbuf_get_height (pixels), <=, FOYER_IMAGE_FILE_SIDE_MAX);
  image = foyer_image_file_encode (pixels, NULL, &FOYER_IMAGE_LOGO, NULL);
  g_assert_nonnull (image);
  return 0;
}
