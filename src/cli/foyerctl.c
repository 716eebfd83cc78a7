/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cli.h"
#include "foyer-config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static const FoyerCliCommand *const groups[] = {
  foyer_cli_event_commands,     foyer_cli_event_acts_commands, foyer_cli_series_commands,
  foyer_cli_tier_commands,      foyer_cli_promo_commands,      foyer_cli_price_commands,
  foyer_cli_attendee_commands,  foyer_cli_check_in_commands,   foyer_cli_badges_commands,
  foyer_cli_refund_commands,    foyer_cli_login_commands,      foyer_cli_sync_commands,
  foyer_cli_conflicts_commands, foyer_cli_sell_commands,       foyer_cli_order_list_commands,
  foyer_cli_order_commands,     foyer_cli_cash_commands,       foyer_cli_cashier_commands,
  foyer_cli_allot_commands,
};

/* Commands of one group, or of all with NULL. */
static void
print_help (FILE *to, const char *group)
{
  fprintf (to, "%s\n  foyerctl [--replica FILE] [--json] COMMAND …\n\n%s\n", _ ("Usage:"),
           _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const FoyerCliCommand *command = groups[i]; command->group != NULL; command++)
      {
        g_autofree char *words = g_strjoin (" ", command->group, command->name, NULL);

        if (group == NULL || g_str_equal (group, command->group))
          fprintf (to, "  %-18s %s\n", words, _ (command->summary));
      }
  fprintf (
      to, "\n%s\n",
      _ ("Each command tells more with --help. Exit status: 0 done, 1 refused, 2 wrong usage."));
}

/* Options that may stand before and between the words of a command. Moves words on. FALSE: the
 * reason was printed. */
static gboolean
take_options (FoyerCli *self, char ***words)
{
  for (; **words != NULL && ***words == '-'; (*words)++)
    {
      const char *word = **words;

      if (g_str_equal (word, "--json"))
        self->json = TRUE;
      else if (g_str_has_prefix (word, "--replica="))
        {
          g_free (self->replica);
          self->replica = g_strdup (word + strlen ("--replica="));
        }
      else if (g_str_equal (word, "--replica") && (*words)[1] != NULL)
        {
          g_free (self->replica);
          self->replica = g_strdup (*++(*words));
        }
      else if (g_str_equal (word, "--replica"))
        {
          foyer_cli_usage (self, _ ("--replica needs a file."));
          return FALSE;
        }
      else
        return TRUE;
    }
  return TRUE;
}

static gboolean
is_help (const char *word)
{
  return g_str_equal (word, "--help") || g_str_equal (word, "-h") || g_str_equal (word, "help");
}

/* The commands of one word may stand in several tables. */
static const FoyerCliCommand *
find_command (const char *group, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const FoyerCliCommand *command = groups[i]; command->group != NULL; command++)
      if (g_str_equal (command->group, group) && g_strcmp0 (command->name, name) == 0)
        return command;
  return NULL;
}

static const FoyerCliCommand *
find_group (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      const FoyerCliCommand *command = groups[i];

      /* “check-in”, “badges” and “sheets” are words alone */
      for (; command->group != NULL; command++)
        if (g_str_equal (command->group, name))
          return command;
    }
  return NULL;
}

static FoyerCliStatus
run_command (FoyerCli *self, const FoyerCliCommand *command, char **words)
{
  g_auto (GStrv) arguments = g_strdupv (words);

  self->command = command;
  return command->run (self, &arguments);
}

static FoyerCliStatus
dispatch (FoyerCli *self, char **words)
{
  const FoyerCliCommand *group, *command;

  if (!take_options (self, &words))
    return FOYER_CLI_USAGE;
  if (*words == NULL)
    return foyer_cli_usage (self, _ ("A command is missing."));
  if (is_help (*words))
    {
      print_help (stdout, NULL);
      return FOYER_CLI_DONE;
    }
  if (g_str_equal (*words, "--version"))
    {
      printf ("foyerctl %s\n", FOYER_VERSION);
      return FOYER_CLI_DONE;
    }
  if (**words == '-')
    return foyer_cli_usage (self, _ ("There is no option “%s”."), *words);

  group = find_group (*words);
  if (group == NULL)
    return foyer_cli_usage (self, _ ("There is no command “%s”."), *words);
  words++;
  if (group->name == NULL)
    return run_command (self, group, words);

  if (!take_options (self, &words))
    return FOYER_CLI_USAGE;
  if (*words != NULL && is_help (*words))
    {
      print_help (stdout, group->group);
      return FOYER_CLI_DONE;
    }
  if (*words == NULL)
    return foyer_cli_usage (self, _ ("What of “%s”?"), group->group);
  command = find_command (group->group, *words);
  if (command == NULL)
    return foyer_cli_usage (self, _ ("There is no command “%s %s”."), group->group, *words);
  return run_command (self, command, words + 1);
}

int
main (int argc, char **argv)
{
  FoyerCli self = { NULL };
  FoyerCliStatus status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, FOYER_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  status = dispatch (&self, argc > 0 ? argv + 1 : argv);

  g_clear_object (&self.db);
  g_clear_pointer (&self.replica, g_free);
  return status;
}
