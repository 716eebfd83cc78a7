/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-till-desk.h"

#include "foyer-event-text.h"
#include "foyer-row-store.h"
#include "foyer-shared-desk.h"

struct _FoyerTillDesk
{
  GObject parent_instance;

  FoyerReplica *replica; /* (owned) */
  FoyerUuid event_id;
  FoyerPrintDesk *prints; /* (owned) */
  FoyerEvent *event;      /* (owned) (nullable) */
  GTimeZone *zone;        /* (owned) (nullable) */
  FoyerTillSession session;
  GPtrArray *cashiers; /* (owned) of FoyerCashier */
  FoyerUuid cashier_id;
  gboolean is_loading;
  gboolean is_stale; /* something changed while it was loading */
};

G_DEFINE_FINAL_TYPE (FoyerTillDesk, foyer_till_desk, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What is read at once. */
typedef struct
{
  FoyerEvent *event; /* (owned) */
  FoyerTillSession session;
  GPtrArray *cashiers; /* (owned) */
} Sight;

static void
sight_free (gpointer data)
{
  Sight *sight = data;

  g_clear_pointer (&sight->event, foyer_event_free);
  g_clear_pointer (&sight->cashiers, g_ptr_array_unref);
  g_free (sight);
}

static gpointer
look_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Sight *sight = g_new0 (Sight, 1);

  sight->event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, data, error);
  if (sight->event != NULL)
    sight->cashiers = foyer_cashier_store_list (db, data, FALSE, error);
  if (sight->cashiers != NULL && foyer_till_store_get_session (db, data, &sight->session, error))
    return sight;
  sight_free (sight);
  return NULL;
}

static void look (FoyerTillDesk *self);

static void
take_sight (FoyerTillDesk *self, Sight *sight)
{
  g_clear_pointer (&self->event, foyer_event_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->cashiers, g_ptr_array_unref);
  self->event = g_steal_pointer (&sight->event);
  self->zone = foyer_event_text_load_zone (self->event);
  self->cashiers = g_steal_pointer (&sight->cashiers);
  self->session = sight->session;
  /* Who does not work here any more, or is not asked for, is not at the till. */
  if (foyer_till_desk_find_cashier (self, &self->cashier_id) == NULL)
    self->cashier_id = (FoyerUuid){ 0 };
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerTillDesk) self = data;
  Sight *sight = foyer_replica_run_finish (FOYER_REPLICA (source), result, NULL);

  self->is_loading = FALSE;
  if (sight != NULL)
    {
      take_sight (self, sight);
      sight_free (sight);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  if (self->is_stale)
    look (self);
}

static void
look (FoyerTillDesk *self)
{
  self->is_stale = self->is_loading;
  if (self->is_stale)
    return;
  self->is_loading = TRUE;
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_ACT, look_on_thread,
                           g_memdup2 (&self->event_id, sizeof self->event_id), g_free, sight_free,
                           NULL, looked_cb, g_object_ref (self));
}

static void
replica_changed_cb (FoyerTillDesk *self, FoyerChanges *changes)
{
  if (foyer_changes_touch (changes, &FOYER_TILL_RECORD_TYPE) ||
      foyer_changes_touch (changes, &FOYER_CASHIER_TYPE) ||
      foyer_changes_touch (changes, &FOYER_EVENT_TYPE))
    look (self);
}

static void
foyer_till_desk_finalize (GObject *object)
{
  FoyerTillDesk *self = FOYER_TILL_DESK (object);

  g_clear_object (&self->replica);
  g_clear_object (&self->prints);
  g_clear_pointer (&self->event, foyer_event_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_ptr_array_unref (self->cashiers);
  G_OBJECT_CLASS (foyer_till_desk_parent_class)->finalize (object);
}

static void
foyer_till_desk_class_init (FoyerTillDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_till_desk_finalize;
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_TILL_DESK, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_till_desk_init (FoyerTillDesk *self)
{
  self->cashiers = g_ptr_array_new_with_free_func (foyer_row_free);
}

FoyerTillDesk *
foyer_till_desk_ref (FoyerReplica *replica, const FoyerUuid *event_id, GSettings *settings)
{
  GWeakRef *shared;
  FoyerTillDesk *self;

  g_return_val_if_fail (FOYER_IS_REPLICA (replica), NULL);

  shared = foyer_shared_desk_find (replica, FOYER_TYPE_TILL_DESK, event_id);
  self = g_weak_ref_get (shared);
  if (self != NULL)
    {
      if (settings != NULL)
        foyer_print_desk_set_settings (self->prints, settings);
      return self;
    }
  self = g_object_new (FOYER_TYPE_TILL_DESK, NULL);
  self->replica = g_object_ref (replica);
  self->event_id = *event_id;
  self->prints = foyer_print_desk_ref (replica, event_id, settings);
  g_weak_ref_set (shared, self);
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  look (self);
  return self;
}

FoyerReplica *
foyer_till_desk_get_replica (FoyerTillDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TILL_DESK (self), NULL);

  return self->replica;
}

const FoyerUuid *
foyer_till_desk_get_event_id (FoyerTillDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TILL_DESK (self), NULL);

  return &self->event_id;
}

gboolean
foyer_till_desk_is_ready (FoyerTillDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TILL_DESK (self), FALSE);

  return self->event != NULL;
}

const FoyerEvent *
foyer_till_desk_get_event (FoyerTillDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TILL_DESK (self), NULL);

  return self->event;
}

const char *
foyer_till_desk_get_currency (FoyerTillDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TILL_DESK (self), "");

  if (*self->session.currency != '\0')
    return self->session.currency;
  return self->event != NULL && self->event->currency != NULL ? self->event->currency : "";
}

GTimeZone *
foyer_till_desk_get_zone (FoyerTillDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TILL_DESK (self), NULL);

  return self->zone;
}

gboolean
foyer_till_desk_is_open (FoyerTillDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TILL_DESK (self), FALSE);

  return !foyer_uuid_is_nil (&self->session.session_id);
}

const FoyerTillSession *
foyer_till_desk_get_session (FoyerTillDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TILL_DESK (self), NULL);

  return &self->session;
}

GPtrArray *
foyer_till_desk_get_cashiers (FoyerTillDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TILL_DESK (self), NULL);

  return self->cashiers;
}

const FoyerCashier *
foyer_till_desk_find_cashier (FoyerTillDesk *self, const FoyerUuid *id)
{
  g_return_val_if_fail (FOYER_IS_TILL_DESK (self), NULL);

  for (guint i = 0; i < self->cashiers->len; i++)
    if (foyer_uuid_equal (&((const FoyerCashier *) self->cashiers->pdata[i])->row.id, id))
      return self->cashiers->pdata[i];
  return NULL;
}

const FoyerCashier *
foyer_till_desk_get_cashier (FoyerTillDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TILL_DESK (self), NULL);

  return foyer_till_desk_find_cashier (self, &self->cashier_id);
}

gboolean
foyer_till_desk_needs_cashier (FoyerTillDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TILL_DESK (self), FALSE);

  return self->cashiers->len > 0 && foyer_till_desk_get_cashier (self) == NULL;
}

FoyerTillActor
foyer_till_desk_get_actor (FoyerTillDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TILL_DESK (self), (FoyerTillActor){ 0 });

  return (FoyerTillActor){ .cashier_id = self->cashier_id };
}

FoyerReceiptPrinter *
foyer_till_desk_new_printer (FoyerTillDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TILL_DESK (self), NULL);

  return foyer_print_desk_new_printer (self->prints, FOYER_PRINT_RECEIPT_PRINTER);
}

FoyerPrintDesk *
foyer_till_desk_get_prints (FoyerTillDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TILL_DESK (self), NULL);

  return self->prints;
}

static void
set_cashier (FoyerTillDesk *self, const FoyerUuid *cashier_id)
{
  if (foyer_uuid_equal (&self->cashier_id, cashier_id))
    return;
  self->cashier_id = *cashier_id;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
foyer_till_desk_lock (FoyerTillDesk *self)
{
  g_return_if_fail (FOYER_IS_TILL_DESK (self));

  set_cashier (self, &(FoyerUuid){ 0 });
}

/* Writing
 * ------------------------------------------------------------------------------------------ */

typedef struct
{
  FoyerUuid event_id;
  FoyerTillActor actor;
  FoyerTillKind kind;
  gint64 amount;
  GArray *counted; /* (owned) (nullable) */
  char *reason;    /* (owned) (nullable) */
  char *slip_target; /* (owned) (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->counted, g_array_unref);
  g_free (job->reason);
  g_free (job->slip_target);
  g_free (job);
}

static gboolean
write_job (FoyerTransaction *transaction, const Job *job, GError **error)
{
  const FoyerUuid nothing = { 0 };

  switch (job->kind)
    {
    case FOYER_TILL_OPEN:
      return foyer_till_store_open (transaction, &job->event_id, &job->actor, job->counted,
                                    job->amount, error);
    case FOYER_TILL_PAY_IN:
      return foyer_till_store_pay_in (transaction, &job->event_id, &job->actor, job->amount,
                                      job->reason, error);
    case FOYER_TILL_PAY_OUT:
      return foyer_till_store_pay_out (transaction, &job->event_id, &job->actor, job->amount,
                                       job->reason, error);
    case FOYER_TILL_NO_SALE:
      return foyer_till_store_no_sale (transaction, &job->event_id, &job->actor, job->reason,
                                       error);
    case FOYER_TILL_HAND_OVER:
      return foyer_till_store_hand_over (transaction, &job->event_id, &job->actor, error);
    case FOYER_TILL_X:
      return foyer_till_store_x (transaction, &job->event_id, &job->actor, NULL, error);
    case FOYER_TILL_CLOSE:
      return foyer_till_store_close (transaction, &job->event_id, &job->actor, job->counted,
                                     job->amount, job->reason, NULL, error);
    case FOYER_TILL_COPY:
      return foyer_till_store_copy (transaction, &job->event_id, &job->actor, &nothing, job->reason,
                                    error);
    case FOYER_TILL_SALE:
    case FOYER_TILL_PAYMENT:
    case FOYER_TILL_REFUND:
    case FOYER_TILL_VOID:
      break;
    }
  g_assert_not_reached ();
}

static gboolean
queue_slip (FoyerTransaction *transaction, const Job *job, FoyerTillActed *acted, GError **error)
{
  g_autoptr (FoyerPrintJob) slip = NULL;

  acted->slip = 0;
  if (job->slip_target == NULL)
    return TRUE;
  slip = foyer_print_job_new (&job->event_id, FOYER_PRINT_REPORT);
  slip->target = g_strdup (job->slip_target);
  foyer_print_job_set_record (slip, &acted->record_id);
  if (!foyer_print_job_store_add (transaction, slip, error))
    return FALSE;
  acted->slip = slip->key;
  return TRUE;
}

/* Gives the session before it is closed, and after it is opened. */
static gpointer
act_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (db, FOYER_TILL_KIND_CASH, error);
  FoyerTillSession before, after;
  FoyerTillActed acted;

  if (transaction == NULL || !foyer_till_store_get_session (db, &job->event_id, &before, error) ||
      !write_job (transaction, job, error) ||
      !foyer_till_store_get_session (db, &job->event_id, &after, error) ||
      !foyer_till_store_get_last (db, &job->event_id, &acted.record_id, error) ||
      !queue_slip (transaction, job, &acted, error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error))
    return NULL;
  acted.session_id = foyer_uuid_is_nil (&before.session_id) ? after.session_id : before.session_id;
  return g_memdup2 (&acted, sizeof acted);
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  FoyerTillActed *acted = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);

  if (acted != NULL)
    g_task_return_pointer (task, acted, g_free);
  else
    g_task_return_error (task, error);
}

/* Takes job and task. */
static void
run (FoyerTillDesk *self, Job *job, GAsyncReadyCallback callback, GTask *task)
{
  job->event_id = self->event_id;
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_ACT, act_on_thread, job, job_free, g_free,
                           NULL, callback, task);
}

void
foyer_till_desk_act_async (FoyerTillDesk *self,
                           const FoyerTillAct *act,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;
  Job *job;

  g_return_if_fail (FOYER_IS_TILL_DESK (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, foyer_till_desk_act_async);
  job = g_new0 (Job, 1);
  job->actor.cashier_id = self->cashier_id;
  job->actor.approver_id = act->approver_id;
  job->kind = act->kind;
  job->amount = act->amount;
  job->counted = act->counted != NULL ? g_array_copy (act->counted) : NULL;
  job->reason = g_strdup (act->reason);
  job->slip_target = g_strdup (act->slip_target);
  run (self, job, acted_cb, task);
}

gboolean
foyer_till_desk_act_finish (FoyerTillDesk *self,
                            GAsyncResult *result,
                            FoyerTillActed *acted,
                            GError **error)
{
  g_autofree FoyerTillActed *written = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  written = g_task_propagate_pointer (G_TASK (result), error);
  if (written == NULL)
    return FALSE;
  if (acted != NULL)
    *acted = *written;
  return TRUE;
}

static void
handed_over_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autofree FoyerTillActed *acted =
      foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);

  if (acted == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  set_cashier (g_task_get_source_object (task), g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

void
foyer_till_desk_set_cashier_async (FoyerTillDesk *self,
                                   const FoyerUuid *cashier_id,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (FOYER_IS_TILL_DESK (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, foyer_till_desk_set_cashier_async);
  g_task_set_task_data (task, g_memdup2 (cashier_id, sizeof *cashier_id), g_free);
  if (!foyer_till_desk_is_open (self) || foyer_uuid_equal (&self->session.cashier_id, cashier_id))
    {
      set_cashier (self, cashier_id);
      g_task_return_boolean (task, TRUE);
      return;
    }
  job = g_new0 (Job, 1);
  job->kind = FOYER_TILL_HAND_OVER;
  job->actor.cashier_id = *cashier_id;
  run (self, job, handed_over_cb, g_steal_pointer (&task));
}

gboolean
foyer_till_desk_set_cashier_finish (FoyerTillDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
