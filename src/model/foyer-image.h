/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

/* A picture of an event: cover, logo, or one within the description. Never changed: another picture is another row. Table images. */
typedef struct
{
  FoyerRow  row;
  FoyerUuid event_id;   /* of the event it was brought for; dates of a series share it */
  char     *media_type; /* image/jpeg or image/png */
  gint64    width;      /* pixels */
  gint64    height;
  GBytes   *data;       /* the file, without any metadata */
} FoyerImage;

FOYER_DECLARE_ROW (FoyerImage, image, IMAGE)

G_END_DECLS
