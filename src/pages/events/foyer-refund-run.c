/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-refund-run.h"

/* So few that a scan at the door does not wait for them. */
#define AT_ONCE 10

struct _FoyerRefundRun
{
  GObject parent_instance;

  FoyerReplica *replica; /* (owned) */
  GArray *tasks;         /* (owned) (element-type FoyerRefundTask) */
  FoyerTillActor actor;
  guint n_done;
  guint n_failed;
  char *error; /* (owned) (nullable) */
  gint64 change_set;
  gboolean is_writing;
  gboolean is_paused;
  gboolean is_stopped;
  gboolean is_ended;
};

enum
{
  PROGRESS,
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerRefundRun, foyer_refund_run, G_TYPE_OBJECT)

/* A few of them, on the database thread. */
typedef struct
{
  GArray *tasks; /* (owned) */
  FoyerTillActor actor;
} Batch;

typedef struct
{
  guint n_failed;
  char *error; /* (owned) (nullable) of the first */
  gint64 change_set;
} Outcome;

static void go_on (FoyerRefundRun *self);

static void
batch_free (gpointer data)
{
  Batch *self = data;

  g_array_unref (self->tasks);
  g_free (self);
}

static void
outcome_free (gpointer data)
{
  Outcome *self = data;

  g_free (self->error);
  g_free (self);
}

/* One that fails holds up no other. */
static gpointer
settle_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Batch *batch = data;
  Outcome *outcome = g_new0 (Outcome, 1);

  for (guint i = 0; i < batch->tasks->len; i++)
    {
      g_autoptr (GError) failure = NULL;

      if (foyer_refund_plan_settle (db, &g_array_index (batch->tasks, FoyerRefundTask, i),
                                    &batch->actor, &outcome->change_set, &failure))
        continue;
      if (outcome->n_failed++ == 0)
        outcome->error = g_strdup (failure->message);
    }
  return outcome;
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRefundRun) self = data;
  g_autoptr (GError) error = NULL;
  Outcome *outcome = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);

  self->is_writing = FALSE;
  if (outcome == NULL)
    {
      g_free (self->error);
      self->error = g_strdup (error->message);
      self->is_stopped = TRUE;
    }
  else
    {
      self->n_done = MIN (self->n_done + AT_ONCE, self->tasks->len);
      self->n_failed += outcome->n_failed;
      self->change_set = outcome->change_set;
      if (self->error == NULL)
        self->error = g_steal_pointer (&outcome->error);
      outcome_free (outcome);
    }
  g_signal_emit (self, signals[PROGRESS], 0);
  go_on (self);
}

static void
go_on (FoyerRefundRun *self)
{
  Batch *batch;
  guint n = MIN (AT_ONCE, self->tasks->len - self->n_done);

  if (self->is_writing || self->is_ended || (self->is_paused && !self->is_stopped))
    return;
  if (self->is_stopped || n == 0)
    {
      self->is_ended = TRUE;
      g_signal_emit (self, signals[ENDED], 0);
      return;
    }
  batch = g_new0 (Batch, 1);
  batch->actor = self->actor;
  batch->tasks = g_array_new (FALSE, FALSE, sizeof (FoyerRefundTask));
  g_array_append_vals (batch->tasks, &g_array_index (self->tasks, FoyerRefundTask, self->n_done),
                       n);
  self->is_writing = TRUE;
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_ACT, settle_on_thread, batch, batch_free,
                           outcome_free, NULL, settled_cb, g_object_ref (self));
}

static void
foyer_refund_run_finalize (GObject *object)
{
  FoyerRefundRun *self = FOYER_REFUND_RUN (object);

  g_clear_object (&self->replica);
  g_clear_pointer (&self->tasks, g_array_unref);
  g_free (self->error);

  G_OBJECT_CLASS (foyer_refund_run_parent_class)->finalize (object);
}

static void
foyer_refund_run_class_init (FoyerRefundRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_refund_run_finalize;

  signals[PROGRESS] = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_refund_run_init (FoyerRefundRun *self)
{
}

FoyerRefundRun *
foyer_refund_run_new (FoyerReplica *replica, GArray *tasks, const FoyerTillActor *actor)
{
  FoyerRefundRun *self = g_object_new (FOYER_TYPE_REFUND_RUN, NULL);

  self->replica = g_object_ref (replica);
  self->tasks = g_array_ref (tasks);
  self->actor = *actor;
  return self;
}

void
foyer_refund_run_start (FoyerRefundRun *self)
{
  g_return_if_fail (FOYER_IS_REFUND_RUN (self));

  go_on (self);
}

void
foyer_refund_run_pause (FoyerRefundRun *self, gboolean is_paused)
{
  g_return_if_fail (FOYER_IS_REFUND_RUN (self));

  self->is_paused = is_paused;
  go_on (self);
}

void
foyer_refund_run_stop (FoyerRefundRun *self)
{
  g_return_if_fail (FOYER_IS_REFUND_RUN (self));

  self->is_stopped = TRUE;
  go_on (self);
}

gboolean
foyer_refund_run_is_paused (FoyerRefundRun *self)
{
  g_return_val_if_fail (FOYER_IS_REFUND_RUN (self), FALSE);

  return self->is_paused;
}

gboolean
foyer_refund_run_is_ended (FoyerRefundRun *self)
{
  g_return_val_if_fail (FOYER_IS_REFUND_RUN (self), FALSE);

  return self->is_ended;
}

guint
foyer_refund_run_get_total (FoyerRefundRun *self)
{
  g_return_val_if_fail (FOYER_IS_REFUND_RUN (self), 0);

  return self->tasks->len;
}

guint
foyer_refund_run_get_done (FoyerRefundRun *self)
{
  g_return_val_if_fail (FOYER_IS_REFUND_RUN (self), 0);

  return self->n_done;
}

guint
foyer_refund_run_get_failed (FoyerRefundRun *self)
{
  g_return_val_if_fail (FOYER_IS_REFUND_RUN (self), 0);

  return self->n_failed;
}

const char *
foyer_refund_run_get_error (FoyerRefundRun *self)
{
  g_return_val_if_fail (FOYER_IS_REFUND_RUN (self), NULL);

  return self->error;
}

gint64
foyer_refund_run_get_change_set (FoyerRefundRun *self)
{
  g_return_val_if_fail (FOYER_IS_REFUND_RUN (self), 0);

  return self->tasks->len == 1 && self->n_failed == 0 &&
                 !foyer_refund_way_is_by_hand (g_array_index (self->tasks, FoyerRefundTask, 0).way)
             ? self->change_set
             : 0;
}
