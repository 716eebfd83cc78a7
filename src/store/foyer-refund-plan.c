/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-refund-plan.h"

#include "foyer-order-acts-store.h"

#include <string.h>

/**
 * foyer_refund_plan_free:
 * @self: (transfer full) (nullable): a plan
 */
void
foyer_refund_plan_free (FoyerRefundPlan *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->tasks);
  g_free (self);
}

static void
add_task (FoyerRefundPlan *self, sqlite3_stmt *statement)
{
  FoyerRefundTask task = {
    .key = sqlite3_column_int64 (statement, 0),
    .amount = sqlite3_column_int64 (statement, 1),
    .way = foyer_refund_way_find ((const char *) sqlite3_column_text (statement, 3),
                                  (const char *) sqlite3_column_text (statement, 4)),
  };
  const char *currency = (const char *) sqlite3_column_text (statement, 2);

  if (self->tasks->len == 0)
    g_strlcpy (self->currency, currency != NULL ? currency : "", sizeof self->currency);
  else if (g_strcmp0 (self->currency, currency) != 0)
    *self->currency = '\0';
  g_array_append_val (self->tasks, task);
  self->n[task.way]++;
  self->amount[task.way] += task.amount;
  self->n_orders += sqlite3_column_int (statement, 5);
}

/**
 * foyer_refund_plan_read:
 * @db: a connection
 * @event_id: an event
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: (transfer full): what is proposed, and how it would go back; %NULL with error
 */
FoyerRefundPlan *
foyer_refund_plan_read (FoyerDatabase *db,
                        const FoyerUuid *event_id,
                        GCancellable *cancellable,
                        GError **error)
{
  static const char sql[] =
      "SELECT r.key, r.amount, r.currency, min (p.method), max (p.method), "
      "r.order_id IS NOT NULL FROM refunds AS r LEFT JOIN payments AS p "
      "ON p.order_id = r.order_id AND p.kind = 'PAYMENT' AND p.deleted_at IS NULL "
      "WHERE r.event_id = ?1 AND r.status = 'PROPOSED' AND r.deleted_at IS NULL "
      "GROUP BY r.key ORDER BY r.key";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  g_autoptr (FoyerRefundPlan) self = g_new0 (FoyerRefundPlan, 1);
  int code;

  self->tasks = g_array_new (FALSE, FALSE, sizeof (FoyerRefundTask));
  if (statement == NULL)
    return NULL;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          sqlite3_reset (statement);
          return NULL;
        }
      add_task (self, statement);
    }
  if (*self->currency == '\0')
    memset (self->amount, 0, sizeof self->amount);
  return code == SQLITE_DONE ? g_steal_pointer (&self) : NULL;
}

/**
 * foyer_refund_plan_settle:
 * @db: a connection that writes, in no transaction
 * @task: what is to be done
 * @actor: who does it
 * @change_set: (out) (optional): what was written
 * @error: return location
 *
 * Money that is given back by hand is noted as a payment and in the till's book; of the rest the
 * refund is confirmed.
 *
 * Returns: %FALSE with error: CONFLICT with a sentence, and nothing is written
 */
gboolean
foyer_refund_plan_settle (FoyerDatabase *db,
                          const FoyerRefundTask *task,
                          const FoyerTillActor *actor,
                          gint64 *change_set,
                          GError **error)
{
  gboolean is_by_hand = foyer_refund_way_is_by_hand (task->way);
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (db, is_by_hand ? FOYER_TILL_KIND_ORDER : "settle-refunds", error);

  if (transaction == NULL)
    return FALSE;
  if (is_by_hand
          ? !foyer_order_acts_pay_refund (transaction, task->key, -1, actor, NULL, error)
          : !foyer_refund_store_set_status (transaction, task->key, FOYER_REFUND_CONFIRMED, error))
    return FALSE;
  return foyer_transaction_commit (g_steal_pointer (&transaction), change_set, error);
}
