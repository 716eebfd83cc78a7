/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-test.h"
#include "foyer-worker.h"

#include <glib/gstdio.h>

#define N_BYTES 8000000

typedef struct
{
  char *path;
  FoyerWorker *prompt;
  FoyerWorker *other;
  GMutex mutex;
  guint n_done;
  guint wanted;
} Fixture;

/* Somebody waits for each answer of this one, so the other one copies what it wrote. */
static void
committed_cb (gpointer data, int n_log_pages)
{
  Fixture *self = data;

  foyer_worker_note_log (self->other, n_log_pages);
}

static gpointer
write_much (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char sql[] = "CREATE TABLE large (data);"
                            "INSERT INTO large VALUES (zeroblob (" G_STRINGIFY (N_BYTES) "))";

  return foyer_database_exec (db, sql, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static gpointer
wait_for_mutex (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Fixture *self = data;

  g_mutex_lock (&self->mutex);
  g_mutex_unlock (&self->mutex);
  return GINT_TO_POINTER (TRUE);
}

static void
done_cb (gpointer data, gpointer result, GError *error)
{
  g_assert_no_error (error);
  ((Fixture *) data)->n_done++;
}

static gboolean
is_done (gpointer data)
{
  const Fixture *self = data;

  return self->n_done >= self->wanted;
}

static gboolean
is_copied (gpointer data)
{
  GStatBuf status;

  return g_stat (((Fixture *) data)->path, &status) == 0 && status.st_size > N_BYTES;
}

/* What was written where somebody waits comes into the file by another thread: this one hangs
 * meanwhile. */
static void
test_log (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (GError) error = NULL;
  Fixture self = { .path = path };
  FoyerDatabase *db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
  GMainContext *context = g_main_context_default ();

  g_assert_no_error (error);
  g_mutex_init (&self.mutex);
  g_mutex_lock (&self.mutex);
  self.other = foyer_worker_new ("other", path, NULL, FALSE, NULL, NULL);
  self.prompt = foyer_worker_new ("prompt", path, db, TRUE, committed_cb, &self);
  foyer_worker_push (self.prompt, 0, write_much, done_cb, &self, NULL, context);
  foyer_worker_push (self.prompt, 0, wait_for_mutex, done_cb, &self, NULL, context);
  self.wanted = 1;
  foyer_test_wait_for (is_done, &self);
  foyer_test_wait_for (is_copied, &self);

  g_mutex_unlock (&self.mutex);
  self.wanted = 2;
  foyer_test_wait_for (is_done, &self);
  foyer_worker_free (self.prompt);
  foyer_worker_free (self.other);
  g_mutex_clear (&self.mutex);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/worker/log", test_log);

  return g_test_run ();
}
