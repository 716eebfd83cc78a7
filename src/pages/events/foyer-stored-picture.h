/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-image.h"
#include "foyer-replica.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A picture of the replica, or one that is not stored yet. It is read and unpacked on another thread when it is drawn for the
 * first time; until then it has its size and is empty. */
#define FOYER_TYPE_STORED_PICTURE (foyer_stored_picture_get_type ())
G_DECLARE_FINAL_TYPE (FoyerStoredPicture, foyer_stored_picture, FOYER, STORED_PICTURE, GObject)

/* width, height: of the stored picture; max_side: pixels that are kept of it. */
FoyerStoredPicture *foyer_stored_picture_new           (FoyerReplica       *replica,
                                                        const FoyerUuid    *id,
                                                        int                 width,
                                                        int                 height,
                                                        int                 max_side);
FoyerStoredPicture *foyer_stored_picture_new_for_image (const FoyerImage   *image,
                                                        int                 max_side);
gboolean            foyer_stored_picture_is_loaded     (FoyerStoredPicture *self);

G_END_DECLS
