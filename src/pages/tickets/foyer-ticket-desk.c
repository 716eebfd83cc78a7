/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-ticket-desk.h"

#include "foyer-dates-window.h"
#include "foyer-edit-scope-dialog.h"
#include "foyer-progress.h"
#include "foyer-event-text.h"
#include "foyer-order.h"
#include "foyer-row-store.h"
#include "foyer-ticket.h"
#include "foyer-tier-store.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

struct _FoyerTicketDesk
{
  GObject parent_instance;

  FoyerReplica *replica; /* (owned) */
  FoyerUuid event_id;
  FoyerOffer *offer; /* (owned) (nullable) */
  GTimeZone *zone;   /* (owned) (nullable) */
  gboolean is_loading;
  gboolean is_stale; /* something changed while it was loading, or while nobody looked */
  gboolean is_watched;
};

G_DEFINE_FINAL_TYPE (FoyerTicketDesk, foyer_ticket_desk, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  GWeakRef from;
  char *title; /* (owned) */
} Telling;

static gpointer
load_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, data, error);

  return event != NULL ? foyer_tier_store_load_offer (db, event, NULL, NULL, error) : NULL;
}

static void load (FoyerTicketDesk *self);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerTicketDesk) self = data;
  FoyerOffer *offer = foyer_replica_run_finish (FOYER_REPLICA (source), result, NULL);

  self->is_loading = FALSE;
  if (offer != NULL)
    {
      g_clear_pointer (&self->offer, foyer_offer_free);
      g_clear_pointer (&self->zone, g_time_zone_unref);
      self->offer = offer;
      self->offer->is_preview = TRUE;
      self->zone = foyer_event_text_load_zone (offer->event);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  if (self->is_stale && self->is_watched)
    load (self);
}

static void
load (FoyerTicketDesk *self)
{
  self->is_stale = self->is_loading || !self->is_watched;
  if (self->is_stale)
    return;
  self->is_loading = TRUE;
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_LONG, load_on_thread,
                           g_memdup2 (&self->event_id, sizeof self->event_id), g_free,
                           (GDestroyNotify) foyer_offer_free, NULL, loaded_cb, g_object_ref (self));
}

static void
replica_changed_cb (FoyerTicketDesk *self, FoyerChanges *changes)
{
  const FoyerRowType *const types[] = { &FOYER_EVENT_TYPE, &FOYER_TIER_TYPE, &FOYER_QUOTA_TYPE,
                                        &FOYER_TICKET_TYPE, &FOYER_ORDER_TYPE };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (foyer_changes_touch (changes, types[i]))
      {
        load (self);
        return;
      }
}

static void
foyer_ticket_desk_finalize (GObject *object)
{
  FoyerTicketDesk *self = FOYER_TICKET_DESK (object);

  g_clear_object (&self->replica);
  g_clear_pointer (&self->offer, foyer_offer_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (foyer_ticket_desk_parent_class)->finalize (object);
}

static void
foyer_ticket_desk_class_init (FoyerTicketDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_ticket_desk_finalize;
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_TICKET_DESK, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_ticket_desk_init (FoyerTicketDesk *self)
{
}

FoyerTicketDesk *
foyer_ticket_desk_new (FoyerReplica *replica, const FoyerUuid *event_id)
{
  FoyerTicketDesk *self = g_object_new (FOYER_TYPE_TICKET_DESK, NULL);

  self->replica = g_object_ref (replica);
  self->event_id = *event_id;
  self->is_watched = TRUE;
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return self;
}

const FoyerOffer *
foyer_ticket_desk_get_offer (FoyerTicketDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TICKET_DESK (self), NULL);

  return self->offer;
}

void
foyer_ticket_desk_set_watched (FoyerTicketDesk *self, gboolean is_watched)
{
  g_return_if_fail (FOYER_IS_TICKET_DESK (self));

  self->is_watched = is_watched;
  if (is_watched && self->is_stale)
    load (self);
}

GTimeZone *
foyer_ticket_desk_get_zone (FoyerTicketDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TICKET_DESK (self), NULL);

  return self->zone;
}

FoyerReplica *
foyer_ticket_desk_get_replica (FoyerTicketDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TICKET_DESK (self), NULL);

  return self->replica;
}

const FoyerUuid *
foyer_ticket_desk_get_event_id (FoyerTicketDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TICKET_DESK (self), NULL);

  return &self->event_id;
}

/* Writing
 * ------------------------------------------------------------------------------------------ */

/* Shared by all that is run for it, and by the dialog that asks. */
typedef struct
{
  FoyerTicketAct act;
  FoyerUuid event_id;
} Work;

typedef struct
{
  Work *work; /* (owned) */
  FoyerSeriesScope scope;
  gboolean overwrite;
  FoyerProgress *progress; /* (owned) (nullable) */
} Job;

static void
work_clear (gpointer data)
{
  Work *work = data;

  if (work->act.data_free != NULL)
    work->act.data_free (work->act.data);
  g_free (work->act.edited);
}

static void
work_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, work_clear);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  work_unref (job->work);
  g_clear_pointer (&job->progress, foyer_progress_free);
  g_free (job);
}

static FoyerSeriesAct
make_series_act (const Work *work, FoyerSeriesScope scope, gboolean overwrite)
{
  return (FoyerSeriesAct){
    .event_id = work->event_id,
    .write = work->act.write,
    .data = work->act.data,
    .is_of_codes = work->act.is_of_codes,
    .scope = scope,
    .overwrite = overwrite,
  };
}

static FoyerSeriesDiff *
diff_on_thread (FoyerDatabase *db,
                gpointer data,
                FoyerSeriesScope scope,
                gboolean overwrite,
                GError **error)
{
  FoyerSeriesAct act = make_series_act (data, scope, overwrite);

  return foyer_series_act_diff (db, &act, error);
}

static void
tell (gint64 done, gint64 total, gpointer data)
{
  Job *job = data;

  if (job->progress != NULL)
    foyer_progress_tell (job->progress, (guint) done, (guint) total);
}

static gpointer
act_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  FoyerSeriesAct act = make_series_act (job->work, job->scope, job->overwrite);
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (
      db, job->scope == FOYER_SERIES_THIS ? job->work->act.kind : FOYER_KIND_EDIT_SERIES, error);
  g_autofree gint64 *change_set = g_new0 (gint64, 1);

  if (transaction == NULL ||
      !foyer_series_act_apply (transaction, &act, tell, job, cancellable, error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), change_set, error))
    return NULL;
  return g_steal_pointer (&change_set);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  gint64 *change_set = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);
  GWeakRef *watching = g_object_get_data (G_OBJECT (task), "watching");
  g_autoptr (FoyerDatesWindow) window = watching != NULL ? g_weak_ref_get (watching) : NULL;

  if (window != NULL)
    foyer_dates_window_end (window);
  if (change_set != NULL)
    g_task_return_pointer (task, change_set, g_free);
  else
    g_task_return_error (task, error);
}

static void
watching_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* Thousands of dates are long work: what people press does not wait for it, and it can be stopped.
 */
static GCancellable *
watch (GTask *task, GtkWidget *from, Job *job)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  FoyerDatesWindow *window = foyer_dates_window_new (from, cancellable);
  GWeakRef *watching;

  job->progress = foyer_progress_new (foyer_dates_window_tell, window, cancellable);
  /* It goes with the window that it lies over. */
  watching = g_new0 (GWeakRef, 1);
  g_weak_ref_init (watching, window);
  g_object_set_data_full (G_OBJECT (task), "watching", watching, watching_free);
  return g_steal_pointer (&cancellable);
}

/* Takes the task. from: over which window it is told how far it is. */
static void
write_dates (GTask *task, GtkWidget *from, FoyerSeriesScope scope, gboolean overwrite)
{
  g_autoptr (GCancellable) cancellable = NULL;
  FoyerTicketDesk *self = g_task_get_source_object (task);
  Job *job = g_new0 (Job, 1);

  job->work = g_atomic_rc_box_acquire (g_task_get_task_data (task));
  job->scope = scope;
  job->overwrite = overwrite;
  if (scope != FOYER_SERIES_THIS)
    cancellable = watch (task, from, job);
  foyer_replica_run_async (self->replica,
                           scope == FOYER_SERIES_THIS ? FOYER_PRIORITY_ACT : FOYER_PRIORITY_LONG,
                           act_on_thread, job, job_free, g_free, cancellable, written_cb, task);
}

/* from is there as long as the dialog is. */
typedef struct
{
  GTask *task; /* (owned) (nullable) */
  GtkWidget *from;
} Asked;

static void
chosen_cb (FoyerEditScopeDialog *dialog, int scope, gboolean overwrite, Asked *asked)
{
  if (asked->task != NULL)
    write_dates (g_steal_pointer (&asked->task), asked->from, scope, overwrite);
}

static void
unanswered_cb (FoyerEditScopeDialog *dialog, Asked *asked)
{
  g_autoptr (GTask) left = g_steal_pointer (&asked->task);

  if (left != NULL)
    g_task_return_new_error (left, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", "");
}

static void
asked_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

/* Takes the task, which is returned whatever becomes of the dialog. */
static void
ask_which (FoyerTicketDesk *self, GtkWidget *from, GTask *task)
{
  Work *work = g_task_get_task_data (task);
  Asked *asked = g_new0 (Asked, 1);
  FoyerEditScopeDialog *dialog =
      foyer_edit_scope_dialog_new (from, self->replica, work->act.edited, diff_on_thread,
                                   g_atomic_rc_box_acquire (work), work_unref);

  *asked = (Asked){ task, from };
  /* What asks is held by the task, and so never gone while the question is open. */
  g_signal_connect_object (from, "unrealize", G_CALLBACK (gtk_window_destroy), dialog,
                           G_CONNECT_SWAPPED);
  g_signal_connect (dialog, "chosen", G_CALLBACK (chosen_cb), asked);
  g_signal_connect_data (dialog, "destroy", G_CALLBACK (unanswered_cb), asked, asked_free, 0);
}

void
foyer_ticket_desk_act_async (FoyerTicketDesk *self,
                             GtkWidget *from,
                             const FoyerTicketAct *act,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;
  Work *work;

  g_return_if_fail (FOYER_IS_TICKET_DESK (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, foyer_ticket_desk_act_async);
  work = g_atomic_rc_box_new0 (Work);
  work->act = *act;
  work->event_id = self->event_id;
  g_task_set_task_data (task, work, work_unref);
  if (act->edited != NULL && self->offer != NULL &&
      !foyer_uuid_is_nil (&self->offer->event->series_id) && gtk_widget_get_mapped (from))
    ask_which (self, from, task);
  else
    write_dates (task, from, FOYER_SERIES_THIS, FALSE);
}

gboolean
foyer_ticket_desk_act_finish (GAsyncResult *result, gint64 *change_set, GError **error)
{
  g_autofree gint64 *written = g_task_propagate_pointer (G_TASK (result), error);

  if (written == NULL)
    return FALSE;
  *change_set = *written;
  return TRUE;
}

typedef struct
{
  FoyerEditWindow *window; /* (owned) */
  const char *title;
} Save;

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Save *save = data;
  g_autoptr (GError) error = NULL;
  gint64 change_set = 0;

  if (foyer_ticket_desk_act_finish (result, &change_set, &error))
    foyer_edit_window_show_saved (save->window, change_set, save->title);
  else
    foyer_edit_window_show_failure (
        save->window,
        g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? NULL : error->message);
  g_object_unref (save->window);
  g_free (save);
}

void
foyer_ticket_desk_save (FoyerTicketDesk *self,
                        FoyerEditWindow *window,
                        const char *title,
                        const FoyerTicketAct *act)
{
  Save *save = g_new0 (Save, 1);

  save->window = g_object_ref (window);
  save->title = title;
  foyer_ticket_desk_act_async (self, GTK_WIDGET (window), act, saved_cb, save);
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Telling *telling = data;
  g_autoptr (GtkWidget) from = g_weak_ref_get (&telling->from);
  g_autoptr (GError) error = NULL;
  gint64 change_set = 0;
  gboolean is_done = foyer_ticket_desk_act_finish (result, &change_set, &error);

  if (from != NULL && !is_done && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    foyer_show_toast (from, error->message);
  else if (from != NULL && is_done && change_set != 0)
    foyer_show_undo_toast (from, telling->title, change_set);
  g_weak_ref_clear (&telling->from);
  g_free (telling->title);
  g_free (telling);
}

void
foyer_ticket_desk_act (FoyerTicketDesk *self,
                       GtkWidget *from,
                       char *title,
                       const FoyerTicketAct *act)
{
  Telling *telling = g_new0 (Telling, 1);

  g_weak_ref_init (&telling->from, from);
  telling->title = title;
  foyer_ticket_desk_act_async (self, from, act, acted_cb, telling);
}
