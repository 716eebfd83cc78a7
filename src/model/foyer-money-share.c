/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-money-share.h"

#define WHOLE 10000 /* 100 % in hundredths of a percent */
#define HALF  1000000

G_STATIC_ASSERT (FOYER_MONEY_MAX == (gint64) HALF * HALF);

/**
 * foyer_money_percentage:
 * @amount: minor units, 0 or more
 * @percentage: hundredths of a percent, 0 to 10 000
 *
 * Rounded half up: 0.5 of a minor unit is one. Does not overflow for any @amount.
 *
 * Returns: the part of @amount, never more than it
 */
gint64
foyer_money_percentage (gint64 amount, gint64 percentage)
{
  return amount / WHOLE * percentage + (amount % WHOLE * percentage + WHOLE / 2) / WHOLE;
}

/* amount × weight ÷ sum and what remains, without overflow: each of the three is at most
 * FOYER_MONEY_MAX. */
static void
divide (gint64 amount, FoyerMoneyShare *share, gint64 sum)
{
  gint64 high = amount * (share->weight / HALF);
  gint64 low = high % sum * HALF + amount * (share->weight % HALF);

  share->part = high / sum * HALF + low / sum;
  share->remainder = low % sum;
}

/**
 * foyer_money_share_out:
 * @amount: minor units, 0 to %FOYER_MONEY_MAX
 * @shares: (array length=n_shares): among whom; the sum of their weights is at most
 * %FOYER_MONEY_MAX
 * @n_shares: how many
 *
 * Shares @amount out in proportion to the weights: each part is rounded down, then those with the
 * largest remainder get one more, of equal ones the first. The sum of the parts is @amount; a part
 * is not larger than its weight when @amount is not larger than their sum. Without any weight every
 * part is 0.
 */
void
foyer_money_share_out (gint64 amount, FoyerMoneyShare *shares, guint n_shares)
{
  gint64 sum = 0;
  gint64 left = amount;

  for (guint i = 0; i < n_shares; i++)
    sum += shares[i].weight;
  for (guint i = 0; i < n_shares; i++)
    {
      shares[i].part = shares[i].remainder = 0;
      if (sum > 0)
        divide (amount, &shares[i], sum);
      left -= shares[i].part;
    }
  if (sum == 0)
    return;

  for (; left > 0; left--)
    {
      guint largest = 0;

      for (guint i = 1; i < n_shares; i++)
        if (shares[i].remainder > shares[largest].remainder)
          largest = i;
      shares[largest].part++;
      shares[largest].remainder = -1;
    }
}
