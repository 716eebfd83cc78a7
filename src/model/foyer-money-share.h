/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

/* One of those among whom an amount is shared out. */
typedef struct
{
  gint64 weight;    /* in; 0 to FOYER_MONEY_MAX */
  gint64 part;      /* out */
  gint64 remainder; /* scratch */
} FoyerMoneyShare;

/* Hundredths of a percent of an amount, half up. */
gint64 foyer_money_percentage (gint64           amount,
                               gint64           percentage);
/* By the weights, to the last minor unit, by largest remainder. */
void   foyer_money_share_out  (gint64           amount,
                               FoyerMoneyShare *shares,
                               guint            n_shares);

G_END_DECLS
