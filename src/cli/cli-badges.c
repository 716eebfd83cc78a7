/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cli-output.h"

#include "foyer-badge-sheet.h"
#include "foyer-badge-source.h"
#include "foyer-roster.h"
#include "foyer-row-store.h"
#include "foyer-ticket-store.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#define DEFAULT_SHEET "a4-2x5"

/* All that are not cancelled, by name; (transfer full) (element-type gint64). */
static GArray *
choose (FoyerCli *self, const FoyerUuid *event_id, gboolean unprinted, GError **error)
{
  const FoyerRosterQuery query = {
    .states = ((1 << FOYER_N_ATTENDANCES) - 1) & ~(1 << FOYER_ATTENDANCE_CANCELLED),
    .arrived_from = FOYER_NONE,
    .arrived_to = FOYER_NONE,
    .unprinted = unprinted,
    .sort = FOYER_SORT_NAME,
  };
  g_autoptr (FoyerRoster) roster = foyer_roster_new (event_id, NULL);
  g_autoptr (GArray) keys = NULL;

  if (!foyer_roster_load (roster, self->db, NULL, error))
    return NULL;
  keys = foyer_roster_select (roster, &query, NULL);
  if (keys->len > 0)
    return g_steal_pointer (&keys);
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                       _ ("There is nobody to print a badge for."));
  return NULL;
}

static gboolean
write_pdf (FoyerBadgeSheet *sheet, const char *path, GError **error)
{
  g_autoptr (GFile) file = NULL;

  if (g_str_equal (path, "-"))
    {
      g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);

      return foyer_badge_sheet_write_pdf (sheet, stream, NULL, NULL, NULL, error);
    }
  file = g_file_new_for_commandline_arg (path);
  return foyer_badge_sheet_save_pdf (sheet, file, NULL, NULL, NULL, error);
}

static gboolean
mark_printed (FoyerCli *self, GArray *keys, GError **error)
{
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (self->db, "print-badges", error);

  return transaction != NULL &&
         foyer_ticket_store_mark_printed (transaction, (const gint64 *) (gpointer) keys->data,
                                          keys->len, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

static gboolean
report (FoyerCli *self, FoyerBadgeSheet *sheet, const char *path, guint n_badges, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *shown = g_filename_display_name (path);
  guint n_pages = foyer_badge_sheet_get_n_pages (sheet);
  g_autofree char *sentence = NULL;

  if (g_str_equal (path, "-"))
    return TRUE;
  foyer_cli_set_number (object, "badges", n_badges);
  foyer_cli_set_number (object, "pages", n_pages);
  foyer_cli_set_text (object, "sheet", foyer_sheet_get_id (foyer_badge_sheet_get_sheet (sheet)));
  foyer_cli_set_text (object, "output", shown);
  sentence = g_strdup_printf (
      ngettext ("Wrote %u badge to %s.", "Wrote %u badges to %s.", n_badges), n_badges, shown);
  return foyer_cli_print (self, object, sentence, error);
}

static char *
dup_user_sheets (void)
{
  return g_build_filename (g_get_user_data_dir (), "foyer", "sheets", NULL);
}

/* start counts from 1. */
static gboolean
make_badges (FoyerCli *self,
             const FoyerEvent *event,
             FoyerSheet *preset,
             gint64 start,
             gboolean unprinted,
             const char *path,
             GError **error)
{
  g_autoptr (GArray) keys = NULL;
  g_autoptr (FoyerBadgeSource) source = NULL;
  g_autoptr (FoyerBadgeSheet) sheet = NULL;

  if (start < 1 || start > foyer_sheet_get_n_labels (preset))
    {
      g_set_error (error, FOYER_PRINT_ERROR, FOYER_PRINT_ERROR_INVALID,
                   _ ("The sheet “%s” has labels 1 to %u."), foyer_sheet_get_id (preset),
                   foyer_sheet_get_n_labels (preset));
      return FALSE;
    }
  keys = choose (self, &event->row.id, unprinted, error);
  if (keys == NULL)
    return FALSE;
  source = foyer_badge_source_new (self->db, &event->row.id, keys, error);
  if (source == NULL)
    return FALSE;

  sheet = foyer_badge_sheet_new (preset, keys->len, foyer_badge_source_get, source, NULL);
  foyer_badge_sheet_set_start (sheet, (guint) start - 1);
  return write_pdf (sheet, path, error) && mark_printed (self, keys, error) &&
         report (self, sheet, path, keys->len, error);
}

static FoyerCliStatus
run_badges (FoyerCli *self, GStrv *arguments)
{
  g_autofree char *output = NULL, *preset = NULL, *start_text = NULL;
  gboolean unprinted = FALSE;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      N_ ("The PDF to write, “-” for standard output"), N_ ("FILE") },
    { "sheet", 0, 0, G_OPTION_ARG_FILENAME, &preset,
      N_ ("The sheet of labels, one of “foyerctl sheets”"), N_ ("PRESET") },
    { "start", 0, 0, G_OPTION_ARG_FILENAME, &start_text,
      N_ ("The first label to use, counted from 1"), N_ ("NUMBER") },
    { "unprinted", 0, 0, G_OPTION_ARG_NONE, &unprinted, N_ ("Only badges that were never printed"),
      NULL },
    { NULL },
  };
  g_autofree char *user_dir = dup_user_sheets ();
  g_autoptr (FoyerSheet) sheet = NULL;
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = 1;

  if (!foyer_cli_parse (self, entries, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  if (output == NULL)
    return foyer_cli_usage (self, _ ("Badges need --output."));
  if (!foyer_cli_read_text (self, "--sheet", preset) ||
      !foyer_cli_read_number (self, "--start", start_text, &start))
    return FOYER_CLI_USAGE;

  sheet = foyer_sheet_find (user_dir, preset != NULL ? preset : DEFAULT_SHEET, &error);
  if (sheet == NULL)
    return foyer_cli_refuse (self, error);
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (event == NULL || !make_badges (self, event, sheet, start, unprinted, output, &error))
    return foyer_cli_refuse (self, error);
  return FOYER_CLI_DONE;
}

static void
set_millimetres (JsonObject *object, const char *key, double points)
{
  json_object_set_double_member (object, key, (gint64) (points / FOYER_MM * 100 + 0.5) / 100.0);
}

static JsonObject *
describe_sheet (FoyerSheet *sheet)
{
  JsonObject *object = json_object_new ();
  double width, height;
  FoyerRect label;

  foyer_sheet_get_page (sheet, &width, &height);
  foyer_sheet_get_label (sheet, 0, &label);
  foyer_cli_set_text (object, "id", foyer_sheet_get_id (sheet));
  foyer_cli_set_text (object, "name", foyer_sheet_get_name (sheet));
  foyer_cli_set_number (object, "labels", foyer_sheet_get_n_labels (sheet));
  foyer_cli_set_number (object, "columns", foyer_sheet_get_columns (sheet));
  foyer_cli_set_number (object, "rows", foyer_sheet_get_rows (sheet));
  set_millimetres (object, "label_width", label.width);
  set_millimetres (object, "label_height", label.height);
  set_millimetres (object, "page_width", width);
  set_millimetres (object, "page_height", height);
  return object;
}

static FoyerCliStatus
run_sheets (FoyerCli *self, GStrv *arguments)
{
  static const FoyerCliColumn columns[] = {
    { "id", N_ ("Sheet"), FOYER_CLI_TEXT },
    { "labels", N_ ("Labels"), FOYER_CLI_NUMBER },
    { "name", N_ ("Name"), FOYER_CLI_TEXT },
  };
  g_autofree char *user_dir = dup_user_sheets ();
  g_autoptr (FoyerCliTable) table = NULL;
  g_autoptr (GPtrArray) sheets = NULL;
  g_autoptr (GError) error = NULL;

  if (!foyer_cli_parse (self, NULL, arguments, 0, 0))
    return FOYER_CLI_USAGE;
  sheets = foyer_sheet_list (user_dir);
  table = foyer_cli_table_new (self, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < sheets->len; i++)
    foyer_cli_table_add (table, describe_sheet (sheets->pdata[i]));
  return foyer_cli_table_end (table, &error) ? FOYER_CLI_DONE : foyer_cli_refuse (self, error);
}

const FoyerCliCommand foyer_cli_badges_commands[] = {
  { "badges", NULL, "EVENT --output FILE.pdf", N_ ("Write an event's badges to a PDF, by name"),
    run_badges },
  { "sheets", NULL, "", N_ ("List the sheets of labels that badges fit on"), run_sheets },
  { NULL },
};
