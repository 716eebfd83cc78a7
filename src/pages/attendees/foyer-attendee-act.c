/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-act.h"

#include "foyer-check-in-store.h"
#include "foyer-order.h"
#include "foyer-row-store.h"
#include "foyer-ticket-store.h"

/* A selection that takes longer than a moment goes to the long work's thread: the door must not
 * wait for it. */
#define MAX_SHORT     200
#define PROGRESS_ROWS 500

typedef struct
{
  FoyerAttendeeAct act;
  FoyerUuid event_id;
  GArray *keys;            /* (owned) */
  FoyerProgress *progress; /* (owned) */
  FoyerReplica *replica;   /* (owned): released on the thread that asked */
} Act;

static void
act_free (gpointer data)
{
  Act *self = data;

  g_array_unref (self->keys);
  foyer_progress_free (self->progress);
  g_object_unref (self->replica);
  g_free (self);
}

static gboolean
check_in (Act *self,
          FoyerTransaction *transaction,
          const FoyerTicket *ticket,
          gboolean *is_done,
          GError **error)
{
  FoyerScanRequest request = { .event_id = self->event_id,
                               .ticket_id = ticket->row.id,
                               .direction = FOYER_DIRECTION_ENTRY,
                               .method = FOYER_METHOD_MANUAL,
                               .time = FOYER_NONE };
  FoyerVerdict verdict;

  if (!foyer_check_in_store_admit (transaction, &request, &verdict, error))
    return FALSE;
  *is_done = foyer_verdict_is_entry (verdict);
  return TRUE;
}

/* Nothing is sent to somebody who left no address. */
static gboolean
has_address (FoyerDatabase *db, const FoyerTicket *ticket)
{
  g_autoptr (FoyerOrder) order = NULL;

  if (ticket->attendee_email != NULL)
    return TRUE;
  if (!foyer_uuid_is_nil (&ticket->order_id))
    order = foyer_row_store_find (db, &FOYER_ORDER_TYPE, &ticket->order_id, NULL);
  return order != NULL && order->buyer_email != NULL;
}

static gboolean
act_on (Act *self, FoyerTransaction *transaction, gint64 key, gboolean *is_done, GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerTicket) ticket = foyer_row_store_get (db, &FOYER_TICKET_TYPE, key, error);
  gboolean is_cancelled, is_marked;

  if (ticket == NULL)
    return FALSE;
  is_cancelled = ticket->status == FOYER_TICKET_CANCELLED;
  is_marked = ticket->resend_marked_at != FOYER_NONE;
  *is_done = FALSE;
  if (ticket->row.deleted_at != FOYER_NONE)
    return TRUE;
  switch (self->act)
    {
    case FOYER_ACT_CHECK_IN:
      return check_in (self, transaction, ticket, is_done, error);
    case FOYER_ACT_CANCEL:
      *is_done = !is_cancelled;
      return is_cancelled || foyer_ticket_store_cancel (transaction, key, FALSE, error);
    case FOYER_ACT_RESTORE:
      *is_done = is_cancelled;
      return !is_cancelled || foyer_ticket_store_reinstate (transaction, key, error);
    case FOYER_ACT_MARK_RESEND:
      *is_done = !is_marked && has_address (db, ticket);
      return !*is_done || foyer_ticket_store_mark_resend (transaction, &key, 1, TRUE, error);
    case FOYER_ACT_UNMARK_RESEND:
    default:
      *is_done = is_marked;
      return !is_marked || foyer_ticket_store_mark_resend (transaction, &key, 1, FALSE, error);
    }
}

static FoyerTransaction *
begin (Act *self, FoyerDatabase *db, GError **error)
{
  static const char *const kinds[] = {
    [FOYER_ACT_CANCEL] = "cancel-tickets",
    [FOYER_ACT_RESTORE] = "restore-tickets",
    [FOYER_ACT_MARK_RESEND] = "mark-resend",
    [FOYER_ACT_UNMARK_RESEND] = "unmark-resend",
  };

  return self->act == FOYER_ACT_CHECK_IN ? foyer_check_in_store_begin (db, error)
                                         : foyer_transaction_begin (db, kinds[self->act], error);
}

static gpointer
act_func (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Act *self = data;
  g_autoptr (FoyerTransaction) transaction = begin (self, db, error);
  g_autofree FoyerAttendeeOutcome *outcome = g_new0 (FoyerAttendeeOutcome, 1);

  if (transaction == NULL)
    return NULL;
  foyer_progress_tell (self->progress, 0, self->keys->len);
  for (guint i = 0; i < self->keys->len; i++)
    {
      gboolean is_done;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !act_on (self, transaction, g_array_index (self->keys, gint64, i), &is_done, error))
        return NULL;
      if (is_done)
        outcome->n_done++;
      else
        outcome->n_left++;
      if (i > 0 && i % PROGRESS_ROWS == 0)
        foyer_progress_tell (self->progress, i, self->keys->len);
    }
  if (!foyer_transaction_commit (g_steal_pointer (&transaction), &outcome->change_set, error))
    return NULL;
  return g_steal_pointer (&outcome);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  gpointer outcome = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);

  if (outcome != NULL)
    g_task_return_pointer (task, outcome, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
foyer_attendee_act_async (FoyerReplica *replica,
                          FoyerAttendeeAct act,
                          const FoyerUuid *event_id,
                          GArray *keys,
                          FoyerProgressFunc progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Act *self = g_new0 (Act, 1);

  g_task_set_source_tag (task, foyer_attendee_act_async);
  g_task_set_check_cancellable (task, FALSE);
  self->act = act;
  self->event_id = *event_id;
  self->keys = g_array_ref (keys);
  self->progress = foyer_progress_new (progress, progress_data, cancellable);
  self->replica = g_object_ref (replica);
  foyer_replica_run_async (replica,
                           keys->len > MAX_SHORT ? FOYER_PRIORITY_LONG : FOYER_PRIORITY_ACT,
                           act_func, self, act_free, g_free, cancellable, done_cb, task);
}

FoyerAttendeeOutcome *
foyer_attendee_act_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
