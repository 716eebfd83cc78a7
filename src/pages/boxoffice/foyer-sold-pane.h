/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sell-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What was sold last: a tick, the number, the change; what may be done with it. It stays until the next key. */
#define FOYER_TYPE_SOLD_PANE (foyer_sold_pane_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSoldPane, foyer_sold_pane, FOYER, SOLD_PANE, AdwBin)

/* is_mailed: the server sends its tickets to the buyer's address. */
void foyer_sold_pane_show     (FoyerSoldPane         *self,
                               const FoyerSaleResult *sold,
                               gboolean               is_mailed);
/* What was done with it: “Printed”, “In”, or why not. (nullable) */
void foyer_sold_pane_set_note (FoyerSoldPane         *self,
                               const char            *note);

G_END_DECLS
