/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

/* A device's clock may be off by so much, microseconds: an allotment is not sold from in its last minutes. */
#define FOYER_ALLOTMENT_MARGIN (2 * 60 * G_USEC_PER_SEC)

/* Places of a tier that a device holds, to sell without asking. Table allotments. */
typedef struct
{
  FoyerRow  row;
  FoyerUuid event_id;
  FoyerUuid tier_id;
  FoyerUuid device_id;
  gint64    quantity;   /* with what is used */
  gint64    used;       /* as the server knows */
  gint64    expires_at;
  gint64    ended_at;   /* FOYER_NONE while it is held */
  gint64    used_here;  /* as this device knows; FOYER_NONE: nothing */
  gint64    kept_here;  /* all that is still sold from, of quantity: the rest is on its way back; FOYER_NONE: all of it */
  gboolean  is_wished;  /* somebody asked for it by hand: it does not go back by itself before the event is over */
} FoyerAllotment;

FOYER_DECLARE_ROW (FoyerAllotment, allotment, ALLOTMENT)

/* How many more its device may sell of it. */
gint64 foyer_allotment_get_left (const FoyerAllotment *self,
                                 gint64                now);

G_END_DECLS
