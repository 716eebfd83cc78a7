/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calendar beside the events, and calendars as files. */
#include "foyer-main-window-private.h"

#include "foyer-calendar-page.h"
#include "foyer-event-ics.h"
#include "foyer-file-choice.h"
#include "foyer-repeat-dialog.h"
#include "foyer-row-store.h"
#include "foyer-series-store.h"
#include "foyer-toast.h"
#include "foyer-wall-seconds.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static FoyerReplica *
get_replica (FoyerMainWindow *self)
{
  return foyer_context_get_replica (self->context);
}

static FoyerEvent *
read_event (FoyerMainWindow *self)
{
  const FoyerUuid *id =
      self->event_view != NULL ? foyer_event_view_get_event_id (self->event_view) : NULL;

  if (id == NULL || get_replica (self) == NULL)
    return NULL;
  return foyer_row_store_find (foyer_replica_get_reader (get_replica (self)), &FOYER_EVENT_TYPE, id,
                               NULL);
}

/* Built when it is first asked for. */
static FoyerCalendarPage *
show_calendar (FoyerMainWindow *self)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->content_stack, "calendar");

  if (page == NULL)
    {
      page = foyer_calendar_page_new (get_replica (self));
      g_object_bind_property (self->split, "folded", page, "folded", G_BINDING_SYNC_CREATE);
      gtk_stack_add_named (self->content_stack, page, "calendar");
    }
  gtk_stack_set_visible_child_name (self->content_stack, "calendar");
  foyer_split_set_shows_content (self->split, TRUE);
  gtk_widget_grab_focus (page);
  return FOYER_CALENDAR_PAGE (page);
}

static void
show_calendar_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_calendar (data);
}

static void
show_in_calendar_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerMainWindow *self = data;
  g_autoptr (FoyerEvent) event = read_event (self);
  g_autoptr (GTimeZone) zone = event != NULL ? foyer_time_zone_load (event->timezone) : NULL;

  if (zone != NULL)
    foyer_calendar_page_show_day (
        show_calendar (self),
        foyer_wall_seconds_get_day (foyer_wall_seconds_from_instant (event->start_date, zone)));
}

/* Files
 * ------------------------------------------------------------------------------------------------
 */

typedef struct
{
  FoyerMainWindow *self; /* (owned) */
  FoyerUuid event_id;    /* nil for all */
  FoyerUuid series_id;   /* nil for none */
  GFile *file;           /* (owned) (nullable) */
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_clear_object (&export->self);
  g_clear_object (&export->file);
  g_free (export);
}

static gpointer
export_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Export *export = data;
  g_autofree char *text = NULL;

  if (foyer_uuid_is_nil (&export->event_id))
    text = foyer_event_ics_new_for_all (db, error);
  else if (foyer_uuid_is_nil (&export->series_id))
    text = foyer_event_ics_new_for_event (db, &export->event_id, error);
  else
    text = foyer_event_ics_new_for_series (db, &export->series_id, error);
  if (text == NULL || !g_file_replace_contents (export->file, text, strlen (text), NULL, FALSE,
                                                G_FILE_CREATE_NONE, NULL, cancellable, error))
    return NULL;
  return g_file_get_basename (export->file);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerMainWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);
  g_autofree char *text = NULL;

  if (self->undo_stack == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = name != NULL ? g_strdup_printf (_ ("Wrote “%s”"), name) : g_strdup (error->message);
  foyer_show_toast (GTK_WIDGET (self), text);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Export *export = data;
  /* The rest goes to another thread, which must not be the last to hold a window. */
  g_autoptr (FoyerMainWindow) self = g_steal_pointer (&export->self);

  export->file = foyer_choose_file_finish (result, NULL);
  if (export->file == NULL || self->undo_stack == NULL)
    {
      export_free (export);
      return;
    }
  foyer_replica_run_async (get_replica (self), FOYER_PRIORITY_LONG, export_on_thread, export,
                           export_free, g_free, self->cancellable, exported_cb,
                           g_object_ref (self));
}

static void
choose_file (FoyerMainWindow *self, const FoyerEvent *event)
{
  static const char *const suffixes[] = { "ics", NULL };
  const FoyerFileFilter filters[] = { { _ ("Calendars"), suffixes }, { NULL, NULL } };
  g_autofree char *name =
      event != NULL ? g_strconcat (event->slug, ".ics", NULL) : g_strdup (_ ("events.ics"));
  FoyerFileChoice choice = {
    .save = TRUE, .title = _ ("Export as Calendar File"), .name = name, .filters = filters
  };
  Export *export = g_new0 (Export, 1);

  export->self = g_object_ref (self);
  if (event != NULL)
    {
      export->event_id = event->row.id;
      export->series_id = event->series_id;
    }
  foyer_choose_file_async (GTK_WIDGET (self), &choice, self->cancellable, file_chosen_cb, export);
}

static void
export_calendar_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  choose_file (data, NULL);
}

static void
export_event_calendar_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (FoyerEvent) event = read_event (data);

  if (event != NULL)
    choose_file (data, event);
}

static void
repeat_event_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerMainWindow *self = data;
  g_autoptr (FoyerEvent) event = read_event (self);

  if (event == NULL)
    return;
  if (!foyer_uuid_is_nil (&event->series_id))
    show_in_calendar_action (NULL, NULL, self);
  else
    foyer_repeat_dialog_present (GTK_WIDGET (self), get_replica (self), event);
}

static FoyerEvent *
read_beside (FoyerMainWindow *self, gboolean is_after)
{
  g_autoptr (FoyerEvent) event = read_event (self);

  if (event == NULL || foyer_uuid_is_nil (&event->series_id))
    return NULL;
  return foyer_series_store_beside (foyer_replica_get_reader (get_replica (self)), event, is_after,
                                    NULL);
}

/* The list of events has one row for a series: here its other dates are. */
static void
date_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerMainWindow *self = data;
  gboolean is_after = g_str_equal (g_action_get_name (G_ACTION (action)), "later-date");
  g_autoptr (FoyerEvent) event = read_beside (self, is_after);
  g_autofree char *page = NULL;

  if (event == NULL)
    return;
  page = g_strdup (foyer_event_view_get_page (self->event_view));
  foyer_main_window_open_event (self, &event->row.id);
  foyer_event_view_set_page (self->event_view, page);
}

static const GActionEntry actions[] = {
  { "show-calendar", show_calendar_action },
  { "show-in-calendar", show_in_calendar_action },
  { "export-calendar", export_calendar_action },
  { "export-event-calendar", export_event_calendar_action },
  { "repeat-event", repeat_event_action },
  { "earlier-date", date_action },
  { "later-date", date_action },
};

void
foyer_main_window_add_calendar (FoyerMainWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

void
foyer_main_window_update_calendar (FoyerMainWindow *self)
{
  gboolean ready = self->event_view != NULL && get_replica (self) != NULL &&
                   foyer_context_get_state (self->context) == FOYER_CONTEXT_READY;
  gboolean has_event = ready && foyer_event_view_get_event_id (self->event_view) != NULL;
  g_autoptr (FoyerEvent) event = has_event ? read_event (self) : NULL;
  gboolean is_of_series = event != NULL && !foyer_uuid_is_nil (&event->series_id);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gboolean is_date = g_str_has_suffix (actions[i].name, "-date");
      gboolean is_of_all = i == 0 || g_str_equal (actions[i].name, "export-calendar");

      g_simple_action_set_enabled (
          G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), actions[i].name)),
          is_of_all ? ready : has_event && (!is_date || is_of_series));
    }
}
