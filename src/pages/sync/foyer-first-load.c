/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-first-load.h"

#include "foyer-sync-text.h"

#include <glib/gi18n-lib.h>

#define PULSE_MS 120

struct _FoyerFirstLoad
{
  GtkWidget parent_instance;

  AdwStatusPage *page;
  GtkProgressBar *progress;
  GtkLabel *detail;
  GtkWidget *box;
  GtkButton *pause_button;

  FoyerSyncDesk *desk; /* (owned) (nullable) */
  gint64 server_key;
  guint pulse_source;
};

G_DEFINE_FINAL_TYPE (FoyerFirstLoad, foyer_first_load, GTK_TYPE_WIDGET)

static gboolean
is_here (FoyerFirstLoad *self)
{
  FoyerDatabase *db = foyer_replica_get_reader (foyer_sync_desk_get_replica (self->desk));
  g_autoptr (GPtrArray) events = foyer_server_store_events (db, self->server_key, NULL);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const FoyerHostedEvent *event = g_ptr_array_index (events, i);

      if (!event->is_new && !event->is_gone &&
          (event->load != FOYER_LOAD_NONE || event->synced_at == FOYER_NONE))
        return FALSE;
    }
  return events != NULL;
}

static gboolean
pulse_cb (gpointer data)
{
  gtk_progress_bar_pulse (FOYER_FIRST_LOAD (data)->progress);
  return G_SOURCE_CONTINUE;
}

static void
show_progress (FoyerFirstLoad *self, FoyerSyncEngine *engine)
{
  gboolean is_paused = foyer_sync_desk_is_paused (self->desk);
  double progress;

  g_object_get (engine, "progress", &progress, NULL);
  if (progress >= 0 || is_paused)
    g_clear_handle_id (&self->pulse_source, g_source_remove);
  else if (self->pulse_source == 0)
    self->pulse_source = g_timeout_add (PULSE_MS, pulse_cb, self);
  if (progress >= 0)
    gtk_progress_bar_set_fraction (self->progress, CLAMP (progress, 0, 1));
}

static void
show_done (FoyerFirstLoad *self)
{
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  gtk_widget_set_visible (self->box, FALSE);
  adw_status_page_set_icon_name (self->page, "emblem-ok-symbolic");
  adw_status_page_set_title (self->page, _ ("Everything Is Here"));
  adw_status_page_set_description (
      self->page,
      _ ("Work with it now, also without a network. Changes go both ways by themselves."));
}

static char *
say_trouble (FoyerSyncEngine *engine)
{
  FoyerSyncState state = foyer_sync_engine_get_state (engine);

  if (state == FOYER_SYNC_OFFLINE || state == FOYER_SYNC_ATTENTION)
    return g_strdup (foyer_sync_engine_get_message (engine));
  return NULL;
}

static void
show (FoyerFirstLoad *self)
{
  FoyerSyncEngine *engine = foyer_sync_desk_get_engine (self->desk);
  gboolean is_paused = foyer_sync_desk_is_paused (self->desk);
  g_autofree char *text = NULL;

  if (engine == NULL)
    return;
  if (is_here (self))
    {
      show_done (self);
      return;
    }
  show_progress (self, engine);
  if (is_paused)
    text = g_strdup (_ ("Nothing is sent or fetched until you resume."));
  else
    text = say_trouble (engine);
  if (text == NULL)
    text = foyer_sync_text_load (engine);
  gtk_label_set_label (self->detail, text);
  gtk_button_set_label (self->pause_button, is_paused ? _ ("_Resume") : _ ("_Pause"));
}

static void
paused_cb (FoyerFirstLoad *self)
{
  if (self->desk != NULL)
    foyer_sync_desk_set_paused (self->desk, !foyer_sync_desk_is_paused (self->desk));
}

static void
foyer_first_load_dispose (GObject *object)
{
  FoyerFirstLoad *self = FOYER_FIRST_LOAD (object);
  GtkWidget *child;

  g_clear_handle_id (&self->pulse_source, g_source_remove);
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  g_clear_object (&self->desk);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_first_load_parent_class)->dispose (object);
}

static void
foyer_first_load_class_init (FoyerFirstLoadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_first_load_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/sync/foyer-first-load.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerFirstLoad, page);
  gtk_widget_class_bind_template_child (widget_class, FoyerFirstLoad, progress);
  gtk_widget_class_bind_template_child (widget_class, FoyerFirstLoad, detail);
  gtk_widget_class_bind_template_child (widget_class, FoyerFirstLoad, box);
  gtk_widget_class_bind_template_child (widget_class, FoyerFirstLoad, pause_button);
  gtk_widget_class_bind_template_callback (widget_class, paused_cb);
}

static void
foyer_first_load_init (FoyerFirstLoad *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
foyer_first_load_follow (FoyerFirstLoad *self, FoyerSyncDesk *desk, gint64 server_key)
{
  g_return_if_fail (FOYER_IS_FIRST_LOAD (self));
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  self->server_key = server_key;
  g_signal_connect_object (desk, "news", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
