/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-server-row.h"

#include "foyer-sync-text.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

struct _FoyerServerRow
{
  AdwExpanderRow parent_instance;

  GtkImage *icon;
  AdwActionRow *state_row;
  GtkWidget *sign_in_row;
  GtkWidget *choose_row;

  gint64 server_key;
  gboolean is_signed_out; /* as it is shown */
};

G_DEFINE_FINAL_TYPE (FoyerServerRow, foyer_server_row, ADW_TYPE_EXPANDER_ROW)

static void
activate (FoyerServerRow *self, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (self), action, "x", self->server_key);
}

static void
sign_in_cb (FoyerServerRow *self)
{
  activate (self, "servers.sign-in");
}

static void
choose_cb (FoyerServerRow *self)
{
  activate (self, "servers.choose");
}

static void
sign_out_cb (FoyerServerRow *self)
{
  activate (self, "servers.sign-out");
}

static void
erase_cb (FoyerServerRow *self)
{
  activate (self, "servers.erase");
}

static void
foyer_server_row_class_init (FoyerServerRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/sync/foyer-server-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerServerRow, icon);
  gtk_widget_class_bind_template_child (widget_class, FoyerServerRow, state_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerServerRow, sign_in_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerServerRow, choose_row);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, erase_cb);
}

static void
foyer_server_row_init (FoyerServerRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_server_row_new (gint64 server_key)
{
  FoyerServerRow *self = g_object_new (FOYER_TYPE_SERVER_ROW, NULL);

  self->server_key = server_key;
  return GTK_WIDGET (self);
}

gint64
foyer_server_row_get_key (FoyerServerRow *self)
{
  g_return_val_if_fail (FOYER_IS_SERVER_ROW (self), 0);

  return self->server_key;
}

static char *
say_state (const FoyerServer *server)
{
  gint64 now = foyer_time_now ();
  g_autofree char *time = NULL;

  if (server->is_signed_out)
    return g_strdup (server->trouble != NULL ? server->trouble : _ ("Sign in again."));
  if (server->offline_since != FOYER_NONE)
    {
      time = foyer_sync_text_time (server->offline_since, now);
      return g_strdup_printf (_ ("Offline since %s"), time);
    }
  if (server->trouble != NULL)
    return g_strdup (server->trouble);
  if (server->contact_at == FOYER_NONE)
    return g_strdup (_ ("Not asked yet"));
  time = foyer_sync_text_age (server->contact_at, now);
  /* Translators: %s is such as “just now” or “3 minutes ago” */
  return g_strdup_printf (_ ("It answered %s"), time);
}

static const char *
find_icon (const FoyerServer *server)
{
  if (server->is_signed_out || (server->trouble != NULL && server->offline_since == FOYER_NONE))
    return "dialog-warning-symbolic";
  return server->offline_since != FOYER_NONE ? "network-offline-symbolic" : "emblem-ok-symbolic";
}

static guint
count_events (const FoyerKeptServer *kept)
{
  guint n = 0;

  for (guint i = 0; i < kept->events->len; i++)
    n += !((const FoyerKeptEvent *) g_ptr_array_index (kept->events, i))->event->is_gone;
  return n;
}

void
foyer_server_row_show (FoyerServerRow *self, const FoyerKeptServer *kept)
{
  const FoyerServer *server = kept->server;
  guint n_events = count_events (kept);
  g_autofree char *host = foyer_sync_text_host (server->url);
  g_autofree char *events = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *state = say_state (server);

  g_return_if_fail (FOYER_IS_SERVER_ROW (self));

  events = g_strdup_printf (ngettext ("%u event", "%u events", n_events), n_events);
  /* Translators: who is signed in, how many events are kept */
  subtitle = g_strdup_printf (_ ("%s · %s"), server->email, events);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), host);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_image_set_from_icon_name (self->icon, find_icon (server));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), state);
  gtk_widget_set_visible (self->sign_in_row, server->is_signed_out);
  gtk_widget_set_visible (self->choose_row, !server->is_signed_out);
  /* What must be done is not to be looked for; who closes the row has seen it. */
  if (server->is_signed_out && !self->is_signed_out)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  self->is_signed_out = server->is_signed_out;
}
