/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-sync.h"
#include "foyer-cli-output.h"

#include "foyer-event-store.h"
#include "foyer-identity.h"
#include "foyer-server-address.h"
#include "foyer-sync-link.h"
#include "foyer-time.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define LINE_MOST 4096

FoyerSecrets *
cli_sync_open_secrets (FoyerCli *self, FoyerDatabaseMode mode, GError **error)
{
  const char *source = g_getenv ("FOYER_PASSPHRASE_FILE");
  g_autofree char *passphrase = NULL;
  g_autofree char *path = NULL;
  FoyerUuid replica_id;
  char id[FOYER_UUID_STRING_SIZE];

  if (!foyer_cli_open (self, mode, error) ||
      !foyer_identity_read (self->db, &replica_id, NULL, error))
    return NULL;
  if (source == NULL)
    {
      foyer_uuid_format (&replica_id, id);
      return foyer_secrets_new_keyring (id);
    }
  if (!g_file_get_contents (source, &passphrase, NULL, error))
    return NULL;
  g_strchomp (passphrase);
  path = g_strconcat (foyer_database_get_path (self->db), ".secrets", NULL);
  return foyer_secrets_new_file (path, passphrase, error);
}

FoyerLock *
cli_sync_take_lock (FoyerCli *self, GError **error)
{
  g_autofree char *path = g_strconcat (foyer_database_get_path (self->db), ".sync", NULL);

  for (guint i = 0;; i++)
    {
      g_autoptr (GError) failure = NULL;
      FoyerLock *lock = foyer_lock_take (path, &failure);

      if (lock != NULL)
        return lock;
      if (!g_error_matches (failure, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BUSY))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      if (i == 50)
        {
          g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BUSY,
                               _ ("Another program keeps this replica in step at the moment."));
          return NULL;
        }
      g_usleep (100 * G_TIME_SPAN_MILLISECOND);
    }
}

FoyerServer *
cli_sync_find_server (FoyerCli *self, const char *address, GError **error)
{
  g_autoptr (GPtrArray) servers = foyer_server_store_list (self->db, error);
  g_autofree char *url = NULL;

  if (servers == NULL)
    return NULL;
  if (address != NULL)
    foyer_server_address_read (address, &url);
  for (guint i = 0; i < servers->len; i++)
    {
      const FoyerServer *server = g_ptr_array_index (servers, i);

      if (address == NULL ? servers->len == 1 : g_strcmp0 (server->url, url) == 0)
        return g_ptr_array_steal_index (servers, i);
    }
  if (address != NULL)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                 _ ("“%s” is not set up here."), address);
  else if (servers->len == 0)
    g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                         _ ("No server is set up here. Sign in to one with “foyerctl login”."));
  else
    g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                         _ ("Several servers are set up here: say which."));
  return NULL;
}

/* Without an echo where a person types. */
static char *
read_password (gboolean is_stdin)
{
  struct termios before, silent;
  gboolean is_terminal = !is_stdin && tcgetattr (STDIN_FILENO, &before) == 0;
  char line[LINE_MOST];
  char *found;

  if (is_terminal)
    {
      fprintf (stderr, "%s ", _ ("Password:"));
      silent = before;
      silent.c_lflag &= ~(tcflag_t) ECHO;
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
    }
  found = fgets (line, sizeof line, stdin);
  if (is_terminal)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
      fputc ('\n', stderr);
    }
  if (found == NULL)
    return NULL;
  line[strcspn (line, "\r\n")] = '\0';
  found = g_strdup (line);
  memset (line, 0, sizeof line);
  return found;
}

static gboolean
is_chosen (const FoyerOfferedEvent *event, char **ids)
{
  char id[FOYER_UUID_STRING_SIZE];

  foyer_uuid_format (&event->id, id);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (g_ascii_strcasecmp (ids[i], id) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
print_event (FoyerCliTable *table, const FoyerOfferedEvent *event, gboolean is_kept)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (event->timezone);
  JsonObject *row = json_object_new ();

  foyer_cli_set_id (row, "id", &event->id);
  foyer_cli_set_text (row, "title", event->title);
  foyer_cli_set_text (row, "organizer", event->organizer);
  foyer_cli_set_id (row, "organizer_id", &event->organizer_id);
  foyer_cli_set_time (row, "start_date", event->start_date, zone);
  json_object_set_boolean_member (row, "is_kept", is_kept);
  foyer_cli_table_add (table, row);
  return TRUE;
}

static const FoyerCliColumn event_columns[] = {
  { "id", N_ ("Id"), FOYER_CLI_TEXT },
  { "start_date", N_ ("Start"), FOYER_CLI_TIME },
  { "title", N_ ("Title"), FOYER_CLI_TEXT },
  { "organizer", N_ ("Organizer"), FOYER_CLI_TEXT },
};

static gboolean
check_ids (char **ids, GPtrArray *events, GError **error)
{
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      char *one[] = { ids[i], NULL };
      gboolean is_there = FALSE;

      for (guint j = 0; j < events->len; j++)
        is_there |= is_chosen (g_ptr_array_index (events, j), one);
      if (!is_there)
        {
          g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                       _ ("There is no event “%s” for you on this server."), ids[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
choose (FoyerCli *self, FoyerSyncLink *link, char **ids, gboolean is_all, GError **error)
{
  g_autoptr (GPtrArray) events = foyer_sync_link_list_events (link, NULL, error);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  g_autoptr (FoyerCliTable) table = NULL;

  if (events == NULL || !check_ids (ids, events, error))
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    if (is_all || is_chosen (g_ptr_array_index (events, i), ids))
      g_ptr_array_add (chosen, g_ptr_array_index (events, i));
  if (!foyer_sync_link_keep (link, chosen, NULL, error))
    return FALSE;
  table = foyer_cli_table_new (self, event_columns, G_N_ELEMENTS (event_columns));
  for (guint i = 0; i < events->len; i++)
    print_event (table, g_ptr_array_index (events, i),
                 is_all || is_chosen (g_ptr_array_index (events, i), ids));
  return foyer_cli_table_end (table, error);
}

static gboolean
is_known (FoyerCli *self, const char *url)
{
  g_autoptr (FoyerServer) server = cli_sync_find_server (self, url, NULL);

  return server != NULL;
}

static gboolean
sign_in (FoyerCli *self,
         const char *url,
         const char *email,
         gboolean is_stdin,
         char **ids,
         gboolean is_all,
         GError **error)
{
  g_autoptr (FoyerSecrets) secrets = cli_sync_open_secrets (self, FOYER_DATABASE_CREATE, error);
  g_autoptr (FoyerSyncLink) link = NULL;
  g_autofree char *password = NULL;
  gboolean was_known;

  if (secrets == NULL)
    return FALSE;
  was_known = is_known (self, url);
  password = read_password (is_stdin);
  if (password == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The password is missing."));
      return FALSE;
    }
  link = foyer_sync_link_sign_in (self->db, secrets, url, email, password, NULL, error);
  memset (password, 0, strlen (password));
  if (link == NULL)
    return FALSE;
  if (choose (self, link, ids, is_all, error))
    return TRUE;
  /* What failed leaves nothing behind: neither a session nor a server. */
  if (!was_known)
    foyer_sync_link_sign_out (link, FALSE, NULL, NULL);
  return FALSE;
}

static void
explain_keyring (GError *error)
{
  if (g_error_matches (error, FOYER_SECRETS_ERROR, FOYER_SECRETS_ERROR_NO_KEYRING))
    foyer_cli_note ("%s",
                    _ ("Without a keyring the session is kept in a file that a passphrase "
                       "locks: put one into a file, and name that in FOYER_PASSPHRASE_FILE."));
}

static FoyerCliStatus
run_login (FoyerCli *self, GStrv *arguments)
{
  g_autofree char *email = NULL;
  g_auto (GStrv) ids = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_stdin = FALSE, is_all = FALSE;
  FoyerServerAddressProblem problem;
  const GOptionEntry entries[] = {
    { "email", 0, 0, G_OPTION_ARG_FILENAME, &email, N_ ("Who signs in"), N_ ("ADDRESS") },
    { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &is_stdin,
      N_ ("Read the password from standard input"), NULL },
    { "event", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &ids,
      N_ ("Keep this event here; may be repeated"), N_ ("ID") },
    { "all", 0, 0, G_OPTION_ARG_NONE, &is_all, N_ ("Keep all events here"), NULL },
    { NULL },
  };

  if (!foyer_cli_parse (self, entries, arguments, 1, 1) ||
      !foyer_cli_read_text (self, "--email", email))
    return FOYER_CLI_USAGE;
  if (email == NULL)
    return foyer_cli_usage (self, _ ("Something is missing: “%s”."), "--email");
  problem = foyer_server_address_read ((*arguments)[0], &url);
  if (problem != FOYER_SERVER_ADDRESS_GOOD)
    {
      g_autofree char *words = foyer_server_address_words (problem);

      return foyer_cli_usage (self, "%s", words);
    }
  if (sign_in (self, url, email, is_stdin, ids, is_all, &error))
    return FOYER_CLI_DONE;
  explain_keyring (error);
  return foyer_cli_refuse (self, error);
}

static gboolean
sign_out (FoyerCli *self, const char *address, gboolean is_wiped, GError **error)
{
  g_autoptr (FoyerSecrets) secrets = cli_sync_open_secrets (self, FOYER_DATABASE_READ_WRITE, error);
  g_autoptr (FoyerLock) lock = secrets != NULL ? cli_sync_take_lock (self, error) : NULL;
  g_autoptr (FoyerServer) server =
      lock != NULL ? cli_sync_find_server (self, address, error) : NULL;
  g_autoptr (FoyerSyncLink) link = NULL;

  if (server == NULL)
    return FALSE;
  link = foyer_sync_link_open (self->db, secrets, server->key, NULL);
  if (link != NULL)
    return foyer_sync_link_sign_out (link, is_wiped, NULL, error);
  return is_wiped ? foyer_server_store_wipe (self->db, server->key, error)
                  : foyer_server_store_remove (self->db, server->key, error);
}

static FoyerCliStatus
run_logout (FoyerCli *self, GStrv *arguments)
{
  g_autoptr (GError) error = NULL;
  gboolean is_wiped = FALSE;
  const GOptionEntry entries[] = {
    { "wipe", 0, 0, G_OPTION_ARG_NONE, &is_wiped,
      N_ ("Erase what is kept here of the server, also what it was not told"), NULL },
    { NULL },
  };

  if (!foyer_cli_parse (self, entries, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  return sign_out (self, (*arguments)[0], is_wiped, &error) ? FOYER_CLI_DONE
                                                            : foyer_cli_refuse (self, error);
}

static gboolean
host (FoyerCli *self, const char *slug, const char *address, const char *organizer, GError **error)
{
  g_autoptr (FoyerSecrets) secrets = cli_sync_open_secrets (self, FOYER_DATABASE_READ_WRITE, error);
  g_autoptr (FoyerLock) lock = secrets != NULL ? cli_sync_take_lock (self, error) : NULL;
  g_autoptr (FoyerServer) server =
      lock != NULL ? cli_sync_find_server (self, address, error) : NULL;
  g_autoptr (FoyerEvent) event =
      server != NULL ? foyer_event_store_find (self->db, slug, error) : NULL;
  g_autoptr (FoyerSyncLink) link =
      event != NULL ? foyer_sync_link_open (self->db, secrets, server->key, error) : NULL;
  g_autoptr (GPtrArray) organizers =
      link != NULL ? foyer_sync_link_list_organizers (link, NULL, error) : NULL;

  if (organizers == NULL)
    return FALSE;
  for (guint i = 0; i < organizers->len; i++)
    {
      const FoyerOrganizer *one = g_ptr_array_index (organizers, i);
      char id[FOYER_UUID_STRING_SIZE];

      foyer_uuid_format (&one->id, id);
      if (organizer == NULL
              ? organizers->len == 1
              : g_ascii_strcasecmp (organizer, id) == 0 || g_strcmp0 (organizer, one->name) == 0)
        return foyer_sync_link_host (link, &event->row.id, &one->id, NULL, error);
    }
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                       organizers->len == 0
                           ? _ ("You may not make events on this server.")
                           : _ ("Say with --organizer whose event it is to be there."));
  return FALSE;
}

static FoyerCliStatus
run_host (FoyerCli *self, GStrv *arguments)
{
  g_autofree char *address = NULL, *organizer = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "server", 0, 0, G_OPTION_ARG_FILENAME, &address, N_ ("Which server, where there are several"),
      N_ ("URL") },
    { "organizer", 0, 0, G_OPTION_ARG_FILENAME, &organizer, N_ ("Whose event it is to be there"),
      N_ ("NAME") },
    { NULL },
  };

  if (!foyer_cli_parse (self, entries, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  return host (self, (*arguments)[0], address, organizer, &error) ? FOYER_CLI_DONE
                                                                  : foyer_cli_refuse (self, error);
}

const FoyerCliCommand foyer_cli_login_commands[] = {
  { "login", NULL, "URL --email ADDRESS",
    N_ ("Sign in to a server, and choose events to keep here"), run_login },
  { "logout", NULL, "URL", N_ ("Sign out of a server"), run_logout },
  { "host", NULL, "EVENT", N_ ("Put an event of this replica on a server, with all that it has"),
    run_host },
  { NULL },
};
