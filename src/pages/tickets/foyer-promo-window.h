/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-ticket-desk.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_PROMO_MODE_ADD,
  FOYER_PROMO_MODE_EDIT,
  FOYER_PROMO_MODE_GENERATE, /* many at once, by a pattern */
} FoyerPromoMode;

/* Makes or edits promo codes. Signal "saved": void (…, gint64 change_set, const char *title). */
#define FOYER_TYPE_PROMO_WINDOW (foyer_promo_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPromoWindow, foyer_promo_window, FOYER, PROMO_WINDOW, FoyerEditWindow)

GtkWindow *foyer_promo_window_new (GtkWindow            *parent,
                                   FoyerTicketDesk      *desk,
                                   const FoyerPromoCode *promo,
                                   FoyerPromoMode        mode);

G_END_DECLS
