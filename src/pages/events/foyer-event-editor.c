/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-editor.h"

#include "foyer-ask.h"
#include "foyer-banner.h"
#include "foyer-default-currency.h"
#include "foyer-draft-file.h"
#include "foyer-event-column-text.h"
#include "foyer-edit-scope-dialog.h"
#include "foyer-event-draft-job.h"
#include "foyer-event-draft-merge.h"
#include "foyer-event-form.h"
#include "foyer-row-store.h"
#include "foyer-time.h"
#include "foyer-toast.h"
#include "foyer-event-text.h"

#include <glib/gi18n-lib.h>

struct _FoyerEventEditor
{
  GtkWidget parent_instance;

  FoyerBanner *banner;
  FoyerEventForm *form;
  GtkRevealer *bar_revealer;
  GtkLabel *bar_label;
  GtkProgressBar *progress;

  FoyerReplica *replica;   /* (owned) */
  GSettings *settings;     /* (owned) */
  FoyerEventDraft *stored; /* (owned) (nullable) as in the replica; NULL for a new event */
  FoyerEventDraft *sent;   /* (owned) (nullable) what is being saved */
  FoyerDraftFile *file;    /* (owned) */
  GCancellable *saving;    /* (owned) (nullable) stops what is being saved */
  gboolean is_touched;     /* somebody changed a field since it was loaded */
  gboolean is_dirty;
  gboolean is_valid;
  gboolean is_saving;
  gboolean has_missed; /* a change came while saving */
  gboolean has_news;   /* the banner tells what was changed elsewhere */
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
  const FoyerEventDraft *draft = foyer_event_form_get_draft (self->form);
  gboolean was_dirty = self->is_dirty;
  gboolean was_valid = self->is_valid;

  self->is_valid = foyer_event_form_is_valid (self->form);
  /* What somebody typed and no field understands is not in the draft, yet it would be lost. */
  self->is_dirty =
      self->stored == NULL
          ? draft->event->title != NULL && *draft->event->title != '\0'
          : !foyer_event_draft_equal (draft, self->stored) || (self->is_touched && !self->is_valid);

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

/* Takes the draft. */
static void
show_draft (FoyerEventEditor *self, FoyerEventDraft *draft)
{
  foyer_event_form_load (self->form, self->replica, draft);
  self->is_touched = FALSE;
  show_state (self);
}

static void
keep_draft (FoyerEventEditor *self)
{
  if (self->is_dirty)
    foyer_draft_file_write (self->file, foyer_event_form_get_draft (self->form), self->stored);
  else
    foyer_draft_file_remove (self->file);
}

static void
form_changed_cb (FoyerEventEditor *self)
{
  self->is_touched = TRUE;
  if (!self->has_news)
    foyer_banner_set_title (self->banner, NULL);
  show_state (self);
  keep_draft (self);
}

/* What was changed elsewhere is said until it is saved or discarded: it would go unnoticed among so
 * many fields. */
static void
show_news (FoyerEventEditor *self, const FoyerDraftMerge *merge)
{
  g_autofree char *taken = foyer_event_column_list (merge->taken);
  g_autofree char *kept = foyer_event_column_list (merge->kept);
  g_autofree char *sentence = NULL;

  if (*kept != '\0')
    sentence = g_strdup_printf (_ ("Changed elsewhere too: %s. Saving replaces that by what is "
                                   "here; discarding shows it."),
                                kept);
  else if (merge->n_rows_kept > 0)
    sentence = g_strdup (_ ("Tiers or questions were changed elsewhere too. Saving replaces that "
                            "by what is here; discarding shows it."));
  else if (*taken != '\0')
    sentence = g_strdup_printf (_ ("Changed elsewhere: %s. Your own changes stay."), taken);
  else if (merge->n_rows > 0)
    sentence = g_strdup (_ ("Tiers or questions were changed elsewhere. Your own changes stay."));
  else
    return;
  self->has_news = TRUE;
  foyer_banner_set_title (self->banner, sentence);
  foyer_banner_set_style (self->banner, FOYER_BANNER_WARNING);
}

static void
forget_news (FoyerEventEditor *self)
{
  self->has_news = FALSE;
  foyer_banner_set_title (self->banner, NULL);
}

static void
merge_stored (FoyerEventEditor *self, const FoyerEventDraft *stored)
{
  FoyerDraftMerge merge;
  FoyerEventDraft *merged = foyer_event_draft_merge (
      self->stored, foyer_event_form_get_draft (self->form), stored, &merge);

  foyer_event_draft_free (self->stored);
  self->stored = foyer_event_draft_copy (stored);
  foyer_event_form_reload (self->form, merged);
  show_news (self, &merge);
  show_state (self);
  keep_draft (self);
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
  if (foyer_event_draft_equal (stored, self->stored))
    return;
  if (self->is_dirty)
    {
      merge_stored (self, stored);
      return;
    }
  foyer_event_draft_free (self->stored);
  self->stored = g_steal_pointer (&stored);
  show_draft (self, foyer_event_draft_copy (self->stored));
}

static void
replica_changed_cb (FoyerEventEditor *self, FoyerChanges *changes)
{
  if (self->stored == NULL)
    return;
  if (foyer_changes_touch (changes, &FOYER_EVENT_TYPE) ||
      foyer_changes_touch (changes, &FOYER_TIER_TYPE) ||
      foyer_changes_touch (changes, &FOYER_QUESTION_TYPE))
    {
      if (self->is_saving)
        self->has_missed = TRUE; /* looked at once it is known which of it is our own */
      else
        load_stored (self);
    }
}

static void
tell_unsaved (FoyerEventEditor *self, const GError *error)
{
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_state (self);
      return;
    }
  sentence = g_strdup_printf (_ ("The event could not be saved: %s"), error->message);
  foyer_banner_set_title (self->banner, sentence);
  foyer_banner_set_style (self->banner, FOYER_BANNER_ERROR);
  /* The news of another's change may be on the way still. */
  if (self->stored != NULL &&
      g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT))
    load_stored (self);
  show_state (self);
}

/* Takes the draft. What was typed while it was saved stays. */
static void
show_saved (FoyerEventEditor *self, FoyerEventDraft *saved)
{
  const FoyerEventDraft *shown = foyer_event_form_get_draft (self->form);
  FoyerDraftMerge merge;

  foyer_event_draft_free (self->stored);
  self->stored = saved;
  foyer_event_form_reload (self->form,
                           foyer_event_draft_equal (shown, self->sent)
                               ? foyer_event_draft_copy (saved)
                               : foyer_event_draft_merge (self->sent, shown, saved, &merge));
  g_clear_pointer (&self->sent, foyer_event_draft_free);
  show_state (self);
  keep_draft (self);
}

/* Other dates of the series are saved, too: that can be many. */
static void
set_saving (FoyerEventEditor *self, FoyerSeriesScope scope, gboolean is_saving)
{
  self->is_saving = is_saving;
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_progress_bar_set_text (self->progress, _ ("Saving…"));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_saving && scope != FOYER_SERIES_THIS);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.stop-saving", is_saving);
}

static void
progress_cb (guint done, guint total, gpointer data)
{
  FoyerEventEditor *self = data;
  g_autofree char *text = NULL;

  if (self->progress == NULL)
    return;
  text = g_strdup_printf (_ ("%'u of %'u dates"), done, total);
  gtk_progress_bar_set_fraction (self->progress, total > 0 ? (double) done / total : 0);
  gtk_progress_bar_set_text (self->progress, text);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerEventEditor) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *title = NULL;
  gint64 change_set = 0;
  g_autoptr (FoyerEventDraft) saved =
      foyer_event_draft_save_finish (FOYER_REPLICA (source), result, &change_set, &error);
  gboolean was_new = self->stored == NULL;

  if (self->form == NULL)
    return; /* closed meanwhile; what was saved is saved */
  set_saving (self, FOYER_SERIES_THIS, FALSE);
  if (saved == NULL)
    {
      tell_unsaved (self, error);
      /* Cancelled when it was done already, or another's change. */
      if (self->has_missed)
        load_stored (self);
      self->has_missed = FALSE;
      return;
    }

  forget_news (self);
  show_saved (self, g_steal_pointer (&saved));
  if (self->has_missed)
    load_stored (self);
  self->has_missed = FALSE;
  /* The window takes notice of the act; the toast may outlive this page. */
  title = g_strdup_printf (_ ("“%s” saved"), self->stored->event->title);
  if (!was_new)
    foyer_show_undo_toast (GTK_WIDGET (self), title, change_set);
  id = foyer_uuid_to_string (&self->stored->event->row.id);
  g_signal_emit (self, signals[SAVED], 0, id, change_set);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  foyer_event_editor_save (FOYER_EVENT_EDITOR (widget));
}

static void
stop_saving_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_cancellable_cancel (FOYER_EVENT_EDITOR (widget)->saving);
}

static void
show_field_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  foyer_event_form_show_field (FOYER_EVENT_EDITOR (widget)->form,
                               g_variant_get_string (parameter, NULL));
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
  return gtk_widget_grab_focus (GTK_WIDGET (FOYER_EVENT_EDITOR (widget)->form));
}

static void
foyer_event_editor_dispose (GObject *object)
{
  FoyerEventEditor *self = FOYER_EVENT_EDITOR (object);
  GtkWidget *child;

  g_cancellable_cancel (self->saving);
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

  g_clear_object (&self->saving);
  foyer_event_draft_free (self->stored);
  foyer_event_draft_free (self->sent);
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
  gtk_widget_class_install_action (widget_class, "editor.stop-saving", NULL, stop_saving_action);
  gtk_widget_class_install_action (widget_class, "editor.show-field", "s", show_field_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "editor.save",
                                       NULL);

  g_type_ensure (FOYER_TYPE_BANNER);
  g_type_ensure (FOYER_TYPE_EVENT_FORM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventEditor, banner);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventEditor, form);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventEditor, bar_revealer);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventEditor, bar_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventEditor, progress);
  gtk_widget_class_bind_template_callback (widget_class, form_changed_cb);
}

static void
foyer_event_editor_init (FoyerEventEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A kept draft of an event that has changed or gone since is still the person's work: it is shown
 * over what is stored. (nullable) */
static FoyerEventDraft *
take_kept_draft (FoyerEventEditor *self, FoyerDraftMerge *merge)
{
  g_autoptr (FoyerEventDraft) base = NULL;
  g_autoptr (FoyerEventDraft) kept = foyer_draft_file_read (self->file, &base);

  if (kept == NULL || self->stored == NULL)
    return g_steal_pointer (&kept);
  if (base != NULL && foyer_uuid_equal (&base->event->row.id, &self->stored->event->row.id))
    {
      FoyerEventDraft *merged = foyer_event_draft_merge (base, kept, self->stored, merge);

      foyer_event_draft_free (kept);
      kept = merged;
    }
  kept->event->row = self->stored->event->row;
  return foyer_event_draft_equal (kept, self->stored) ? NULL : g_steal_pointer (&kept);
}

static FoyerEventDraft *
make_first_draft (FoyerEventEditor *self)
{
  g_autofree char *currency = NULL;

  if (self->stored != NULL)
    return foyer_event_draft_copy (self->stored);
  currency = foyer_default_currency (self->settings);
  return foyer_event_draft_new (foyer_time_now (), currency);
}

GtkWidget *
foyer_event_editor_new (FoyerReplica *replica, GSettings *settings, const FoyerUuid *event_id)
{
  FoyerEventEditor *self = g_object_new (FOYER_TYPE_EVENT_EDITOR, NULL);
  g_autoptr (GError) error = NULL;
  FoyerDraftMerge merge = { 0 };
  FoyerEventDraft *kept;

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
  kept = take_kept_draft (self, &merge);
  if (kept != NULL)
    {
      foyer_banner_set_title (self->banner,
                              _ ("These changes were not saved last time. They were kept."));
      show_news (self, &merge);
    }
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_draft (self, kept != NULL ? kept : make_first_draft (self));
  return GTK_WIDGET (self);
}

void
foyer_event_editor_set_title (FoyerEventEditor *self, const char *title)
{
  FoyerEventDraft *draft;

  g_return_if_fail (FOYER_IS_EVENT_EDITOR (self));
  g_return_if_fail (self->stored == NULL);

  draft = foyer_event_draft_copy (foyer_event_form_get_draft (self->form));
  if (title != NULL && (draft->event->title == NULL || *draft->event->title == '\0'))
    {
      g_free (draft->event->title);
      draft->event->title = g_strdup (title);
      g_free (draft->event->slug);
      draft->event->slug = foyer_event_slug_from_title (title);
    }
  show_draft (self, draft);
}

void
foyer_event_editor_set_day (FoyerEventEditor *self, gint64 day)
{
  FoyerEventDraft *draft;

  g_return_if_fail (FOYER_IS_EVENT_EDITOR (self));
  g_return_if_fail (self->stored == NULL);

  draft = foyer_event_draft_copy (foyer_event_form_get_draft (self->form));
  foyer_event_text_move_to_day (draft->event, day);
  show_draft (self, draft);
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

static void
save_cb (FoyerEventEditor *self, int scope, gboolean overwrite)
{
  if (!self->is_valid || !self->is_dirty || self->is_saving)
    return;
  g_clear_object (&self->saving);
  self->saving = g_cancellable_new ();
  set_saving (self, (FoyerSeriesScope) scope, TRUE);
  foyer_event_draft_free (self->sent);
  self->sent = foyer_event_draft_copy (foyer_event_form_get_draft (self->form));
  show_state (self);
  foyer_event_draft_save_async (self->replica, self->stored, self->sent, scope, overwrite,
                                progress_cb, self, self->saving, saved_cb, g_object_ref (self));
}

void
foyer_event_editor_save (FoyerEventEditor *self)
{
  g_return_if_fail (FOYER_IS_EVENT_EDITOR (self));
  if (self->stored == NULL || !self->is_valid || self->is_saving ||
      !foyer_edit_scope_dialog_ask (GTK_WIDGET (self), self->replica, self->stored,
                                    foyer_event_form_get_draft (self->form), G_CALLBACK (save_cb)))
    save_cb (self, FOYER_SERIES_THIS, FALSE);
}

void
foyer_event_editor_discard (FoyerEventEditor *self)
{
  g_return_if_fail (FOYER_IS_EVENT_EDITOR (self));

  foyer_draft_file_remove (self->file);
  forget_news (self);
  if (self->stored != NULL)
    show_draft (self, foyer_event_draft_copy (self->stored));
}
