/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A replica on a medium, or in a folder, that cannot be written. Root may write everywhere: the
 * child gives that up first. */
#include "foyer-event-store.h"
#include "foyer-lock.h"
#include "foyer-test-data.h"
#include "foyer-test.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define NOBODY 65534

static int
fail (const char *what, GError *error)
{
  g_printerr ("%s: %s\n", what, error != NULL ? error->message : "no error");
  return 1;
}

static int
be_child (const char *path)
{
  const FoyerDatabaseMode writing[] = { FOYER_DATABASE_CREATE, FOYER_DATABASE_READ_WRITE };
  g_autoptr (FoyerDatabase) db = NULL;
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (FoyerLock) lock = NULL;
  g_autoptr (GError) error = NULL;

  if (getuid () == 0 && setuid (NOBODY) != 0)
    return 77;
  for (guint i = 0; i < G_N_ELEMENTS (writing); i++)
    {
      db = foyer_database_open (path, writing[i], &error);
      if (db != NULL || !g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY))
        return fail ("open to write", error);
      g_clear_error (&error);
    }
  lock = foyer_lock_take (path, &error);
  if (lock != NULL || !g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY))
    return fail ("lock", error);
  g_clear_error (&error);

  db = foyer_database_open (path, FOYER_DATABASE_READ_ONLY, &error);
  if (db == NULL)
    return fail ("open to read", error);
  event = foyer_event_store_find (db, "test-event", &error);
  if (event == NULL)
    return fail ("read", error);
  if (foyer_database_exec (db, "DELETE FROM events", &error) ||
      !g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY))
    return fail ("write", error);
  return 0;
}

static const char *program;

static void
test_read_only (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  FoyerUuid event_id;

  g_object_unref (foyer_test_data_make (dir, 5, FOYER_TEST_DATA_ALL_VALID, &event_id));
  g_chmod (path, 0444);
  g_chmod (dir, 0555);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--child", path, NULL);
  g_assert_no_error (error);
  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  g_chmod (dir, 0700);
  if (g_subprocess_get_exit_status (child) == 77)
    g_test_skip ("cannot become somebody who may not write");
  else
    g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--child"))
    return be_child (argv[2]);

  g_test_init (&argc, &argv, NULL);
  program = argv[0];

  g_test_add_func ("/read-only/all", test_read_only);

  return g_test_run ();
}
