/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

/* A ticket tier of an event: table ticket_tiers. */
typedef struct
{
  FoyerRow  row;
  FoyerUuid event_id;
  char     *name;
  gint64    price;          /* minor units of the event's currency, 0 is free */
  gint64    quantity_total; /* FOYER_NONE: as many as the event holds */
  gint64    sort_order;
  char     *colour;         /* #rrggbb (nullable) */
} FoyerTier;

FOYER_DECLARE_ROW (FoyerTier, tier, TIER)

G_END_DECLS
