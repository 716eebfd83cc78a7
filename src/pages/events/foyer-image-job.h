/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-image-file.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Pictures are read and written on another thread. source: a GFile or a GdkTexture. */
void        foyer_image_load_async    (GObject                *source,
                                       GCancellable           *cancellable,
                                       GAsyncReadyCallback     callback,
                                       gpointer                data);
GdkPixbuf  *foyer_image_load_finish   (GAsyncResult           *result,
                                       GError                **error);
void        foyer_image_encode_async  (GdkPixbuf              *pixels,
                                       const FoyerImageArea   *area, /* (nullable) */
                                       const FoyerImageTarget *target,
                                       GCancellable           *cancellable,
                                       GAsyncReadyCallback     callback,
                                       gpointer                data);
FoyerImage *foyer_image_encode_finish (GAsyncResult           *result,
                                       GError                **error);

G_END_DECLS
