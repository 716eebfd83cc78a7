/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-application.h"

#include "foyer-about.h"
#include "foyer-config.h"
#include "foyer-context.h"
#include "foyer-help-topics.h"
#include "foyer-main-window.h"
#include "foyer-preferences.h"
#include "foyer-printers-page.h"
#include "foyer-servers-page.h"
#include "foyer-settings-page.h"
#include "foyer-sync-shell.h"

#include <glib/gi18n-lib.h>

struct _FoyerApplication
{
  AdwApplication parent_instance;

  char *replica_path;    /* (owned) (nullable) as asked for on the command line */
  FoyerContext *context; /* (owned) (nullable) until startup */
  FoyerSyncShell *sync;  /* (owned) (nullable) until startup */
};

G_DEFINE_FINAL_TYPE (FoyerApplication, foyer_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "replica", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, NULL,
    N_ ("Work with this file instead of the user’s own"), N_ ("FILE") },
  { "version", 'v', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and quit"),
    NULL },
  { NULL },
};

static const struct
{
  const char *action;
  const char *accelerators[3];
} shortcuts[] = {
  { "app.quit", { "<Control>q" } },
  { "app.help", { "F1" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.sync-page", { "<Control><Shift>y" } },
  { "window.close", { "<Control>w" } },
  { "win.new-event", { "<Control>n" } },
  { "win.new-from-template", { "<Control><Shift>t" } },
  { "win.import('')", { "<Control>o" } },
  { "win.show-calendar", { "<Control><Shift>c" } },
  { "app.conflicts", { "<Control><Shift>x" } },
  { "win.repeat-event", { "<Control><Shift>r" } },
  { "win.earlier-date", { "<Alt>Page_Up" } },
  { "win.later-date", { "<Alt>Page_Down" } },
  { "win.publish-event", { "<Control><Shift>p" } },
  { "win.duplicate-event", { "<Control><Shift>k" } },
  { "win.print-all-badges", { "<Control>p" } },
  { "win.find", { "<Control>f" } },
  { "win.find-event", { "<Control>k" } },
  { "win.undo", { "<Control>z" } },
  { "win.redo", { "<Control><Shift>z", "<Control>y" } },
  { "win.open-box-office", { "<Control><Shift>b" } },
  { "win.open-check-in", { "<Control>d" } },
  { "win.open-dashboard", { "<Control><Shift>d" } },
  { "win.show-page('overview')", { "<Alt>1" } },
  { "win.show-page('details')", { "<Alt>2" } },
  { "win.show-page('tickets')", { "<Alt>3" } },
  { "win.show-page('orders')", { "<Alt>4" } },
  { "win.show-page('attendees')", { "<Alt>5" } },
  { "win.show-page('badges')", { "<Alt>6" } },
  { "app.shortcuts", { "<Control>question" } },
};

static GtkWindow *
get_window (FoyerApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  return window;
}

static FoyerMainWindow *
find_main_window (FoyerApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; l != NULL; l = l->next)
    if (FOYER_IS_MAIN_WINDOW (l->data))
      return l->data;
  return NULL;
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerApplication *self = data;
  GList *windows;

  /* Each window is closed as by its own button, so that it keeps its size and its unsaved work. */
  while ((windows = gtk_application_get_windows (GTK_APPLICATION (self))) != NULL)
    {
      GtkWindow *window = windows->data;

      gtk_window_close (window);
      windows = gtk_application_get_windows (GTK_APPLICATION (self));
      if (windows != NULL && windows->data == window)
        break;
    }
  g_application_quit (G_APPLICATION (self));
}

static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = get_window (data);

  foyer_show_help (window, "foyer", foyer_help_topics_find (window));
}

/* (nullable): they are open already. */
static GtkWindow *
find_preferences (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (ADW_IS_PREFERENCES_WINDOW (link->data) && gtk_widget_get_visible (link->data))
      return link->data;
  return NULL;
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerApplication *self = data;
  FoyerSyncDesk *sync = foyer_context_get_sync (self->context);
  GtkWindow *window = find_preferences ();

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }
  window = foyer_show_preferences (
      get_window (self),
      ADW_PREFERENCES_PAGE (foyer_settings_page_new (foyer_context_get_settings (self->context),
                                                     foyer_context_get_path (self->context))));

  foyer_add_preferences (window, ADW_PREFERENCES_PAGE (foyer_printers_page_new (
                                     foyer_context_get_settings (self->context))));
  if (sync != NULL)
    foyer_add_preferences (window, ADW_PREFERENCES_PAGE (foyer_servers_page_new (sync)));
}

static void
printers_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  preferences_cb (action, parameter, data);
  foyer_show_preferences_page (find_preferences (), "printers");
}

static void
conflicts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerMainWindow *window = find_main_window (data);

  if (window == NULL)
    return;
  gtk_window_present (GTK_WINDOW (window));
  g_action_group_activate_action (G_ACTION_GROUP (window), "show-conflicts",
                                  g_variant_new_string (""));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const FoyerAbout about = {
    .name = _ ("Foyer"),
    .icon = FOYER_APP_ID,
    .version = FOYER_VERSION,
    .comments =
        _ ("The organizer’s desk: attendee lists, badges and check-in, on your own machine."),
    .copyright = _ ("The Foyer Contributors"),
    .website = "https://github.com/foyerapp/foyer",
    .issue_url = "https://github.com/foyerapp/foyer/issues",
    .translators = _ ("translator-credits"),
  };

  foyer_show_about (get_window (data), &about);
}

/* Made when it is asked for: a window that waits hidden, as GtkApplication's own would, crashes GTK
 * 4.8 when a screen reader asks for a window that was closed meanwhile. */
static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/github/foyerapp/Foyer/shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, get_window (data));
  gtk_window_present (window);
}

static const GActionEntry actions[] = {
  { "quit", quit_cb },         { "help", help_cb },           { "preferences", preferences_cb },
  { "about", about_cb },       { "conflicts", conflicts_cb }, { "shortcuts", shortcuts_cb },
  { "printers", printers_cb },
};

static void
foyer_application_startup (GApplication *application)
{
  FoyerApplication *self = FOYER_APPLICATION (application);

  /* What the desktop knows the window by; until now the name was the one to be typed. */
  g_set_prgname (FOYER_APP_ID);

  /* The replica opens on its own thread while the toolkit starts. */
  self->context = foyer_context_new (self->replica_path);
  foyer_context_open (self->context);

  G_APPLICATION_CLASS (foyer_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (FOYER_APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  self->sync = foyer_sync_shell_new (GTK_APPLICATION (self), self->context);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), shortcuts[i].action,
                                           (const char *const *) shortcuts[i].accelerators);
}

static FoyerMainWindow *
present (FoyerApplication *self)
{
  FoyerMainWindow *window = find_main_window (self);

  if (window == NULL)
    window = FOYER_MAIN_WINDOW (foyer_main_window_new (GTK_APPLICATION (self), self->context));
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

/* The windows go first: closing one may stop an import, or write what was typed. */
static void
foyer_application_shutdown (GApplication *application)
{
  FoyerApplication *self = FOYER_APPLICATION (application);

  G_APPLICATION_CLASS (foyer_application_parent_class)->shutdown (application);
  if (self->context != NULL)
    foyer_context_close (self->context);
}

static void
foyer_application_activate (GApplication *application)
{
  present (FOYER_APPLICATION (application));
}

static void
foyer_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  FoyerMainWindow *window = present (FOYER_APPLICATION (application));

  if (n_files > 0)
    foyer_main_window_import (window, files[0]);
}

static int
foyer_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  FoyerApplication *self = FOYER_APPLICATION (application);
  g_autofree char *path = NULL;

  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("Foyer %s\n", FOYER_VERSION);
      return 0;
    }
  if (!gtk_init_check ())
    {
      g_printerr (
          "%s\n",
          _ ("foyer: there is no display here. Start it in a graphical session, or use foyerctl."));
      return 1;
    }
  if (g_variant_dict_lookup (dict, "replica", "^ay", &path))
    {
      /* Another file is another desk: not a window of the program that may run already. */
      self->replica_path = g_steal_pointer (&path);
      g_application_set_flags (application,
                               g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
    }
  return -1;
}

static void
foyer_application_finalize (GObject *object)
{
  FoyerApplication *self = FOYER_APPLICATION (object);

  g_clear_object (&self->sync);
  g_clear_object (&self->context);
  g_free (self->replica_path);
  G_OBJECT_CLASS (foyer_application_parent_class)->finalize (object);
}

static void
foyer_application_class_init (FoyerApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_application_finalize;
  application_class->startup = foyer_application_startup;
  application_class->shutdown = foyer_application_shutdown;
  application_class->activate = foyer_application_activate;
  application_class->open = foyer_application_open;
  application_class->handle_local_options = foyer_application_handle_local_options;
}

static void
foyer_application_init (FoyerApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

GApplication *
foyer_application_new (void)
{
  return g_object_new (FOYER_TYPE_APPLICATION, "application-id", FOYER_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/io/github/foyerapp/Foyer", NULL);
}
