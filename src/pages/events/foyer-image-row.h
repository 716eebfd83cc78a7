/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-draft.h"
#include "foyer-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One picture of an event: chosen, dropped or pasted, seen, taken away, and the one before brought back.
 * Property "is-cover": wide, cropped to 16:9; else a logo. Signal "changed": by a person. */
#define FOYER_TYPE_IMAGE_ROW (foyer_image_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerImageRow, foyer_image_row, FOYER, IMAGE_ROW, AdwPreferencesRow)

/* id: of the draft's picture, nil for none. */
void             foyer_image_row_load   (FoyerImageRow         *self,
                                         FoyerReplica          *replica,
                                         const FoyerEventDraft *draft,
                                         const FoyerUuid       *id);
/* Writes the id, and brings the picture along when it is not stored. */
void             foyer_image_row_apply  (FoyerImageRow         *self,
                                         FoyerEventDraft       *draft,
                                         FoyerUuid             *id);
const FoyerUuid *foyer_image_row_get_id (FoyerImageRow         *self);
/* source: a GFile or a GdkTexture. */
void             foyer_image_row_offer  (FoyerImageRow         *self,
                                         GObject               *source);

G_END_DECLS
