/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Servers, as far as the desk shows them. */
#include "foyer-main-window-private.h"

#include "foyer-host-event-window.h"
#include "foyer-server-store.h"
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

/* Of conflicts alone their own button below tells. */
static gboolean
has_conflicts_alone (FoyerSyncDesk *desk)
{
  FoyerSyncEngine *engine = foyer_sync_desk_get_engine (desk);
  gboolean is_clock_wrong = FALSE;
  guint n_conflicts = 0;
  guint n_problems = 0;
  g_autoptr (GPtrArray) servers = NULL;

  if (engine == NULL || foyer_sync_desk_is_locked (desk))
    return FALSE;
  g_object_get (engine, "n-conflicts", &n_conflicts, "n-problems", &n_problems, "is-clock-wrong",
                &is_clock_wrong, NULL);
  if (n_conflicts == 0 || n_problems > 0 || is_clock_wrong)
    return FALSE;
  servers =
      foyer_server_store_list (foyer_replica_get_reader (foyer_sync_desk_get_replica (desk)), NULL);
  for (guint i = 0; servers != NULL && i < servers->len; i++)
    {
      const FoyerServer *server = g_ptr_array_index (servers, i);

      if (server->is_signed_out || server->trouble != NULL ||
          (server->restored_at != FOYER_NONE && server->restore_answer == FOYER_NONE))
        return FALSE;
    }
  return TRUE;
}

static void
show_stand (FoyerMainWindow *self)
{
  g_auto (FoyerSyncWords) words = { 0 };
  FoyerSyncDesk *desk = get_desk (self);
  gboolean is_urgent =
      foyer_sync_text_stand (desk, &words) && words.is_urgent && !has_conflicts_alone (desk);
  g_autofree char *clock = desk != NULL ? foyer_sync_text_clock_problem (desk) : NULL;

  if (clock != NULL)
    foyer_banner_set_title (self->sync_banner, clock);
  else if (!is_urgent)
    foyer_banner_set_title (self->sync_banner, "");
  else /* what it is that needs attention, where there are words for it */
    foyer_banner_set_title (self->sync_banner, words.detail != NULL && *words.detail != '\0'
                                                   ? words.detail
                                                   : words.title);
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
  g_object_notify (G_OBJECT (self), "sync-desk");
  g_signal_connect_object (desk, "news", G_CALLBACK (show_stand), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (foyer_main_window_update_sync), self,
                           G_CONNECT_SWAPPED);
  /* That an event left its server is no change of the replica. */
  g_signal_connect_object (desk, "changed", G_CALLBACK (foyer_main_window_count_conflicts), self,
                           G_CONNECT_SWAPPED);
  show_stand (self);
}
