/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FOYER_IMAGE_NONE, /* no picture at all */
  FOYER_IMAGE_JPEG,
  FOYER_IMAGE_PNG,
  FOYER_IMAGE_WEBP,
  FOYER_IMAGE_OTHER, /* a picture that is not taken */
} FoyerImageFormat;

/* What a picture says of itself, before anything of it is unpacked. */
typedef struct
{
  FoyerImageFormat format;
  const char      *name;        /* (nullable) of the format: “GIF” */
  guint            width;       /* pixels, 0 when it is not told */
  guint            height;
  gboolean         is_complete; /* its end is there */
} FoyerImageHeader;

void foyer_image_header_read (const guint8     *bytes,
                              gsize             n_bytes,
                              FoyerImageHeader *header);

G_END_DECLS
