/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An order that was paid twice, at desks that were apart or online besides:
 * foyer-order-acts-store.h. */
#include "foyer-order-acts-private.h"
#include "foyer-sale-words.h"

#include <glib/gi18n-lib.h>

/**
 * foyer_order_acts_return_excess:
 * @transaction: a transaction of %FOYER_TILL_KIND_ORDER
 * @order_id: an order that more was paid for than it costs
 * @method: a FoyerPayMethod; -1 for as it was paid, the last first
 * @actor: who gives it back
 * @result: (out) (optional): the payments that were written, what waits for its provider
 * @error: return location
 *
 * Nothing of the order is refunded: it costs what it did, and its tickets stay valid.
 *
 * Returns: %FALSE with error: CONFLICT with a sentence
 */
gboolean
foyer_order_acts_return_excess (FoyerTransaction *transaction,
                                const FoyerUuid *order_id,
                                int method,
                                const FoyerTillActor *actor,
                                FoyerSaleResult **result,
                                GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerOrderMoney) money = foyer_order_money_load (db, order_id, error);
  g_autoptr (FoyerSaleResult) done = foyer_sale_result_new ();
  g_auto (FoyerTillBook) book = { 0 };
  FoyerMoneyBack back = { .method = method, .reason = _ ("Paid twice"), .is_exchange = TRUE };

  if (money == NULL)
    return FALSE;
  back.amount = foyer_order_money_get_excess (money);
  if (back.amount == 0)
    return foyer_sale_refuse_words (error, _ ("Nothing of this order is too much any more."));
  if (!foyer_cashier_store_check_refund (db, &money->event->row.id, actor, back.amount,
                                         money->order->currency, error) ||
      !foyer_till_book_open (&book, transaction, money->event, actor, error) ||
      !foyer_order_money_give (&book, money, &back, done->payments, &done->proposed, error))
    return FALSE;
  done->order = foyer_order_copy (money->order);
  if (result != NULL)
    *result = g_steal_pointer (&done);
  return TRUE;
}
