/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-main-window-private.h"

#include "foyer-rich-text.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  FoyerMainWindow *self; /* (owned) */
  gint64 change_set;
} UndoJob;

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree UndoJob *job = data;
  g_autoptr (FoyerMainWindow) self = job->self;
  g_autoptr (GError) error = NULL;
  guint n_kept = 0;
  gint64 inverse = foyer_replica_undo_finish (FOYER_REPLICA (source), result, &n_kept, &error);

  self->is_undoing = FALSE;
  if (self->undo_stack == NULL)
    return;
  if (error != NULL)
    {
      g_autofree char *sentence = NULL;

      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          sentence = g_strdup_printf (_ ("This could not be undone: %s"), error->message);
          foyer_show_toast (GTK_WIDGET (self), sentence);
        }
    }
  else
    {
      foyer_undo_stack_undone (self->undo_stack, job->change_set, inverse);
      foyer_drop_undo_toast (GTK_WIDGET (self), job->change_set);
      if (n_kept > 0)
        {
          g_autofree char *sentence =
              g_strdup_printf (ngettext ("Undone, but for %u change made since.",
                                         "Undone, but for %u changes made since.", n_kept),
                               n_kept);

          foyer_show_toast (GTK_WIDGET (self), sentence);
        }
    }
  foyer_main_window_update_actions (self);
}

static void
undo (FoyerMainWindow *self, gint64 change_set)
{
  UndoJob *job;

  if (change_set == 0 || self->is_undoing || !foyer_main_window_is_ready (self))
    return;
  self->is_undoing = TRUE;
  job = g_new0 (UndoJob, 1);
  job->self = g_object_ref (self);
  job->change_set = change_set;
  foyer_replica_undo_async (foyer_context_get_replica (self->context), change_set,
                            self->cancellable, undone_cb, job);
}

/* Formatted text has a history of its own, and a shortcut of the window reaches the window first.
 */
gboolean
foyer_main_window_act_in_text (FoyerMainWindow *self, const char *name)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *text = focus != NULL ? gtk_widget_get_ancestor (focus, FOYER_TYPE_RICH_TEXT) : NULL;

  return text != NULL && foyer_rich_text_act (FOYER_RICH_TEXT (text), name);
}

/* So has an entry. What somebody typed since coming into it is the last thing done; before that,
 * and when the entry has nothing more to take back, it is the act that was. */
static gboolean
act_in_entry (FoyerMainWindow *self, const char *name)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  g_autofree char *before = NULL;

  if (!GTK_IS_TEXT (focus) || self->entered_text == NULL)
    return FALSE;
  before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (focus)));
  if (g_str_equal (name, "text.undo") && g_str_equal (before, self->entered_text))
    return FALSE;
  gtk_widget_activate_action (focus, name, NULL);
  return !g_str_equal (before, gtk_editable_get_text (GTK_EDITABLE (focus)));
}

static void
focus_changed_cb (FoyerMainWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  g_clear_pointer (&self->entered_text, g_free);
  if (GTK_IS_TEXT (focus))
    self->entered_text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (focus)));
}

static void
undo_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (foyer_main_window_act_in_text (data, "rich.undo") || act_in_entry (data, "text.undo"))
    return;
  undo (data, foyer_undo_stack_peek_undo (FOYER_MAIN_WINDOW (data)->undo_stack, NULL));
}

static void
redo_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (foyer_main_window_act_in_text (data, "rich.redo") || act_in_entry (data, "text.redo"))
    return;
  undo (data, foyer_undo_stack_peek_redo (FOYER_MAIN_WINDOW (data)->undo_stack, NULL));
}

static void
undo_change_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  undo (data, g_variant_get_int64 (parameter));
}

static void
did_change_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gint64 change_set;
  const char *title;

  g_variant_get (parameter, "(x&s)", &change_set, &title);
  foyer_undo_stack_did (FOYER_MAIN_WINDOW (data)->undo_stack, change_set, title);
  /* It comes after all that was typed. */
  focus_changed_cb (data);
}

static const GActionEntry actions[] = {
  { "undo", undo_action },
  { "redo", redo_action },
  { "undo-change", undo_change_action, "x" },
  { "did-change", did_change_action, "(xs)" },
};

void
foyer_main_window_add_undo (FoyerMainWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (focus_changed_cb), NULL);
}

static void
enable (FoyerMainWindow *self, const char *name, gboolean is_enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)), is_enabled);
}

void
foyer_main_window_update_undo (FoyerMainWindow *self)
{
  gboolean is_free = foyer_main_window_is_ready (self) && !self->is_undoing;
  gboolean can_undo;
  gboolean can_redo;

  g_object_get (self->undo_stack, "can-undo", &can_undo, "can-redo", &can_redo, NULL);
  enable (self, "undo", is_free && can_undo);
  enable (self, "redo", is_free && can_redo);
}
