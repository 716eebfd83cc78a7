/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-database.h"

#include "foyer-store-error.h"

/**
 * foyer_database_quick_check:
 * @self: a connection
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Reads the whole file once and holds it against its own structure. Takes about a second for each
 * 400 MB: not for the main thread.
 *
 * Returns: %FALSE with error when the file is damaged, or when cancelled
 */
gboolean
foyer_database_quick_check (FoyerDatabase *self, GCancellable *cancellable, GError **error)
{
  static const char sql[] = "PRAGMA quick_check (1)";
  sqlite3_stmt *statement = foyer_database_prepare (self, sql, error);
  gboolean is_sound;
  int code;

  if (statement == NULL)
    return FALSE;

  foyer_database_interrupt_on (self, cancellable);
  code = foyer_database_step (self, statement, error);
  foyer_database_interrupt_on (self, NULL);
  if (code != SQLITE_ROW)
    return FALSE;

  is_sound = g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;
  sqlite3_reset (statement);
  if (!is_sound)
    foyer_store_error_set (error, SQLITE_CORRUPT, foyer_database_get_path (self), NULL);
  return is_sound;
}
