/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-image-store.h"

#include <string.h>

/**
 * foyer_image_store_find_same:
 * @db: a connection
 * @event_id: an event
 * @data: a picture's file
 * @id: (out): which picture has the same bytes
 * @error: return location
 *
 * So that the same picture is stored once, however often it is chosen.
 *
 * Returns: whether a living picture of the event has these bytes; %FALSE also with error
 */
gboolean
foyer_image_store_find_same (FoyerDatabase *db,
                             const FoyerUuid *event_id,
                             GBytes *data,
                             FoyerUuid *id,
                             GError **error)
{
  /* The length first: it is known without reading the bytes. */
  static const char sql[] = "SELECT id FROM images WHERE event_id = ?1 AND length (data) = ?2 "
                            "AND data = ?3 AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  gboolean is_found = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, g_bytes_get_size (data));
  sqlite3_bind_blob64 (statement, 3, g_bytes_get_data (data, NULL), g_bytes_get_size (data),
                       SQLITE_STATIC);
  if (foyer_database_step (db, statement, error) == SQLITE_ROW &&
      sqlite3_column_bytes (statement, 0) == sizeof id->bytes)
    {
      memcpy (id->bytes, sqlite3_column_blob (statement, 0), sizeof id->bytes);
      is_found = TRUE;
    }
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return is_found;
}

/**
 * foyer_image_store_find_size:
 * @db: a connection
 * @id: a picture
 * @width: (out): its pixels
 * @height: (out): its pixels
 * @error: return location
 *
 * Returns: whether there is such a living picture; %FALSE also with error
 */
gboolean
foyer_image_store_find_size (FoyerDatabase *db,
                             const FoyerUuid *id,
                             gint64 *width,
                             gint64 *height,
                             GError **error)
{
  static const char sql[] = "SELECT width, height FROM images WHERE id = ?1 AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  gboolean is_found = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, id->bytes, sizeof id->bytes, SQLITE_STATIC);
  if (foyer_database_step (db, statement, error) == SQLITE_ROW)
    {
      *width = sqlite3_column_int64 (statement, 0);
      *height = sqlite3_column_int64 (statement, 1);
      is_found = TRUE;
    }
  sqlite3_reset (statement);
  return is_found;
}
