/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-test.h"

#include <glib/gstdio.h>

/* Longer than any machine is busy: it costs nothing when all is well. */
#define WAIT_CAP_SECONDS 120
#define LOOK_AGAIN_MS    20

FoyerTestDir
foyer_test_dir_new (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("foyer-test-XXXXXX", &error);

  g_assert_no_error (error);
  return dir;
}

static void
erase (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);
          erase (child);
        }
    }
  g_remove (path);
}

void
foyer_test_dir_free (FoyerTestDir dir)
{
  erase (dir);
  g_free (dir);
}

static gboolean
expired_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* What other threads and processes do wakes nobody up. */
static gboolean
look_again_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
foyer_test_wait_for_at (gboolean (*condition) (gpointer data),
                        gpointer data,
                        const char *what,
                        const char *file,
                        int line)
{
  gboolean expired = FALSE;
  guint source = g_timeout_add_seconds (WAIT_CAP_SECONDS, expired_cb, &expired);
  guint looks = g_timeout_add (LOOK_AGAIN_MS, look_again_cb, NULL);

  while (!condition (data))
    {
      if (expired)
        g_error ("%s:%d: %s () did not come", file, line, what);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (looks);
  if (!expired)
    g_source_remove (source);
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && fields[i].length < 0 &&
        g_str_has_prefix (fields[i].value, "Trying to measure GtkLabel"))
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, data);
}

void
foyer_test_forgive_message_dialogs (void)
{
  g_log_set_writer_func (write_log, NULL, NULL);
}
