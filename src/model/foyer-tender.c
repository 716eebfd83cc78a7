/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tender.h"

#include "foyer-cash-rounding.h"

/* Cash that pays the rest is rounded, and less than that of it pays a part. */
static FoyerTenderState
take_cash (const char *currency, gint64 due, const FoyerTender *tender, FoyerTaken *taken)
{
  gint64 wanted = tender->amount != FOYER_NONE ? tender->amount : due;
  gint64 rounded;

  if (wanted == due)
    {
      rounded = foyer_cash_round (due, currency);
      if (tender->tendered == FOYER_NONE || tender->tendered >= rounded)
        {
          taken->amount = due;
          taken->rounding = rounded - due;
          taken->change = tender->tendered != FOYER_NONE ? tender->tendered - rounded : 0;
          return FOYER_TENDER_FINE;
        }
      if (tender->amount != FOYER_NONE)
        return FOYER_TENDER_NOT_ENOUGH;
      wanted = tender->tendered;
    }
  else if (tender->tendered != FOYER_NONE && tender->tendered < wanted)
    return FOYER_TENDER_NOT_ENOUGH;
  if (wanted % foyer_cash_unit (currency) != 0)
    return FOYER_TENDER_NO_COIN;
  taken->amount = wanted;
  taken->change = tender->tendered != FOYER_NONE ? tender->tendered - wanted : 0;
  return FOYER_TENDER_FINE;
}

static FoyerTenderState
take_one (const char *currency, gint64 due, const FoyerTender *tender, FoyerTaken *taken)
{
  *taken = (FoyerTaken){ .method = tender->method,
                         .reference = tender->reference,
                         .is_known = tender->is_known };
  if ((tender->amount != FOYER_NONE && tender->amount <= 0) ||
      (tender->tendered != FOYER_NONE &&
       (tender->tendered < 0 || tender->tendered > FOYER_MONEY_MAX)))
    return FOYER_TENDER_BAD_AMOUNT;
  if (tender->amount != FOYER_NONE && tender->amount > due)
    return FOYER_TENDER_TOO_MUCH;
  if (tender->method == FOYER_PAY_CASH)
    return take_cash (currency, due, tender, taken);
  taken->amount = tender->amount != FOYER_NONE ? tender->amount : due;
  return FOYER_TENDER_FINE;
}

/**
 * foyer_tender_take:
 * @currency: the order's
 * @due: what is to be paid, minor units, 0 or above
 * @tenders: (array length=n_tenders): what is handed over, in this order
 * @n_tenders: how many
 * @taken: (element-type FoyerTaken): the payments are added to it; nothing is paid twice
 * @change: (out): what comes back, of cash alone
 * @rest: (out): what is due then
 * @wrong: (out): the tender that is not fine
 *
 * Each pays what it says, or what the ones before it left. Cash that pays all that is left is
 * rounded to what coins can make; cash that is handed over for all and is less pays a part.
 *
 * Returns: whether all of them can be taken
 */
FoyerTenderState
foyer_tender_take (const char *currency,
                   gint64 due,
                   const FoyerTender *tenders,
                   guint n_tenders,
                   GArray *taken,
                   gint64 *change,
                   gint64 *rest,
                   guint *wrong)
{
  *change = 0;
  *rest = due;
  for (guint i = 0; i < n_tenders; i++)
    {
      FoyerTaken one;
      FoyerTenderState state = take_one (currency, *rest, &tenders[i], &one);

      *wrong = i;
      if (state != FOYER_TENDER_FINE)
        return state;
      *rest -= one.amount;
      *change += one.change;
      if (one.amount > 0)
        g_array_append_val (taken, one);
    }
  return FOYER_TENDER_FINE;
}
