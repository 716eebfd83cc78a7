/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-edit-scope-dialog.h"

#include "foyer-event-column-text.h"
#include "foyer-event-text.h"
#include "foyer-part.h"
#include "foyer-recurrence-parts.h"

#include <glib/gi18n-lib.h>

struct _FoyerEditScopeDialog
{
  AdwWindow parent_instance;

  GtkLabel *edited;
  GtkCheckButton *only;
  GtkCheckButton *following;
  GtkCheckButton *all;
  GtkSwitch *overwrite;
  GtkLabel *summary;
  GtkStringList *lines;

  FoyerReplica *replica;      /* (owned) */
  struct _Question *question; /* (owned) */
  GCancellable *cancellable;  /* (owned) of the work that runs */
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerEditScopeDialog, foyer_edit_scope_dialog, ADW_TYPE_WINDOW)

/* Shared with the database thread, which may be at it still when the dialog is closed. */
typedef struct _Question
{
  FoyerEditScopeDiff diff;
  gpointer data;
  GDestroyNotify data_free;
} Question;

static void
question_clear (gpointer data)
{
  Question *question = data;

  question->data_free (question->data);
}

static void
question_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, question_clear);
}

typedef struct
{
  Question *question; /* (owned) */
  FoyerSeriesScope scope;
  gboolean overwrite;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  question_unref (job->question);
  g_free (job);
}

static FoyerSeriesScope
get_scope (FoyerEditScopeDialog *self)
{
  if (gtk_check_button_get_active (self->only))
    return FOYER_SERIES_THIS;
  return gtk_check_button_get_active (self->all) ? FOYER_SERIES_ALL : FOYER_SERIES_FOLLOWING;
}

static Job *
make_job (FoyerEditScopeDialog *self)
{
  Job *job = g_new0 (Job, 1);

  job->question = g_atomic_rc_box_acquire (self->question);
  job->scope = get_scope (self);
  job->overwrite = gtk_switch_get_active (self->overwrite);
  return job;
}

/* "Tue, 8 Dec 2026: 19:00 → 18:30, 12 tickets". */
static char *
say_change (const FoyerSeriesChange *change, GTimeZone *zone)
{
  g_autofree char *day =
      foyer_recurrence_day_name (foyer_wall_seconds_from_instant (change->old_start, zone));
  g_autofree char *old_time = foyer_event_text_time (change->old_start, zone);
  g_autofree char *new_time = foyer_event_text_time (change->new_start, zone);
  g_autofree char *new_day =
      foyer_recurrence_day_name (foyer_wall_seconds_from_instant (change->new_start, zone));
  g_autofree char *kept = change->kept != 0 ? foyer_event_column_list (change->kept) : NULL;
  GString *line = g_string_new (day);

  if (change->old_start != change->new_start && g_str_equal (day, new_day))
    g_string_append_printf (line, ": %s → %s", old_time, new_time);
  else if (change->old_start != change->new_start)
    g_string_append_printf (line, ", %s → %s, %s", old_time, new_day, new_time);
  if (change->kind == FOYER_WALL_GAP)
    g_string_append_printf (line, " · %s", _ ("the clock jumps over that time"));
  else if (change->kind == FOYER_WALL_OVERLAP)
    g_string_append_printf (line, " · %s", _ ("the clock shows that time twice"));
  if (kept != NULL)
    {
      g_string_append (line, " · ");
      /* Translators: names of fields that were edited by hand and stay */
      g_string_append_printf (line, _ ("stays as edited by hand: %s"), kept);
    }
  if (change->n_rows > 0)
    {
      g_string_append (line, " · ");
      g_string_append_printf (line,
                              ngettext ("%u tier, question or code changes",
                                        "%u tiers, questions or codes change", change->n_rows),
                              change->n_rows);
    }
  if (change->n_rows_left > 0)
    {
      g_string_append (line, " · ");
      g_string_append_printf (line,
                              ngettext ("%u tier, question or code stays as it is there",
                                        "%u tiers, questions or codes stay as they are there",
                                        change->n_rows_left),
                              change->n_rows_left);
    }
  if (change->n_tickets > 0)
    {
      g_string_append (line, " · ");
      g_string_append_printf (
          line, ngettext ("%d ticket is out", "%d tickets are out", change->n_tickets),
          (int) change->n_tickets);
    }
  return g_string_free (line, FALSE);
}

/* What would happen, in words: of thousands of dates that takes too long for the main thread. */
typedef struct
{
  FoyerSeriesDiff *diff; /* (owned) */
  char **lines;          /* (owned) */
} Told;

static void
told_free (Told *told)
{
  foyer_series_diff_free (told->diff);
  g_strfreev (told->lines);
  g_free (told);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Told, told_free)

static char **
say_changes (const FoyerSeriesDiff *diff, GCancellable *cancellable)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (guint i = 0; i < diff->changes->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const FoyerSeriesChange *change = &g_array_index (diff->changes, FoyerSeriesChange, i);
      g_autofree char *line = NULL;

      if (change->changed == 0 && change->kept == 0 && change->n_rows + change->n_rows_left == 0)
        continue;
      line = say_change (change, diff->zone);
      g_strv_builder_add (lines, line);
    }
  return g_strv_builder_end (lines);
}

static gpointer
diff_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  FoyerSeriesDiff *diff =
      job->question->diff (db, job->question->data, job->scope, job->overwrite, error);
  Told *told;

  if (diff == NULL)
    return NULL;
  told = g_new0 (Told, 1);
  told->diff = diff;
  told->lines = say_changes (diff, cancellable);
  return told;
}

static void
show_told (FoyerEditScopeDialog *self, const Told *told)
{
  const FoyerSeriesDiff *diff = told->diff;
  guint n = diff->n[FOYER_SERIES_CHANGED];
  g_autofree char *changed =
      g_strdup_printf (ngettext ("%'u date changes", "%'u dates change", n), n);
  g_autofree char *kept =
      g_strdup_printf (ngettext ("%'u keeps what was edited by hand",
                                 "%'u keep what was edited by hand", diff->n_kept),
                       diff->n_kept);
  g_autofree char *summary =
      diff->n_kept > 0 ? g_strdup_printf ("%s · %s", changed, kept) : g_strdup (changed);

  gtk_string_list_splice (self->lines, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lines)),
                          (const char *const *) told->lines);
  gtk_label_set_label (self->summary, summary);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "scope.apply", TRUE);
}

static void
told_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerEditScopeDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Told) told = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);

  /* Closed, or overtaken by another choice. */
  if (self->replica == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  if (told != NULL)
    show_told (self, told);
  else
    gtk_label_set_label (self->summary, error->message);
}

static void
renew_cancellable (FoyerEditScopeDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static void
changed_cb (FoyerEditScopeDialog *self)
{
  if (self->replica == NULL)
    return;
  renew_cancellable (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "scope.apply", FALSE);
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_LONG, diff_on_thread, make_job (self),
                           job_free, (GDestroyNotify) told_free, self->cancellable, told_cb,
                           g_object_ref (self));
}

static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerEditScopeDialog *self = FOYER_EDIT_SCOPE_DIALOG (widget);

  g_signal_emit (self, signals[CHOSEN], 0, (int) get_scope (self),
                 gtk_switch_get_active (self->overwrite));
  gtk_window_close (GTK_WINDOW (self));
}

static void
foyer_edit_scope_dialog_dispose (GObject *object)
{
  FoyerEditScopeDialog *self = FOYER_EDIT_SCOPE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->replica);
  g_clear_pointer (&self->question, question_unref);
  G_OBJECT_CLASS (foyer_edit_scope_dialog_parent_class)->dispose (object);
}

static void
foyer_edit_scope_dialog_class_init (FoyerEditScopeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_edit_scope_dialog_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", FOYER_TYPE_EDIT_SCOPE_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/calendar/foyer-edit-scope-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEditScopeDialog, edited);
  gtk_widget_class_bind_template_child (widget_class, FoyerEditScopeDialog, only);
  gtk_widget_class_bind_template_child (widget_class, FoyerEditScopeDialog, following);
  gtk_widget_class_bind_template_child (widget_class, FoyerEditScopeDialog, all);
  gtk_widget_class_bind_template_child (widget_class, FoyerEditScopeDialog, overwrite);
  gtk_widget_class_bind_template_child (widget_class, FoyerEditScopeDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, FoyerEditScopeDialog, lines);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "scope.apply", NULL, apply_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
foyer_edit_scope_dialog_init (FoyerEditScopeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_part_when_closed (GTK_WINDOW (self));
}

/* Of the editor. */
typedef struct
{
  FoyerEventDraft *before; /* (owned) */
  FoyerEventDraft *after;  /* (owned) */
} Drafts;

static void
drafts_free (gpointer data)
{
  Drafts *drafts = data;

  foyer_event_draft_free (drafts->before);
  foyer_event_draft_free (drafts->after);
  g_free (drafts);
}

static FoyerSeriesDiff *
diff_drafts (FoyerDatabase *db,
             gpointer data,
             FoyerSeriesScope scope,
             gboolean overwrite,
             GError **error)
{
  Drafts *drafts = data;
  FoyerSeriesEdit edit =
      foyer_event_draft_get_series_edit (drafts->before, drafts->after, scope, overwrite);

  return foyer_series_edit_diff (db, &edit, error);
}

static char *
say_edited (const FoyerEventDraft *before, const FoyerEventDraft *after)
{
  FoyerColumnSet slug = (FoyerColumnSet) 1 << (foyer_row_type_find (&FOYER_EVENT_TYPE, "slug") -
                                               FOYER_EVENT_TYPE.columns);
  FoyerColumnSet edited = foyer_row_diff (before->event, after->event) & ~slug;

  return edited != 0 ? foyer_event_column_list (edited) : NULL;
}

FoyerEditScopeDialog *
foyer_edit_scope_dialog_new (GtkWidget *from,
                             FoyerReplica *replica,
                             const char *edited,
                             FoyerEditScopeDiff diff,
                             gpointer data,
                             GDestroyNotify data_free)
{
  FoyerEditScopeDialog *self = g_object_new (FOYER_TYPE_EDIT_SCOPE_DIALOG, "transient-for",
                                             gtk_widget_get_root (from), NULL);
  g_autofree char *text = NULL;

  self->replica = g_object_ref (replica);
  self->question = g_atomic_rc_box_new0 (Question);
  self->question->diff = diff;
  self->question->data = data;
  self->question->data_free = data_free;
  if (edited != NULL)
    {
      /* Translators: names of fields, or what was edited */
      text = g_strdup_printf (_ ("Edited: %s."), edited);
      gtk_label_set_label (self->edited, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->edited), edited != NULL);
  changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->only));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

gboolean
foyer_edit_scope_dialog_ask (GtkWidget *from,
                             FoyerReplica *replica,
                             const FoyerEventDraft *before,
                             const FoyerEventDraft *after,
                             GCallback chosen)
{
  FoyerSeriesEdit edit = foyer_event_draft_get_series_edit (before, after, FOYER_SERIES_ALL, FALSE);
  FoyerEditScopeDialog *self;
  g_autofree char *edited = NULL;
  Drafts *drafts;

  if (!gtk_widget_get_mapped (from) || !foyer_series_edit_concerns_others (&edit))
    return FALSE;
  drafts = g_new0 (Drafts, 1);
  drafts->before = foyer_event_draft_copy (before);
  drafts->after = foyer_event_draft_copy (after);
  edited = say_edited (before, after);
  self = foyer_edit_scope_dialog_new (from, replica, edited, diff_drafts, drafts, drafts_free);
  g_signal_connect_object (self, "chosen", chosen, from, G_CONNECT_SWAPPED);
  return TRUE;
}
