/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sell-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What was sold last: a tick, the number, the change; what may be done with it. It stays until the next key. */
#define FOYER_TYPE_SOLD_PANE (foyer_sold_pane_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSoldPane, foyer_sold_pane, FOYER, SOLD_PANE, AdwBin)

/* How the buyer gets the tickets by e-mail. */
typedef enum
{
  FOYER_MAIL_NONE,       /* there is no address, or something is due */
  FOYER_MAIL_BY_SERVER,  /* the server sends them */
  FOYER_MAIL_BY_HAND,    /* there is no server: somebody has to write */
} FoyerMailWay;

void foyer_sold_pane_show     (FoyerSoldPane         *self,
                               const FoyerSaleResult *sold,
                               FoyerMailWay           way);
/* What was done with it: “Printed”, “In”, or why not. (nullable) */
void foyer_sold_pane_set_note (FoyerSoldPane         *self,
                               const char            *note);
/* There is no printer: with a button to where one is chosen. Until the next note. */
void foyer_sold_pane_offer_printers (FoyerSoldPane *self);

G_END_DECLS
