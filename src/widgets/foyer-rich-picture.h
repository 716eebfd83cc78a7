/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A picture within text: as wide as a line of it at most, a quiet box as long as there is nothing to show. */
#define FOYER_TYPE_RICH_PICTURE (foyer_rich_picture_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRichPicture, foyer_rich_picture, FOYER, RICH_PICTURE, GObject)

FoyerRichPicture *foyer_rich_picture_new     (const char       *id,
                                              const char       *alt,       /* (nullable) */
                                              GdkPaintable     *content);  /* (nullable) */
const char       *foyer_rich_picture_get_id  (FoyerRichPicture *self);
const char       *foyer_rich_picture_get_alt (FoyerRichPicture *self);

G_END_DECLS
