/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-pulse.h"
#include "foyer-row.h"
#include "foyer-test.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_servers (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autofree char *file = g_strconcat (path, ".pulse", NULL);
  GStatBuf status;

  g_assert_cmpint (foyer_pulse_read (path, 1), ==, FOYER_NONE);
  g_assert_true (foyer_pulse_write (path, 3, 300));
  g_assert_true (foyer_pulse_write (path, 1, 100));
  g_assert_true (foyer_pulse_write (path, 3, 301));
  g_assert_cmpint (foyer_pulse_read (path, 1), ==, 100);
  g_assert_cmpint (foyer_pulse_read (path, 2), ==, FOYER_NONE);
  g_assert_cmpint (foyer_pulse_read (path, 3), ==, 301);
  g_assert_cmpint (g_stat (file, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  g_assert_false (foyer_pulse_write (path, -1, 1));
  g_assert_false (foyer_pulse_write (path, G_MAXINT64, 1));
  g_assert_cmpint (foyer_pulse_read (path, -1), ==, FOYER_NONE);
  g_assert_cmpint (foyer_pulse_read (path, G_MAXINT64), ==, FOYER_NONE);
}

/* Whatever lies there, it is not taken for a time. */
static void
test_damaged (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autofree char *file = g_strconcat (path, ".pulse", NULL);
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (foyer_pulse_write (path, 0, 100));
  g_assert_true (g_file_get_contents (file, &content, &length, NULL));
  g_assert_cmpuint (length, ==, 16);
  for (gsize i = 0; i < length; i++)
    {
      content[i] ^= 4;
      g_assert_true (g_file_set_contents (file, content, (gssize) length, NULL));
      g_assert_cmpint (foyer_pulse_read (path, 0), ==, FOYER_NONE);
      content[i] ^= 4;
      g_assert_true (g_file_set_contents (file, content, (gssize) i, NULL));
      g_assert_cmpint (foyer_pulse_read (path, 0), ==, FOYER_NONE);
    }
  g_assert_cmpint (g_remove (file), ==, 0);
  g_assert_cmpint (g_mkdir (file, 0700), ==, 0);
  g_assert_false (foyer_pulse_write (path, 0, 100));
  g_assert_cmpint (foyer_pulse_read (path, 0), ==, FOYER_NONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pulse/servers", test_servers);
  g_test_add_func ("/pulse/damaged", test_damaged);

  return g_test_run ();
}
