/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-badge-job.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "foyer-badge-sheet.h"
#include "foyer-badge-source.h"
#include "foyer-printer-queue.h"
#include "foyer-ticket-store.h"

#define QUEUE_MS 20000

struct _FoyerBadgeJob
{
  GObject          parent_instance;

  FoyerReplica    *replica; /* (owned) */
  FoyerUuid        event_id;
  FoyerSheet      *sheet;   /* (owned) */
  GArray          *keys;    /* (owned) (element-type gint64) */
  guint            start;
  double           progress;

  FoyerBadgeSheet *badges;  /* (owned) (nullable) while printing */
};

G_DEFINE_FINAL_TYPE (FoyerBadgeJob, foyer_badge_job, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PROGRESS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* What a printing task needs besides the job. */
typedef struct
{
  GSettings *settings; /* (owned) (nullable) */
  char      *key;      /* (owned) (nullable) */
  GError    *error;    /* (owned) (nullable) of drawing a page */
} Printing;

typedef struct
{
  FoyerBadgeJob *job; /* (owned) */
  double         progress;
} Report;

static void
printing_free (Printing *printing)
{
  g_clear_object (&printing->settings);
  g_clear_pointer (&printing->key, g_free);
  g_clear_error (&printing->error);
  g_free (printing);
}

static FoyerBadgeSheet *
make_sheet (FoyerBadgeJob *self,
            FoyerDatabase *db,
            GError       **error)
{
  FoyerBadgeSource *source = foyer_badge_source_new (db, &self->event_id, self->keys, error);
  FoyerBadgeSheet *badges;

  if (source == NULL)
    return NULL;

  badges = foyer_badge_sheet_new (self->sheet, self->keys->len, foyer_badge_source_get, source,
                                  (GDestroyNotify) foyer_badge_source_free);
  foyer_badge_sheet_set_start (badges, self->start);
  return badges;
}

/* Logging what was printed: one change set, so that one Undo takes it back. */

static gpointer
log_on_database (FoyerDatabase *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  GArray *keys = data;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "print-badges", error);
  gint64 *change_set = g_new0 (gint64, 1);

  if (transaction != NULL
      && foyer_ticket_store_mark_printed (transaction, (const gint64 *) (gpointer) keys->data, keys->len, error)
      && foyer_transaction_commit (g_steal_pointer (&transaction), change_set, error))
    return change_set;

  g_free (change_set);
  return NULL;
}

static void
logged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  gint64 *change_set = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);

  if (change_set == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, change_set, g_free);
}

static void
log_printed (GTask *task)
{
  FoyerBadgeJob *self = g_task_get_source_object (task);

  foyer_replica_run_async (self->replica, FOYER_PRIORITY_LONG, log_on_database, g_array_ref (self->keys),
                           (GDestroyNotify) g_array_unref, g_free, NULL, logged_cb, g_object_ref (task));
}

/* Into a file, on a thread with a connection of its own: the door's scans do not wait for it. */

static gboolean
report_cb (gpointer data)
{
  Report *report = data;

  report->job->progress = report->progress;
  g_object_notify_by_pspec (G_OBJECT (report->job), properties[PROP_PROGRESS]);
  return G_SOURCE_REMOVE;
}

static void
report_free (Report *report)
{
  g_object_unref (report->job);
  g_free (report);
}

static void
progress_cb (guint    n_done,
             guint    n_total,
             gpointer data)
{
  Report *report = g_new (Report, 1);

  report->job = g_object_ref (data);
  report->progress = (double) n_done / n_total;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, report_cb, report, (GDestroyNotify) report_free);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  FoyerBadgeJob *self = source;
  GError *error = NULL;
  g_autoptr (FoyerDatabase) db
      = foyer_database_open (foyer_replica_get_path (self->replica), FOYER_DATABASE_READ_ONLY, &error);
  g_autoptr (FoyerBadgeSheet) badges = db != NULL ? make_sheet (self, db, &error) : NULL;

  if (badges != NULL
      && foyer_badge_sheet_save_pdf (badges, G_FILE (data), progress_cb, self, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    log_printed (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
foyer_badge_job_save_async (FoyerBadgeJob      *self,
                            GFile              *file,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask *task;
  g_autoptr (GTask) writing = NULL;

  g_return_if_fail (FOYER_IS_BADGE_JOB (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, foyer_badge_job_save_async);
  writing = g_task_new (self, cancellable, saved_cb, task);
  g_task_set_task_data (writing, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (writing, save_thread);
}

/* To a print queue, as a file goes. */

typedef struct
{
  char *queue;
  GStrv options; /* (nullable) */
} Sending;

static void
sending_free (Sending *sending)
{
  g_free (sending->queue);
  g_strfreev (sending->options);
  g_free (sending);
}

static GBytes *
draw_pdf (FoyerBadgeJob *self,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (FoyerDatabase) db
      = foyer_database_open (foyer_replica_get_path (self->replica), FOYER_DATABASE_READ_ONLY, error);
  g_autoptr (FoyerBadgeSheet) badges = db != NULL ? make_sheet (self, db, error) : NULL;
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  if (badges == NULL
      || !foyer_badge_sheet_write_pdf (badges, memory, NULL, NULL, cancellable, error)
      || !g_output_stream_close (memory, cancellable, error))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
send_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  const Sending *sending = data;
  GError *error = NULL;
  g_autoptr (GBytes) pdf = draw_pdf (source, cancellable, &error);

  if (pdf != NULL
      && foyer_printer_queue_send (sending->queue, _("Badges"), FOYER_PRINTER_PDF,
                                   (const char *const *) sending->options, pdf, QUEUE_MS, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
foyer_badge_job_send_async (FoyerBadgeJob      *self,
                            const char         *queue,
                            const char *const  *options,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask *task;
  g_autoptr (GTask) sending = NULL;
  Sending *data;

  g_return_if_fail (FOYER_IS_BADGE_JOB (self));
  g_return_if_fail (queue != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, foyer_badge_job_send_async);
  data = g_new0 (Sending, 1);
  data->queue = g_strdup (queue);
  data->options = g_strdupv ((char **) options);
  sending = g_task_new (self, NULL, saved_cb, task);
  g_task_set_task_data (sending, data, (GDestroyNotify) sending_free);
  g_task_run_in_thread (sending, send_thread);
}

/* To a printer, on the main thread as GTK asks for the pages. */

static GtkPageSetup *
make_page_setup (FoyerSheet *sheet)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  GtkPaperSize *paper;
  double width, height;

  foyer_sheet_get_page (sheet, &width, &height);
  if (fabs (width - 210 * FOYER_MM) < 1 && fabs (height - 297 * FOYER_MM) < 1)
    paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  else if (fabs (width - 612) < 1 && fabs (height - 792) < 1)
    paper = gtk_paper_size_new (GTK_PAPER_NAME_LETTER);
  else
    paper = gtk_paper_size_new_custom (foyer_sheet_get_id (sheet), foyer_sheet_get_name (sheet), width, height,
                                       GTK_UNIT_POINTS);

  gtk_page_setup_set_paper_size (setup, paper);
  gtk_page_setup_set_top_margin (setup, 0, GTK_UNIT_POINTS);
  gtk_page_setup_set_bottom_margin (setup, 0, GTK_UNIT_POINTS);
  gtk_page_setup_set_left_margin (setup, 0, GTK_UNIT_POINTS);
  gtk_page_setup_set_right_margin (setup, 0, GTK_UNIT_POINTS);
  gtk_paper_size_free (paper);

  return setup;
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              gpointer           data)
{
  GTask *task = data;
  FoyerBadgeJob *self = g_task_get_source_object (task);
  Printing *printing = g_task_get_task_data (task);

  if (printing->error == NULL
      && !foyer_badge_sheet_draw_page (self->badges, gtk_print_context_get_cairo_context (context), page,
                                       &printing->error))
    gtk_print_operation_cancel (operation);
}

static void
remember (GtkPrintOperation *operation,
          Printing          *printing)
{
  GtkPrintSettings *chosen = gtk_print_operation_get_print_settings (operation);
  g_autoptr (GVariant) value = NULL;

  if (chosen == NULL || printing->settings == NULL)
    return;

  value = g_variant_ref_sink (gtk_print_settings_to_gvariant (chosen));
  g_settings_set_value (printing->settings, printing->key, value);
}

static void
done_cb (GtkPrintOperation      *operation,
         GtkPrintOperationResult result,
         gpointer                data)
{
  g_autoptr (GTask) task = data;
  FoyerBadgeJob *self = g_task_get_source_object (task);
  Printing *printing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->badges);
  if (printing->error != NULL)
    g_task_return_error (task, g_steal_pointer (&printing->error));
  else if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else if (result == GTK_PRINT_OPERATION_RESULT_CANCEL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  else
    {
      remember (operation, printing);
      log_printed (task);
    }
  g_object_unref (operation);
}

static GtkPrintOperation *
make_operation (FoyerBadgeJob *self,
                Printing      *printing)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = make_page_setup (self->sheet);
  g_autoptr (GtkPrintSettings) last = NULL;
  g_autoptr (GVariant) value = NULL;

  gtk_print_operation_set_n_pages (operation, foyer_badge_sheet_get_n_pages (self->badges));
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, _("Badges"));
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_show_progress (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, FALSE);
  if (printing->settings == NULL)
    return operation;

  value = g_settings_get_value (printing->settings, printing->key);
  last = gtk_print_settings_new_from_gvariant (value);
  gtk_print_operation_set_print_settings (operation, last);
  return operation;
}

void
foyer_badge_job_print_async (FoyerBadgeJob          *self,
                             GtkWindow              *parent,
                             GtkPrintOperationAction action,
                             const char             *path,
                             GSettings              *settings,
                             const char             *key,
                             GAsyncReadyCallback     callback,
                             gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  Printing *printing = g_new0 (Printing, 1);
  GtkPrintOperation *operation;
  GError *error = NULL;

  g_return_if_fail (FOYER_IS_BADGE_JOB (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, foyer_badge_job_print_async);
  g_set_object (&printing->settings, settings);
  printing->key = g_strdup (key);
  g_task_set_task_data (task, printing, (GDestroyNotify) printing_free);

  g_clear_object (&self->badges);
  self->badges = make_sheet (self, foyer_replica_get_reader (self->replica), &error);
  if (self->badges == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  operation = make_operation (self, printing);
  if (path != NULL)
    gtk_print_operation_set_export_filename (operation, path);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), task);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), g_steal_pointer (&task));
  gtk_print_operation_run (operation, action, parent, NULL);
}

gint64
foyer_badge_job_finish (FoyerBadgeJob *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_autofree gint64 *change_set = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  change_set = g_task_propagate_pointer (G_TASK (result), error);
  return change_set != NULL ? *change_set : 0;
}

static void
foyer_badge_job_finalize (GObject *object)
{
  FoyerBadgeJob *self = FOYER_BADGE_JOB (object);

  g_clear_object (&self->badges);
  g_clear_object (&self->replica);
  g_clear_object (&self->sheet);
  g_clear_pointer (&self->keys, g_array_unref);

  G_OBJECT_CLASS (foyer_badge_job_parent_class)->finalize (object);
}

static void
foyer_badge_job_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  FoyerBadgeJob *self = FOYER_BADGE_JOB (object);

  switch (property_id)
    {
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
foyer_badge_job_class_init (FoyerBadgeJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = foyer_badge_job_finalize;
  object_class->get_property = foyer_badge_job_get_property;

  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
foyer_badge_job_init (FoyerBadgeJob *self)
{
}

FoyerBadgeJob *
foyer_badge_job_new (FoyerReplica    *replica,
                     const FoyerUuid *event_id,
                     FoyerSheet      *sheet,
                     GArray          *keys,
                     guint            start)
{
  FoyerBadgeJob *self;

  g_return_val_if_fail (FOYER_IS_REPLICA (replica), NULL);
  g_return_val_if_fail (FOYER_IS_SHEET (sheet), NULL);

  self = g_object_new (FOYER_TYPE_BADGE_JOB, NULL);
  self->replica = g_object_ref (replica);
  self->event_id = *event_id;
  self->sheet = g_object_ref (sheet);
  self->keys = g_array_ref (keys);
  self->start = start;
  return self;
}

guint
foyer_badge_job_get_n_badges (FoyerBadgeJob *self)
{
  g_return_val_if_fail (FOYER_IS_BADGE_JOB (self), 0);

  return self->keys->len;
}

FoyerSheet *
foyer_badge_job_get_sheet (FoyerBadgeJob *self)
{
  g_return_val_if_fail (FOYER_IS_BADGE_JOB (self), NULL);

  return self->sheet;
}

guint
foyer_badge_job_get_n_used (FoyerBadgeJob *self)
{
  g_return_val_if_fail (FOYER_IS_BADGE_JOB (self), 0);

  return (self->start + self->keys->len) % foyer_sheet_get_n_labels (self->sheet);
}

double
foyer_badge_job_get_progress (FoyerBadgeJob *self)
{
  g_return_val_if_fail (FOYER_IS_BADGE_JOB (self), 0);

  return self->progress;
}
