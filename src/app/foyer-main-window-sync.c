/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Servers, as far as the desk shows them. */
#include "foyer-main-window-private.h"

#include "foyer-host-event-window.h"
#include "foyer-sync-text.h"

static FoyerSyncDesk *
get_desk (FoyerMainWindow *self)
{
  return self->context != NULL ? foyer_context_get_sync (self->context) : NULL;
}

static const FoyerUuid *
get_event_id (FoyerMainWindow *self)
{
  return self->event_view != NULL ? foyer_event_view_get_event_id (self->event_view) : NULL;
}

static void
host_event_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerMainWindow *self = data;
  GtkWindow *window =
      foyer_host_event_window_new (GTK_WINDOW (self), get_desk (self), get_event_id (self));

  if (window != NULL)
    gtk_window_present (window);
}

static const GActionEntry actions[] = {
  { "host-event", host_event_action },
};

void
foyer_main_window_add_sync (FoyerMainWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

static void
show_stand (FoyerMainWindow *self)
{
  g_auto (FoyerSyncWords) words = { 0 };
  gboolean is_urgent = foyer_sync_text_stand (get_desk (self), &words) && words.is_urgent;

  foyer_banner_set_title (self->sync_banner, is_urgent ? words.title : "");
}

void
foyer_main_window_update_sync (FoyerMainWindow *self)
{
  FoyerSyncDesk *desk = get_desk (self);
  const FoyerUuid *id = get_event_id (self);
  FoyerDatabase *db =
      desk != NULL ? foyer_replica_get_reader (foyer_sync_desk_get_replica (desk)) : NULL;
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "host-event");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                               id != NULL && db != NULL &&
                                   foyer_sync_desk_get_engine (desk) != NULL &&
                                   foyer_host_event_is_local (db, id));
}

void
foyer_main_window_follow_sync (FoyerMainWindow *self)
{
  FoyerSyncDesk *desk = get_desk (self);

  g_signal_handlers_disconnect_by_data (desk, self);
  foyer_banner_set_style (self->sync_banner, FOYER_BANNER_WARNING);
  foyer_sync_button_set_desk (self->sync_button, desk);
  foyer_event_view_set_sync (self->event_view, desk);
  g_signal_connect_object (desk, "news", G_CALLBACK (show_stand), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (foyer_main_window_update_sync), self,
                           G_CONNECT_SWAPPED);
  show_stand (self);
}
