/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cli.h"

#include "foyer-event-store.h"
#include "foyer-replica.h"
#include "foyer-time.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/* One line on standard error, whatever is in it. */
static void
print_reason (const char *reason)
{
  g_autofree char *valid = g_utf8_make_valid (reason, -1);

  fflush (stdout);
  g_strdelimit (valid, "\r\n\t", ' ');
  fprintf (stderr, "foyerctl: %s\n", g_strchomp (valid));
}

static char *
dup_command_words (FoyerCli *self)
{
  if (self->command == NULL)
    return g_strdup ("foyerctl");
  return g_strjoin (" ", "foyerctl", self->command->group, self->command->name, NULL);
}

/**
 * foyer_cli_usage:
 * @self: the program
 * @format: a sentence that says what is wrong with the command line
 *
 * Returns: %FOYER_CLI_USAGE, when the sentence and where to read more are printed
 */
FoyerCliStatus
foyer_cli_usage (FoyerCli *self, const char *format, ...)
{
  g_autofree char *words = dup_command_words (self);
  g_autofree char *reason = NULL;
  va_list values;

  va_start (values, format);
  reason = g_strdup_vprintf (format, values);
  va_end (values);

  print_reason (reason);
  /* Translators: a hint below an error; the command is to be typed as it is */
  fprintf (stderr, _ ("Try “%s --help”."), words);
  fputc ('\n', stderr);
  return FOYER_CLI_USAGE;
}

/**
 * foyer_cli_refuse:
 * @self: the program
 * @error: why
 *
 * Returns: %FOYER_CLI_REFUSED, when the reason is printed
 */
FoyerCliStatus
foyer_cli_refuse (FoyerCli *self, const GError *error)
{
  print_reason (error->message);
  return FOYER_CLI_REFUSED;
}

/**
 * foyer_cli_note:
 * @format: a sentence that a person should know
 */
void
foyer_cli_note (const char *format, ...)
{
  g_autofree char *note = NULL;
  va_list values;

  va_start (values, format);
  note = g_strdup_vprintf (format, values);
  va_end (values);
  print_reason (note);
}

/**
 * foyer_cli_parse:
 * @self: the program, running a command
 * @entries: (nullable): the command's own options; take texts as %G_OPTION_ARG_FILENAME, so that
 * the locale does not matter
 * @arguments: (inout): in: what follows the command; out: what is left without options
 * @least: how many must be left
 * @most: how many may be left
 *
 * Prints the help and ends the program for --help.
 *
 * Returns: %FALSE when the line makes no sense; the reason was printed
 */
gboolean
foyer_cli_parse (FoyerCli *self,
                 const GOptionEntry *entries,
                 GStrv *arguments,
                 guint least,
                 guint most)
{
  const GOptionEntry shared[] = {
    { "replica", 0, 0, G_OPTION_ARG_FILENAME, &self->replica, N_ ("The replica to work on"),
      N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("Print one JSON object a line"), NULL },
    { NULL },
  };
  g_autofree char *words = dup_command_words (self);
  g_autoptr (GOptionContext) context = g_option_context_new (self->command->arguments);
  g_autoptr (GError) error = NULL;
  GPtrArray *line = g_ptr_array_new ();
  gboolean is_past_separator = FALSE;
  GStrv argv;

  /* the first word is the program's name in the help */
  g_ptr_array_add (line, g_strdup (words));
  for (guint i = 0; (*arguments)[i] != NULL; i++)
    g_ptr_array_add (line, g_strdup ((*arguments)[i]));
  g_ptr_array_add (line, NULL);
  argv = (GStrv) g_ptr_array_free (line, FALSE);

  g_set_prgname (words);
  g_option_context_set_summary (context, _ (self->command->summary));
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, shared, GETTEXT_PACKAGE);

  if (!g_option_context_parse_strv (context, &argv, &error))
    {
      g_strfreev (argv);
      foyer_cli_usage (self, "%s", error->message);
      return FALSE;
    }

  /* out with the name, and with the -- that GOption leaves among arguments */
  g_strfreev (*arguments);
  line = g_ptr_array_new ();
  for (guint i = 1; argv[i] != NULL; i++)
    {
      if (!is_past_separator && g_str_equal (argv[i], "--"))
        is_past_separator = TRUE;
      else
        g_ptr_array_add (line, g_strdup (argv[i]));
    }
  g_ptr_array_add (line, NULL);
  *arguments = (GStrv) g_ptr_array_free (line, FALSE);
  g_strfreev (argv);

  if (g_strv_length (*arguments) < least)
    {
      foyer_cli_usage (self, _ ("Something is missing: “%s”."), self->command->arguments);
      return FALSE;
    }
  if (g_strv_length (*arguments) > most)
    {
      foyer_cli_usage (self, _ ("“%s” is one argument too many."), (*arguments)[most]);
      return FALSE;
    }
  return TRUE;
}

/* A path that was mistyped must not become a row of new folders. */
static gboolean
check_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
               _ ("There is no folder “%s”. Make it first, or name another replica."), folder);
  return FALSE;
}

/**
 * foyer_cli_open:
 * @self: the program
 * @mode: how
 * @error: return location
 *
 * Opens the replica that was named, or the user's own.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_cli_open (FoyerCli *self, FoyerDatabaseMode mode, GError **error)
{
  g_autofree char *path =
      self->replica != NULL ? g_strdup (self->replica) : foyer_replica_default_path ();

  if (self->db == NULL && self->replica != NULL && !check_folder (path, error))
    return FALSE;
  if (self->db == NULL)
    self->db = foyer_database_open (path, mode, error);
  return self->db != NULL;
}

/**
 * foyer_cli_open_event:
 * @self: the program
 * @mode: how to open the replica
 * @slug_or_id: the event
 * @error: return location
 *
 * Returns: (transfer full): the event; %NULL with error
 */
FoyerEvent *
foyer_cli_open_event (FoyerCli *self,
                      FoyerDatabaseMode mode,
                      const char *slug_or_id,
                      GError **error)
{
  if (!foyer_cli_open (self, mode, error))
    return NULL;
  return foyer_event_store_find (self->db, slug_or_id, error);
}

/**
 * foyer_cli_read_text:
 * @self: the program
 * @option: its name, for the reason
 * @value: (nullable): its value
 *
 * Returns: %FALSE when @value is not UTF-8; the reason was printed
 */
gboolean
foyer_cli_read_text (FoyerCli *self, const char *option, const char *value)
{
  if (value == NULL || g_utf8_validate (value, -1, NULL))
    return TRUE;
  foyer_cli_usage (self, _ ("The value of %s is not UTF-8."), option);
  return FALSE;
}

/**
 * foyer_cli_read_number:
 * @self: the program
 * @option: its name, for the reason
 * @value: (nullable): its value
 * @number: (inout): left as it is without @value
 *
 * Returns: %FALSE when @value is no whole number of 0 or more; the reason was printed
 */
gboolean
foyer_cli_read_number (FoyerCli *self, const char *option, const char *value, gint64 *number)
{
  if (value == NULL)
    return TRUE;
  if (g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, number, NULL))
    return TRUE;
  foyer_cli_usage (self, _ ("The value of %s must be a whole number, not “%s”."), option, value);
  return FALSE;
}

/**
 * foyer_cli_read_time:
 * @self: the program
 * @option: its name, for the reason
 * @value: (nullable): its value, ISO 8601
 * @zone: where it is meant when it names no offset
 * @instant: (inout): left as it is without @value
 *
 * Returns: %FALSE when @value is no time; the reason was printed
 */
gboolean
foyer_cli_read_time (FoyerCli *self,
                     const char *option,
                     const char *value,
                     GTimeZone *zone,
                     gint64 *instant)
{
  if (value == NULL)
    return TRUE;
  /* the year first: 01/02/2026 is two days */
  if (strlen (value) >= 8 && strspn (value, "0123456789") >= 4 &&
      foyer_time_parse (value, zone, FALSE, instant))
    return TRUE;
  foyer_cli_usage (self, _ ("The value of %s must be a time such as 2026-11-22T19:00, not “%s”."),
                   option, value);
  return FALSE;
}
