/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-draft.h"
#include "foyer-replica.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The pictures that a part of the editor shows: those of the replica, and those that were brought and are not stored yet. The
 * same picture is one, however often it is brought. Main thread. */
#define FOYER_TYPE_EVENT_PICTURES (foyer_event_pictures_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventPictures, foyer_event_pictures, FOYER, EVENT_PICTURES, GObject)

/* max_side: pixels that are kept of what is shown. */
FoyerEventPictures *foyer_event_pictures_new   (int                    max_side);
void                foyer_event_pictures_load  (FoyerEventPictures    *self,
                                                FoyerReplica          *replica, /* (nullable) */
                                                const FoyerEventDraft *draft);  /* (nullable) */
/* Takes image; id: (out) what to name it by. */
void                foyer_event_pictures_add   (FoyerEventPictures    *self,
                                                FoyerImage            *image,
                                                FoyerUuid             *id);
/* Sees to it that the draft brings the picture along when it needs to be stored. */
void                foyer_event_pictures_apply (FoyerEventPictures    *self,
                                                FoyerEventDraft       *draft,
                                                const FoyerUuid       *id);
/* The same of all that are named in HTML. */
void                foyer_event_pictures_apply_html
                                               (FoyerEventPictures    *self,
                                                FoyerEventDraft       *draft,
                                                const char            *html);
/* (transfer full) (nullable): NULL when there is none of this id. */
GdkPaintable       *foyer_event_pictures_show  (FoyerEventPictures    *self,
                                                const FoyerUuid       *id);

G_END_DECLS
