/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sell-job.h"

#include "foyer-cart-hold-store.h"
#include "foyer-row-store.h"
#include "foyer-sale-wishes.h"
#include "foyer-till-store.h"

/* What is taken to the database thread; each job has what it needs. */
typedef struct
{
  FoyerUuid event_id;
  FoyerSaleCart *cart;     /* (owned) (nullable) */
  GArray *tenders;         /* (owned) (nullable) of FoyerTender, with references of their own */
  FoyerSaleWishes *wishes; /* (owned) (nullable) */
  FoyerTillActor actor;
  gint64 amount;
  FoyerSaleRest rest;
} Job;

static void
tender_clear (gpointer data)
{
  g_free ((char *) ((FoyerTender *) data)->reference);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->cart, foyer_sale_cart_free);
  g_clear_pointer (&job->tenders, g_array_unref);
  foyer_sale_wishes_free (job->wishes);
  g_free (job);
}

static Job *
job_new (const FoyerUuid *event_id, const FoyerSaleCart *cart)
{
  Job *job = g_new0 (Job, 1);

  job->event_id = *event_id;
  job->cart = cart != NULL ? foyer_sale_cart_copy (cart) : NULL;
  return job;
}

static void
add_tenders (Job *job, const FoyerSellTender *tender)
{
  job->tenders = g_array_new (FALSE, FALSE, sizeof (FoyerTender));
  g_array_set_clear_func (job->tenders, tender_clear);
  for (guint i = 0; i < tender->parts->len; i++)
    {
      FoyerTender part = g_array_index (tender->parts, FoyerTender, i);

      part.reference = g_strdup (part.reference);
      g_array_append_val (job->tenders, part);
    }
}

static gpointer
finish (GAsyncResult *result, GError **error)
{
  FoyerReplica *replica = FOYER_REPLICA (g_async_result_get_source_object (result));
  gpointer answer = foyer_replica_run_finish (replica, result, error);

  g_object_unref (replica);
  return answer;
}

/* Looking
 * ------------------------------------------------------------------------------------------ */

void
foyer_sell_sight_free (FoyerSellSight *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->offer, foyer_offer_free);
  g_clear_pointer (&self->stocks, g_array_unref);
  g_free (self);
}

static gboolean
read_till (FoyerDatabase *db, const FoyerUuid *event_id, FoyerTillSight *till, GError **error)
{
  FoyerTillSession session = { 0 };

  if (!foyer_till_store_get_session (db, event_id, &session, error))
    return FALSE;
  till->is_open = !foyer_uuid_is_nil (&session.session_id);
  till->drawer = session.drawer;
  till->opened_at = session.opened_at;
  till->cashier_id = session.cashier_id;
  return TRUE;
}

static gboolean
read_sight (FoyerDatabase *db, const Job *job, FoyerSellSight *sight, GError **error)
{
  g_autoptr (FoyerEvent) event =
      foyer_row_store_find (db, &FOYER_EVENT_TYPE, &job->event_id, error);
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();

  if (event == NULL)
    return FALSE;
  for (guint i = 0; i < job->cart->codes->len; i++)
    g_ptr_array_add (codes, job->cart->codes->pdata[i]);
  g_ptr_array_add (codes, NULL);
  sight->offer = foyer_allotment_store_load_offer (db, event, (const char *const *) codes->pdata,
                                                   job->cart->buyer_email, &job->cart->id, error);
  if (sight->offer == NULL)
    return FALSE;
  sight->stocks = foyer_allotment_store_read_stock (db, event, &sight->as_of, error);
  return sight->stocks != NULL && read_till (db, &job->event_id, &sight->till, error);
}

static gpointer
look_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (FoyerSellSight) sight = g_new0 (FoyerSellSight, 1);
  gboolean is_mine;
  gboolean is_read;

  if (!foyer_database_begin_reading (db, &is_mine, error))
    return NULL;
  is_read = read_sight (db, data, sight, error);
  foyer_database_end_reading (db, is_mine);
  return is_read ? g_steal_pointer (&sight) : NULL;
}

void
foyer_sell_job_look_async (FoyerReplica *replica,
                           const FoyerUuid *event_id,
                           const FoyerSaleCart *cart,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  foyer_replica_run_async (replica, FOYER_PRIORITY_LONG, look_on_thread, job_new (event_id, cart),
                           job_free, (GDestroyNotify) foyer_sell_sight_free, NULL, callback,
                           user_data);
}

FoyerSellSight *
foyer_sell_job_look_finish (GAsyncResult *result, GError **error)
{
  return finish (result, error);
}

/* Holding
 * ------------------------------------------------------------------------------------------ */

static gpointer
hold_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  gboolean is_done = foyer_sale_cart_is_empty (job->cart)
                         ? foyer_cart_hold_store_release (db, &job->cart->id, error)
                         : foyer_cart_hold_store_hold (db, &job->event_id, job->cart, error);

  return GINT_TO_POINTER (is_done);
}

void
foyer_sell_job_hold_async (FoyerReplica *replica,
                           const FoyerUuid *event_id,
                           const FoyerSaleCart *cart,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  foyer_replica_run_async (replica, FOYER_PRIORITY_ACT, hold_on_thread, job_new (event_id, cart),
                           job_free, NULL, NULL, callback, user_data);
}

gboolean
foyer_sell_job_hold_finish (GAsyncResult *result, GError **error)
{
  return finish (result, error) != NULL;
}

/* Selling
 * ------------------------------------------------------------------------------------------ */

static gpointer
sell_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (db, FOYER_TILL_KIND_SALE, error);
  g_autoptr (FoyerSaleResult) sold = NULL;
  FoyerSaleRequest request;

  if (transaction == NULL)
    return NULL;
  foyer_sale_request_init (&request, &job->event_id, job->cart);
  request.tenders = (const FoyerTender *) job->tenders->data;
  request.n_tenders = job->tenders->len;
  request.actor = job->actor;
  request.rest = job->rest;
  request.expected_total = job->amount;
  if (!foyer_sale_store_sell (transaction, &request, &sold, error) ||
      !foyer_sale_wishes_grant (job->wishes, transaction, sold, error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error))
    return NULL;
  return g_steal_pointer (&sold);
}

void
foyer_sell_job_sell_async (FoyerReplica *replica,
                           const FoyerUuid *event_id,
                           const FoyerSaleCart *cart,
                           const FoyerSellTender *tender,
                           const FoyerTillActor *actor,
                           gint64 total,
                           FoyerSaleRest rest,
                           FoyerSaleWishes *wishes,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Job *job = job_new (event_id, cart);

  add_tenders (job, tender);
  job->actor = *actor;
  job->amount = total;
  job->rest = rest;
  job->wishes = wishes;
  foyer_replica_run_async (replica, FOYER_PRIORITY_ACT, sell_on_thread, job, job_free,
                           (GDestroyNotify) foyer_sale_result_free, NULL, callback, user_data);
}

FoyerSaleResult *
foyer_sell_job_sell_finish (GAsyncResult *result, GError **error)
{
  return finish (result, error);
}
