/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_TIER_PAID,
  FOYER_TIER_FREE,
  FOYER_TIER_DONATION, /* the buyer says how much */
} FoyerTierKind;

typedef enum
{
  FOYER_GROUP_NONE,
  FOYER_GROUP_N_FOR_M,  /* of every group_size tickets, group_pays are paid */
  FOYER_GROUP_PER_HEAD, /* from group_size tickets on, each costs group_price */
} FoyerGroupKind;

/* A ticket tier of an event: table ticket_tiers. */
typedef struct
{
  FoyerRow       row;
  FoyerUuid      event_id;
  char          *name;
  char          *description;
  FoyerTierKind  kind;
  gint64         price;          /* minor units of the event's currency; of a donation what is suggested, 0 for none */
  gint64         price_min;      /* of a donation, the least; FOYER_NONE: anything */
  gint64         quantity_total; /* FOYER_NONE: as many as the event holds */
  FoyerUuid      quota_id;       /* (nullable by nil) places shared with other tiers */
  gint64         sale_start;     /* instant; FOYER_NONE: from the start */
  gint64         sale_end;       /* instant, exclusive; FOYER_NONE: until the event ends */
  gboolean       is_early_bird;
  FoyerUuid      next_tier_id;   /* the tier that goes on sale when this one is over, by date or sold out */
  gint64         min_per_order;  /* FOYER_NONE: 1 */
  gint64         max_per_order;  /* FOYER_NONE for no limit */
  FoyerGroupKind group_kind;
  gint64         group_size;
  gint64         group_pays;
  gint64         group_price;    /* minor units */
  gboolean       is_hidden;      /* shown only by a promo code that names it */
  gint64         sort_order;
  char          *colour;         /* #rrggbb (nullable) */
  char          *badge_layout;   /* name of the badge design (nullable) */
} FoyerTier;

FOYER_DECLARE_ROW (FoyerTier, tier, TIER)

G_END_DECLS
