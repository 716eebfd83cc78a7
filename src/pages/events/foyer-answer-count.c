/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-answer-count.h"

#include "foyer-answers.h"
#include "foyer-database.h"

static gpointer
count_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char sql[] =
      "SELECT answers FROM tickets "
      "WHERE event_id = ?1 AND deleted_at IS NULL AND instr (answers, ?2) > 0";
  const FoyerQuestion *question = data;
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  gint64 n = 0;
  int code;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_blob (statement, 1, question->event_id.bytes, sizeof question->event_id.bytes,
                     SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, question->code, -1, SQLITE_STATIC);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      g_autofree char *answer =
          foyer_answers_dup ((const char *) sqlite3_column_text (statement, 0), question->code);

      n += answer != NULL;
    }
  return code == SQLITE_DONE ? g_memdup2 (&n, sizeof n) : NULL;
}

void
foyer_answer_count_async (FoyerReplica *replica,
                          const FoyerQuestion *question,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  foyer_replica_run_async (replica, FOYER_PRIORITY_LONG, count_on_thread,
                           foyer_question_copy (question), (GDestroyNotify) foyer_question_free,
                           g_free, cancellable, callback, user_data);
}

gint64
foyer_answer_count_finish (FoyerReplica *replica, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *n = foyer_replica_run_finish (replica, result, error);

  return n != NULL ? *n : -1;
}
