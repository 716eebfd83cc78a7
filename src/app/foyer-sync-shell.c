/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sync-shell.h"

#include "foyer-add-server-window.h"
#include "foyer-ask.h"
#include "foyer-attendees-page.h"
#include "foyer-check-in-window.h"
#include "foyer-main-window.h"
#include "foyer-preferences.h"
#include "foyer-sync-text.h"
#include "foyer-sync-window.h"

#include <glib/gi18n-lib.h>

struct _FoyerSyncShell
{
  GObject parent_instance;

  GtkApplication *application; /* it owns us */
  FoyerContext *context;       /* (owned) */
  GHashTable *asked;           /* (owned) servers of which was asked already: key, when restored */
  guint pace_source;
  gboolean is_asking;
};

G_DEFINE_FINAL_TYPE (FoyerSyncShell, foyer_sync_shell, G_TYPE_OBJECT)

static FoyerSyncDesk *
get_desk (FoyerSyncShell *self)
{
  return foyer_context_get_sync (self->context);
}

static GtkWindow *
get_window (FoyerSyncShell *self)
{
  return gtk_application_get_active_window (self->application);
}

/* How often
 * ----------------------------------------------------------------------------------------------
 */

static FoyerSyncPace
find_pace (FoyerSyncShell *self)
{
  FoyerSyncPace pace = FOYER_SYNC_PACE_BACKGROUND;
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    {
      GtkWindow *window = link->data;

      if (FOYER_IS_CHECK_IN_WINDOW (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return FOYER_SYNC_PACE_DOOR;
      if (gtk_window_is_active (window))
        pace = FOYER_SYNC_PACE_WINDOW;
    }
  return pace;
}

static gboolean
pace_cb (gpointer data)
{
  FoyerSyncShell *self = data;
  FoyerSyncDesk *desk = get_desk (self);

  self->pace_source = 0;
  if (desk == NULL)
    return G_SOURCE_REMOVE;
  foyer_sync_desk_look (desk);
  foyer_sync_desk_set_pace (desk, find_pace (self));
  return G_SOURCE_REMOVE;
}

/* When one window gives the focus to another there is a moment with none. */
static void
queue_pace (FoyerSyncShell *self)
{
  if (self->pace_source == 0)
    self->pace_source = g_timeout_add (200, pace_cb, self);
}

static void
window_added_cb (FoyerSyncShell *self, GtkWindow *window)
{
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (queue_pace), self,
                           G_CONNECT_SWAPPED);
  queue_pace (self);
}

/* What must be told
 * ----------------------------------------------------------------------------------------------
 */

static void
wiped_cb (FoyerSyncShell *self, const char *url, const char *reason)
{
  g_autofree char *host = foyer_sync_text_host (url);
  g_autofree char *body = g_strdup_printf (
      /* Translators: a server’s address, and a sentence of it */
      _ ("%s: %s What lies on the server is safe; only who runs it can let this device in again."),
      host, reason);

  foyer_tell ((GtkWidget *) get_window (self), _ ("This Device Was Withdrawn"), body);
}

typedef struct
{
  FoyerSyncShell *self; /* (owned) */
  gint64 server_key;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->self);
  g_free (question);
}

static void check_restored (FoyerSyncShell *self);

static void
restore_told_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSyncShell) self = data;
  g_autoptr (GError) error = NULL;

  if (!foyer_sync_engine_act_finish (FOYER_SYNC_ENGINE (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->application != NULL)
    foyer_tell ((GtkWidget *) get_window (self), _ ("The Answer Was Not Kept"), error->message);
}

static void
restore_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  FoyerSyncShell *self = question->self;
  FoyerSyncEngine *engine =
      get_desk (self) != NULL ? foyer_sync_desk_get_engine (get_desk (self)) : NULL;
  int choice = foyer_choose_finish (result);

  self->is_asking = FALSE;
  if (choice >= 0 && engine != NULL)
    foyer_sync_engine_answer_restore_async (engine, question->server_key, choice == 1, NULL,
                                            restore_told_cb, g_object_ref (self));
  if (self->application != NULL)
    check_restored (self);
  question_free (question);
}

static void
ask_restored (FoyerSyncShell *self, const FoyerServer *server)
{
  const char *const labels[] = { _ ("_Take What It Has"), _ ("_Send It Again") };
  g_autofree char *host = foyer_sync_text_host (server->url);
  g_autofree char *heading = g_strdup_printf (_ ("%s Came Back from an Older Copy"), host);
  Question *question = g_new0 (Question, 1);

  question->self = g_object_ref (self);
  question->server_key = server->key;
  self->is_asking = TRUE;
  foyer_choose_async (
      (GtkWidget *) get_window (self), heading,
      _ ("It may lack what was done since. What this device knows of that can be sent again, which "
         "is right when the server was lost and brought back. Take what it has when it was set "
         "back "
         "on purpose. Nothing of this is done until you choose."),
      _ ("_Later"), labels, NULL, restore_answered_cb, question);
}

static void
check_restored (FoyerSyncShell *self)
{
  FoyerReplica *replica = foyer_context_get_replica (self->context);
  g_autoptr (GPtrArray) servers =
      replica != NULL ? foyer_server_store_list (foyer_replica_get_reader (replica), NULL) : NULL;

  for (guint i = 0; servers != NULL && !self->is_asking && i < servers->len; i++)
    {
      const FoyerServer *server = g_ptr_array_index (servers, i);
      const gint64 *asked = g_hash_table_lookup (self->asked, &server->key);

      if (server->restored_at == FOYER_NONE || server->restore_answer != FOYER_NONE ||
          (asked != NULL && *asked == server->restored_at))
        continue;
      g_hash_table_insert (self->asked, g_memdup2 (&server->key, sizeof server->key),
                           g_memdup2 (&server->restored_at, sizeof server->restored_at));
      ask_restored (self, server);
    }
}

static void
context_changed_cb (FoyerSyncShell *self)
{
  FoyerSyncDesk *desk = get_desk (self);

  if (desk == NULL)
    return;
  g_signal_handlers_disconnect_by_data (desk, self);
  g_signal_connect_object (desk, "wiped", G_CALLBACK (wiped_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (check_restored), self, G_CONNECT_SWAPPED);
  queue_pace (self);
}

/* Windows
 * ----------------------------------------------------------------------------------------------
 */

static void
present (FoyerSyncShell *self, GtkWindow *window)
{
  gtk_window_set_application (window, self->application);
  gtk_window_present (window);
}

static void
add_server_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerSyncShell *self = data;

  if (get_desk (self) != NULL)
    present (self, foyer_add_server_window_new (get_window (self), get_desk (self)));
}

static GtkWindow *
find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (g_type_is_a (G_OBJECT_TYPE (link->data), type) && gtk_widget_get_visible (link->data))
      return link->data;
  return NULL;
}

static void
servers_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerSyncShell *self = data;
  GtkWindow *window;

  g_action_group_activate_action (G_ACTION_GROUP (self->application), "preferences", NULL);
  window = find_window (ADW_TYPE_PREFERENCES_WINDOW);
  if (window != NULL && get_desk (self) != NULL)
    foyer_show_preferences_page (window, "servers");
}

static void
sync_page_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerSyncShell *self = data;
  GtkWindow *window = find_window (FOYER_TYPE_SYNC_WINDOW);

  if (get_desk (self) == NULL)
    return;
  if (window == NULL)
    window = foyer_sync_window_new (get_window (self), get_desk (self));
  present (self, window);
}

/* Who said “Later” comes back to it. */
static void
answer_restored_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerSyncShell *self = data;

  g_hash_table_remove_all (self->asked);
  check_restored (self);
}

static FoyerMainWindow *
find_main_window (FoyerSyncShell *self)
{
  GList *windows = gtk_application_get_windows (self->application);

  for (GList *link = windows; link != NULL; link = link->next)
    if (FOYER_IS_MAIN_WINDOW (link->data))
      return link->data;
  return NULL;
}

static void
edit_row_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerMainWindow *window = find_main_window (data);

  if (window == NULL)
    return;
  gtk_window_present (GTK_WINDOW (window));
  g_action_group_activate_action (G_ACTION_GROUP (window), "edit-row", parameter);
}

static const GActionEntry actions[] = {
  { "add-server", add_server_action },      { "servers", servers_action },
  { "sync-page", sync_page_action },        { "answer-restored", answer_restored_action },
  { "edit-row", edit_row_action, "(sxs)" },
};

static void
foyer_sync_shell_dispose (GObject *object)
{
  FoyerSyncShell *self = FOYER_SYNC_SHELL (object);

  g_clear_handle_id (&self->pace_source, g_source_remove);
  self->application = NULL;
  G_OBJECT_CLASS (foyer_sync_shell_parent_class)->dispose (object);
}

static void
foyer_sync_shell_finalize (GObject *object)
{
  FoyerSyncShell *self = FOYER_SYNC_SHELL (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  G_OBJECT_CLASS (foyer_sync_shell_parent_class)->finalize (object);
}

static void
foyer_sync_shell_class_init (FoyerSyncShellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_sync_shell_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_sync_shell_finalize;
}

static void
foyer_sync_shell_init (FoyerSyncShell *self)
{
  self->asked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

FoyerSyncShell *
foyer_sync_shell_new (GtkApplication *application, FoyerContext *context)
{
  FoyerSyncShell *self = g_object_new (FOYER_TYPE_SYNC_SHELL, NULL);

  self->application = application;
  self->context = g_object_ref (context);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   self);
  g_signal_connect_object (application, "window-added", G_CALLBACK (window_added_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "window-removed", G_CALLBACK (queue_pace), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "changed", G_CALLBACK (context_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}
