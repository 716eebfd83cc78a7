/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-copy-event-window.h"

#include "foyer-date-time-row.h"
#include "foyer-event-acts-store.h"
#include "foyer-event-copy-store.h"
#include "foyer-event-text.h"
#include "foyer-message-row.h"
#include "foyer-part.h"
#include "foyer-time.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

#define WEEK        (7 * G_TIME_SPAN_DAY)
#define PROGRESS_MS 80

typedef struct _Job Job;

enum
{
  PART_TIERS,
  PART_PROMO_CODES,
  PART_QUESTIONS,
  PART_ENTRANCES,
  PART_DESCRIPTION,
  PART_NOTES,
  PART_GUESTS,
  N_PARTS,
};

struct _FoyerCopyEventWindow
{
  AdwWindow parent_instance;

  GtkWidget *cancel_button;
  GtkButton *copy_button;
  AdwEntryRow *title_row;
  FoyerMessageRow *title_message;
  FoyerDateTimeRow *start_row;
  FoyerMessageRow *start_message;
  AdwPreferencesGroup *parts_group;
  GtkSwitch *parts[N_PARTS];
  GtkWidget *guests_row;
  GtkWidget *form;
  GtkWidget *spinner;
  GtkProgressBar *progress;

  GtkWidget *from;       /* (weak) (nullable) */
  FoyerReplica *replica; /* (owned) */
  FoyerEvent *event;     /* (owned) what is copied */
  FoyerCopyEventMode mode;
  GCancellable *stop; /* (owned) (nullable) of the job */
  Job *job;           /* (nullable) while it runs; its callback frees it */
  guint progress_source;
};

G_DEFINE_FINAL_TYPE (FoyerCopyEventWindow, foyer_copy_event_window, ADW_TYPE_WINDOW)

enum
{
  COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const FoyerCopyParts parts[N_PARTS] = {
  [PART_TIERS] = FOYER_COPY_TIERS,
  [PART_PROMO_CODES] = FOYER_COPY_PROMO_CODES,
  [PART_QUESTIONS] = FOYER_COPY_QUESTIONS,
  [PART_ENTRANCES] = FOYER_COPY_ENTRANCES,
  [PART_DESCRIPTION] = FOYER_COPY_DESCRIPTION,
  [PART_NOTES] = FOYER_COPY_NOTES,
  [PART_GUESTS] = FOYER_COPY_GUESTS,
};

static const char *const part_ids[N_PARTS] = {
  "tiers_switch",       "promo_codes_switch", "questions_switch", "entrances_switch",
  "description_switch", "notes_switch",       "guests_switch",
};

/* The copy, on the thread. */
struct _Job
{
  FoyerUuid event_id;
  FoyerUuid copy_id;
  FoyerEventCopy how;
  char *title;
  const char *kind;
  gint64 change_set;
  int n_done;                 /* guests, atomic */
  int n_guests;               /* atomic; 0 until they are counted */
  FoyerCopyEventWindow *self; /* (owned) main thread only */
};

static void
job_free (Job *job)
{
  g_free (job->title);
  g_object_unref (job->self);
  g_free (job);
}

static char *
dup_title (FoyerCopyEventWindow *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title_row))));
}

static const char *
find_title_problem (FoyerCopyEventWindow *self)
{
  g_autofree char *title = dup_title (self);

  if (*title == '\0')
    return self->mode == FOYER_COPY_EVENT_SAVE_TEMPLATE ? _ ("A template needs a name.")
                                                        : _ ("An event needs a title.");
  if (g_utf8_strlen (title, -1) > FOYER_EVENT_TITLE_MAX)
    return _ ("This is too long: at most 255 characters.");
  return NULL;
}

static const char *
find_start_problem (FoyerCopyEventWindow *self)
{
  if (self->mode == FOYER_COPY_EVENT_SAVE_TEMPLATE || foyer_date_time_row_is_valid (self->start_row))
    return NULL;
  return _ ("Not understood. Try “fri 7pm”, “22.11. 19:00” or “tomorrow 18:30”.");
}

static void
show_state (FoyerCopyEventWindow *self)
{
  const char *title_problem = find_title_problem (self);
  const char *start_problem = find_start_problem (self);

  foyer_message_row_set_error (self->title_message, GTK_WIDGET (self->title_row),
                               title_problem != NULL ? title_problem : "");
  if (start_problem != NULL)
    foyer_message_row_set_error (self->start_message, GTK_WIDGET (self->start_row), start_problem);
  else
    foyer_message_row_set_hint (self->start_message, GTK_WIDGET (self->start_row),
                                foyer_date_time_row_get_remark (self->start_row));
  gtk_widget_set_visible (self->spinner, self->job != NULL);
  gtk_widget_set_sensitive (self->form, self->job == NULL);
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "copy.copy",
      title_problem == NULL && start_problem == NULL && self->job == NULL);
}

static void
edited_cb (FoyerCopyEventWindow *self)
{
  show_state (self);
}

static void
count_cb (gint64 done, gint64 total, gpointer data)
{
  Job *job = data;

  g_atomic_int_set (&job->n_done, (int) done);
  g_atomic_int_set (&job->n_guests, (int) total);
}

static gpointer
copy_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, job->kind, error);

  if (transaction == NULL ||
      !foyer_event_copy_store_copy (transaction, &job->event_id, &job->how, count_cb, job,
                                    cancellable, &job->copy_id, error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), &job->change_set, error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

/* Short lists are copied before anybody could read a number. */
static gboolean
progress_cb (gpointer data)
{
  FoyerCopyEventWindow *self = data;
  int n_guests = g_atomic_int_get (&self->job->n_guests);
  int n_done = g_atomic_int_get (&self->job->n_done);
  g_autofree char *text = NULL;

  if (n_guests == 0)
    return G_SOURCE_CONTINUE;
  /* Translators: how many guests of a list are copied. */
  text = g_strdup_printf (ngettext ("%'d of %'d guest", "%'d of %'d guests", n_guests), n_done,
                          n_guests);
  gtk_progress_bar_set_fraction (self->progress, (double) n_done / n_guests);
  gtk_progress_bar_set_text (self->progress, text);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  return G_SOURCE_CONTINUE;
}

static void
tell (FoyerCopyEventWindow *self, const Job *job)
{
  if (self->mode == FOYER_COPY_EVENT_SAVE_TEMPLATE)
    {
      g_autofree char *title = g_strdup_printf (_ ("Template “%s” saved"), job->title);

      if (self->from != NULL)
        foyer_show_undo_toast (self->from, title, job->change_set);
    }
  else
    {
      g_autofree char *id = foyer_uuid_to_string (&job->copy_id);

      g_signal_emit (self, signals[COPIED], 0, id, job->change_set);
    }
}

/* Back to the form, as it was filled in. Who stopped it knows why. */
static void
show_failure (FoyerCopyEventWindow *self, const GError *error)
{
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  show_state (self);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    foyer_message_row_set_error (self->title_message, GTK_WIDGET (self->title_row),
                                 error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->title_row));
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  FoyerCopyEventWindow *self = job->self;
  g_autoptr (GError) error = NULL;
  gboolean is_copied = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error) != NULL;

  self->job = NULL;
  g_clear_handle_id (&self->progress_source, g_source_remove);
  if (is_copied)
    tell (self, job);
  if (self->replica != NULL && is_copied)
    gtk_window_destroy (GTK_WINDOW (self));
  else if (self->replica != NULL)
    show_failure (self, error);
  job_free (job);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const kinds[] = { "duplicate-event", "save-template", "new-from-template" };
  FoyerCopyEventWindow *self = FOYER_COPY_EVENT_WINDOW (widget);
  gboolean is_template = self->mode == FOYER_COPY_EVENT_SAVE_TEMPLATE;
  Job *job = g_new0 (Job, 1);

  job->event_id = self->event->row.id;
  job->title = dup_title (self);
  job->how.title = job->title;
  job->how.is_template = is_template;
  job->how.start_date =
      is_template ? FOYER_NONE : foyer_date_time_row_get_instant (self->start_row);
  for (guint i = 0; i < N_PARTS; i++)
    if (gtk_switch_get_active (self->parts[i]))
      job->how.parts |= parts[i];
  job->kind = kinds[self->mode];
  job->self = g_object_ref (self);
  self->job = job;
  g_clear_object (&self->stop);
  self->stop = g_cancellable_new ();
  self->progress_source = g_timeout_add (PROGRESS_MS, progress_cb, self);
  gtk_widget_grab_focus (self->cancel_button); /* what is left to do */
  show_state (self);
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_LONG, copy_on_thread, job, NULL, NULL,
                           self->stop, copied_cb, job);
}

/* While it works, closing stops it; the form is there again when it has. */
static gboolean
foyer_copy_event_window_close_request (GtkWindow *window)
{
  FoyerCopyEventWindow *self = FOYER_COPY_EVENT_WINDOW (window);

  if (self->job == NULL)
    return GTK_WINDOW_CLASS (foyer_copy_event_window_parent_class)->close_request (window);
  g_cancellable_cancel (self->stop);
  return GDK_EVENT_STOP;
}

static void
foyer_copy_event_window_dispose (GObject *object)
{
  FoyerCopyEventWindow *self = FOYER_COPY_EVENT_WINDOW (object);

  g_cancellable_cancel (self->stop);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_weak_pointer (&self->from);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (foyer_copy_event_window_parent_class)->dispose (object);
}

static void
foyer_copy_event_window_finalize (GObject *object)
{
  FoyerCopyEventWindow *self = FOYER_COPY_EVENT_WINDOW (object);

  g_clear_pointer (&self->event, foyer_event_free);
  g_clear_object (&self->stop);
  G_OBJECT_CLASS (foyer_copy_event_window_parent_class)->finalize (object);
}

static void
foyer_copy_event_window_class_init (FoyerCopyEventWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_copy_event_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_copy_event_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = foyer_copy_event_window_close_request;

  signals[COPIED] = g_signal_new ("copied", FOYER_TYPE_COPY_EVENT_WINDOW, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);

  gtk_widget_class_install_action (widget_class, "copy.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "copy.copy",
                                       NULL);

  g_type_ensure (FOYER_TYPE_DATE_TIME_ROW);
  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-copy-event-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerCopyEventWindow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerCopyEventWindow, copy_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerCopyEventWindow, title_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerCopyEventWindow, title_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerCopyEventWindow, start_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerCopyEventWindow, start_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerCopyEventWindow, parts_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerCopyEventWindow, guests_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerCopyEventWindow, form);
  gtk_widget_class_bind_template_child (widget_class, FoyerCopyEventWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, FoyerCopyEventWindow, progress);
  for (guint i = 0; i < N_PARTS; i++)
    gtk_widget_class_bind_template_child_full (
        widget_class, part_ids[i], FALSE,
        G_STRUCT_OFFSET (FoyerCopyEventWindow, parts) + i * sizeof (GtkSwitch *));
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
foyer_copy_event_window_init (FoyerCopyEventWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_part_when_closed (GTK_WINDOW (self));
  foyer_date_time_row_set_format (self->start_row, foyer_event_text_read_wall,
                                  foyer_event_text_write_wall);
}

/* The same weekday and hour, as many weeks on as it takes to be in the future. */
static gint64
propose_start (const FoyerEvent *event, GTimeZone *zone, gint64 now)
{
  gint64 weeks = event->start_date < now ? (now - event->start_date) / WEEK + 1 : 1;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (event->start_date / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autoptr (GDateTime) moved =
      local != NULL ? g_date_time_add_days (local, (int) CLAMP (weeks * 7, 7, 365000)) : NULL;
  gint64 start;

  if (moved == NULL)
    return event->start_date;
  foyer_time_from_wall (zone, g_date_time_get_year (moved), g_date_time_get_month (moved),
                        g_date_time_get_day_of_month (moved), g_date_time_get_hour (local),
                        g_date_time_get_minute (local), 0, &start);
  return start;
}

static void
show_mode (FoyerCopyEventWindow *self)
{
  gboolean is_template = self->mode == FOYER_COPY_EVENT_SAVE_TEMPLATE;
  gboolean is_duplicate = self->mode == FOYER_COPY_EVENT_DUPLICATE;

  gtk_window_set_title (GTK_WINDOW (self), is_template    ? _ ("Save as Template")
                                           : is_duplicate ? _ ("Duplicate Event")
                                                          : _ ("New Event from Template"));
  gtk_button_set_label (self->copy_button, is_template    ? _ ("_Save")
                                           : is_duplicate ? _ ("_Duplicate")
                                                          : _ ("C_reate"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->title_row),
                                 is_template ? _ ("_Name") : _ ("_Title"));
  gtk_widget_set_visible (GTK_WIDGET (self->start_row), !is_template);
  gtk_widget_set_visible (self->guests_row, is_duplicate);
  /* What a template has was chosen when it was made. */
  gtk_widget_set_visible (GTK_WIDGET (self->parts_group),
                          self->mode != FOYER_COPY_EVENT_FROM_TEMPLATE);
}

GtkWidget *
foyer_copy_event_window_new (GtkWidget *from,
                             FoyerReplica *replica,
                             const FoyerUuid *event_id,
                             FoyerCopyEventMode mode)
{
  g_autoptr (GError) error = NULL;
  FoyerEvent *event = foyer_event_acts_get (foyer_replica_get_reader (replica), event_id, &error);
  FoyerCopyEventWindow *self;
  g_autoptr (GTimeZone) zone = NULL;

  if (event == NULL)
    {
      foyer_show_toast (from, error->message);
      return NULL;
    }
  self = g_object_new (FOYER_TYPE_COPY_EVENT_WINDOW, "transient-for", gtk_widget_get_root (from),
                       NULL);
  g_set_weak_pointer (&self->from, from);
  self->replica = g_object_ref (replica);
  self->event = event;
  self->mode = mode;
  zone = foyer_event_text_load_zone (event);
  foyer_date_time_row_set_zone (self->start_row, zone);
  foyer_date_time_row_set_instant (self->start_row, propose_start (event, zone, foyer_time_now ()));
  gtk_editable_set_text (GTK_EDITABLE (self->title_row), event->title);
  show_mode (self);
  show_state (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->title_row));
  return GTK_WIDGET (self);
}
