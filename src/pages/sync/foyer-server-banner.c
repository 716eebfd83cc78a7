/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-server-banner.h"

#include "foyer-add-server-window.h"
#include "foyer-banner.h"
#include "foyer-sync-text.h"

#include <glib/gi18n-lib.h>

struct _FoyerServerBanner
{
  GtkWidget parent_instance;

  FoyerBanner *banner;

  FoyerSyncDesk *desk; /* (owned) (nullable) */
  gint64 server_key;   /* of the server that asks */
};

G_DEFINE_FINAL_TYPE (FoyerServerBanner, foyer_server_banner, GTK_TYPE_WIDGET)

static gboolean
asks_password (const FoyerServer *server)
{
  return server->is_signed_out;
}

static gboolean
asks_what_holds (const FoyerServer *server)
{
  return server->restored_at != FOYER_NONE && server->restore_answer == FOYER_NONE;
}

static const FoyerServer *
find_server (const FoyerSyncSnapshot *snapshot, gboolean (*asks) (const FoyerServer *server))
{
  for (guint i = 0; snapshot != NULL && i < snapshot->servers->len; i++)
    {
      const FoyerKeptServer *kept = g_ptr_array_index (snapshot->servers, i);

      if (asks (kept->server))
        return kept->server;
    }
  return NULL;
}

static GtkWindow *
get_window (FoyerServerBanner *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
unlock_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerServerBanner *self = FOYER_SERVER_BANNER (widget);

  if (self->desk != NULL)
    gtk_window_present (foyer_add_server_window_new_unlock (get_window (self), self->desk));
}

static void
sign_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerServerBanner *self = FOYER_SERVER_BANNER (widget);
  FoyerReplica *replica = self->desk != NULL ? foyer_sync_desk_get_replica (self->desk) : NULL;
  g_autoptr (GPtrArray) servers =
      replica != NULL ? foyer_server_store_list (foyer_replica_get_reader (replica), NULL) : NULL;

  for (guint i = 0; servers != NULL && i < servers->len; i++)
    {
      const FoyerServer *server = g_ptr_array_index (servers, i);

      if (server->key == self->server_key)
        gtk_window_present (
            foyer_add_server_window_new_again (get_window (self), self->desk, server));
    }
}

static void
foyer_server_banner_dispose (GObject *object)
{
  FoyerServerBanner *self = FOYER_SERVER_BANNER (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (foyer_server_banner_parent_class)->dispose (object);
}

static void
foyer_server_banner_class_init (FoyerServerBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_server_banner_dispose;

  gtk_widget_class_install_action (widget_class, "server-banner.unlock", NULL, unlock_action);
  gtk_widget_class_install_action (widget_class, "server-banner.sign-in", NULL, sign_in_action);
  g_type_ensure (FOYER_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/sync/foyer-server-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerServerBanner, banner);
}

static void
foyer_server_banner_init (FoyerServerBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_banner_set_style (self->banner, FOYER_BANNER_WARNING);
}

static void
ask (FoyerServerBanner *self, const char *title, const char *button, const char *action)
{
  foyer_banner_set_button_label (self->banner, button);
  foyer_banner_set_action_name (self->banner, action);
  foyer_banner_set_title (self->banner, title);
}

void
foyer_server_banner_show (FoyerServerBanner *self,
                          FoyerSyncDesk *desk,
                          const FoyerSyncSnapshot *snapshot)
{
  const FoyerServer *signed_out = find_server (snapshot, asks_password);
  const FoyerServer *restored = find_server (snapshot, asks_what_holds);
  const FoyerServer *server = signed_out != NULL ? signed_out : restored;
  g_autofree char *host = server != NULL ? foyer_sync_text_host (server->url) : NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (FOYER_IS_SERVER_BANNER (self));

  g_set_object (&self->desk, desk);
  self->server_key = server != NULL ? server->key : 0;
  if (foyer_sync_desk_is_locked (desk))
    ask (self, _ ("The sessions of your servers are locked."), _ ("_Unlock…"),
         "server-banner.unlock");
  else if (signed_out != NULL)
    {
      /* Translators: %s is a server’s address */
      title = g_strdup_printf (_ ("You are signed out of %s."), host);
      ask (self, title, _ ("Sign _In Again…"), "server-banner.sign-in");
    }
  else if (restored != NULL)
    {
      /* Translators: %s is a server’s address */
      title = g_strdup_printf (_ ("%s came back from an older copy."), host);
      ask (self, title, _ ("_Choose…"), "app.answer-restored");
    }
  else
    foyer_banner_set_title (self->banner, "");
}
