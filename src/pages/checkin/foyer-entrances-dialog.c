/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-entrances-dialog.h"

#include <glib/gi18n-lib.h>

#include "foyer-entrance-row.h"
#include "foyer-time.h"
#include "foyer-toast.h"
#include "foyer-transaction.h"
#include "foyer-verdict-look.h"

struct _FoyerEntrancesDialog
{
  AdwWindow            parent_instance;

  AdwPreferencesGroup *group;
  GtkWidget           *save_button;

  FoyerDoor           *door;    /* (owned) */
  GPtrArray           *rows;    /* of FoyerEntranceRow (not owned: in the group) */
  GPtrArray           *removed; /* (owned) of FoyerCheckInList */
};

G_DEFINE_FINAL_TYPE (FoyerEntrancesDialog, foyer_entrances_dialog, ADW_TYPE_WINDOW)

/* What is written on the database thread. */
typedef struct
{
  GPtrArray *before; /* (owned) of FoyerCheckInList; key 0 for a new one */
  GPtrArray *after;  /* (owned) as many */
  GPtrArray *removed;/* (owned) */
} Edits;

static void
edits_free (gpointer data)
{
  Edits *edits = data;

  g_ptr_array_unref (edits->before);
  g_ptr_array_unref (edits->after);
  g_ptr_array_unref (edits->removed);
  g_free (edits);
}

static gpointer
write_edits (FoyerDatabase *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  const Edits *edits = data;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "edit-entrances", error);

  if (transaction == NULL)
    return NULL;
  for (guint i = 0; i < edits->after->len; i++)
    {
      FoyerCheckInList *before = g_ptr_array_index (edits->before, i);
      FoyerCheckInList *after = g_ptr_array_index (edits->after, i);
      gboolean written = before->row.key == 0 ? foyer_transaction_insert (transaction, after, error)
                                              : foyer_transaction_update (transaction, before, after, error);

      if (!written)
        return NULL;
    }
  for (guint i = 0; i < edits->removed->len; i++)
    if (!foyer_transaction_remove (transaction, g_ptr_array_index (edits->removed, i), error))
      return NULL;
  if (!foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

static void
update (FoyerEntrancesDialog *self)
{
  gboolean valid = self->rows->len > 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      FoyerEntranceRow *row = g_ptr_array_index (self->rows, i);

      valid = valid && foyer_entrance_row_is_valid (row);
      foyer_entrance_row_set_removable (row, self->rows->len > 1);
    }
  gtk_widget_set_sensitive (self->save_button, valid);
}

static void
removed_cb (FoyerEntranceRow     *row,
            FoyerEntrancesDialog *self)
{
  const FoyerCheckInList *list = foyer_entrance_row_get_list (row);

  if (list->row.key != 0)
    g_ptr_array_add (self->removed, foyer_check_in_list_copy (list));
  g_ptr_array_remove (self->rows, row);
  adw_preferences_group_remove (self->group, GTK_WIDGET (row));
  update (self);
}

static FoyerEntranceRow *
add_row (FoyerEntrancesDialog   *self,
         const FoyerCheckInList *list)
{
  const FoyerEvent *event = foyer_door_get_event (self->door);
  GtkWidget *row = foyer_entrance_row_new (list, foyer_door_get_tiers (self->door), foyer_door_get_zone (self->door),
                                           event != NULL ? event->start_date : foyer_time_now ());

  g_signal_connect_object (row, "edited", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), self, 0);
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (self->group, row);
  return FOYER_ENTRANCE_ROW (row);
}

static void
add_cb (FoyerEntrancesDialog *self)
{
  g_autoptr (FoyerCheckInList) list = foyer_check_in_list_new ();
  FoyerEntranceRow *row;

  list->event_id = foyer_door_get_event (self->door)->row.id;
  list->name = g_strdup_printf (_("Entrance %u"), self->rows->len + 1);
  list->sort_order = self->rows->len;
  row = add_row (self, list);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  update (self);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (FoyerEntrancesDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (self->door == NULL)
    return;
  if (foyer_replica_run_finish (foyer_door_get_replica (self->door), result, &error) != NULL)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  gtk_widget_set_sensitive (self->save_button, TRUE);
  {
    g_autofree char *why = foyer_verdict_look_say_error (error);
    g_autofree char *title = g_strdup_printf (_("Not saved. %s"), why);

    foyer_show_toast (GTK_WIDGET (self->group), title);
  }
}

static void
save_cb (FoyerEntrancesDialog *self)
{
  Edits *edits = g_new0 (Edits, 1);

  edits->before = g_ptr_array_new_with_free_func (foyer_row_free);
  edits->after = g_ptr_array_new_with_free_func (foyer_row_free);
  edits->removed = g_ptr_array_new_with_free_func (foyer_row_free);
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_ptr_array_add (edits->before, foyer_check_in_list_copy (foyer_entrance_row_get_list (g_ptr_array_index (self->rows, i))));
      g_ptr_array_add (edits->after, foyer_entrance_row_make_list (g_ptr_array_index (self->rows, i)));
    }
  for (guint i = 0; i < self->removed->len; i++)
    g_ptr_array_add (edits->removed, foyer_check_in_list_copy (g_ptr_array_index (self->removed, i)));
  gtk_widget_set_sensitive (self->save_button, FALSE);
  foyer_replica_run_async (foyer_door_get_replica (self->door), FOYER_PRIORITY_ACT, write_edits, edits, edits_free, NULL,
                           NULL, written_cb, g_object_ref (self));
}

static void
foyer_entrances_dialog_dispose (GObject *object)
{
  FoyerEntrancesDialog *self = FOYER_ENTRANCES_DIALOG (object);

  g_clear_object (&self->door);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->removed, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_entrances_dialog_parent_class)->dispose (object);
}

static void
foyer_entrances_dialog_class_init (FoyerEntrancesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_entrances_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/foyerapp/Foyer/checkin/foyer-entrances-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEntrancesDialog, group);
  gtk_widget_class_bind_template_child (widget_class, FoyerEntrancesDialog, save_button);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
foyer_entrances_dialog_init (FoyerEntrancesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->removed = g_ptr_array_new_with_free_func (foyer_row_free);
}

GtkWidget *
foyer_entrances_dialog_new (GtkWindow *parent,
                            FoyerDoor *door)
{
  FoyerEntrancesDialog *self;
  GPtrArray *lists;

  g_return_val_if_fail (FOYER_IS_DOOR (door), NULL);

  self = g_object_new (FOYER_TYPE_ENTRANCES_DIALOG, "transient-for", parent, NULL);
  self->door = g_object_ref (door);
  lists = foyer_door_get_lists (door);
  for (guint i = 0; i < lists->len; i++)
    add_row (self, g_ptr_array_index (lists, i));
  if (self->rows->len == 1)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (g_ptr_array_index (self->rows, 0)), TRUE);
  update (self);
  return GTK_WIDGET (self);
}
