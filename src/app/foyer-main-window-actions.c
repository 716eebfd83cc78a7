/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-main-window-private.h"

#include "foyer-attendees-page.h"
#include "foyer-badges-page.h"
#include "foyer-box-office-window.h"
#include "foyer-check-in-window.h"
#include "foyer-dashboard-window.h"
#include "foyer-create-event-window.h"
#include "foyer-default-currency.h"
#include "foyer-event-draft.h"
#include "foyer-import-dialog.h"
#include "foyer-sample-event.h"
#include "foyer-time.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

gboolean
foyer_main_window_is_ready (FoyerMainWindow *self)
{
  return foyer_context_get_state (self->context) == FOYER_CONTEXT_READY && self->event_view != NULL;
}

static void
open_event_by_text (FoyerMainWindow *self, const char *text)
{
  FoyerUuid id;

  if (foyer_uuid_parse (text, &id))
    foyer_main_window_open_event (self, &id);
}

static void
open_event_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  open_event_by_text (data, g_variant_get_string (parameter, NULL));
}

static void
note_act (FoyerMainWindow *self, gint64 change_set, const char *title)
{
  foyer_show_undo_toast (GTK_WIDGET (self), title, change_set);
}

static void
created_cb (FoyerMainWindow *self, const char *id, gint64 change_set)
{
  open_event_by_text (self, id);
  foyer_event_view_set_page (self->event_view, "overview");
  note_act (self, change_set, _ ("Event created"));
}

static FoyerCreateEventWindow *
open_new_event (FoyerMainWindow *self)
{
  GtkWindow *window =
      foyer_create_event_window_new (GTK_WINDOW (self), foyer_context_get_replica (self->context),
                                     foyer_context_get_settings (self->context), NULL);

  g_signal_connect_object (window, "created", G_CALLBACK (created_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (window);
  return FOYER_CREATE_EVENT_WINDOW (window);
}

static void
new_event_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  open_new_event (data);
}

/* On a day of the calendar. */
static void
new_event_on_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_create_event_window_set_day (open_new_event (data), g_variant_get_int64 (parameter));
}

/* The sample
 * -------------------------------------------------------------------------------------------------------
 */

typedef struct
{
  FoyerUuid event_id;
  gint64 change_set;
} Sample;

static gpointer
add_sample_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree Sample *sample = g_new0 (Sample, 1);

  if (!foyer_sample_event_add (db, data, foyer_time_now (), &sample->event_id, &sample->change_set,
                               error))
    return NULL;
  return g_steal_pointer (&sample);
}

static void
sample_added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerMainWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree Sample *sample = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);

  if (self->undo_stack == NULL)
    return;
  if (sample == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        foyer_show_toast (GTK_WIDGET (self), error->message);
      return;
    }
  foyer_main_window_open_event (self, &sample->event_id);
  foyer_event_view_set_page (self->event_view, "overview");
  note_act (self, sample->change_set, _ ("A sample event was added"));
}

static void
open_sample_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerMainWindow *self = data;
  FoyerSampleWords *words = g_new0 (FoyerSampleWords, 1);
  g_autoptr (FoyerEventDraft) fresh = NULL;
  g_autofree char *currency = foyer_default_currency (foyer_context_get_settings (self->context));

  /* The zone of this machine, as a new event would have it. */
  fresh = foyer_event_draft_new (foyer_time_now (), currency);
  words->title = g_strdup (_ ("Evening of Open Doors (Sample)"));
  words->venue = g_strdup (_ ("Foyer House"));
  words->address = g_strdup (_ ("1 Market Square"));
  words->tiers[0] = g_strdup (_ ("General Admission"));
  words->tiers[1] = g_strdup (_ ("VIP"));
  words->tiers[2] = g_strdup (_ ("Student"));
  words->entrances[0] = g_strdup (_ ("Main Entrance"));
  words->entrances[1] = g_strdup (_ ("North Door"));
  words->timezone = g_strdup (fresh->event->timezone);
  words->currency = g_steal_pointer (&currency);
  foyer_replica_run_async (foyer_context_get_replica (self->context), FOYER_PRIORITY_ACT,
                           add_sample_on_thread, words, (GDestroyNotify) foyer_sample_words_free,
                           g_free, self->cancellable, sample_added_cb, g_object_ref (self));
}

/* Import
 * -----------------------------------------------------------------------------------------------------------
 */

static void
imported_cb (FoyerMainWindow *self, const char *id)
{
  open_event_by_text (self, id);
}

/* Without a file the dialog asks for one; without an event it makes one, named after the file. */
static void
import_file (FoyerMainWindow *self, GFile *file)
{
  const FoyerUuid *shown = foyer_event_view_get_event_id (self->event_view);
  const FoyerUuid nil = { { 0 } };
  GtkWidget *dialog = foyer_import_dialog_new (foyer_context_get_replica (self->context),
                                               foyer_context_get_settings (self->context),
                                               shown != NULL ? shown : &nil, file);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  g_signal_connect_object (dialog, "imported", G_CALLBACK (imported_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
import_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *path = g_variant_get_string (parameter, NULL);
  g_autoptr (GFile) file = *path != '\0' ? g_file_new_for_path (path) : NULL;

  import_file (data, file);
}

/* Stations
 * ---------------------------------------------------------------------------------------------------------
 */

typedef GtkWidget *(*StationFunc) (GtkApplication *application,
                                   FoyerReplica *replica,
                                   GSettings *settings,
                                   const FoyerUuid *event_id);

/* A window of its own, for a door or a second screen. */
static GtkWidget *
open_station (FoyerMainWindow *self, StationFunc make)
{
  GtkWidget *window = make (
      gtk_window_get_application (GTK_WINDOW (self)), foyer_context_get_replica (self->context),
      foyer_context_get_settings (self->context), foyer_event_view_get_event_id (self->event_view));

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

/* Going about
 * ------------------------------------------------------------------------------------------------------
 */

static void
show_page (FoyerMainWindow *self, const char *page)
{
  foyer_event_view_set_page (self->event_view, page);
  /* The calendar may be in its place. */
  gtk_stack_set_visible_child_name (self->content_stack, "event");
  foyer_split_set_shows_content (self->split, TRUE);
}

static void
edit_event_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_page (data, "details");
}

static void
show_attendees_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_page (data, "attendees");
}

/* Who has one condition, a word of foyer_attendees_page_show_only (). */
static void
filter_attendees_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerMainWindow *self = data;
  GtkWidget *page = foyer_event_view_get_child (self->event_view, "attendees");

  show_page (self, "attendees");
  if (page != NULL)
    foyer_attendees_page_show_only (FOYER_ATTENDEES_PAGE (page),
                                    g_variant_get_string (parameter, NULL));
}

static void
search_attendees_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerMainWindow *self = data;
  GtkWidget *page = foyer_event_view_get_child (self->event_view, "attendees");

  show_page (self, "attendees");
  if (page != NULL)
    foyer_list_page_search (FOYER_LIST_PAGE (page), g_variant_get_string (parameter, NULL));
}

/* A page that was just built has its widgets placed first. */
static gboolean
focus_page_cb (gpointer data)
{
  GtkWidget *page = data;
  GtkRoot *root = gtk_widget_get_root (page);

  if (root != NULL && gtk_widget_get_mapped (page) && gtk_root_get_focus (root) == NULL)
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

/* Asked for by a key: the keys that follow are meant for the page. */
static void
show_page_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerMainWindow *self = data;
  const char *name = g_variant_get_string (parameter, NULL);
  GtkWidget *page;

  gtk_window_set_focus (GTK_WINDOW (self),
                        NULL); /* or it is moved to the first button when its page goes */
  show_page (self, name);
  page = foyer_event_view_get_child (self->event_view, name);
  if (page != NULL && !gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD))
    g_idle_add_full (G_PRIORITY_LOW, focus_page_cb, g_object_ref (page), g_object_unref);
}

/* “page/section/field”, such as “details/basics/title” */
static void
show_field_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerMainWindow *self = data;
  g_auto (GStrv) parts = g_strsplit (g_variant_get_string (parameter, NULL), "/", 2);
  GtkWidget *page;

  if (parts[0] == NULL)
    return;
  show_page (self, parts[0]);
  page = foyer_event_view_get_child (self->event_view, parts[0]);
  if (page == NULL)
    {
      show_page (self, "details");
      page = foyer_event_view_get_child (self->event_view, "details");
    }
  if (page != NULL && parts[1] != NULL)
    gtk_widget_activate_action (page, "editor.show-field", "s", parts[1]);
}

static void
print_badges (FoyerMainWindow *self, const gint64 *keys, gsize n_keys)
{
  GtkWidget *page;

  show_page (self, "badges");
  page = foyer_event_view_get_child (self->event_view, "badges");
  if (page != NULL)
    foyer_badges_page_set_keys (FOYER_BADGES_PAGE (page), keys, n_keys);
}

static void
print_badges_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gsize n_keys;
  const gint64 *keys = g_variant_get_fixed_array (parameter, &n_keys, sizeof (gint64));

  print_badges (data, keys, n_keys);
}

static void
print_all_badges_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerMainWindow *self = data;

  /* On the page itself there is nothing left to choose: it prints. */
  if (g_strcmp0 (foyer_event_view_get_page (self->event_view), "badges") == 0)
    gtk_widget_activate_action (foyer_event_view_get_child (self->event_view, "badges"),
                                "badges.print", NULL);
  else
    print_badges (self, NULL, 0);
}

static void
print_new_badges_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerMainWindow *self = data;
  GtkWidget *page = foyer_event_view_get_child (self->event_view, "badges");

  show_page (self, "badges");
  if (page != NULL)
    foyer_badges_page_choose_unprinted (FOYER_BADGES_PAGE (page));
}

GtkWidget *
foyer_main_window_open_check_in (FoyerMainWindow *self)
{
  GtkWidget *window = open_station (self, foyer_check_in_window_new);

  foyer_check_in_window_set_sync (FOYER_CHECK_IN_WINDOW (window),
                                  foyer_context_get_sync (self->context));
  return window;
}

static void
open_check_in_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_main_window_open_check_in (data);
}

static void
open_box_office_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerMainWindow *self = data;
  GtkWidget *window = open_station (self, foyer_box_office_window_new);

  foyer_box_office_window_set_sync (FOYER_BOX_OFFICE_WINDOW (window),
                                    foyer_context_get_sync (self->context));
}

static void
open_dashboard_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  open_station (data, foyer_dashboard_window_new);
}

static void
go_back_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_split_set_shows_content (FOYER_MAIN_WINDOW (data)->split, FALSE);
}

/* People are what is looked for most: a name, an order, a code, of the event that is shown; among
 * the orders it is an order. */
static void
find_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerMainWindow *self = data;
  const char *name = g_strcmp0 (foyer_event_view_get_page (self->event_view), "orders") == 0
                         ? "orders"
                         : "attendees";
  GtkWidget *page = foyer_event_view_get_child (self->event_view, name);

  if (page == NULL)
    {
      foyer_event_sidebar_focus_search (self->sidebar);
      return;
    }
  show_page (self, name);
  gtk_widget_activate_action (page, "page.find", NULL);
}

static void
find_event_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerMainWindow *self = data;

  if (foyer_main_window_act_in_text (self, "rich.link"))
    return;
  foyer_split_set_shows_content (self->split, FALSE);
  foyer_event_sidebar_focus_search (self->sidebar);
}

static const GActionEntry actions[] = {
  { "open-event", open_event_action, "s" },
  { "new-event", new_event_action },
  { "new-event-on", new_event_on_action, "x" },
  { "open-sample", open_sample_action },
  { "import", import_action, "s" },
  { "print-badges", print_badges_action, "ax" },
  { "print-all-badges", print_all_badges_action },
  { "print-new-badges", print_new_badges_action },
  { "open-box-office", open_box_office_action },
  { "open-check-in", open_check_in_action },
  { "open-dashboard", open_dashboard_action },
  { "edit-event", edit_event_action },
  { "show-attendees", show_attendees_action },
  { "filter-attendees", filter_attendees_action, "s" },
  { "search-attendees", search_attendees_action, "s" },
  { "show-page", show_page_action, "s" },
  { "show-field", show_field_action, "s" },
  { "go-back", go_back_action },
  { "find", find_action },
  { "find-event", find_event_action },
};

void
foyer_main_window_add_actions (FoyerMainWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

static void
enable (FoyerMainWindow *self, const char *name, gboolean is_enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)), is_enabled);
}

void
foyer_main_window_update_actions (FoyerMainWindow *self)
{
  static const char *const event_actions[] = {
    "print-badges",   "print-all-badges", "print-new-badges", "open-check-in",
    "open-dashboard", "edit-event",       "show-attendees",   "filter-attendees",
    "show-page",      "show-field",       "search-attendees", "open-box-office",
  };
  static const char *const ready_actions[] = { "new-event", "new-event-on", "open-sample",
                                               "import",    "find",         "find-event" };
  gboolean ready;
  gboolean has_event;

  if (self->context == NULL || self->undo_stack == NULL)
    return;
  ready = foyer_main_window_is_ready (self);
  has_event = ready && foyer_event_view_get_event_id (self->event_view) != NULL;
  for (guint i = 0; i < G_N_ELEMENTS (event_actions); i++)
    enable (self, event_actions[i], has_event);
  for (guint i = 0; i < G_N_ELEMENTS (ready_actions); i++)
    enable (self, ready_actions[i], ready);
  foyer_main_window_update_undo (self);
  foyer_main_window_update_acts (self);
  foyer_main_window_update_calendar (self);
  foyer_main_window_update_sync (self);
  foyer_main_window_update_conflicts (self);
}

void
foyer_main_window_import (FoyerMainWindow *self, GFile *file)
{
  g_return_if_fail (FOYER_IS_MAIN_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  if (foyer_main_window_is_ready (self))
    import_file (self, file);
  else
    g_set_object (&self->waiting_import, file);
}
