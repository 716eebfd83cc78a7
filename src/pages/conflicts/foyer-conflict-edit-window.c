/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-conflict-edit-window.h"

#include "foyer-conflict-field.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

struct _FoyerConflictEditWindow
{
  FoyerEditWindow parent_instance;

  GtkLabel *title_label;
  GtkLabel *explanation_label;
  GtkBox *fields_box;

  GtkWidget *from;             /* (weak) (nullable) of the window that knows Undo */
  FoyerReplica *replica;       /* (owned) */
  FoyerConflictReport *report; /* (owned) its own: it stays while the list goes on */
  GPtrArray *fields;           /* (owned) of FoyerConflictField */
};

G_DEFINE_FINAL_TYPE (FoyerConflictEditWindow, foyer_conflict_edit_window, FOYER_TYPE_EDIT_WINDOW)

/* What was chosen, on its way to the thread and back. */
typedef struct
{
  FoyerUuid conflict_id;
  GArray *choices; /* (owned) of FoyerFieldChoice */
  gpointer typed;  /* (owned) a row */
  gint64 change_set;
  FoyerConflictEditWindow *self; /* (owned) main thread only */
} Settle;

static void
settle_free (Settle *settle)
{
  g_array_unref (settle->choices);
  foyer_row_free (settle->typed);
  g_object_unref (settle->self);
  g_free (settle);
}

static gpointer
settle_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Settle *settle = data;

  if (!foyer_conflict_acts_choose (db, &settle->conflict_id,
                                   (FoyerFieldChoice *) settle->choices->data, settle->choices->len,
                                   settle->typed, &settle->change_set, error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Settle *settle = data;
  g_autoptr (GError) error = NULL;

  if (foyer_replica_run_finish (FOYER_REPLICA (source), result, &error) != NULL)
    foyer_edit_window_show_saved (FOYER_EDIT_WINDOW (settle->self), settle->change_set,
                                  _ ("Conflict settled"));
  else
    foyer_edit_window_show_failure (FOYER_EDIT_WINDOW (settle->self), error->message);
  settle_free (settle);
}

/* A row with all that was typed; NULL when something of it cannot be. */
static gpointer
read_typed (FoyerConflictEditWindow *self)
{
  g_autoptr (FoyerRow) row = foyer_row_copy (self->report->row);
  gboolean is_valid = TRUE;

  for (guint i = 0; i < self->fields->len; i++)
    is_valid &= foyer_conflict_field_read (g_ptr_array_index (self->fields, i), row);
  return is_valid ? g_steal_pointer (&row) : NULL;
}

static void
changed_cb (FoyerConflictEditWindow *self)
{
  g_autoptr (FoyerRow) typed = read_typed (self);

  foyer_edit_window_set_can_save (FOYER_EDIT_WINDOW (self), typed != NULL);
}

static gboolean
foyer_conflict_edit_window_is_edited (FoyerEditWindow *window)
{
  FoyerConflictEditWindow *self = FOYER_CONFLICT_EDIT_WINDOW (window);
  FoyerFieldChoice choice;

  for (guint i = 0; i < self->fields->len; i++)
    if (foyer_conflict_field_get_choice (g_ptr_array_index (self->fields, i), &choice))
      return TRUE;
  return FALSE;
}

static void
foyer_conflict_edit_window_save (FoyerEditWindow *window)
{
  FoyerConflictEditWindow *self = FOYER_CONFLICT_EDIT_WINDOW (window);
  g_autoptr (FoyerRow) typed = read_typed (self);
  Settle *settle;

  if (typed == NULL)
    {
      foyer_edit_window_show_failure (window, NULL);
      return;
    }
  settle = g_new0 (Settle, 1);
  settle->conflict_id = self->report->id;
  settle->typed = g_steal_pointer (&typed);
  settle->choices = g_array_new (FALSE, FALSE, sizeof (FoyerFieldChoice));
  settle->self = g_object_ref (self);
  for (guint i = 0; i < self->fields->len; i++)
    {
      FoyerFieldChoice choice;

      if (foyer_conflict_field_get_choice (g_ptr_array_index (self->fields, i), &choice))
        g_array_append_val (settle->choices, choice);
    }
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_ACT, settle_on_thread, settle, NULL, NULL,
                           NULL, settled_cb, settle);
}

static void
saved_cb (FoyerConflictEditWindow *self, gint64 change_set, const char *title)
{
  if (self->from != NULL)
    foyer_show_undo_toast (self->from, title, change_set);
}

static void
foyer_conflict_edit_window_dispose (GObject *object)
{
  FoyerConflictEditWindow *self = FOYER_CONFLICT_EDIT_WINDOW (object);

  g_clear_weak_pointer (&self->from);
  G_OBJECT_CLASS (foyer_conflict_edit_window_parent_class)->dispose (object);
}

static void
foyer_conflict_edit_window_finalize (GObject *object)
{
  FoyerConflictEditWindow *self = FOYER_CONFLICT_EDIT_WINDOW (object);

  g_clear_object (&self->replica);
  g_ptr_array_unref (self->fields);
  foyer_conflict_report_free (self->report);
  G_OBJECT_CLASS (foyer_conflict_edit_window_parent_class)->finalize (object);
}

static void
foyer_conflict_edit_window_class_init (FoyerConflictEditWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_conflict_edit_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_conflict_edit_window_finalize;
  FOYER_EDIT_WINDOW_CLASS (klass)->is_edited = foyer_conflict_edit_window_is_edited;
  FOYER_EDIT_WINDOW_CLASS (klass)->save = foyer_conflict_edit_window_save;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/conflicts/foyer-conflict-edit-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictEditWindow, title_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictEditWindow, explanation_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictEditWindow, fields_box);
}

static void
foyer_conflict_edit_window_init (FoyerConflictEditWindow *self)
{
  self->fields = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "saved", G_CALLBACK (saved_cb), NULL);
}

GtkWidget *
foyer_conflict_edit_window_present (GtkWidget *from, FoyerReplica *replica, FoyerConflictItem *item)
{
  FoyerConflictEditWindow *self = g_object_new (FOYER_TYPE_CONFLICT_EDIT_WINDOW, "transient-for",
                                                gtk_widget_get_root (from), NULL);

  g_set_weak_pointer (&self->from, from);
  self->replica = g_object_ref (replica);
  self->report = foyer_conflict_item_dup_report (item);
  gtk_label_set_label (self->title_label, self->report->title);
  gtk_label_set_label (self->explanation_label, self->report->explanation);
  for (guint i = 0; i < self->report->fields->len; i++)
    {
      GtkWidget *field =
          foyer_conflict_field_new (self->report, g_ptr_array_index (self->report->fields, i));

      g_ptr_array_add (self->fields, field);
      g_signal_connect_object (field, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->fields_box, field);
    }
  foyer_edit_window_set_can_save (FOYER_EDIT_WINDOW (self), TRUE);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
