/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_DISCOUNT_PERCENTAGE,
  FOYER_DISCOUNT_FIXED,
} FoyerDiscountType;

typedef enum
{
  FOYER_PROMO_PER_ORDER,  /* a fixed discount is taken off once */
  FOYER_PROMO_PER_TICKET, /* a fixed discount is taken off each ticket */
} FoyerPromoScope;

/* A code that lowers a price, or shows tiers that are hidden without it. Table promo_codes. */
typedef struct
{
  FoyerRow          row;
  FoyerUuid         event_id;
  char             *code;           /* upper case; unique among the living codes of an event, case apart */
  FoyerDiscountType discount_type;
  gint64            discount_value; /* hundredths of a percent (2 500 is 25 %), or minor units */
  FoyerPromoScope   applies_to;
  char             *tier_ids;       /* JSON array of UUIDs; NULL for every tier. A hidden tier named here is shown by the code */
  gint64            valid_from;     /* FOYER_NONE: always */
  gint64            valid_until;    /* exclusive */
  gint64            max_uses;       /* orders; FOYER_NONE for no limit */
  gint64            max_per_person; /* orders of one e-mail address; FOYER_NONE for no limit */
  gboolean          is_inactive;
  char             *batch;          /* what codes made together are called (nullable) */
  char             *note;           /* for the organizer (nullable) */
} FoyerPromoCode;

FOYER_DECLARE_ROW (FoyerPromoCode, promo_code, PROMO_CODE)

#define FOYER_PROMO_CODE_MAX 40

/* As it is stored and compared: "  Early–20 " becomes "EARLY–20". NULL when nothing is left, or it has spaces inside or is too long. */
char   *foyer_promo_code_normalise (const char           *text);
/* The ids of tier_ids, of FoyerUuid; NULL for every tier. What is no id is left out. */
GArray *foyer_promo_code_get_tiers (const FoyerPromoCode *self);
/* (element FoyerUuid) The other way; NULL gives NULL. */
char   *foyer_promo_code_make_tiers (const GArray        *ids);

G_END_DECLS
