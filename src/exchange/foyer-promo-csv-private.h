/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-csv-reader.h"
#include "foyer-offer.h"

G_BEGIN_DECLS

/* The columns, by the headings that the import knows again. Interface: never renamed. */
typedef enum
{
  PROMO_CODE,
  PROMO_TYPE,
  PROMO_VALUE,
  PROMO_APPLIES_TO,
  PROMO_TIERS,
  PROMO_VALID_FROM,
  PROMO_VALID_UNTIL,
  PROMO_MAX_USES,
  PROMO_MAX_PER_PERSON,
  PROMO_ACTIVE,
  PROMO_BATCH,
  PROMO_NOTE,
  PROMO_USED, /* told, never read */
  N_PROMO_COLUMNS,
} FoyerPromoColumn;

extern const char *const foyer_promo_headings[N_PROMO_COLUMNS + 1];

/* Which column of the list is which; -1: it is not there. */
typedef struct
{
  int columns[N_PROMO_COLUMNS];
} FoyerPromoLayout;

gboolean foyer_promo_layout_find (FoyerPromoLayout       *self,
                                  const FoyerCsvRecord   *record);
/* Reads a row into promo, which holds what is stored; columns that the list does not have stay. NULL: done, else why not. */
char    *foyer_promo_row_read    (const FoyerPromoLayout *layout,
                                  const FoyerCsvRecord   *record,
                                  const FoyerOffer       *offer,
                                  GTimeZone              *zone,
                                  FoyerPromoCode         *promo);
/* The code of a row as it is stored; NULL when it has none that can be one. */
char    *foyer_promo_row_dup_code (const FoyerPromoLayout *layout,
                                  const FoyerCsvRecord   *record);

G_END_DECLS
