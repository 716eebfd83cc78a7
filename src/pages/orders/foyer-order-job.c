/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-job.h"

#include "foyer-till-store.h"

static const char *const kinds[] = {
  [FOYER_ORDER_SET_BUYER] = "rename-order",     [FOYER_ORDER_RENAME] = "rename-order",
  [FOYER_ORDER_TRANSFER] = "transfer-ticket",   [FOYER_ORDER_MOVE] = FOYER_TILL_KIND_ORDER,
  [FOYER_ORDER_SPLIT] = FOYER_TILL_KIND_ORDER,  [FOYER_ORDER_CANCEL] = FOYER_TILL_KIND_ORDER,
  [FOYER_ORDER_REFUND] = FOYER_TILL_KIND_ORDER, [FOYER_ORDER_PAY] = FOYER_TILL_KIND_SALE,
  [FOYER_ORDER_RETURN] = FOYER_TILL_KIND_ORDER, [FOYER_ORDER_COPY] = FOYER_TILL_KIND_CASH,
};

FoyerOrderJob *
foyer_order_job_new (FoyerOrderAct act, const FoyerUuid *event_id, const FoyerUuid *order_id)
{
  FoyerOrderJob *self = g_new0 (FoyerOrderJob, 1);

  self->act = act;
  self->event_id = *event_id;
  self->order_id = *order_id;
  self->ticket_ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  self->amount = FOYER_NONE;
  self->method = -1;
  return self;
}

void
foyer_order_job_free (FoyerOrderJob *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->ticket_ids);
  g_free (self->name);
  g_free (self->email);
  g_free (self->reason);
  g_free (self->reference);
  g_free (self);
}

void
foyer_order_job_add_ticket (FoyerOrderJob *self, const FoyerUuid *ticket_id)
{
  g_array_append_vals (self->ticket_ids, ticket_id, 1);
}

void
foyer_order_job_set_tender (FoyerOrderJob *self, const FoyerTender *tender)
{
  g_free (self->reference);
  self->reference = g_strdup (tender->reference);
  self->tender = *tender;
  self->tender.reference = self->reference;
  self->has_tender = TRUE;
}

gboolean
foyer_order_job_can_undo (const FoyerOrderJob *self)
{
  return self->act == FOYER_ORDER_SET_BUYER || self->act == FOYER_ORDER_RENAME ||
         self->act == FOYER_ORDER_TRANSFER;
}

static gboolean
refund (const FoyerOrderJob *self,
        FoyerTransaction *transaction,
        FoyerSaleResult **result,
        GError **error)
{
  FoyerOrderRefund how;

  foyer_order_refund_init (&how, &self->order_id);
  how.ticket_ids = (const FoyerUuid *) self->ticket_ids->data;
  how.n_tickets = self->ticket_ids->len;
  how.amount = self->amount;
  how.method = self->method;
  how.reason = self->reason;
  how.keeps_tickets = self->keeps_tickets;
  how.actor = self->actor;
  return foyer_order_acts_refund (transaction, &how, result, error);
}

static gboolean
act (const FoyerOrderJob *self,
     FoyerTransaction *transaction,
     FoyerSaleResult **result,
     GError **error)
{
  const FoyerUuid *ids = (const FoyerUuid *) self->ticket_ids->data;
  guint n = self->ticket_ids->len;
  const FoyerTender *tender = self->has_tender ? &self->tender : NULL;
  guint n_tenders = self->has_tender ? 1 : 0;

  switch (self->act)
    {
    case FOYER_ORDER_SET_BUYER:
      return foyer_order_acts_set_buyer (transaction, &self->order_id, self->name, self->email,
                                         error);
    case FOYER_ORDER_RENAME:
      return foyer_order_acts_rename (transaction, ids, self->name, self->email, error);
    case FOYER_ORDER_TRANSFER:
      return foyer_order_acts_transfer (transaction, ids, self->name, self->email, NULL, error);
    case FOYER_ORDER_MOVE:
      return foyer_order_acts_move (transaction, ids, &self->tier_id, tender, n_tenders,
                                    self->method, &self->actor, result, error);
    case FOYER_ORDER_SPLIT:
      return foyer_order_acts_split (transaction, &self->order_id, ids, n, self->name, self->email,
                                     &self->actor, result, error);
    case FOYER_ORDER_CANCEL:
      return foyer_order_acts_cancel (transaction, &self->order_id, ids, n, self->reason,
                                      &self->actor, error);
    case FOYER_ORDER_REFUND:
      return refund (self, transaction, result, error);
    case FOYER_ORDER_PAY:
      return foyer_sale_store_pay (transaction, &self->order_id, tender, n_tenders,
                                   self->allows_rest, &self->actor, result, error);
    case FOYER_ORDER_RETURN:
      return foyer_order_acts_return_excess (transaction, &self->order_id, self->method,
                                             &self->actor, result, error);
    case FOYER_ORDER_COPY:
    default:
      return foyer_till_store_copy (transaction, &self->event_id, &self->actor, &self->order_id,
                                    self->reason, error);
    }
}

static gpointer
run_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const FoyerOrderJob *self = data;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, kinds[self->act], error);
  g_autoptr (FoyerOrderOutcome) outcome = g_new0 (FoyerOrderOutcome, 1);

  if (transaction == NULL || !act (self, transaction, &outcome->result, error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), &outcome->change_set, error))
    return NULL;
  return g_steal_pointer (&outcome);
}

void
foyer_order_job_run_async (FoyerOrderJob *self,
                           FoyerReplica *replica,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  foyer_replica_run_async (replica, FOYER_PRIORITY_ACT, run_on_thread, self,
                           (GDestroyNotify) foyer_order_job_free,
                           (GDestroyNotify) foyer_order_outcome_free, NULL, callback, user_data);
}

FoyerOrderOutcome *
foyer_order_job_run_finish (FoyerReplica *replica, GAsyncResult *result, GError **error)
{
  return foyer_replica_run_finish (replica, result, error);
}

void
foyer_order_outcome_free (FoyerOrderOutcome *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->result, foyer_sale_result_free);
  g_free (self);
}
