/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-image.h"

G_BEGIN_DECLS

/* The pictures of events. FALSE without error when there is none. */
gboolean foyer_image_store_find_same (FoyerDatabase    *db,
                                      const FoyerUuid  *event_id,
                                      GBytes           *data,
                                      FoyerUuid        *id,
                                      GError          **error);
/* Only what it is, not its bytes. */
gboolean foyer_image_store_find_size (FoyerDatabase    *db,
                                      const FoyerUuid  *id,
                                      gint64           *width,
                                      gint64           *height,
                                      GError          **error);

G_END_DECLS
