/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Practising: the same window on a replica of its own, where nothing counts. */
#include "foyer-box-office-window-private.h"

#include "foyer-toast.h"
#include "foyer-training-store.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  FoyerUuid event_id;
  char *path; /* (owned) */
} Training;

static void
training_free (gpointer data)
{
  Training *training = data;

  g_free (training->path);
  g_free (training);
}

static void
enable (FoyerBoxOfficeWindow *self, gboolean is_enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "training")),
      is_enabled);
}

static void
fail (FoyerBoxOfficeWindow *self, const GError *error)
{
  g_autofree char *title = g_strdup_printf (_ ("Training cannot begin. %s"), error->message);

  enable (self, TRUE);
  foyer_show_toast (GTK_WIDGET (self->cart_view), title);
}

/* One at a time: the next is made anew. */
static void
training_gone_cb (FoyerBoxOfficeWindow *self)
{
  if (self->desk != NULL)
    enable (self, TRUE);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerBoxOfficeWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerReplica) replica = foyer_replica_open_finish (result, &error);
  GtkWidget *window;

  if (self->desk == NULL)
    return;
  if (replica == NULL)
    {
      fail (self, error);
      return;
    }
  window = foyer_box_office_window_new (gtk_window_get_application (GTK_WINDOW (self)), replica,
                                        self->settings, foyer_sell_desk_get_event_id (self->desk));
  enable (FOYER_BOX_OFFICE_WINDOW (window), FALSE);
  g_signal_connect_object (window, "destroy", G_CALLBACK (training_gone_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static gpointer
make_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Training *training = data;

  return GINT_TO_POINTER (
      foyer_training_store_make (db, &training->event_id, training->path, error));
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerBoxOfficeWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  gboolean is_made = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error) != NULL;

  if (self->desk == NULL)
    return;
  if (!is_made)
    {
      fail (self, error);
      return;
    }
  path = foyer_training_store_dup_path (foyer_replica_get_path (FOYER_REPLICA (source)),
                                        foyer_sell_desk_get_event_id (self->desk));
  foyer_replica_open_async (path, NULL, opened_cb, g_object_ref (self));
}

void
foyer_box_office_window_begin_training (FoyerBoxOfficeWindow *self)
{
  FoyerReplica *replica = foyer_sell_desk_get_replica (self->desk);
  Training *training = g_new0 (Training, 1);

  training->event_id = *foyer_sell_desk_get_event_id (self->desk);
  training->path =
      foyer_training_store_dup_path (foyer_replica_get_path (replica), &training->event_id);
  enable (self, FALSE);
  foyer_replica_run_async (replica, FOYER_PRIORITY_LONG, make_on_thread, training, training_free,
                           NULL, NULL, made_cb, g_object_ref (self));
}
