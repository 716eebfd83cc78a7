/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-event-ics.h"

#include "foyer-cli-output.h"
#include "foyer-event-ics.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

static char *
make_calendar (FoyerCli *self, const char *slug, gboolean is_only, GError **error)
{
  g_autoptr (FoyerEvent) event = NULL;

  if (slug == NULL)
    return foyer_cli_open (self, FOYER_DATABASE_READ_ONLY, error)
               ? foyer_event_ics_new_for_all (self->db, error)
               : NULL;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_ONLY, slug, error);
  if (event == NULL)
    return NULL;
  if (foyer_uuid_is_nil (&event->series_id) || is_only)
    return foyer_event_ics_new_for_event (self->db, &event->row.id, error);
  return foyer_event_ics_new_for_series (self->db, &event->series_id, error);
}

static gboolean
write_to_stdout (const char *calendar, GError **error)
{
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);

  return g_output_stream_write_all (stream, calendar, strlen (calendar), NULL, NULL, error);
}

static guint
count_events (const char *calendar)
{
  guint n = 0;

  while ((calendar = strstr (calendar, "\nBEGIN:VEVENT")) != NULL)
    {
      n++;
      calendar++;
    }
  return n;
}

static FoyerCliStatus
write_to_file (FoyerCli *self, const char *calendar, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *sentence = g_strdup_printf (_ ("Wrote the calendar to %s."), shown);

  if (!g_file_replace_contents (file, calendar, strlen (calendar), NULL, FALSE, G_FILE_CREATE_NONE,
                                NULL, NULL, error))
    return FOYER_CLI_REFUSED;
  foyer_cli_set_number (object, "events", count_events (calendar));
  foyer_cli_set_text (object, "file", shown);
  return foyer_cli_print (self, object, sentence, error) ? FOYER_CLI_DONE : FOYER_CLI_REFUSED;
}

FoyerCliStatus
foyer_cli_run_export_ics (FoyerCli *self, GStrv *arguments)
{
  gboolean is_all = FALSE;
  gboolean is_only = FALSE;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &is_all, N_ ("All events, instead of EVENT"), NULL },
    { "only", 0, 0, G_OPTION_ARG_NONE, &is_only, N_ ("Of a series this date alone"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *calendar = NULL;
  const char *path;

  if (!foyer_cli_parse (self, entries, arguments, 1, 2))
    return FOYER_CLI_USAGE;
  if (g_strv_length (*arguments) != (is_all ? 1 : 2))
    return foyer_cli_usage (self, _ ("Name an event, or --all, and a file."));
  path = (*arguments)[is_all ? 0 : 1];
  calendar = make_calendar (self, is_all ? NULL : (*arguments)[0], is_only, &error);
  if (calendar != NULL && strcmp (path, "-") == 0 && write_to_stdout (calendar, &error))
    return FOYER_CLI_DONE;
  if (calendar != NULL && strcmp (path, "-") != 0 &&
      write_to_file (self, calendar, path, &error) == FOYER_CLI_DONE)
    return FOYER_CLI_DONE;
  return foyer_cli_refuse (self, error);
}
