/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-conflict-store.h"

#include "foyer-event-work.h"
#include "foyer-row-store.h"

#include <string.h>

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
 * foyer_conflict_store_page:
 * @db: a connection
 * @query: which
 * @most: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerConflict): the newest first; %NULL with error
 */
GPtrArray *
foyer_conflict_store_page (FoyerDatabase *db,
                           const FoyerConflictQuery *query,
                           guint most,
                           GError **error)
{
  static const char tail[] =
      "WHERE deleted_at IS NULL AND (settled_at IS NOT NULL) = ?1 AND (?2 IS NULL OR event_id = "
      "?2) "
      "AND (?3 IS NULL OR kind = ?3) ORDER BY coalesce (settled_at, updated_at) DESC, key DESC "
      "LIMIT ?4";
  const FoyerColumn *column = foyer_row_type_find (&FOYER_CONFLICT_TYPE, "kind");
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_CONFLICT_TYPE, tail, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int (statement, 1, query->is_settled != FALSE);
  if (query->event_id != NULL)
    sqlite3_bind_blob (statement, 2, query->event_id->bytes, sizeof query->event_id->bytes,
                       SQLITE_STATIC);
  if (query->kind >= 0)
    sqlite3_bind_text (statement, 3, column->words[query->kind], -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 4, most);
  return foyer_row_store_read_all (db, &FOYER_CONFLICT_TYPE, statement, error);
}

/**
 * foyer_conflict_store_events:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerUuid): the events that have any; %NULL with error
 */
GArray *
foyer_conflict_store_events (FoyerDatabase *db, GError **error)
{
  static const char sql[] = "SELECT DISTINCT event_id FROM conflicts WHERE deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      FoyerUuid id;

      if (sqlite3_column_bytes (statement, 0) != sizeof id)
        continue;
      memcpy (&id, sqlite3_column_blob (statement, 0), sizeof id);
      g_array_append_val (ids, id);
    }
  return code == SQLITE_DONE ? g_steal_pointer (&ids) : NULL;
}

/**
 * foyer_conflict_store_count_all:
 * @db: a connection
 * @event_id: (nullable): an event, or %NULL for all
 * @error: return location
 *
 * Returns: how many are open, with events that are gone from their server while something of them
 * waits; -1 with error
 */
gint64
foyer_conflict_store_count_all (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  gint64 n = foyer_conflict_store_count (db, event_id, error);
  g_autoptr (GPtrArray) gone = n >= 0 ? foyer_event_work_list (db, error) : NULL;

  if (gone == NULL)
    return -1;
  for (guint i = 0; i < gone->len; i++)
    n += event_id == NULL ||
         foyer_uuid_equal (&((FoyerEventWork *) g_ptr_array_index (gone, i))->event_id, event_id);
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
