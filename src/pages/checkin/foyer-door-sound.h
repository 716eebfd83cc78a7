/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "foyer-verdict-look.h"

G_BEGIN_DECLS

/* The door's four tones. Silent, and without a word, where there is no sound server or no sound card.
 * Property: "enabled" (gboolean). */
#define FOYER_TYPE_DOOR_SOUND (foyer_door_sound_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDoorSound, foyer_door_sound, FOYER, DOOR_SOUND, GObject)

FoyerDoorSound *foyer_door_sound_new       (void);
void            foyer_door_sound_play      (FoyerDoorSound *self,
                                            FoyerTone       tone);
const char     *foyer_tone_get_resource    (FoyerTone       tone);

G_END_DECLS
