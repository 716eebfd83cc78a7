/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-editor.h"

#include "foyer-ask.h"
#include "foyer-banner.h"
#include "foyer-default-currency.h"
#include "foyer-draft-file.h"
#include "foyer-event-basics-section.h"
#include "foyer-event-capacity-section.h"
#include "foyer-event-section.h"
#include "foyer-event-tiers-section.h"
#include "foyer-event-when-section.h"
#include "foyer-event-where-section.h"
#include "foyer-row-store.h"
#include "foyer-time.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

#define N_SECTIONS 5

struct _FoyerEventEditor
{
  GtkWidget parent_instance;

  FoyerBanner *banner;
  AdwPreferencesPage *page;
  FoyerEventSection *basics;
  FoyerEventSection *when;
  FoyerEventSection *where;
  FoyerEventSection *capacity;
  FoyerEventSection *tiers;
  GtkWidget *danger;
  GtkRevealer *bar_revealer;
  GtkLabel *bar_label;

  FoyerReplica *replica;   /* (owned) */
  GSettings *settings;     /* (owned) */
  FoyerEventDraft *stored; /* (owned) (nullable) as in the replica; NULL for a new event */
  FoyerEventDraft *draft;  /* (owned) as shown */
  FoyerDraftFile *file;    /* (owned) */
  FoyerEventSection *sections[N_SECTIONS];
  GCancellable *cancellable; /* (owned) */
  gboolean is_dirty;
  gboolean is_valid;
  gboolean is_loading;
  gboolean is_saving;
};

G_DEFINE_FINAL_TYPE (FoyerEventEditor, foyer_event_editor, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_IS_DIRTY,
  PROP_IS_VALID,
  N_PROPS,
};

enum
{
  SAVED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
show_state (FoyerEventEditor *self)
{
  gboolean was_dirty = self->is_dirty;
  gboolean was_valid = self->is_valid;

  self->is_valid = TRUE;
  for (guint i = 0; i < N_SECTIONS; i++)
    self->is_valid = foyer_event_section_is_valid (self->sections[i]) && self->is_valid;
  /* A field that is not understood is not in the draft, yet it is work that would be lost. */
  self->is_dirty = self->stored == NULL
                       ? self->draft->event->title != NULL && *self->draft->event->title != '\0'
                       : !foyer_event_draft_equal (self->draft, self->stored) || !self->is_valid;

  gtk_revealer_set_reveal_child (self->bar_revealer, self->is_dirty && self->stored != NULL);
  gtk_label_set_label (self->bar_label, self->is_valid ? _ ("Unsaved changes")
                                                       : _ ("Some fields need another look"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save",
                                 self->is_dirty && self->is_valid && !self->is_saving);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.discard",
                                 self->is_dirty && !self->is_saving);
  if (was_dirty != self->is_dirty)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_DIRTY]);
  if (was_valid != self->is_valid)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_VALID]);
}

static void
load_sections (FoyerEventEditor *self)
{
  self->is_loading = TRUE;
  for (guint i = 0; i < N_SECTIONS; i++)
    foyer_event_section_load (self->sections[i], self->replica, self->draft);
  self->is_loading = FALSE;
  show_state (self);
}

static void
section_changed_cb (FoyerEventEditor *self)
{
  if (self->is_loading)
    return;

  self->is_loading = TRUE;
  for (guint i = 0; i < N_SECTIONS; i++)
    foyer_event_section_apply (self->sections[i], self->draft);
  for (guint i = 0; i < N_SECTIONS; i++)
    foyer_event_section_adapt (self->sections[i], self->draft);
  /* An adapted section may read its fields otherwise: 49 in yen. */
  for (guint i = 0; i < N_SECTIONS; i++)
    foyer_event_section_apply (self->sections[i], self->draft);
  self->is_loading = FALSE;

  foyer_banner_set_title (self->banner, NULL);
  show_state (self);
  if (self->is_dirty)
    foyer_draft_file_write (self->file, self->draft, self->stored);
  else
    foyer_draft_file_remove (self->file);
}

static void
load_stored (FoyerEventEditor *self)
{
  g_autoptr (FoyerEventDraft) stored = NULL;
  g_autoptr (GError) error = NULL;
  FoyerUuid id = self->stored->event->row.id;

  stored = foyer_event_draft_load (foyer_replica_get_reader (self->replica), &id, &error);
  if (stored == NULL || stored->event->row.deleted_at != FOYER_NONE)
    return; /* deleted: whoever shows this page goes elsewhere */
  foyer_event_draft_free (self->stored);
  self->stored = g_steal_pointer (&stored);
  if (!self->is_dirty)
    {
      foyer_event_draft_free (self->draft);
      self->draft = foyer_event_draft_copy (self->stored);
      load_sections (self);
    }
}

static void
replica_changed_cb (FoyerEventEditor *self, FoyerChanges *changes)
{
  if (self->stored == NULL || self->is_saving)
    return;
  if (foyer_changes_touch (changes, &FOYER_EVENT_TYPE) ||
      foyer_changes_touch (changes, &FOYER_TIER_TYPE) ||
      foyer_changes_touch (changes, &FOYER_QUESTION_TYPE))
    load_stored (self);
}

/* What the database thread needs, its own copies. */
typedef struct
{
  FoyerEventDraft *before; /* (nullable) */
  FoyerEventDraft *after;
  gint64 change_set;
} SaveJob;

static void
save_job_free (SaveJob *job)
{
  foyer_event_draft_free (job->before);
  foyer_event_draft_free (job->after);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaveJob, save_job_free)

static SaveJob *
save_job_steal (SaveJob *job)
{
  SaveJob *result = g_new0 (SaveJob, 1);

  result->after = g_steal_pointer (&job->after);
  result->change_set = job->change_set;
  return result;
}

static gpointer
save_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  SaveJob *job = data;

  if (!foyer_event_draft_save (job->before, job->after, db, &job->change_set, error))
    return NULL;
  /* What came of it goes back to the main thread: the rows have their keys now. */
  return save_job_steal (job);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerEventEditor) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *title = NULL;
  g_autoptr (SaveJob) job = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);
  gboolean was_new = self->stored == NULL;

  self->is_saving = FALSE;
  if (job == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_autofree char *sentence =
              g_strdup_printf (_ ("The event could not be saved: %s"), error->message);

          foyer_banner_set_title (self->banner, sentence);
          foyer_banner_set_style (self->banner, FOYER_BANNER_ERROR);
          show_state (self);
        }
      return;
    }

  foyer_draft_file_remove (self->file);
  g_clear_pointer (&self->stored, foyer_event_draft_free);
  self->stored = foyer_event_draft_copy (job->after);
  foyer_event_draft_free (self->draft);
  self->draft = foyer_event_draft_copy (job->after);
  load_sections (self);
  /* The window takes notice of the act; the toast may outlive this page. */
  title = was_new ? g_strdup_printf (_ ("“%s” created"), self->draft->event->title)
                  : g_strdup_printf (_ ("“%s” saved"), self->draft->event->title);
  if (!was_new)
    foyer_show_undo_toast (GTK_WIDGET (self), title, job->change_set);
  id = foyer_uuid_to_string (&self->draft->event->row.id);
  g_signal_emit (self, signals[SAVED], 0, id, job->change_set);
}

static gpointer
delete_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const FoyerUuid *id = data;
  g_autoptr (FoyerEvent) event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, id, error);
  g_autoptr (FoyerTransaction) transaction = NULL;
  gint64 change_set;

  if (event == NULL)
    return NULL;
  transaction = foyer_transaction_begin (db, "delete-event", error);
  if (transaction == NULL || !foyer_transaction_remove (transaction, event, error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), &change_set, error))
    return NULL;
  return g_memdup2 (&change_set, sizeof change_set);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerEventEditor) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *change_set = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);
  g_autofree char *title = NULL;

  if (change_set == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_autofree char *sentence =
              g_strdup_printf (_ ("The event could not be deleted: %s"), error->message);

          foyer_show_toast (GTK_WIDGET (self), sentence);
        }
      return;
    }
  if (self->file != NULL)
    foyer_draft_file_remove (self->file);
  title = g_strdup_printf (_ ("“%s” deleted"), self->stored->event->title);
  foyer_show_undo_toast (GTK_WIDGET (self), title, *change_set);
}

static void
delete_asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerEventEditor) self = data;

  if (!foyer_ask_finish (result, NULL) || self->stored == NULL)
    return;
  /* Not cancelled with the page: the page goes because the event went. */
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_ACT, delete_on_thread,
                           g_memdup2 (&self->stored->event->row.id, sizeof (FoyerUuid)), g_free,
                           g_free, NULL, deleted_cb, g_object_ref (self));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerEventEditor *self = FOYER_EVENT_EDITOR (widget);
  g_autofree char *heading = NULL;

  if (self->stored == NULL)
    return;
  heading = g_strdup_printf (_ ("Delete “%s”?"), self->stored->event->title);
  foyer_ask_async (widget, heading,
                   _ ("The event goes, with its attendees and check-ins. You can undo this as long "
                      "as the window is open."),
                   _ ("_Delete"), FOYER_ASK_DESTRUCTIVE, self->cancellable, delete_asked_cb,
                   g_object_ref (self));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  foyer_event_editor_save (FOYER_EVENT_EDITOR (widget));
}

static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  foyer_event_editor_discard (FOYER_EVENT_EDITOR (widget));
}

static void
foyer_event_editor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerEventEditor *self = FOYER_EVENT_EDITOR (object);

  switch (id)
    {
    case PROP_IS_DIRTY:
      g_value_set_boolean (value, self->is_dirty);
      break;
    case PROP_IS_VALID:
      g_value_set_boolean (value, self->is_valid);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static gboolean
foyer_event_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOYER_EVENT_EDITOR (widget)->basics));
}

static void
foyer_event_editor_dispose (GObject *object)
{
  FoyerEventEditor *self = FOYER_EVENT_EDITOR (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  if (self->file != NULL)
    foyer_draft_file_flush (self->file);
  g_clear_object (&self->file);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->replica);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (foyer_event_editor_parent_class)->dispose (object);
}

static void
foyer_event_editor_finalize (GObject *object)
{
  FoyerEventEditor *self = FOYER_EVENT_EDITOR (object);

  g_clear_object (&self->cancellable);
  foyer_event_draft_free (self->stored);
  foyer_event_draft_free (self->draft);
  G_OBJECT_CLASS (foyer_event_editor_parent_class)->finalize (object);
}

static void
foyer_event_editor_class_init (FoyerEventEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = foyer_event_editor_get_property;
  object_class->dispose = foyer_event_editor_dispose;
  object_class->finalize = foyer_event_editor_finalize;
  widget_class->grab_focus = foyer_event_editor_grab_focus;

  properties[PROP_IS_DIRTY] = g_param_spec_boolean ("is-dirty", NULL, NULL, FALSE, flags);
  properties[PROP_IS_VALID] = g_param_spec_boolean ("is-valid", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SAVED] = g_signal_new ("saved", FOYER_TYPE_EVENT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);

  gtk_widget_class_install_action (widget_class, "editor.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "editor.discard", NULL, discard_action);
  gtk_widget_class_install_action (widget_class, "editor.delete", NULL, delete_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "editor.save",
                                       NULL);

  g_type_ensure (FOYER_TYPE_BANNER);
  g_type_ensure (FOYER_TYPE_EVENT_BASICS_SECTION);
  g_type_ensure (FOYER_TYPE_EVENT_CAPACITY_SECTION);
  g_type_ensure (FOYER_TYPE_EVENT_TIERS_SECTION);
  g_type_ensure (FOYER_TYPE_EVENT_WHEN_SECTION);
  g_type_ensure (FOYER_TYPE_EVENT_WHERE_SECTION);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventEditor, banner);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventEditor, page);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventEditor, basics);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventEditor, when);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventEditor, where);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventEditor, capacity);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventEditor, tiers);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventEditor, danger);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventEditor, bar_revealer);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventEditor, bar_label);
}

static void
foyer_event_editor_init (FoyerEventEditor *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->sections[0] = self->basics;
  self->sections[1] = self->when;
  self->sections[2] = self->where;
  self->sections[3] = self->capacity;
  self->sections[4] = self->tiers;
  for (guint i = 0; i < N_SECTIONS; i++)
    g_signal_connect_object (self->sections[i], "changed", G_CALLBACK (section_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

/* A kept draft of an event that has changed or gone since is still the person's work: it is shown
 * over what is stored. */
static void
take_kept_draft (FoyerEventEditor *self)
{
  g_autoptr (FoyerEventDraft) kept = foyer_draft_file_read (self->file, NULL);

  if (kept == NULL || (self->stored != NULL && foyer_event_draft_equal (kept, self->stored)))
    return;
  if (self->stored != NULL)
    kept->event->row = self->stored->event->row;
  foyer_event_draft_free (self->draft);
  self->draft = g_steal_pointer (&kept);
  foyer_banner_set_title (self->banner,
                          _ ("These changes were not saved last time. They were kept."));
}

GtkWidget *
foyer_event_editor_new (FoyerReplica *replica, GSettings *settings, const FoyerUuid *event_id)
{
  FoyerEventEditor *self = g_object_new (FOYER_TYPE_EVENT_EDITOR, NULL);
  g_autoptr (GError) error = NULL;

  self->replica = g_object_ref (replica);
  self->settings = g_object_ref (settings);
  self->file = foyer_draft_file_new (foyer_replica_get_path (replica), event_id);
  if (event_id != NULL)
    self->stored = foyer_event_draft_load (foyer_replica_get_reader (replica), event_id, &error);
  if (error != NULL)
    {
      foyer_banner_set_title (self->banner, error->message);
      foyer_banner_set_style (self->banner, FOYER_BANNER_ERROR);
    }
  if (self->stored != NULL)
    self->draft = foyer_event_draft_copy (self->stored);
  else
    {
      g_autofree char *currency = foyer_default_currency (settings);

      self->draft = foyer_event_draft_new (foyer_time_now (), currency);
    }
  gtk_widget_set_visible (self->danger, self->stored != NULL);
  take_kept_draft (self);
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  load_sections (self);
  return GTK_WIDGET (self);
}

void
foyer_event_editor_set_title (FoyerEventEditor *self, const char *title)
{
  g_return_if_fail (FOYER_IS_EVENT_EDITOR (self));
  g_return_if_fail (self->stored == NULL);

  if (title == NULL || (self->draft->event->title != NULL && *self->draft->event->title != '\0'))
    return;
  g_free (self->draft->event->title);
  self->draft->event->title = g_strdup (title);
  g_free (self->draft->event->slug);
  self->draft->event->slug = foyer_event_slug_from_title (title);
  load_sections (self);
}

gboolean
foyer_event_editor_is_dirty (FoyerEventEditor *self)
{
  g_return_val_if_fail (FOYER_IS_EVENT_EDITOR (self), FALSE);

  return self->is_dirty;
}

gboolean
foyer_event_editor_is_valid (FoyerEventEditor *self)
{
  g_return_val_if_fail (FOYER_IS_EVENT_EDITOR (self), FALSE);

  return self->is_valid;
}

void
foyer_event_editor_save (FoyerEventEditor *self)
{
  SaveJob *job;

  g_return_if_fail (FOYER_IS_EVENT_EDITOR (self));

  if (!self->is_valid || !self->is_dirty || self->is_saving)
    return;
  job = g_new0 (SaveJob, 1);
  job->before = self->stored != NULL ? foyer_event_draft_copy (self->stored) : NULL;
  job->after = foyer_event_draft_copy (self->draft);
  self->is_saving = TRUE;
  show_state (self);
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_ACT, save_on_thread, job,
                           (GDestroyNotify) save_job_free, (GDestroyNotify) save_job_free,
                           self->cancellable, saved_cb, g_object_ref (self));
}

void
foyer_event_editor_discard (FoyerEventEditor *self)
{
  g_return_if_fail (FOYER_IS_EVENT_EDITOR (self));

  foyer_draft_file_remove (self->file);
  foyer_banner_set_title (self->banner, NULL);
  if (self->stored == NULL)
    return;
  foyer_event_draft_free (self->draft);
  self->draft = foyer_event_draft_copy (self->stored);
  load_sections (self);
}
