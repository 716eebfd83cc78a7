/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-counts.h"

GHashTable *
foyer_event_counts_new (void)
{
  return g_hash_table_new_full (foyer_uuid_hash, foyer_uuid_equal, g_free, g_free);
}

/* On a connection of its own, so that a scan at the door need not wait for it. */
void
foyer_event_counts_run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  static const char sql[] = "SELECT event_id, count(*) FROM tickets"
                            " WHERE deleted_at IS NULL AND status <> 'CANCELLED' GROUP BY event_id";
  GError *error = NULL;
  g_autoptr (FoyerDatabase) db = foyer_database_open (data, FOYER_DATABASE_READ_ONLY, &error);
  g_autoptr (GHashTable) counts = foyer_event_counts_new ();
  sqlite3_stmt *statement = NULL;
  int step = SQLITE_DONE;

  if (db != NULL)
    {
      foyer_database_interrupt_on (db, cancellable);
      statement = foyer_database_prepare (db, sql, &error);
    }
  while (statement != NULL && (step = foyer_database_step (db, statement, &error)) == SQLITE_ROW)
    {
      gint64 count = sqlite3_column_int64 (statement, 1);

      if (sqlite3_column_bytes (statement, 0) == sizeof (FoyerUuid))
        g_hash_table_insert (counts,
                             g_memdup2 (sqlite3_column_blob (statement, 0), sizeof (FoyerUuid)),
                             g_memdup2 (&count, sizeof count));
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&counts), (GDestroyNotify) g_hash_table_unref);
}
