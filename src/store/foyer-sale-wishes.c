/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sale-wishes.h"

#include "foyer-check-in-store.h"

/**
 * foyer_sale_wishes_new:
 *
 * Returns: (transfer full): no wish
 */
FoyerSaleWishes *
foyer_sale_wishes_new (void)
{
  FoyerSaleWishes *self = g_new0 (FoyerSaleWishes, 1);

  self->prints = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_print_job_free);
  return self;
}

/**
 * foyer_sale_wishes_free:
 * @self: (transfer full) (nullable): wishes
 */
void
foyer_sale_wishes_free (FoyerSaleWishes *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->prints);
  g_free (self);
}

/**
 * foyer_sale_wishes_print:
 * @self: wishes
 * @job: (transfer full): what is to be printed, and where
 */
void
foyer_sale_wishes_print (FoyerSaleWishes *self, FoyerPrintJob *job)
{
  g_ptr_array_add (self->prints, job);
}

static gboolean
queue_prints (const FoyerSaleWishes *self,
              FoyerTransaction *transaction,
              FoyerSaleResult *sold,
              GError **error)
{
  for (guint i = 0; i < self->prints->len; i++)
    {
      FoyerPrintJob *job = foyer_print_job_copy (self->prints->pdata[i]);

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

/* Whom the door does not let in now stays outside with a good ticket. */
static gboolean
check_in (FoyerTransaction *transaction, FoyerSaleResult *sold, GError **error)
{
  if (!foyer_check_in_store_need_list (transaction, &sold->order->event_id, error))
    return FALSE;
  for (guint i = 0; i < sold->tickets->len; i++)
    {
      const FoyerTicket *ticket = sold->tickets->pdata[i];
      FoyerScanRequest request = { .event_id = sold->order->event_id,
                                   .ticket_id = ticket->row.id,
                                   .direction = FOYER_DIRECTION_ENTRY,
                                   .method = FOYER_METHOD_MANUAL,
                                   .time = FOYER_NONE };
      FoyerVerdict verdict;

      if (ticket->status == FOYER_TICKET_CANCELLED)
        continue;
      if (!foyer_check_in_store_admit (transaction, &request, &verdict, error))
        return FALSE;
      if (foyer_verdict_is_entry (verdict))
        sold->n_in++;
      else
        sold->n_outside++;
    }
  return TRUE;
}

/**
 * foyer_sale_wishes_grant:
 * @self: (nullable): what is wished
 * @transaction: the one of the sale
 * @sold: what was sold; what was done is noted in it
 * @error: return location
 *
 * Returns: %FALSE with error; then the transaction is not to be committed
 */
gboolean
foyer_sale_wishes_grant (const FoyerSaleWishes *self,
                         FoyerTransaction *transaction,
                         FoyerSaleResult *sold,
                         GError **error)
{
  g_return_val_if_fail (sold->prints == NULL, FALSE);

  sold->prints = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_print_job_free);
  if (self == NULL)
    return TRUE;
  return queue_prints (self, transaction, sold, error) &&
         (!self->checks_in || sold->due > 0 || check_in (transaction, sold, error));
}
