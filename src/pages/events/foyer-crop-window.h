/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-image-file.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks which part of a picture is to be the cover. */
#define FOYER_TYPE_CROP_WINDOW (foyer_crop_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCropWindow, foyer_crop_window, FOYER, CROP_WINDOW, AdwWindow)

/* FALSE in finish, without error, when it was closed. */
void     foyer_crop_async  (GtkWidget           *parent,
                            GdkPixbuf           *pixels,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data);
gboolean foyer_crop_finish (GAsyncResult        *result,
                            FoyerImageArea      *area);

G_END_DECLS
