/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-print-desk.h"

#include "foyer-badge-job.h"
#include "foyer-badge-printer.h"
#include "foyer-print-source.h"
#include "foyer-receipt-pages.h"
#include "foyer-shared-desk.h"

#include <glib/gi18n-lib.h>

struct _FoyerPrintDesk
{
  GObject parent_instance;

  FoyerReplica *replica;      /* (owned) */
  FoyerUuid event_id;
  FoyerPrintTargets *targets; /* (owned) */
  GPtrArray *waiting;         /* (owned) of FoyerWaitingPrint */
  GHashTable *under_way;      /* (owned) set of keys: gint64 */
  gboolean is_listing;
  gboolean is_stale;
};

G_DEFINE_FINAL_TYPE (FoyerPrintDesk, foyer_print_desk, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* On its way to paper, or into a file. */
typedef struct
{
  FoyerPrintJob *job; /* (owned) */
  gboolean opens_drawer;
  gboolean is_retargeted;
  GFile *file;     /* (owned) (nullable) */
  GError *trouble; /* (owned) (nullable) why it did not come out */
} Print;

static void
print_free (gpointer data)
{
  Print *print = data;

  g_clear_pointer (&print->job, foyer_print_job_free);
  g_clear_object (&print->file);
  g_clear_error (&print->trouble);
  g_free (print);
}

/* What waits
 * ------------------------------------------------------------------------------------------ */

static void
waiting_free (gpointer data)
{
  FoyerWaitingPrint *waiting = data;

  foyer_print_job_free (waiting->job);
  g_free (waiting->title);
  g_free (waiting);
}

static gpointer
list_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) jobs = foyer_print_job_store_list (db, data, error);
  GPtrArray *list;

  if (jobs == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func (waiting_free);
  while (jobs->len > 0)
    {
      FoyerWaitingPrint *waiting = g_new0 (FoyerWaitingPrint, 1);
      g_autoptr (FoyerPrintSource) source = NULL;

      waiting->job = g_ptr_array_steal_index (jobs, 0);
      source = foyer_print_source_read (db, waiting->job, NULL);
      waiting->title = source != NULL ? foyer_print_source_describe (source)
                                      : g_strdup (_ ("Something that is not there any more"));
      g_ptr_array_add (list, waiting);
    }
  return list;
}

static void list_waiting (FoyerPrintDesk *self);

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPrintDesk) self = data;
  GPtrArray *list = foyer_replica_run_finish (FOYER_REPLICA (source), result, NULL);

  self->is_listing = FALSE;
  if (list != NULL)
    {
      for (guint i = list->len; i > 0; i--)
        if (g_hash_table_contains (self->under_way,
                                   &((FoyerWaitingPrint *) list->pdata[i - 1])->job->key))
          g_ptr_array_remove_index (list, i - 1);
      g_ptr_array_unref (self->waiting);
      self->waiting = list;
    }
  if (self->is_stale)
    list_waiting (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
list_waiting (FoyerPrintDesk *self)
{
  self->is_stale = self->is_listing;
  if (self->is_stale)
    return;
  self->is_listing = TRUE;
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_LONG, list_on_thread,
                           g_memdup2 (&self->event_id, sizeof self->event_id), g_free,
                           (GDestroyNotify) g_ptr_array_unref, NULL, listed_cb,
                           g_object_ref (self));
}

/* Printing
 * ------------------------------------------------------------------------------------------ */

static gboolean
retarget (FoyerDatabase *db, const Print *print, GError **error)
{
  return !print->is_retargeted ||
         foyer_print_job_store_retarget (db, print->job->key, print->job->target, error);
}

/* On disk first; then what is to be on the paper. */
static gpointer
begin_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Print *print = data;
  g_autoptr (FoyerTransaction) transaction = NULL;

  if (print->job->key == 0)
    {
      transaction = foyer_transaction_begin (db, "print", error);
      if (transaction == NULL || !foyer_print_job_store_add (transaction, print->job, error) ||
          !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error))
        return NULL;
    }
  else if (!retarget (db, print, error))
    return NULL;
  return foyer_print_source_read (db, print->job, error);
}

static gpointer
end_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Print *print = data;
  gboolean is_noted =
      print->trouble == NULL
          ? foyer_print_job_store_done (db, print->job->key, error)
          : foyer_print_job_store_failed (db, print->job->key, print->trouble->message, error);

  return GINT_TO_POINTER (is_noted);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FoyerPrintDesk *self = g_task_get_source_object (task);
  Print *print = g_task_get_task_data (task);

  foyer_replica_run_finish (FOYER_REPLICA (source), result, NULL);
  g_hash_table_remove (self->under_way, &print->job->key);
  list_waiting (self);
  if (print->trouble == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&print->trouble));
}

/* Takes task and trouble; (nullable) trouble: it came out. */
static void
end (GTask *task, GError *trouble)
{
  FoyerPrintDesk *self = g_task_get_source_object (task);
  Print *print = g_task_get_task_data (task);

  print->trouble = trouble;
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_ACT, end_on_thread, print, NULL, NULL,
                           NULL, ended_cb, task);
}

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  foyer_receipt_printer_print_finish (FOYER_RECEIPT_PRINTER (source), result, &error);
  end (data, error);
}

static void
save (FoyerPrintDesk *self, GTask *task, FoyerReceipt *receipt)
{
  Print *print = g_task_get_task_data (task);
  g_autoptr (FoyerPrinterSetup) setup =
      foyer_print_targets_load_setup (self->targets, print->job->target);
  g_autoptr (FoyerReceiptPages) pages =
      foyer_receipt_pages_new (receipt, setup->paper, setup->columns);
  GError *error = NULL;

  foyer_receipt_pages_save_pdf (pages, print->file, NULL, &error);
  end (task, error);
}

/* Badges go to a print queue as a document; that they came out is noted with their tickets. */
static void
badges_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  foyer_badge_job_finish (FOYER_BADGE_JOB (source), result, &error);
  end (data, error);
}

static void
print_badges (FoyerPrintDesk *self, GTask *task, const FoyerPrintSource *read)
{
  Print *print = g_task_get_task_data (task);
  const char *target = print->job->target;
  gboolean is_own = g_strcmp0 (target, FOYER_PRINT_BADGE_PRINTER) == 0;
  GSettings *settings = foyer_print_targets_get_settings (self->targets);
  g_autofree char *queue = foyer_print_targets_dup_queue (self->targets, target);
  g_autoptr (FoyerSheet) sheet = NULL;
  g_autoptr (FoyerBadgeJob) job = NULL;
  g_auto (GStrv) options = NULL;
  GError *error = NULL;

  if (settings == NULL || (queue == NULL && print->file == NULL))
    {
      end (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                                      _ ("No printer is chosen for badges: print them elsewhere.")));
      return;
    }
  sheet = foyer_badge_printer_find_sheet (settings, &error);
  if (sheet == NULL)
    {
      end (task, error);
      return;
    }
  job = foyer_badge_job_new (self->replica, &self->event_id, sheet, read->badges, 0);
  options = foyer_badge_printer_list_options (settings, sheet, is_own);
  if (print->file != NULL)
    foyer_badge_job_save_async (job, print->file, NULL, badges_done_cb, task);
  else
    foyer_badge_job_send_async (job, queue, (const char *const *) options, badges_done_cb, task);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  FoyerPrintDesk *self = g_task_get_source_object (task);
  Print *print = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (FoyerPrintSource) read =
      foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);
  g_autoptr (FoyerReceipt) receipt = NULL;
  g_autoptr (FoyerReceiptPrinter) printer = NULL;

  if (print->job->key != 0)
    g_hash_table_add (self->under_way, g_memdup2 (&print->job->key, sizeof print->job->key));
  if (read == NULL)
    {
      end (task, error);
      return;
    }
  if (read->kind == FOYER_PRINT_BADGE)
    {
      print_badges (self, task, read);
      return;
    }
  receipt = foyer_print_source_build (read);
  if (print->file != NULL)
    {
      save (self, task, receipt);
      return;
    }
  printer = foyer_print_desk_new_printer (self, print->job->target);
  foyer_receipt_printer_print_async (printer, receipt, print->opens_drawer, NULL, printed_cb, task);
}

/* Takes print. */
static void
run (FoyerPrintDesk *self, Print *print, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, foyer_print_desk_print_async);
  g_task_set_task_data (task, print, print_free);
  if (print->job->key != 0)
    g_hash_table_add (self->under_way, g_memdup2 (&print->job->key, sizeof print->job->key));
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_ACT, begin_on_thread, print, NULL,
                           (GDestroyNotify) foyer_print_source_free, NULL, begun_cb, task);
}

static void
foyer_print_desk_finalize (GObject *object)
{
  FoyerPrintDesk *self = FOYER_PRINT_DESK (object);

  g_clear_object (&self->replica);
  foyer_print_targets_free (self->targets);
  g_ptr_array_unref (self->waiting);
  g_hash_table_unref (self->under_way);
  G_OBJECT_CLASS (foyer_print_desk_parent_class)->finalize (object);
}

static void
foyer_print_desk_class_init (FoyerPrintDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_print_desk_finalize;
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_PRINT_DESK, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_print_desk_init (FoyerPrintDesk *self)
{
  self->waiting = g_ptr_array_new_with_free_func (waiting_free);
  self->under_way = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->targets = foyer_print_targets_new ();
}

FoyerPrintDesk *
foyer_print_desk_ref (FoyerReplica *replica, const FoyerUuid *event_id, GSettings *settings)
{
  GWeakRef *shared;
  FoyerPrintDesk *self;

  g_return_val_if_fail (FOYER_IS_REPLICA (replica), NULL);

  shared = foyer_shared_desk_find (replica, FOYER_TYPE_PRINT_DESK, event_id);
  self = g_weak_ref_get (shared);
  if (self == NULL)
    {
      self = g_object_new (FOYER_TYPE_PRINT_DESK, NULL);
      self->replica = g_object_ref (replica);
      self->event_id = *event_id;
      g_weak_ref_set (shared, self);
      list_waiting (self);
    }
  if (settings != NULL)
    foyer_print_desk_set_settings (self, settings);
  return self;
}

void
foyer_print_desk_set_settings (FoyerPrintDesk *self, GSettings *settings)
{
  g_return_if_fail (FOYER_IS_PRINT_DESK (self));

  foyer_print_targets_set_settings (self->targets, settings);
}

FoyerPrintTargets *
foyer_print_desk_get_targets (FoyerPrintDesk *self)
{
  g_return_val_if_fail (FOYER_IS_PRINT_DESK (self), NULL);

  return self->targets;
}

const char *
foyer_print_desk_find_target (FoyerPrintDesk *self, FoyerPrintKind kind)
{
  g_return_val_if_fail (FOYER_IS_PRINT_DESK (self), NULL);

  return foyer_print_targets_find (self->targets, kind);
}

FoyerReceiptPrinter *
foyer_print_desk_new_printer (FoyerPrintDesk *self, const char *target)
{
  g_return_val_if_fail (FOYER_IS_PRINT_DESK (self), NULL);

  return foyer_print_targets_ref_printer (self->targets, target);
}

GPtrArray *
foyer_print_desk_get_waiting (FoyerPrintDesk *self)
{
  g_return_val_if_fail (FOYER_IS_PRINT_DESK (self), NULL);

  return self->waiting;
}

void
foyer_print_desk_print_async (FoyerPrintDesk *self,
                              const FoyerPrintJob *job,
                              gboolean opens_drawer,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Print *print;

  g_return_if_fail (FOYER_IS_PRINT_DESK (self));
  g_return_if_fail (job != NULL);

  print = g_new0 (Print, 1);
  print->job = foyer_print_job_copy (job);
  print->opens_drawer = opens_drawer;
  run (self, print, callback, user_data);
}

static const FoyerPrintJob *
find_waiting (FoyerPrintDesk *self, gint64 key)
{
  for (guint i = 0; i < self->waiting->len; i++)
    if (((FoyerWaitingPrint *) self->waiting->pdata[i])->job->key == key)
      return ((FoyerWaitingPrint *) self->waiting->pdata[i])->job;
  return NULL;
}

/* Takes file. */
static void
go (FoyerPrintDesk *self,
    gint64 key,
    const char *target,
    GFile *file,
    GAsyncReadyCallback callback,
    gpointer user_data)
{
  const FoyerPrintJob *job = find_waiting (self, key);
  Print *print;

  if (job == NULL)
    {
      g_clear_object (&file);
      g_task_report_new_error (self, callback, user_data, foyer_print_desk_print_async, G_IO_ERROR,
                               G_IO_ERROR_CANCELLED, "%s", _ ("It is on its way already."));
      return;
    }
  print = g_new0 (Print, 1);
  print->job = foyer_print_job_copy (job);
  print->file = file;
  if (target != NULL)
    {
      g_free (print->job->target);
      print->job->target = g_strdup (target);
      print->is_retargeted = TRUE;
    }
  run (self, print, callback, user_data);
  list_waiting (self);
}

void
foyer_print_desk_try_async (FoyerPrintDesk *self,
                            gint64 key,
                            const char *target,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (FOYER_IS_PRINT_DESK (self));

  go (self, key, target, NULL, callback, user_data);
}

void
foyer_print_desk_save_async (FoyerPrintDesk *self,
                             gint64 key,
                             GFile *file,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (FOYER_IS_PRINT_DESK (self));

  go (self, key, NULL, g_object_ref (file), callback, user_data);
}

gboolean
foyer_print_desk_print_finish (FoyerPrintDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gpointer
drop_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (foyer_print_job_store_drop (db, *(gint64 *) data, error));
}

static void
dropped_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPrintDesk) self = data;

  foyer_replica_run_finish (FOYER_REPLICA (source), result, NULL);
  list_waiting (self);
}

void
foyer_print_desk_drop (FoyerPrintDesk *self, gint64 key)
{
  g_return_if_fail (FOYER_IS_PRINT_DESK (self));

  foyer_replica_run_async (self->replica, FOYER_PRIORITY_ACT, drop_on_thread,
                           g_memdup2 (&key, sizeof key), g_free, NULL, NULL, dropped_cb,
                           g_object_ref (self));
}
