/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-conflict-store.h"

#include "foyer-row-store.h"

/**
 * foyer_conflict_store_list:
 * @db: a connection
 * @event_id: (nullable): an event, or %NULL for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerConflict): those that are open, the newest first;
 * %NULL with error
 */
GPtrArray *
foyer_conflict_store_list (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  static const char tail[] = "WHERE settled_at IS NULL AND deleted_at IS NULL "
                             "AND (?1 IS NULL OR event_id = ?1) ORDER BY updated_at DESC, key DESC";
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_CONFLICT_TYPE, tail, error);

  if (statement == NULL)
    return NULL;
  if (event_id != NULL)
    sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  return foyer_row_store_read_all (db, &FOYER_CONFLICT_TYPE, statement, error);
}

/**
 * foyer_conflict_store_count:
 * @db: a connection
 * @event_id: (nullable): an event, or %NULL for all
 * @error: return location
 *
 * Returns: how many are open; -1 with error
 */
gint64
foyer_conflict_store_count (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  static const char sql[] = "SELECT count (*) FROM conflicts WHERE settled_at IS NULL "
                            "AND deleted_at IS NULL AND (?1 IS NULL OR event_id = ?1)";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  gint64 n = -1;

  if (statement == NULL)
    return -1;
  if (event_id != NULL)
    sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  if (foyer_database_step (db, statement, error) == SQLITE_ROW)
    n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return n;
}

/**
 * foyer_conflict_store_find:
 * @db: a connection
 * @id: its id
 * @error: return location
 *
 * Returns: (transfer full): it; %NULL with error
 */
FoyerConflict *
foyer_conflict_store_find (FoyerDatabase *db, const FoyerUuid *id, GError **error)
{
  return foyer_row_store_find (db, &FOYER_CONFLICT_TYPE, id, error);
}
