/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-door-answer.h"

G_BEGIN_DECLS

/* An answer of each verdict, as a busy evening gives it. */
FoyerDoorAnswer *foyer_door_sample_new        (FoyerVerdict  verdict,
                                               const char   *name);
FoyerDoorAnswer *foyer_door_sample_new_failed (void);

/* Writes what a widget shows to a PNG in the folder that FOYER_TEST_PICTURES names; nothing when it names none. */
void             foyer_door_take_picture      (gpointer      widget,
                                               const char   *name);
/* Iterates until a widget has been laid out and drawn. */
void             foyer_door_settle            (gpointer      widget);

G_END_DECLS
