/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tier-store.h"

#include "foyer-money.h"
#include "foyer-row-store.h"

/* From one number of decimals to another, half up. */
static gint64
scale (gint64 amount, int decimals)
{
  gint64 factor = 1;

  for (int i = ABS (decimals); i > 0; i--)
    factor *= 10;
  if (amount == FOYER_NONE)
    return FOYER_NONE;
  return decimals >= 0 ? MIN (amount * factor, FOYER_MONEY_MAX) : (amount + factor / 2) / factor;
}

static gboolean
scale_tiers (FoyerTransaction *transaction, const FoyerUuid *event_id, int decimals, GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (GPtrArray) tiers = foyer_row_store_list (db, &FOYER_TIER_TYPE, event_id, error);

  for (guint i = 0; tiers != NULL && i < tiers->len; i++)
    {
      g_autoptr (FoyerTier) after = foyer_tier_copy (tiers->pdata[i]);

      after->price = scale (after->price, decimals);
      after->price_min = scale (after->price_min, decimals);
      after->group_price = scale (after->group_price, decimals);
      if (!foyer_transaction_update (transaction, tiers->pdata[i], after, error))
        return FALSE;
    }
  return tiers != NULL;
}

static gboolean
scale_codes (FoyerTransaction *transaction, const FoyerUuid *event_id, int decimals, GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (GPtrArray) promos = foyer_row_store_list (db, &FOYER_PROMO_CODE_TYPE, event_id, error);

  for (guint i = 0; promos != NULL && i < promos->len; i++)
    {
      g_autoptr (FoyerPromoCode) after = foyer_promo_code_copy (promos->pdata[i]);

      if (after->discount_type == FOYER_DISCOUNT_FIXED)
        after->discount_value = scale (after->discount_value, decimals);
      if (!foyer_transaction_update (transaction, promos->pdata[i], after, error))
        return FALSE;
    }
  return promos != NULL;
}

/**
 * foyer_tier_store_edit_money:
 * @transaction: a transaction
 * @before: the event as it was seen
 * @after: the event with another currency or service fee; its fixed fee is in the new currency
 * @error: return location
 *
 * In a currency with other decimals the amounts of tiers and promo codes are written anew, so that
 * they keep their number: 49.00 becomes 49, not 4900; halves are rounded up. What was sold keeps
 * the currency of its order.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_tier_store_edit_money (FoyerTransaction *transaction,
                             const FoyerEvent *before,
                             FoyerEvent *after,
                             GError **error)
{
  int decimals = (int) foyer_currency_get_decimals (after->currency) -
                 (int) foyer_currency_get_decimals (before->currency);

  if (decimals != 0 && (!scale_tiers (transaction, &before->row.id, decimals, error) ||
                        !scale_codes (transaction, &before->row.id, decimals, error)))
    return FALSE;
  return foyer_transaction_update (transaction, before, after, error);
}
