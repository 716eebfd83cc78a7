/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-identity.h"

#include "foyer-store-error.h"

#include <string.h>

static gboolean
take_uuid (sqlite3_stmt *statement, int result, FoyerUuid *uuid)
{
  if (sqlite3_column_bytes (statement, result) != sizeof *uuid)
    return FALSE;
  if (uuid != NULL)
    memcpy (uuid, sqlite3_column_blob (statement, result), sizeof *uuid);
  return TRUE;
}

/**
 * foyer_identity_read:
 * @db: a connection
 * @replica_id: (out) (optional): names this file for ever; what is derived from it carries this
 * @device_id: (out) (optional): the device whose acts this replica records
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_identity_read (FoyerDatabase *db, FoyerUuid *replica_id, FoyerUuid *device_id, GError **error)
{
  static const char sql[] = "SELECT replica_id, device_id FROM replica_info LIMIT 1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  gboolean is_read;
  int code;

  if (statement == NULL)
    return FALSE;
  code = foyer_database_step (db, statement, error);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    return FALSE;

  is_read = code == SQLITE_ROW && take_uuid (statement, 0, replica_id) &&
            take_uuid (statement, 1, device_id);
  sqlite3_reset (statement);
  if (!is_read)
    foyer_store_error_set (error, SQLITE_CORRUPT, foyer_database_get_path (db), NULL);
  return is_read;
}
