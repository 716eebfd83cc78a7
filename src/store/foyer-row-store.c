/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-row-store.h"

#include "foyer-database-private.h"
#include "foyer-row-sql.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * foyer_row_store_columns:
 * @type: a type of row
 *
 * Returns: (transfer none): the columns of a SELECT that foyer_row_store_read () reads, with commas
 */
const char *
foyer_row_store_columns (const FoyerRowType *type)
{
  return foyer_row_sql (type, FOYER_ROW_SQL_COLUMNS);
}

/**
 * foyer_row_store_read:
 * @type: a type of row
 * @statement: a statement that has a row; its first columns are those of foyer_row_store_columns ()
 *
 * Returns: (transfer full) (type FoyerRow): the row
 */
gpointer
foyer_row_store_read (const FoyerRowType *type, sqlite3_stmt *statement)
{
  FoyerRow *row = g_malloc0 (type->size);

  row->type = type;
  row->key = sqlite3_column_int64 (statement, 0);
  if (sqlite3_column_bytes (statement, 1) == sizeof row->id)
    memcpy (&row->id, sqlite3_column_blob (statement, 1), sizeof row->id);
  row->version = sqlite3_column_int64 (statement, 2);
  row->updated_at = sqlite3_column_int64 (statement, 3);
  row->deleted_at = sqlite3_column_type (statement, 4) == SQLITE_NULL
                        ? FOYER_NONE
                        : sqlite3_column_int64 (statement, 4);

  for (guint i = 0; i < type->n_columns; i++)
    foyer_row_take (statement, FOYER_N_HEAD_COLUMNS + i, row, &type->columns[i]);
  return row;
}

/**
 * foyer_row_store_select:
 * @db: a connection
 * @type: a type of row
 * @tail: (transfer none): "WHERE … ORDER BY … LIMIT …", a static string: the statement is cached by
 * its address
 * @error: return location
 *
 * Returns: (transfer none): the statement, with nothing bound; %NULL with error
 */
sqlite3_stmt *
foyer_row_store_select (FoyerDatabase *db,
                        const FoyerRowType *type,
                        const char *tail,
                        GError **error)
{
  return foyer_database_prepare_select (db, type, tail, error);
}

/**
 * foyer_row_store_read_all:
 * @db: a connection
 * @type: a type of row
 * @statement: a bound statement of foyer_row_store_select ()
 * @error: return location
 *
 * Returns: (transfer container) (element-type FoyerRow): all its rows, %NULL with error
 */
GPtrArray *
foyer_row_store_read_all (FoyerDatabase *db,
                          const FoyerRowType *type,
                          sqlite3_stmt *statement,
                          GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (foyer_row_free);
  int code;

  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (rows, foyer_row_store_read (type, statement));
  return code == SQLITE_DONE ? g_steal_pointer (&rows) : NULL;
}

/**
 * foyer_row_store_read_first:
 * @db: a connection
 * @type: a type of row
 * @statement: a bound statement of foyer_row_store_select ()
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (type FoyerRow): its first row; %NULL without error when
 * there is none
 */
gpointer
foyer_row_store_read_first (FoyerDatabase *db,
                            const FoyerRowType *type,
                            sqlite3_stmt *statement,
                            GError **error)
{
  gpointer row = NULL;

  if (foyer_database_step (db, statement, error) == SQLITE_ROW)
    {
      row = foyer_row_store_read (type, statement);
      sqlite3_reset (statement);
    }
  return row;
}

/* The one row of a statement that is bound; an error when it is not there. */
static gpointer
read_one (FoyerDatabase *db, const FoyerRowType *type, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GError) local = NULL;
  gpointer row = foyer_row_store_read_first (db, type, statement, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (row == NULL)
    g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                         _ ("It is not there any more."));
  return row;
}

/**
 * foyer_row_store_get:
 * @db: a connection
 * @type: a type of row
 * @key: the replica's key of a row
 * @error: return location
 *
 * Returns: (transfer full) (type FoyerRow): the row, also when it was removed (see its deleted_at);
 * %NULL with error, NOT_FOUND when there never was one
 */
gpointer
foyer_row_store_get (FoyerDatabase *db, const FoyerRowType *type, gint64 key, GError **error)
{
  sqlite3_stmt *statement =
      foyer_database_prepare (db, foyer_row_sql (type, FOYER_ROW_SQL_GET), error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, key);
  return read_one (db, type, statement, error);
}

/**
 * foyer_row_store_find:
 * @db: a connection
 * @type: a type of row
 * @id: a row's id
 * @error: return location
 *
 * Returns: (transfer full) (type FoyerRow): the row, also when it was removed; %NULL with error,
 * NOT_FOUND when there is none
 */
gpointer
foyer_row_store_find (FoyerDatabase *db,
                      const FoyerRowType *type,
                      const FoyerUuid *id,
                      GError **error)
{
  sqlite3_stmt *statement =
      foyer_database_prepare (db, foyer_row_sql (type, FOYER_ROW_SQL_FIND), error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_blob (statement, 1, id->bytes, sizeof id->bytes, SQLITE_STATIC);
  return read_one (db, type, statement, error);
}

/**
 * foyer_row_store_list:
 * @db: a connection
 * @type: a type of row
 * @event_id: (nullable): of which event; %NULL for all
 * @error: return location
 *
 * For types of which an event has few: tickets are read by key, page by page.
 *
 * Returns: (transfer container) (element-type FoyerRow): the rows that live, by sort_order where
 * the type has one, then by key; or %NULL with error
 */
GPtrArray *
foyer_row_store_list (FoyerDatabase *db,
                      const FoyerRowType *type,
                      const FoyerUuid *event_id,
                      GError **error)
{
  FoyerRowSql kind = event_id != NULL ? FOYER_ROW_SQL_LIST_EVENT : FOYER_ROW_SQL_LIST;
  sqlite3_stmt *statement = foyer_database_prepare (db, foyer_row_sql (type, kind), error);

  if (statement == NULL)
    return NULL;
  if (event_id != NULL)
    sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  return foyer_row_store_read_all (db, type, statement, error);
}
