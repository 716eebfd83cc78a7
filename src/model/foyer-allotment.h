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
/* Stops selling from so many of what is left, as they go back: how many. To be stored before the server is asked. */
gint64 foyer_allotment_give_back (FoyerAllotment *self,
                                  gint64          n,
                                  gint64          now);
/* Whether some of it goes back that the server has not taken yet, as far as this device knows. */
gboolean foyer_allotment_is_going_back (const FoyerAllotment *self);
/* What the server is asked to keep for this device, besides what it counts as used. The same again asks for the same. */
gint64 foyer_allotment_get_keep (const FoyerAllotment *self);

G_END_DECLS
