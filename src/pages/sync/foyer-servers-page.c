/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-servers-page.h"

#include "foyer-add-server-window.h"
#include "foyer-ask.h"
#include "foyer-server-row.h"
#include "foyer-sync-text.h"

#include <glib/gi18n-lib.h>

struct _FoyerServersPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *group;
  GtkWidget *empty_group;
  GtkWidget *locked_group;

  FoyerSyncDesk *desk;         /* (owned) */
  FoyerSyncSnapshot *snapshot; /* (owned) (nullable) what is shown */
  GPtrArray *rows;             /* (owned) of FoyerServerRow, which the group owns */
  GCancellable *cancellable;   /* (owned) ends with the page */
  gboolean is_reading;
  gboolean is_stale; /* something changed while it was read */
};

G_DEFINE_FINAL_TYPE (FoyerServersPage, foyer_servers_page, ADW_TYPE_PREFERENCES_PAGE)

static void read_servers (FoyerServersPage *self);

static GtkWindow *
get_window (FoyerServersPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
show_servers (FoyerServersPage *self)
{
  GPtrArray *servers = self->snapshot->servers;

  /* Rows that stay are kept: somebody may be about to press a button of one. */
  for (guint i = self->rows->len; i-- > 0;)
    {
      FoyerServerRow *row = g_ptr_array_index (self->rows, i);

      if (foyer_sync_snapshot_find (self->snapshot, foyer_server_row_get_key (row)) == NULL)
        {
          adw_preferences_group_remove (self->group, GTK_WIDGET (row));
          g_ptr_array_remove_index (self->rows, i);
        }
    }
  for (guint i = 0; i < servers->len; i++)
    {
      const FoyerKeptServer *kept = g_ptr_array_index (servers, i);
      FoyerServerRow *row = NULL;

      for (guint j = 0; row == NULL && j < self->rows->len; j++)
        if (foyer_server_row_get_key (g_ptr_array_index (self->rows, j)) == kept->server->key)
          row = g_ptr_array_index (self->rows, j);
      if (row == NULL)
        {
          row = FOYER_SERVER_ROW (foyer_server_row_new (kept->server->key));
          adw_preferences_group_add (self->group, GTK_WIDGET (row));
          g_ptr_array_add (self->rows, row);
        }
      foyer_server_row_show (row, kept);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->group), servers->len > 0);
  gtk_widget_set_visible (self->empty_group, servers->len == 0);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerServersPage) self = data;
  FoyerSyncSnapshot *snapshot = foyer_sync_desk_read_finish (self->desk, result, NULL);

  self->is_reading = FALSE;
  if (snapshot == NULL || self->group == NULL)
    {
      foyer_sync_snapshot_free (snapshot);
      return;
    }
  g_clear_pointer (&self->snapshot, foyer_sync_snapshot_free);
  self->snapshot = snapshot;
  show_servers (self);
  if (self->is_stale)
    read_servers (self);
}

static void
show_lock (FoyerServersPage *self)
{
  gtk_widget_set_visible (self->locked_group, foyer_sync_desk_is_locked (self->desk));
}

static void
read_servers (FoyerServersPage *self)
{
  self->is_stale = self->is_reading;
  show_lock (self);
  if (self->is_reading)
    return;
  self->is_reading = TRUE;
  foyer_sync_desk_read_async (self->desk, self->cancellable, read_cb, g_object_ref (self));
}

/* What is done with a server
 * ----------------------------------------------------------------------------------------------
 */

static const FoyerKeptServer *
find (FoyerServersPage *self, GVariant *key)
{
  return foyer_sync_snapshot_find (self->snapshot, g_variant_get_int64 (key));
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerServersPage *self = FOYER_SERVERS_PAGE (widget);

  gtk_window_present (foyer_add_server_window_new (get_window (self), self->desk));
}

static void
unlock_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerServersPage *self = FOYER_SERVERS_PAGE (widget);

  gtk_window_present (foyer_add_server_window_new_unlock (get_window (self), self->desk));
}

static void
sign_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerServersPage *self = FOYER_SERVERS_PAGE (widget);
  const FoyerKeptServer *kept = find (self, parameter);

  if (kept != NULL)
    gtk_window_present (
        foyer_add_server_window_new_again (get_window (self), self->desk, kept->server));
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerServersPage *self = FOYER_SERVERS_PAGE (widget);
  const FoyerKeptServer *kept = find (self, parameter);

  if (kept != NULL)
    gtk_window_present (
        foyer_add_server_window_new_choice (get_window (self), self->desk, kept->server));
}

typedef struct
{
  FoyerServersPage *self; /* (owned) */
  gint64 server_key;
  gboolean is_erased;
} Leave;

static void
leave_free (Leave *leave)
{
  g_object_unref (leave->self);
  g_free (leave);
}

static void
left_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Leave *leave = data;
  g_autoptr (GError) error = NULL;

  if (!foyer_sync_engine_act_finish (FOYER_SYNC_ENGINE (source), result, &error) &&
      leave->self->group != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *words = foyer_sync_text_error (error);

      foyer_tell (GTK_WIDGET (leave->self), _ ("Not Signed Out"), words);
    }
  foyer_sync_desk_look (leave->self->desk);
  if (leave->self->group != NULL)
    read_servers (leave->self);
  leave_free (leave);
}

static void
leave_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Leave *leave = data;
  FoyerSyncEngine *engine;

  if (!foyer_ask_finish (result, NULL))
    {
      leave_free (leave);
      return;
    }
  /* Without its passphrase a server can be left all the same. */
  engine = foyer_sync_desk_need_engine (leave->self->desk);
  foyer_sync_engine_sign_out_async (engine, leave->server_key, leave->is_erased, NULL, left_cb,
                                    leave);
}

static char *
describe_leaving (const FoyerKeptServer *kept, gboolean is_erased)
{
  int n = (int) MIN (kept->n_waiting, G_MAXINT);
  const char *fate =
      is_erased ? _ ("Its events are erased from this device. On the server everything stays.")
                : _ ("Its events stay on this device, and are no longer kept in step.");
  g_autofree char *unsent = NULL;

  if (n == 0)
    return g_strdup_printf ("%s %s", fate, _ ("Everything was sent."));
  unsent = g_strdup_printf (
      is_erased ? ngettext ("%'d change was not sent yet, and is lost for ever.",
                            "%'d changes were not sent yet, and are lost for ever.", n)
                : ngettext ("%'d change was not sent yet, and is here alone.",
                            "%'d changes were not sent yet, and are here alone.", n),
      n);
  return g_strdup_printf ("%s %s", fate, unsent);
}

static void
ask_to_leave (FoyerServersPage *self, GVariant *key, gboolean is_erased)
{
  const FoyerKeptServer *kept = find (self, key);
  g_autofree char *host = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  Leave *leave;

  if (kept == NULL)
    return;
  host = foyer_sync_text_host (kept->server->url);
  heading = g_strdup_printf (
      is_erased ? _ ("Sign Out of %s and Erase Its Events?") : _ ("Sign Out of %s?"), host);
  body = describe_leaving (kept, is_erased);
  leave = g_new0 (Leave, 1);
  leave->self = g_object_ref (self);
  leave->server_key = kept->server->key;
  leave->is_erased = is_erased;
  foyer_ask_async (GTK_WIDGET (self), heading, body,
                   is_erased ? _ ("Sign Out and _Erase") : _ ("Sign _Out"),
                   is_erased || kept->n_waiting > 0 ? FOYER_ASK_DESTRUCTIVE : FOYER_ASK_DEFAULT,
                   self->cancellable, leave_answered_cb, leave);
}

static void
sign_out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_to_leave (FOYER_SERVERS_PAGE (widget), parameter, FALSE);
}

static void
erase_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_to_leave (FOYER_SERVERS_PAGE (widget), parameter, TRUE);
}

static void
foyer_servers_page_dispose (GObject *object)
{
  FoyerServersPage *self = FOYER_SERVERS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  self->group = NULL;
  G_OBJECT_CLASS (foyer_servers_page_parent_class)->dispose (object);
}

static void
foyer_servers_page_finalize (GObject *object)
{
  FoyerServersPage *self = FOYER_SERVERS_PAGE (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->snapshot, foyer_sync_snapshot_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_servers_page_parent_class)->finalize (object);
}

static void
foyer_servers_page_class_init (FoyerServersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_servers_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_servers_page_finalize;

  gtk_widget_class_install_action (widget_class, "servers.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "servers.unlock", NULL, unlock_action);
  gtk_widget_class_install_action (widget_class, "servers.sign-in", "x", sign_in_action);
  gtk_widget_class_install_action (widget_class, "servers.choose", "x", choose_action);
  gtk_widget_class_install_action (widget_class, "servers.sign-out", "x", sign_out_action);
  gtk_widget_class_install_action (widget_class, "servers.erase", "x", erase_action);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/sync/foyer-servers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerServersPage, group);
  gtk_widget_class_bind_template_child (widget_class, FoyerServersPage, empty_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerServersPage, locked_group);
}

static void
foyer_servers_page_init (FoyerServersPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_servers_page_new (FoyerSyncDesk *desk)
{
  FoyerServersPage *self = g_object_new (FOYER_TYPE_SERVERS_PAGE, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "news", G_CALLBACK (show_lock), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (read_servers), self, G_CONNECT_SWAPPED);
  read_servers (self);
  return GTK_WIDGET (self);
}
