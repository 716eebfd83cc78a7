/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-settings-page.h"

#include "foyer-message-row.h"
#include "foyer-money.h"

#include <glib/gi18n-lib.h>

struct _FoyerSettingsPage
{
  AdwPreferencesPage parent_instance;

  AdwEntryRow *currency_row;
  FoyerMessageRow *currency_message;
  GtkSwitch *sounds_switch;
  GtkSwitch *dark_switch;
  AdwActionRow *file_row;

  GSettings *settings; /* (owned) */
  char *replica_path;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (FoyerSettingsPage, foyer_settings_page, ADW_TYPE_PREFERENCES_PAGE)

static void
currency_changed_cb (FoyerSettingsPage *self)
{
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->currency_row))));
  g_autofree char *currency = g_ascii_strup (text, -1);
  gboolean is_valid = *currency == '\0' || foyer_currency_is_known (currency);

  if (self->settings == NULL)
    return;
  foyer_message_row_set_error (self->currency_message, GTK_WIDGET (self->currency_row),
                               is_valid ? NULL : _ ("Three letters, such as EUR, USD or JPY."));
  if (is_valid)
    g_settings_set_string (self->settings, "default-currency", currency);
}

static void
show_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerSettingsPage *self = FOYER_SETTINGS_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *folder = g_path_get_dirname (self->replica_path);
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  if (uri != NULL)
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
}

static void
foyer_settings_page_finalize (GObject *object)
{
  FoyerSettingsPage *self = FOYER_SETTINGS_PAGE (object);

  g_clear_object (&self->settings);
  g_free (self->replica_path);
  G_OBJECT_CLASS (foyer_settings_page_parent_class)->finalize (object);
}

static void
foyer_settings_page_class_init (FoyerSettingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_settings_page_finalize;

  gtk_widget_class_install_action (widget_class, "settings.show-file", NULL, show_file_action);
  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/settings/foyer-settings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerSettingsPage, currency_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerSettingsPage, currency_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerSettingsPage, sounds_switch);
  gtk_widget_class_bind_template_child (widget_class, FoyerSettingsPage, dark_switch);
  gtk_widget_class_bind_template_child (widget_class, FoyerSettingsPage, file_row);
  gtk_widget_class_bind_template_callback (widget_class, currency_changed_cb);
}

static void
foyer_settings_page_init (FoyerSettingsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_settings_page_new (GSettings *settings, const char *replica_path)
{
  FoyerSettingsPage *self = g_object_new (FOYER_TYPE_SETTINGS_PAGE, NULL);
  g_autofree char *currency = g_settings_get_string (settings, "default-currency");
  g_autofree char *file = g_filename_display_name (replica_path);

  gtk_editable_set_text (GTK_EDITABLE (self->currency_row), currency);
  adw_action_row_set_subtitle (self->file_row, file);
  g_settings_bind (settings, "sounds", self->sounds_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "dashboard-dark", self->dark_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  self->replica_path = g_strdup (replica_path);
  self->settings = g_object_ref (settings);
  return GTK_WIDGET (self);
}
