/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Notes and coins. Amounts are minor units. */

typedef struct
{
  gint64   value;
  gboolean is_note;
} FoyerDenomination;

/* How many there are of one, as somebody counted. */
typedef struct
{
  gint64 value;
  gint64 n;
} FoyerCounted;

#define FOYER_TENDERED_MAX 6

/* Of FoyerDenomination, the largest first; of a currency that is not known by 1, 2 and 5. */
GArray *foyer_denominations_list (const char *currency);
/* What somebody is likely to hand over for an amount, the exact one first; at most FOYER_TENDERED_MAX. */
guint   foyer_tendered_suggest   (const char *currency,
                                  gint64      due,
                                  gint64      amounts[FOYER_TENDERED_MAX]);
/* Of FoyerCounted; FALSE when it is more than money can be. */
gboolean foyer_counted_sum       (const GArray *counted,
                                  gint64       *sum);
/* The fewest notes and coins that make an amount, as far as they can; of FoyerCounted. */
GArray *foyer_change_make        (const char *currency,
                                  gint64      amount);

G_END_DECLS
