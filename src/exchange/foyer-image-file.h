/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-image.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* Pictures in: from a file that may be anything to a small picture without metadata.
 *
 *   file ── size, first bytes, pixels it claims ──▸ load ──▸ upright pixels ── crop, scale, encode ──▸ FoyerImage
 *
 * All of it may run on any thread. */
#define FOYER_IMAGE_FILE_ERROR (foyer_image_file_error_quark ())
GQuark foyer_image_file_error_quark (void);

typedef enum
{
  FOYER_IMAGE_FILE_ERROR_TOO_LARGE,     /* bytes or pixels */
  FOYER_IMAGE_FILE_ERROR_NOT_A_PICTURE, /* or of a kind that is not taken */
  FOYER_IMAGE_FILE_ERROR_DAMAGED,
} FoyerImageFileError;

#define FOYER_IMAGE_FILE_SIZE_MAX (50 * 1000 * 1000)
/* A picture is unpacked to no more than this at either side. */
#define FOYER_IMAGE_FILE_SIDE_MAX 4096

typedef struct
{
  int      max_width;   /* pixels; it is made smaller, never larger */
  int      max_height;
  gsize    max_bytes;   /* aimed at */
  gboolean keeps_alpha; /* what is transparent stays so, as PNG; else it lies on white */
  gboolean is_drawing;  /* as PNG also when nothing of it is transparent */
} FoyerImageTarget;

extern const FoyerImageTarget FOYER_IMAGE_COVER;  /* 16:9 */
extern const FoyerImageTarget FOYER_IMAGE_LOGO;
extern const FoyerImageTarget FOYER_IMAGE_INLINE; /* within text */

/* Pixels of the picture that was loaded. */
typedef struct
{
  int x;
  int y;
  int width;
  int height;
} FoyerImageArea;

GdkPixbuf      *foyer_image_file_load       (GFile                  *file,
                                             GCancellable           *cancellable,
                                             GError                **error);
GdkPixbuf      *foyer_image_file_load_bytes (GBytes                 *bytes,
                                             const char             *name,
                                             GCancellable           *cancellable,
                                             GError                **error);
FoyerImage     *foyer_image_file_encode     (GdkPixbuf              *pixels,
                                             const FoyerImageArea   *area,
                                             const FoyerImageTarget *target,
                                             GError                **error);
FoyerImageArea  foyer_image_area_largest    (int                     width,
                                             int                     height,
                                             int                     ratio_width,
                                             int                     ratio_height);

G_END_DECLS
