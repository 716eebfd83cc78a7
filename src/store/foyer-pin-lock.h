/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-cashier.h"
#include "foyer-database.h"

G_BEGIN_DECLS

/* Whoever guesses PINs waits longer and longer. It is kept on disk: starting the program anew does not help. Private to the
 * layer. */
#define FOYER_PIN_TRIES 5 /* that are free of it */

/* A try is noted before it is looked at. FALSE with CONFLICT and a sentence: not yet. */
gboolean foyer_pin_lock_begin (FoyerDatabase      *db,
                               const FoyerCashier *cashier,
                               GError            **error);
/* It was right: the tries are forgotten. */
gboolean foyer_pin_lock_end   (FoyerDatabase      *db,
                               const FoyerCashier *cashier,
                               GError            **error);
/* It was wrong: sets error to a sentence, which says how long to wait where that is so. */
void     foyer_pin_lock_tell  (FoyerDatabase      *db,
                               const FoyerCashier *cashier,
                               GError            **error);

G_END_DECLS
