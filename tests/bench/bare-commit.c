/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bare-commit.h"

#include "foyer-thread.h"

#include <sqlite3.h>

struct _BareCommit
{
  GThread *thread;
  GAsyncQueue *questions;
  sqlite3 *db;
  sqlite3_stmt *insert;
  BareCommitDone done;
  gpointer data;
  gint64 asked, begun, committed; /* by g_get_monotonic_time () */
  gboolean is_over;
};

static gboolean
answer_cb (gpointer data)
{
  BareCommit *self = data;
  gint64 now = g_get_monotonic_time ();

  self->done (self->data, (now - self->asked) / 1e3, (self->committed - self->begun) / 1e3);
  return G_SOURCE_REMOVE;
}

static gpointer
run (gpointer data)
{
  BareCommit *self = data;

  foyer_thread_set_prompt ();
  while (g_async_queue_pop (self->questions) != NULL && !self->is_over)
    {
      int code;

      self->begun = g_get_monotonic_time ();
      code = sqlite3_step (self->insert);
      self->committed = g_get_monotonic_time ();
      g_assert_cmpint (code, ==, SQLITE_DONE);
      sqlite3_reset (self->insert);
      g_idle_add_full (G_PRIORITY_DEFAULT, answer_cb, self, NULL);
    }
  return NULL;
}

BareCommit *
bare_commit_new (const char *replica_path, BareCommitDone done, gpointer data)
{
  g_autofree char *path = g_strconcat (replica_path, ".bare", NULL);
  BareCommit *self = g_new0 (BareCommit, 1);
  int code = sqlite3_open (path, &self->db);

  if (code == SQLITE_OK)
    code = sqlite3_exec (self->db,
                         "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                         "PRAGMA wal_autocheckpoint = 0;"
                         "PRAGMA wal_autocheckpoint = 0;"
                         "CREATE TABLE IF NOT EXISTS bare (key INTEGER PRIMARY KEY, word TEXT)",
                         NULL, NULL, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_prepare_v2 (self->db, "INSERT INTO bare (word) VALUES ('a person')", -1,
                               &self->insert, NULL);
  g_assert_cmpint (code, ==, SQLITE_OK);
  self->done = done;
  self->data = data;
  self->questions = g_async_queue_new ();
  self->thread = g_thread_new ("bare-commit", run, self);
  return self;
}

void
bare_commit_ask (BareCommit *self)
{
  self->asked = g_get_monotonic_time ();
  g_async_queue_push (self->questions, self);
}

void
bare_commit_free (BareCommit *self)
{
  self->is_over = TRUE;
  g_async_queue_push (self->questions, self);
  g_thread_join (self->thread);
  g_async_queue_unref (self->questions);
  sqlite3_finalize (self->insert);
  sqlite3_close (self->db);
  g_free (self);
}
