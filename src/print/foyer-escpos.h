/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-receipt-layout.h"

G_BEGIN_DECLS

/* The pin of the drawer's connector that opens it. */
typedef enum
{
  FOYER_DRAWER_NONE,
  FOYER_DRAWER_PIN_2,
  FOYER_DRAWER_PIN_5,
} FoyerDrawer;

typedef struct
{
  FoyerDrawer drawer;      /* to open before anything is printed */
  gboolean    has_cutter;
  gboolean    draws_codes; /* for a printer that makes no QR codes itself */
} FoyerEscpos;

GBytes *foyer_escpos_render      (const FoyerReceiptLayout *layout,  /* of a roll */
                                  const FoyerEscpos        *options);
GBytes *foyer_escpos_open_drawer (FoyerDrawer               drawer);
/* For one that does not print now, such as without paper. */
GBytes *foyer_escpos_open_drawer_at_once (FoyerDrawer       drawer);

G_END_DECLS
