/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sale is asked with, and what it answers: foyer-sale-store.h. */
#include "foyer-sale-store.h"

/**
 * foyer_sale_result_new:
 *
 * Returns: (transfer full): a result of nothing yet
 */
FoyerSaleResult *
foyer_sale_result_new (void)
{
  FoyerSaleResult *self = g_new0 (FoyerSaleResult, 1);

  self->tickets = g_ptr_array_new_with_free_func (foyer_row_free);
  self->payments = g_ptr_array_new_with_free_func (foyer_row_free);
  return self;
}

/**
 * foyer_sale_result_free:
 * @self: (transfer full) (nullable): a result
 */
void
foyer_sale_result_free (FoyerSaleResult *self)
{
  if (self == NULL)
    return;
  foyer_order_free (self->order);
  g_ptr_array_unref (self->tickets);
  g_ptr_array_unref (self->payments);
  foyer_promo_code_free (self->promo);
  g_clear_pointer (&self->prints, g_ptr_array_unref);
  g_free (self);
}

/**
 * foyer_sale_request_init:
 * @request: (out caller-allocates): a request without tenders, by nobody
 * @event_id: the event
 * @cart: what is bought; it must stay while the request is used
 */
void
foyer_sale_request_init (FoyerSaleRequest *request,
                         const FoyerUuid *event_id,
                         const FoyerSaleCart *cart)
{
  *request =
      (FoyerSaleRequest){ .event_id = *event_id, .cart = cart, .expected_total = FOYER_NONE };
}
