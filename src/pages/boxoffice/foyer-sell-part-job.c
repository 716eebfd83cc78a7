/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sell-part-job.h"

#include "foyer-sale-part-store.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  FoyerSellPart part;
  FoyerTender tender;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free ((char *) job->tender.reference);
  g_free ((char *) job->part.name);
  g_free ((char *) job->part.email);
  foyer_sale_wishes_free (job->part.wishes);
  g_free (job);
}

static gboolean
pay (FoyerTransaction *transaction, const Job *job, gint64 *change, GError **error)
{
  g_autoptr (FoyerSaleResult) paid = NULL;

  if (!foyer_sale_store_pay (transaction, &job->part.id, &job->tender, 1, TRUE, &job->part.actor,
                             &paid, error))
    return FALSE;
  *change = paid->change;
  return TRUE;
}

static gboolean
act (FoyerTransaction *transaction, const Job *job, gint64 *change, GError **error)
{
  switch (job->part.act)
    {
    case FOYER_SELL_PART_PAY:
      return pay (transaction, job, change, error);
    case FOYER_SELL_PART_GIVE_BACK:
      return foyer_sale_part_store_give_back (transaction, &job->part.id, &job->part.payment_id,
                                              &job->part.actor, error);
    case FOYER_SELL_PART_LEAVE:
      return foyer_sale_part_store_leave (transaction, &job->part.id, job->part.name,
                                          job->part.email, error);
    case FOYER_SELL_PART_ABANDON:
      return foyer_sale_store_void (transaction, &job->part.id, _ ("Not paid"), &job->part.actor,
                                    NULL, error);
    case FOYER_SELL_PART_LOAD:
    case FOYER_SELL_PART_FIND:
      break;
    }
  g_assert_not_reached ();
}

/* Nothing more is done to it at the till: what is printed of it is printed now. */
static gboolean
is_over (const Job *job, const FoyerSaleResult *order)
{
  return job->part.act == FOYER_SELL_PART_LEAVE ||
         (job->part.act == FOYER_SELL_PART_PAY && order->due == 0);
}

static gpointer
run_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autoptr (FoyerTransaction) transaction = NULL;
  g_autoptr (FoyerSaleResult) order = NULL;
  gint64 change = 0;

  if (job->part.act == FOYER_SELL_PART_FIND)
    return foyer_sale_part_store_find_begun (db, &job->part.id, error);
  if (job->part.act == FOYER_SELL_PART_LOAD)
    return foyer_sale_part_store_load (db, &job->part.id, error);
  transaction = foyer_transaction_begin (db, FOYER_TILL_KIND_SALE, error);
  if (transaction == NULL || !act (transaction, job, &change, error))
    return NULL;
  order = foyer_sale_part_store_load (db, &job->part.id, error);
  if (order == NULL)
    return NULL;
  order->change = change;
  if ((is_over (job, order) &&
       !foyer_sale_wishes_grant (job->part.wishes, transaction, order, error)) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error))
    return NULL;
  return g_steal_pointer (&order);
}

void
foyer_sell_part_job_async (FoyerReplica *replica,
                           const FoyerSellPart *part,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->part = *part;
  job->part.name = g_strdup (part->name);
  job->part.email = g_strdup (part->email);
  if (part->tender != NULL)
    {
      job->tender = *part->tender;
      job->tender.reference = g_strdup (part->tender->reference);
    }
  job->part.tender = NULL;
  foyer_replica_run_async (replica, FOYER_PRIORITY_ACT, run_on_thread, job, job_free,
                           (GDestroyNotify) foyer_sale_result_free, NULL, callback, user_data);
}

FoyerSaleResult *
foyer_sell_part_job_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) replica = g_async_result_get_source_object (result);

  return foyer_replica_run_finish (FOYER_REPLICA (replica), result, error);
}
