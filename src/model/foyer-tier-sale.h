/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-offer.h"

G_BEGIN_DECLS

/* What a tier is at a moment; the first that applies, in this order. */
typedef enum
{
  FOYER_SALE_EVENT_CANCELLED,
  FOYER_SALE_EVENT_OVER,
  FOYER_SALE_EVENT_DRAFT, /* not published */
  FOYER_SALE_HIDDEN,      /* and no code shows it */
  FOYER_SALE_ENDED,
  FOYER_SALE_SOLD_OUT,
  FOYER_SALE_NOT_YET,
  FOYER_SALE_WAITING,     /* for a tier that comes before it */
  FOYER_SALE_ON_SALE,
} FoyerSaleState;

extern const char *const foyer_sale_state_words[]; /* tokens, NULL-terminated, in the enum's order */

/* What says how many are left. */
typedef enum
{
  FOYER_LIMIT_NONE,
  FOYER_LIMIT_TIER,
  FOYER_LIMIT_QUOTA,
  FOYER_LIMIT_EVENT,
  FOYER_LIMIT_DESK,  /* what this desk holds: others may have more */
} FoyerSaleLimit;

typedef struct
{
  FoyerSaleState state;
  gint64         time;   /* NOT_YET: when it starts; ENDED: when it did; ON_SALE: until when, the event's end at the latest */
  int            before; /* WAITING: the tier it waits for; else -1 */
  gint64         left;   /* the least of tier, quota and event, not below 0; FOYER_NONE: no limit */
  FoyerSaleLimit limit;  /* whose number that is */
} FoyerTierSale;

/* Pure: no clock, no input or output, no allocation. */
void foyer_tier_sale_read (const FoyerOffer *offer,
                           guint             tier,
                           gboolean          is_revealed, /* a code, or the organizer, sees it though it is hidden */
                           gint64            now,
                           FoyerTierSale    *sale);

G_END_DECLS
