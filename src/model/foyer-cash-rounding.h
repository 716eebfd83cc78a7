/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of a currency, what the smallest coin is and so what cash is rounded to. Money is in minor units. */
gint64 foyer_cash_unit           (const char *currency); /* 1 where nothing is rounded */
gint64 foyer_cash_round          (gint64      amount,
                                  const char *currency);
/* What comes back of what was handed over, for an amount that is rounded for cash; below 0: it is not enough. */
gint64 foyer_cash_change         (gint64      due,
                                  gint64      tendered,
                                  const char *currency);

G_END_DECLS
