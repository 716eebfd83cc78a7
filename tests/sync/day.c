/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day of asking for news, as fast as it goes: sync-day REPLICA PASSPHRASE ROUNDS. Prints the
 * kilobytes of memory after a fifth of the rounds and at the end. */
#include "foyer-server-store.h"
#include "foyer-sync-link.h"

#include <stdio.h>
#include <unistd.h>

static long
measure_memory (void)
{
  g_autofree char *text = NULL;
  long total = 0, resident = 0;

  g_file_get_contents ("/proc/self/statm", &text, NULL, NULL);
  sscanf (text, "%ld %ld", &total, &resident);
  return resident * (sysconf (_SC_PAGESIZE) / 1024);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDatabase) db = foyer_database_open (argv[1], FOYER_DATABASE_READ_WRITE, &error);
  g_autofree char *path = g_strconcat (argv[1], ".secrets", NULL);
  g_autoptr (FoyerSecrets) secrets = foyer_secrets_new_file (path, argv[2], &error);
  g_autoptr (GPtrArray) servers = db != NULL ? foyer_server_store_list (db, &error) : NULL;
  g_autoptr (FoyerSyncLink) link = NULL;
  int n = atoi (argv[3]);

  if (servers != NULL && servers->len > 0 && secrets != NULL)
    link = foyer_sync_link_open (db, secrets, ((FoyerServer *) g_ptr_array_index (servers, 0))->key,
                                 &error);
  for (int i = 1; link != NULL && i <= n; i++)
    {
      FoyerRound round;

      if (foyer_sync_link_round (link, NULL, NULL, &round, NULL, &error) != FOYER_ROUND_DONE)
        break;
      if (i == n / 5 || i == n)
        printf ("%ld\n", measure_memory ());
    }
  if (error != NULL)
    fprintf (stderr, "%s\n", error->message);
  return error != NULL || link == NULL;
}
