/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sale-prints.h"

/**
 * foyer_sale_prints_queue:
 * @transaction: the one of the sale
 * @wishes: (nullable) (element-type FoyerPrintJob): what is to be printed of it, and where
 * @sold: what was sold
 * @error: return location
 *
 * Queues prints of what was just sold. Those that were queued, with their keys, are in @sold.
 *
 * Returns: %FALSE with error; then the transaction is not to be committed
 */
gboolean
foyer_sale_prints_queue (FoyerTransaction *transaction,
                         const GPtrArray *wishes,
                         FoyerSaleResult *sold,
                         GError **error)
{
  g_return_val_if_fail (sold->prints == NULL, FALSE);

  sold->prints = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_print_job_free);
  for (guint i = 0; wishes != NULL && i < wishes->len; i++)
    {
      FoyerPrintJob *job = foyer_print_job_copy (wishes->pdata[i]);

      g_ptr_array_add (sold->prints, job);
      job->event_id = sold->order->event_id;
      job->order_id = sold->order->row.id;
      if (job->kind == FOYER_PRINT_RECEIPT)
        foyer_print_job_set_change (job, sold->change);
      if (!foyer_print_job_store_add (transaction, job, error))
        return FALSE;
    }
  return TRUE;
}
