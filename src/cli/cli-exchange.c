/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-exchange.h"

#include "foyer-attendee-export.h"
#include "foyer-cli-output.h"
#include "foyer-importer.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

static JsonArray *
describe_problems (GPtrArray *problems)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < problems->len; i++)
    {
      const FoyerImportProblem *problem = problems->pdata[i];
      JsonObject *object = json_object_new ();

      foyer_cli_set_number (object, "row", problem->row);
      foyer_cli_set_text (object, "reason", problem->reason);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonObject *
describe_report (const FoyerImportReport *report, gboolean dry_run)
{
  JsonObject *object = json_object_new ();

  foyer_cli_set_number (object, "rows", report->rows);
  foyer_cli_set_number (object, "added", report->added);
  foyer_cli_set_number (object, "updated", report->updated);
  foyer_cli_set_number (object, "unchanged", report->unchanged);
  foyer_cli_set_number (object, "skipped", report->skipped);
  json_object_set_array_member (object, "problems", describe_problems (report->problems));
  foyer_cli_set_number (object, "misfits", report->n_misfits);
  json_object_set_array_member (object, "misfit_answers", describe_problems (report->misfits));
  foyer_cli_set_number (object, "tiers_added", report->tiers_added);
  foyer_cli_set_number (object, "questions_added", report->questions_added);
  foyer_cli_set_number (object, "orders_added", report->orders_added);
  json_object_set_boolean_member (object, "dry_run", dry_run);
  return object;
}

static void
tell_problems (GString *text, GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const FoyerImportProblem *problem = problems->pdata[i];

      g_string_append (text, "\n  ");
      g_string_append_printf (text, _ ("Row %d: %s"), (int) problem->row, problem->reason);
    }
}

static char *
tell_report (const FoyerImportReport *report, gboolean dry_run)
{
  GString *text = g_string_new (NULL);

  /* Translators: the numbers of rows of an imported list: all, added, updated, unchanged, skipped
   */
  g_string_append_printf (
      text,
      dry_run ? _ ("%d rows would be: %d added, %d updated, %d unchanged, %d skipped.")
              : _ ("%d rows: %d added, %d updated, %d unchanged, %d skipped."),
      (int) report->rows, (int) report->added, (int) report->updated, (int) report->unchanged,
      (int) report->skipped);
  tell_problems (text, report->problems);
  if (report->n_misfits > 0)
    {
      int n = (int) MIN (report->n_misfits, G_MAXINT);

      g_string_append_c (text, '\n');
      g_string_append_printf (text,
                              ngettext ("%d answer does not fit and is left out:",
                                        "%d answers do not fit and are left out:", n),
                              n);
      tell_problems (text, report->misfits);
    }
  return g_string_free (text, FALSE);
}

FoyerCliStatus
foyer_cli_import_list (FoyerCli *self, GStrv *arguments, FoyerCliImport import)
{
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, N_ ("Only tell what would be done"), NULL },
    { NULL },
  };
  g_autoptr (FoyerImportReport) report = NULL;
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (!foyer_cli_parse (self, entries, arguments, 2, 2))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (event == NULL)
    return foyer_cli_refuse (self, error);

  file = g_file_new_for_commandline_arg ((*arguments)[1]);
  report = import (self->db, file, &event->row.id, dry_run, &error);
  if (report == NULL)
    return foyer_cli_refuse (self, error);

  object = describe_report (report, dry_run);
  sentence = tell_report (report, dry_run);
  return foyer_cli_print (self, object, sentence, &error) ? FOYER_CLI_DONE
                                                          : foyer_cli_refuse (self, error);
}

static FoyerImportReport *
import_attendees (FoyerDatabase *db,
                  GFile *file,
                  const FoyerUuid *event_id,
                  gboolean dry_run,
                  GError **error)
{
  g_autoptr (FoyerImportPlan) plan =
      foyer_import_plan_new_for_file (file, FOYER_IMPORT_HEADER_FIND, NULL, error);

  return plan != NULL ? foyer_import_run (db, plan, event_id, dry_run, NULL, NULL, NULL, error)
                      : NULL;
}

FoyerCliStatus
foyer_cli_run_import (FoyerCli *self, GStrv *arguments)
{
  return foyer_cli_import_list (self, arguments, import_attendees);
}

FoyerCliStatus
foyer_cli_tell_written (FoyerCli *self,
                        const char *path,
                        gint64 rows,
                        const char *sentence,
                        GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (JsonObject) object = json_object_new ();

  foyer_cli_set_number (object, "rows", rows);
  foyer_cli_set_text (object, "file", shown);
  return foyer_cli_print (self, object, sentence, error) ? FOYER_CLI_DONE : FOYER_CLI_REFUSED;
}

static FoyerCliStatus
export_to_stdout (FoyerCli *self, const FoyerEvent *event, GError **error)
{
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);

  if (foyer_attendee_export (self->db, &event->row.id, NULL, 0, NULL, FOYER_EXPORT_DEFAULT, stream,
                             NULL, NULL, NULL, error) < 0)
    return FOYER_CLI_REFUSED;
  return FOYER_CLI_DONE;
}

static FoyerCliStatus
export_to_file (FoyerCli *self, const FoyerEvent *event, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *sentence = NULL;
  gint64 rows;

  rows = foyer_attendee_export_to_file (self->db, &event->row.id, NULL, 0, NULL,
                                        FOYER_EXPORT_DEFAULT, file, NULL, NULL, NULL, error);
  if (rows < 0)
    return FOYER_CLI_REFUSED;

  sentence = g_strdup_printf (
      ngettext ("Wrote %d attendee to %s.", "Wrote %d attendees to %s.", rows), (int) rows, shown);
  return foyer_cli_tell_written (self, path, rows, sentence, error);
}

FoyerCliStatus
foyer_cli_export_list (FoyerCli *self,
                       GStrv *arguments,
                       FoyerCliExport to_stdout,
                       FoyerCliExportFile to_file)
{
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GError) error = NULL;
  FoyerCliStatus status;

  if (!foyer_cli_parse (self, NULL, arguments, 2, 2))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_ONLY, (*arguments)[0], &error);
  if (event == NULL)
    return foyer_cli_refuse (self, error);

  status = g_str_equal ((*arguments)[1], "-") ? to_stdout (self, event, &error)
                                              : to_file (self, event, (*arguments)[1], &error);
  return error != NULL ? foyer_cli_refuse (self, error) : status;
}

FoyerCliStatus
foyer_cli_run_export (FoyerCli *self, GStrv *arguments)
{
  return foyer_cli_export_list (self, arguments, export_to_stdout, export_to_file);
}
